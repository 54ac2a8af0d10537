"""Addresses of these pages; the desk includes them under its own name."""

from django.urls import path

from binhyen.desk.timing import views

urlpatterns = [
    path("lich/", views.calendar, name="calendar"),
    path("lich.ics", views.calendar_file, name="calendar_file"),
    path("thoi-han/", views.unit_clocks, name="clocks"),
    path("thoi-han/dat/", views.unit_clock, name="clock"),
]
