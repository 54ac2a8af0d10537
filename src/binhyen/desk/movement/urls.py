"""Addresses of these pages; the desk includes them under its own name."""

from django.urls import path

from . import (
    act_views,
    baseline_views,
    board_views,
    committee_views,
    cycle_views,
    designation_views,
    festival_views,
    initiative_step_views,
    initiative_views,
    plan_views,
    programme_views,
    registration_views,
    review_views,
    task_views,
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
    path(
        "phong-trao/don-vi-dien-hinh/<int:pk>/thu-hoi/",
        designation_views.revoke,
        name="revoke_designation",
    ),
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
    path("phong-trao/ke-hoach/", plan_views.plans, name="plans"),
    path("phong-trao/ke-hoach/<int:pk>/", plan_views.plan, name="plan"),
    path("phong-trao/ke-hoach/<int:pk>/bang/", board_views.board, name="plan_board"),
    path("phong-trao/ke-hoach/<int:pk>/chu-tri/", board_views.owners, name="plan_owners"),
    path("phong-trao/ke-hoach/<int:pk>/thoi-gian/", board_views.chart, name="plan_chart"),
    path("phong-trao/ke-hoach/<int:pk>/nhiem-vu/tep/", board_views.task_file, name="plan_file"),
    path("phong-trao/ke-hoach/<int:pk>/so-ket/", review_views.plan_reviews, name="plan_reviews"),
    path("phong-trao/so-ket/<int:pk>/", review_views.review, name="review"),
    path("phong-trao/ke-hoach/<int:pk>/them-nhiem-vu/", task_views.add_task, name="add_task"),
    path("phong-trao/nhiem-vu/tu-khoang-trong/", task_views.task_from_gap, name="task_from_gap"),
    path("phong-trao/nhiem-vu/cua-toi/", task_views.my_tasks, name="my_tasks"),
    path("phong-trao/nhiem-vu/<int:pk>/", task_views.task, name="task"),
    path("phong-trao/nhiem-vu/<int:pk>/<slug:slug>/", act_views.task_act, name="task_act"),
    path("phong-trao/nhiem-vu/<int:pk>/tep/<str:token>/", act_views.task_file, name="task_file"),
    path(
        "phong-trao/nhiem-vu/<int:pk>/tep/<str:token>/xoa/",
        act_views.drop_task_file,
        name="drop_task_file",
    ),
    path(
        "phong-trao/nhiem-vu/<int:pk>/cho/<int:needed>/bo/", act_views.untie_task, name="untie_task"
    ),
]
