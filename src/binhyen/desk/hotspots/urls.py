"""Addresses of these pages; the desk includes them under its own name."""

from django.urls import path

from binhyen.desk.hotspots import views, warning_views

urlpatterns = [
    path("diem-nong/", views.hotspots, name="hotspots"),
    path("diem-nong/canh-bao/", warning_views.watch, name="hotspot_watch"),
    path("diem-nong/quet/", warning_views.scan, name="hotspot_scan"),
    path("diem-nong/nhin-lai/", warning_views.replay, name="hotspot_replay"),
    path("diem-nong/<int:pk>/", views.hotspot, name="hotspot"),
    path("diem-nong/<int:pk>/ghi-nhan/", views.acknowledge, name="hotspot_acknowledge"),
    path("diem-nong/<int:pk>/bien-phap/", views.take_measure, name="hotspot_measure"),
    path("diem-nong/<int:pk>/xem-lai/", views.look_again, name="hotspot_look"),
    path("diem-nong/<int:pk>/ket-thuc/", views.close, name="hotspot_close"),
]
