"""Addresses of these pages; the desk includes them under its own name."""

from django.urls import path

from binhyen.desk.notices import views

urlpatterns = [
    path("thong-bao/", views.notices, name="notices"),
    path("thong-bao/so-chua-doc/", views.count, name="notice_count"),
    path("thong-bao/da-doc/", views.read, name="notices_read"),
    path("thong-bao/cach-bao/", views.choices, name="notice_choices"),
    path("thong-bao/trinh-duyet/", views.browser, name="notice_browser"),
    path("thong-bao/<int:pk>/", views.notice, name="notice"),
]
