"""The house with these pages mounted as the desk mounts them."""

from django.urls import include, path

urlpatterns = [
    path("ban-lam-viec/", include(("binhyen.desk.units.urls", "desk"))),
    path("", include("binhyen.project.urls")),
]
