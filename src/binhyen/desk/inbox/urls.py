"""Addresses of these pages; the desk includes them under its own name, before the address of a matter."""

from django.urls import path

from . import bulk_views, saved_views, taking_views, views

urlpatterns = [
    path("vu-viec/", views.matters, name="inbox"),
    path("vu-viec/so-dem/", views.counts, name="inbox_counts"),
    path("vu-viec/ban-do/", views.map_data, name="inbox_map"),
    path("vu-viec/cot/", views.columns, name="inbox_columns"),
    path("vu-viec/phim-tat/", views.switch_keys, name="inbox_keys"),
    path("vu-viec/bo-loc/", views.filter_form, name="inbox_filter"),
    path("vu-viec/xuat/", taking_views.export, name="export"),
    path("vu-viec/bo-loc/luu/", saved_views.save, name="save_filter"),
    path("vu-viec/bo-loc/<int:pk>/", saved_views.change, name="saved_filter"),
    path("vu-viec/hang-loat/", bulk_views.choose, name="bulk"),
    path("vu-viec/hang-loat/<int:pk>/", bulk_views.result, name="bulk_order"),
    path("vu-viec/hang-loat/<int:pk>/hoan-lai/", bulk_views.undo, name="undo_bulk"),
    path("vu-viec/<str:reference>/in/", taking_views.print_out, name="print"),
]
