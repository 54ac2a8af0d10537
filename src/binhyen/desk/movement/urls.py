"""Addresses of these pages; the desk includes them under its own name."""

from django.urls import path

from . import baseline_views, committee_views, designation_views, initiative_views, programme_views

urlpatterns = [
    path("phong-trao/ban-chi-dao/", committee_views.committees, name="committees"),
    path("phong-trao/ban-chi-dao/<int:pk>/", committee_views.committee, name="committee"),
    path("phong-trao/ghe/<int:pk>/thoi/", committee_views.leave_seat, name="leave_seat"),
    path("phong-trao/ghe/<int:pk>/thay/", committee_views.replace_seat, name="replace_seat"),
    path(
        "phong-trao/ban-chi-dao/<int:pk>/danh-sach/",
        committee_views.committee_list,
        name="committee_list",
    ),
    path(
        "phong-trao/ban-chi-dao/<int:pk>/nam/<int:year>/",
        programme_views.programme,
        name="programme",
    ),
    path("phong-trao/ai-giu-viec-gi/", committee_views.who_held, name="who_held"),
    path("phong-trao/mo-hinh/", initiative_views.initiatives, name="initiatives"),
    path("phong-trao/mo-hinh/<int:pk>/", initiative_views.initiative, name="initiative"),
    path("phong-trao/don-vi-dien-hinh/", designation_views.designations, name="designations"),
    path(
        "phong-trao/don-vi-dien-hinh/<int:pk>/khao-sat/", baseline_views.baseline, name="baseline"
    ),
    path(
        "phong-trao/don-vi-dien-hinh/<int:pk>/khao-sat/chot/",
        baseline_views.freeze,
        name="freeze_baseline",
    ),
]
