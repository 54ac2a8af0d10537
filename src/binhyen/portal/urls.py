"""Addresses of this room."""

from django.urls import path

from binhyen.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("bao-tin/", views.report, name="report"),
    path("theo-doi/", views.follow, name="follow"),
    path("theo-doi/ma-qr.svg", views.qr, name="qr"),
    path("gioi-thieu/", views.about, name="about"),
    path("healthz", views.health, name="health"),
]
