"""Addresses of the pages in the field."""

from django.urls import path

from binhyen.desk.field import duty_views, log_views, sending, views

urlpatterns = [
    path("thuc-dia/", views.field, name="field"),
    path("thuc-dia/vu-viec/<str:reference>/", views.task, name="field_task"),
    path("thuc-dia/vu-viec/<str:reference>/phan/<int:pk>/", views.part, name="field_part"),
    path("thuc-dia/tuan-tra/", views.patrol, name="field_patrol"),
    path("thuc-dia/nhiem-vu/", duty_views.duty, name="field_duty"),
    path("thuc-dia/gui/", sending.send, name="field_send"),
    path("thuc-dia/chia-khoa/", sending.key, name="field_key"),
    path("thuc-dia/manifest.webmanifest", views.manifest, name="field_manifest"),
    path("vu-viec/<str:reference>/anh-hien-truong/<str:token>/", views.photo, name="field_photo"),
    path("tuan-tra/", log_views.patrols, name="patrols"),
    path("tuan-tra/xuat/", log_views.export, name="export_patrols"),
]
