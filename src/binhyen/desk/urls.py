"""Addresses of this room."""

from django.urls import URLPattern

from binhyen.desk.scorecard.urls import urlpatterns as scorecard

app_name = "desk"
urlpatterns: list[URLPattern] = [*scorecard]
