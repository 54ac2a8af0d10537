"""The house with these pages mounted as the desk mounts them."""

from django.urls import include, path

from binhyen.project import urls

urlpatterns = [
    path("ban-lam-viec/", include(("binhyen.desk.units.urls", "desk"))),
    *urls.urlpatterns,
]
