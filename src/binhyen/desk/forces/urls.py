"""Addresses of these pages; the desk includes them under its own name."""

from django.urls import path

from . import (
    coverage_views,
    duty_views,
    month_views,
    rating_views,
    survey_result_views,
    survey_views,
    team_views,
)

urlpatterns = [
    path("luc-luong/to/", team_views.teams, name="teams"),
    path("luc-luong/to/xep-loai/", rating_views.rate, name="rate_teams"),
    path("luc-luong/nhiem-vu/", duty_views.duties, name="duties"),
    path("luc-luong/nhiem-vu/<int:pk>/", duty_views.end, name="end_duty"),
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
    path("luc-luong/khao-sat/<int:pk>/phieu-giay/", survey_views.survey_paper, name="survey_paper"),
    path("luc-luong/khao-sat/<int:pk>/nhap-phieu/", survey_views.survey_entry, name="survey_entry"),
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
        "luc-luong/khao-sat/<int:pk>/ket-qua.csv", survey_result_views.survey_csv, name="survey_csv"
    ),
]
