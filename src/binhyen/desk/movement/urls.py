"""Addresses of these pages; the desk includes them under its own name."""

from django.urls import path

from . import (
    baseline_views,
    committee_views,
    cycle_views,
    designation_views,
    festival_views,
    initiative_views,
    programme_views,
    registration_views,
)

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
    path("phong-trao/lich-nam/", cycle_views.year, name="cycle"),
    path("phong-trao/lich-nam.ics", cycle_views.year_file, name="cycle_file"),
    path("phong-trao/lich-nam/buoc/", cycle_views.step, name="cycle_step"),
    path("phong-trao/lich-nam/thoi-han/", cycle_views.dates, name="cycle_dates"),
    path("phong-trao/dang-ky/", registration_views.registrations, name="registrations"),
    path("phong-trao/cam-ket/", registration_views.commitments, name="commitments"),
    path(
        "phong-trao/dang-ky.csv", registration_views.registrations_file, name="registrations_file"
    ),
    path(
        "phong-trao/dang-ky/nhap/",
        registration_views.registrations_import,
        name="registrations_import",
    ),
    path("phong-trao/ngay-hoi/", festival_views.festival, name="festival"),
    path(
        "phong-trao/ngay-hoi/<int:pk>/chuong-trinh/", festival_views.agenda, name="festival_agenda"
    ),
    path("phong-trao/ngay-hoi/<int:pk>/ket-qua/", festival_views.report, name="festival_report"),
    path("phong-trao/ngay-hoi/<int:pk>/in/", festival_views.sheet, name="festival_print"),
    path(
        "phong-trao/don-vi-dien-hinh/<int:pk>/khao-sat/", baseline_views.baseline, name="baseline"
    ),
    path(
        "phong-trao/don-vi-dien-hinh/<int:pk>/khao-sat/chot/",
        baseline_views.freeze,
        name="freeze_baseline",
    ),
]
