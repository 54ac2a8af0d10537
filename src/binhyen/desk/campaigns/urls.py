"""Addresses of campaigns."""

from django.urls import path

from binhyen.desk.campaigns import paper_views, step_views, views

urlpatterns = [
    path("tuyen-truyen/", views.campaigns, name="campaigns"),
    path("tuyen-truyen/moi/", views.topics, name="campaign_topics"),
    path("tuyen-truyen/moi/<slug:topic>/", views.plan, name="plan_campaign"),
    path("tuyen-truyen/<int:pk>/", views.campaign, name="campaign"),
    path("tuyen-truyen/<int:pk>/sua/", views.change, name="change_campaign"),
    path("tuyen-truyen/<int:pk>/buoc/<slug:slug>/", step_views.step, name="campaign_step"),
    path("tuyen-truyen/<int:pk>/hoat-dong/", step_views.note, name="note_activity"),
    path("tuyen-truyen/<int:pk>/hoat-dong/<int:activity>/bo/", step_views.take_back, name="take_back_activity"),
    path("tuyen-truyen/<int:pk>/hoat-dong.<slug:kind>", paper_views.activities, name="campaign_file"),
    path("tuyen-truyen/<int:pk>/<slug:shape>.pdf", paper_views.pdf, name="campaign_pdf"),
]  # fmt: skip
