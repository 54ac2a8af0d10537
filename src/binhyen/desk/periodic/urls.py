"""Addresses of these pages; the desk includes them under its own name."""

from django.urls import path

from binhyen.desk.periodic import (
    above_views,
    file_views,
    notable_views,
    paper_views,
    timing_views,
    views,
)

urlpatterns = [
    path("bao-cao-dinh-ky/", views.reports, name="periodic_reports"),
    path("bao-cao-dinh-ky/don-vi/", above_views.below, name="periodic_below"),
    path("bao-cao-dinh-ky/thoi-han/", timing_views.timings, name="periodic_timings"),
    path("bao-cao-dinh-ky/<int:pk>/", views.report, name="periodic_report"),
    path("bao-cao-dinh-ky/<int:pk>/bao-cao.pdf", file_views.pdf, name="periodic_pdf"),
    path("bao-cao-dinh-ky/<int:pk>/bao-cao.docx", file_views.docx, name="periodic_docx"),
    path("bao-cao-dinh-ky/<int:pk>/so-lieu.xlsx", file_views.xlsx, name="periodic_xlsx"),
    path("bao-cao-dinh-ky/<int:pk>/trinh-ky/", paper_views.paper, name="periodic_paper"),
    path("bao-cao-dinh-ky/<int:pk>/vu-viec/", notable_views.choose, name="periodic_choose"),
    path("bao-cao-dinh-ky/<int:pk>/vu-viec/<int:notable>/bo/", notable_views.drop, name="periodic_drop"),
    path("bao-cao-dinh-ky/<int:pk>/nhan/", above_views.receive, name="periodic_receive"),
    path("bao-cao-dinh-ky/<int:pk>/tra-lai/", above_views.send_back, name="periodic_send_back"),
    path("bao-cao-dinh-ky/<int:pk>/tong-hop/", above_views.merge, name="periodic_merge"),
]  # fmt: skip
