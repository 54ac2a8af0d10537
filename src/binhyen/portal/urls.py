"""Addresses of this room."""

from django.urls import path

from binhyen.portal.views import counting, follow, home, openly, photo, report, sending

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("bao-tin/", report.report, name="report"),
    path("bao-tin/khong-mang/", sending.later, name="later"),
    path("bao-tin/gui.json", sending.send, name="send"),
    path("theo-doi/", follow.follow, name="follow"),
    path("theo-doi/ma-qr.svg", follow.qr, name="qr"),
    path("theo-doi/anh/<str:signed>/", photo.photo, name="photo"),
    path("don-vi/<str:address>/cong-khai/", openly.openly, name="openly"),
    path("gioi-thieu/", home.about, name="about"),
    path("cach-tinh/", counting.how_we_count, name="how_we_count"),
    path("healthz", home.health, name="health"),
]
