"""Addresses of these pages; the desk includes them under its own name."""

from django.urls import path

from binhyen.desk.crews import rule_views, views

urlpatterns = [
    path("to-cong-tac/", views.crews, name="crews"),
    path("to-cong-tac/them/", views.found, name="found_crew"),
    path("to-cong-tac/<int:pk>/", views.crew, name="crew"),
    path("to-cong-tac/<int:pk>/doi-ten/", views.rename, name="rename_crew"),
    path("to-cong-tac/<int:pk>/ket-thuc/", views.end, name="end_crew"),
    path("to-cong-tac/<int:pk>/them-nguoi/", views.add_member, name="add_member"),
    path("to-cong-tac/<int:pk>/thoi/<int:member>/", views.end_member, name="end_member"),
    path("quy-tac-phan-cong/", rule_views.rules, name="rules"),
    path("quy-tac-phan-cong/them/", rule_views.add, name="add_rule"),
    path("quy-tac-phan-cong/<int:pk>/bo/", rule_views.drop, name="drop_rule"),
    path("chua-co-nguoi-nhan/", rule_views.unattended, name="unattended"),
]
