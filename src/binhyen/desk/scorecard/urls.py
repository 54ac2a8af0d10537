"""Addresses of these pages; the desk includes them under its own name."""

from django.urls import path

from . import (
    catalogue_views,
    criterion_views,
    deliberation_views,
    dossier_views,
    level_views,
    register_views,
    steps,
    views,
)

urlpatterns = [
    path("tieu-chuan/", views.assessments, name="assessments"),
    path("tieu-chuan/bang-diem/", views.live, name="own_scorecard"),
    path("tieu-chuan/bang-diem/<int:unit_id>/", views.live, name="scorecard"),
    path("tieu-chuan/bang-diem/<int:unit_id>/tep/", views.live_file, name="scorecard_file"),
    path("tieu-chuan/bang-diem/<int:unit_id>/mo/", views.open_assessment, name="open_assessment"),
    path(
        "tieu-chuan/bang-diem/<int:unit_id>/nguon/<str:criterion>/",
        views.live_sources,
        name="live_sources",
    ),
    path("tieu-chuan/danh-muc/", catalogue_views.catalogue_list, name="catalogues"),
    path("tieu-chuan/danh-muc/<int:pk>/", catalogue_views.catalogue, name="catalogue"),
    path(
        "tieu-chuan/danh-muc/<int:pk>/tep/", catalogue_views.catalogue_file, name="catalogue_file"
    ),
    path(
        "tieu-chuan/danh-muc/<int:pk>/ban-rieng/",
        catalogue_views.clone_catalogue,
        name="clone_catalogue",
    ),
    path(
        "tieu-chuan/danh-muc/<int:pk>/ban-moi/", catalogue_views.change_sheet, name="change_sheet"
    ),
    path("tieu-chuan/doi-chieu/", level_views.side_by_side, name="side_by_side"),
    path("tieu-chuan/doi-chieu/tep/", level_views.matrix_file, name="matrix_file"),
    path("tieu-chuan/cac-nam/<int:unit_id>/", level_views.unit_years, name="unit_years"),
    path("tieu-chuan/ho-so/<int:pk>/bien-ban/", deliberation_views.vote, name="vote"),
    path(
        "tieu-chuan/ho-so/<int:pk>/cau-hoi/<int:question_id>/",
        deliberation_views.answer_question,
        name="answer_question",
    ),
    path("tieu-chuan/so-lieu/<int:unit_id>/", register_views.totals, name="totals"),
    path("tieu-chuan/cong-nhan/", register_views.recognitions, name="recognitions"),
    path("tieu-chuan/ho-so/<int:pk>/", dossier_views.assessment, name="assessment"),
    path("tieu-chuan/ho-so/<int:pk>/buoc/<slug:slug>/", steps.step, name="step"),
    path(
        "tieu-chuan/ho-so/<int:pk>/tieu-chi/<str:criterion>/",
        criterion_views.criterion,
        name="criterion",
    ),
    path("tieu-chuan/ho-so/<int:pk>/nguon/<str:criterion>/", views.sources, name="sources"),
    path(
        "tieu-chuan/ho-so/<int:pk>/giay-to/<int:paper_id>/",
        criterion_views.paper_file,
        name="paper_file",
    ),
    path(
        "tieu-chuan/ho-so/<int:pk>/giay-to/<int:paper_id>/bo/",
        criterion_views.remove_paper,
        name="remove_paper",
    ),
]
