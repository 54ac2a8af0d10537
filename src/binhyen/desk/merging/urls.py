"""Addresses of these pages; the desk includes them under its own name."""

from django.urls import path

from binhyen.desk.merging import views

urlpatterns = [
    path("sap-nhap/", views.mergers, name="mergers"),
    path("sap-nhap/lan/<int:pk>/", views.order, name="merger_order"),
    path("sap-nhap/<str:day>/", views.hand_over, name="hand_over"),
]
