"""Addresses of this room."""

from django.urls import path

from binhyen.desk.campaigns import urls as campaigns
from binhyen.desk.crews import urls as crews
from binhyen.desk.documents import urls as documents
from binhyen.desk.field import urls as field
from binhyen.desk.forces import urls as forces
from binhyen.desk.hotspots import urls as hotspots
from binhyen.desk.inbox import urls as inbox
from binhyen.desk.intake import urls as intake
from binhyen.desk.mediation import urls as mediation
from binhyen.desk.merging import urls as merging
from binhyen.desk.movement import urls as movement
from binhyen.desk.newsroom import urls as newsroom
from binhyen.desk.notices import urls as notices
from binhyen.desk.periodic import urls as periodic
from binhyen.desk.scorecard import urls as scorecard
from binhyen.desk.suggestions import urls as suggestions
from binhyen.desk.timing import urls as timing
from binhyen.desk.units import urls as units
from binhyen.desk.users import urls as users
from binhyen.desk.views import closing, home, lists, matter, numbers, parts, posters, proposals

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("doi-vi-tri/", home.switch, name="switch"),
    *inbox.urlpatterns,
    path("vu-viec/<str:reference>/", matter.matter, name="matter"),
    path("vu-viec/<str:reference>/anh/<str:token>/", matter.photo, name="photo"),
    path("vu-viec/<str:reference>/danh-tinh/<str:report>/", matter.identity, name="identity"),
    path("vu-viec/<str:reference>/khong-trung/<str:other>/", matter.tell_apart, name="tell_apart"),
    path("vu-viec/<str:reference>/<slug:slug>/", matter.act, name="act"),
    path("vu-viec/<str:reference>/phan-viec/<int:pk>/", parts.end, name="end_part"),
    path("vu-viec/<str:reference>/phan-viec/<int:pk>/bo/", parts.drop, name="drop_part"),
    path("vu-viec/<str:reference>/giay-to/<str:token>/", parts.paper, name="paper"),
    path("de-xuat/", proposals.proposals, name="proposals"),
    path("de-xuat/<int:pk>/", proposals.answer, name="answer"),
    path("so-lieu/", numbers.numbers, name="numbers"),
    path("so-lieu/mot-so-lieu/", numbers.figure, name="figure"),
    path("so-lieu/khoa-nam/", closing.close_year, name="close_year"),
    path("so-lieu/khoa-nam/<int:pk>/mo-lai/", closing.reopen_year, name="reopen_year"),
    path("ap-phich/", posters.choose, name="posters"),
    path("ap-phich/ap-phich.pdf", posters.pdf, name="posters_pdf"),
    path("nhat-ky/", lists.trail, name="trail"),
    *crews.urlpatterns,
    *intake.urlpatterns,
    *field.urlpatterns,
    *timing.urlpatterns,
    *mediation.urlpatterns,
    *notices.urlpatterns,
    *scorecard.urlpatterns,
    *movement.urlpatterns,
    *forces.urlpatterns,
    *units.urlpatterns,
    *suggestions.urlpatterns,
    *users.urlpatterns,
    *merging.urlpatterns,
    *hotspots.urlpatterns,
    *documents.urlpatterns,
    *periodic.urlpatterns,
    *campaigns.urlpatterns,
    *newsroom.urlpatterns,
]
