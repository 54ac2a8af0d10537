"""Addresses of these pages; the desk includes them under its own name."""

from django.urls import path

from . import coverage_views, duty_views, month_views, rating_views, team_views

urlpatterns = [
    path("luc-luong/to/", team_views.teams, name="teams"),
    path("luc-luong/to/xep-loai/", rating_views.rate, name="rate_teams"),
    path("luc-luong/nhiem-vu/", duty_views.duties, name="duties"),
    path("luc-luong/nhiem-vu/<int:pk>/", duty_views.end, name="end_duty"),
    path("luc-luong/hop-bao-cao/", month_views.months, name="team_months"),
    path("luc-luong/dia-ban/", coverage_views.coverage, name="coverage"),
]
