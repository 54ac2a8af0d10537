"""Addresses of these pages; the desk includes them under its own name."""

from django.urls import path

from binhyen.desk.users import views

urlpatterns = [
    path("nguoi-dung/", views.users, name="users"),
    path("nguoi-dung/them/", views.add_user, name="add_user"),
    path("nguoi-dung/<int:pk>/", views.user, name="user"),
    path("nguoi-dung/<int:pk>/thoi/<int:post>/", views.relieve, name="relieve"),
    path("nguoi-dung/<int:pk>/<slug:what>/", views.account, name="account"),
]
