"""Addresses of these pages; the desk includes them under its own name."""

from django.urls import path

from . import rating_views, team_views

urlpatterns = [
    path("luc-luong/to/", team_views.teams, name="teams"),
    path("luc-luong/to/xep-loai/", rating_views.rate, name="rate_teams"),
]
