"""Addresses of these pages; the desk includes them under its own name."""

from django.urls import path

from . import committee_views, designation_views, initiative_step_views, initiative_views

urlpatterns = [
    path("phong-trao/ban-chi-dao/", committee_views.committees, name="committees"),
    path("phong-trao/ban-chi-dao/<int:pk>/", committee_views.committee, name="committee"),
    path("phong-trao/ghe/<int:pk>/thoi/", committee_views.leave_seat, name="leave_seat"),
    path("phong-trao/mo-hinh/", initiative_views.initiatives, name="initiatives"),
    path("phong-trao/mo-hinh/tep/", initiative_views.initiatives_file, name="initiatives_file"),
    path("phong-trao/mo-hinh/<int:pk>/", initiative_views.initiative, name="initiative"),
    path(
        "phong-trao/mo-hinh/<int:pk>/nguon/",
        initiative_step_views.initiative_origin,
        name="initiative_origin",
    ),
    path(
        "phong-trao/mo-hinh/<int:pk>/<slug:slug>/",
        initiative_step_views.initiative_step,
        name="initiative_step",
    ),
    path("phong-trao/diem/<int:pk>/thoi/", initiative_step_views.close_point, name="close_point"),
    path("phong-trao/don-vi-dien-hinh/", designation_views.designations, name="designations"),
]
