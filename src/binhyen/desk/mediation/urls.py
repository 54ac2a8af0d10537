"""Addresses of these pages; the desk includes them under its own name."""

from django.urls import path

from binhyen.desk.mediation import views

urlpatterns = [
    path("hoa-giai/<int:pk>/", views.mediation, name="mediation"),
    path("hoa-giai/<int:pk>/<slug:slug>/", views.step, name="mediation_step"),
    path("mau-thuan/", views.prolonged, name="prolonged"),
]
