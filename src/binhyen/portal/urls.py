"""Addresses of this room."""

from django.urls import path

from binhyen.portal.views import (
    campaigns,
    comments,
    counting,
    follow,
    home,
    openly,
    photo,
    report,
    sending,
    survey,
)

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("bao-tin/", report.report, name="report"),
    path("bao-tin/khong-mang/", sending.later, name="later"),
    path("bao-tin/gui.json", sending.send, name="send"),
    path("theo-doi/", follow.follow, name="follow"),
    path("theo-doi/ma-qr.svg", follow.qr, name="qr"),
    path("theo-doi/anh/<str:signed>/", photo.photo, name="photo"),
    path("don-vi/<str:address>/cong-khai/", openly.openly, name="openly"),
    path("don-vi/<str:address>/trang-nhat/", home.commune, name="commune"),
    path("don-vi/<str:address>/tuyen-truyen/<int:pk>/", campaigns.campaign, name="campaign"),
    path(
        "don-vi/<str:address>/tuyen-truyen/<int:pk>/to-roi.pdf",
        campaigns.leaflet,
        name="campaign_leaflet",
    ),
    path("don-vi/<str:address>/khao-sat/", survey.survey, name="survey"),
    path("khao-sat/", survey.by_code, name="survey_by_code"),
    path("khao-sat/gui.json", survey.send, name="survey_send"),
    path("khao-sat/cam-on/", survey.thanks, name="survey_thanks"),
    path("binh-luan/<int:pk>/", comments.comments, name="comments"),
    path("binh-luan/<int:pk>/phan/", comments.comments, {"is_part": True}, name="comments_part"),
    path("binh-luan/<int:pk>/da-gui/", comments.sent, name="comment_sent"),
    path("gioi-thieu/", home.about, name="about"),
    path("cach-tinh/", counting.how_we_count, name="how_we_count"),
    path("healthz", home.health, name="health"),
]
