"""Addresses of these pages; the desk includes them under its own name."""

from django.urls import path

from binhyen.desk.units import views

urlpatterns = [
    path("don-vi-co-so/", views.units, name="units"),
    path("don-vi-co-so/bang-mau.csv", views.sample_table, name="unit_table_sample"),
    path("don-vi-co-so/<int:commune_id>/them/", views.add, name="add_unit"),
    path("don-vi-co-so/<int:commune_id>/nhap-bang/", views.import_table, name="import_units"),
    path("don-vi-co-so/<int:unit_id>/doi-ten/", views.rename, name="rename_unit"),
    path("don-vi-co-so/<int:unit_id>/ket-thuc/", views.close, name="close_unit"),
]
