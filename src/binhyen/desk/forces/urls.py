"""Addresses of these pages; the desk includes them under its own name."""

from django.urls import path

from . import (
    coverage_views,
    duty_views,
    month_views,
    paper_views,
    rating_views,
    roster_views,
    strengthening_views,
    survey_result_views,
    survey_views,
    taking_views,
    team_views,
    training_views,
)

urlpatterns = [
    path("luc-luong/to/", team_views.teams, name="teams"),
    path("luc-luong/to/xep-loai/", rating_views.rate, name="rate_teams"),
    path("luc-luong/nhiem-vu/", duty_views.duties, name="duties"),
    path("luc-luong/nhiem-vu/<int:pk>/", duty_views.end, name="end_duty"),
    path("luc-luong/nhiem-vu/<int:pk>/rut/", duty_views.take_back, name="take_back_duty"),
    path("luc-luong/hop-bao-cao/", month_views.months, name="team_months"),
    path("luc-luong/dia-ban/", coverage_views.coverage, name="coverage"),
    path("luc-luong/khao-sat/", survey_views.surveys, name="surveys"),
    path("luc-luong/khao-sat/moi/", survey_views.new_survey, name="new_survey"),
    path("luc-luong/khao-sat/<int:pk>/", survey_views.survey, name="survey"),
    path("luc-luong/khao-sat/<int:pk>/ma/", survey_views.survey_codes, name="survey_codes"),
    path(
        "luc-luong/khao-sat/<int:pk>/ap-phich.pdf",
        survey_views.survey_posters,
        name="survey_posters",
    ),
    path("luc-luong/khao-sat/<int:pk>/phieu-giay/", paper_views.survey_paper, name="survey_paper"),
    path("luc-luong/khao-sat/<int:pk>/nhap-phieu/", paper_views.survey_entry, name="survey_entry"),
    path(
        "luc-luong/khao-sat/<int:pk>/nhap-phieu/rut/",
        paper_views.survey_take_back,
        name="survey_take_back",
    ),
    path(
        "luc-luong/khao-sat/<int:pk>/to/<int:team>/",
        survey_views.survey_figures,
        name="survey_figures",
    ),
    path(
        "luc-luong/khao-sat/<int:pk>/ket-qua/",
        survey_result_views.survey_results,
        name="survey_results",
    ),
    path(
        "luc-luong/khao-sat/<int:pk>/ket-qua/tep/",
        survey_result_views.survey_file,
        name="survey_file",
    ),
    path("luc-luong/to/<int:team_id>/", roster_views.team, name="team"),
    path("luc-luong/to/<int:team_id>/quan-so/", roster_views.strength, name="report_strength"),
    path("luc-luong/to/<int:team_id>/them-to-vien/", roster_views.appoint, name="appoint_member"),
    path(
        "luc-luong/to/<int:team_id>/to-truong/", roster_views.replace_leader, name="replace_leader"
    ),
    path("luc-luong/to/<int:team_id>/trang-bi/", training_views.equipment, name="equipment"),
    path("luc-luong/to-vien/<int:member_id>/", roster_views.member, name="member"),
    path("luc-luong/to-vien/<int:member_id>/sua/", roster_views.correct, name="correct_member"),
    path("luc-luong/cong-tac/<int:service_id>/chuc-vu/", roster_views.give_role, name="give_role"),
    path("luc-luong/cong-tac/<int:service_id>/chuyen-to/", roster_views.move, name="move_member"),
    path("luc-luong/cong-tac/<int:service_id>/ket-thuc/", roster_views.end, name="end_service"),
    path("luc-luong/cua-toi/", roster_views.own_service, name="own_service"),
    path("luc-luong/tap-huan/", training_views.trainings, name="trainings"),
    path("luc-luong/tap-huan/<int:training_id>/", training_views.training, name="training"),
    path("luc-luong/kien-toan/", strengthening_views.strengthening_plan, name="strengthening"),
    path("luc-luong/danh-sach/nhap/", taking_views.import_roster, name="import_roster"),
    path("luc-luong/danh-sach/mau.csv", taking_views.sample, name="roster_sample"),
    path("luc-luong/danh-sach/xuat/", taking_views.export, name="export_roster"),
    path("luc-luong/danh-sach/in/", taking_views.print_roster, name="print_roster"),
]
