"""Root addresses: Vietnamese paths without marks, English names."""

from django.urls import include, path

from binhyen.core import faces, handbook, installing

urlpatterns = [
    path("", include("binhyen.portal.urls")),
    path("don-vi/", include("binhyen.places.urls")),
    path("", include("binhyen.newsroom.urls")),
    path("ban-lam-viec/", include("binhyen.desk.urls")),
    path("tai-khoan/email/", faces.not_here),  # the administrator keeps the addresses
    path("tai-khoan/", include("allauth.urls")),
    path("tro-giup/", handbook.index, name="help"),
    path("tro-giup/anh/<str:name>", handbook.picture, name="help_picture"),
    path("tro-giup/<slug:slug>/", handbook.page, name="help_page"),
    path("giao-dien/", faces.set_face, name="face"),
    path("ngon-ngu/", include("django.conf.urls.i18n")),
    path("favicon.ico", faces.icon),
    path("worker.js", installing.worker, name="worker"),
    path("manifest.webmanifest", installing.manifest, name="manifest"),
    path("ma-bao-ve/", installing.token, name="token"),
    path("khong-co-mang/", installing.offline, name="offline"),
]
handler400 = "binhyen.core.faces.bad_request"
