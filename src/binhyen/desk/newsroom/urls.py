"""Addresses of these pages; the desk includes them under its own name."""

from django.urls import path

from binhyen.desk.newsroom import views

urlpatterns = [
    path("binh-luan/", views.waiting, name="comments"),
    path("binh-luan/da-dang/", views.shown, name="comments_shown"),
    path("binh-luan/<int:pk>/dang/", views.approve, name="comment_approve"),
    path("binh-luan/<int:pk>/tu-choi/", views.refuse, name="comment_refuse"),
    path("binh-luan/<int:pk>/go-xuong/", views.hide, name="comment_hide"),
]
