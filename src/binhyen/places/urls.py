"""Addresses of this room."""

from django.urls import path

from binhyen.places import views

app_name = "places"
urlpatterns = [
    path("", views.home, name="home"),
    path("tim/", views.search, name="search"),
    path("tai-day.json", views.at, name="at"),
    path("<str:address>/", views.unit, name="unit"),
    path("<str:address>/ranh-gioi.json", views.boundary, name="boundary"),
]
