"""Addresses of these pages; the desk includes them under its own name."""

from django.urls import path

from binhyen.desk.suggestions import views

urlpatterns = [
    path("goi-y/", views.suggestions, name="suggestions"),
    path("goi-y/hoc/", views.train, name="train_suggestions"),
    path("goi-y/loai/", views.suggest, name="suggest"),
]
