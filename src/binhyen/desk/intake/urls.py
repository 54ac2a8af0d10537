"""Addresses of these pages; the desk includes them under its own name."""

from django.urls import path

from binhyen.desk.intake import views

urlpatterns = [
    path("tiep-nhan/", views.intake, name="intake"),
    path("tiep-nhan/da-biet/", views.known, name="intake_known"),
]
