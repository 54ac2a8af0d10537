"""Addresses of these pages; the desk includes them under its own name."""

from django.urls import path

from binhyen.desk.documents import act_views, register_views, views, wording_views

urlpatterns = [
    path("van-ban/", views.documents, name="documents"),
    path("van-ban/co-quan-ban-hanh/", act_views.issuers, name="issuers"),
    path("van-ban/co-quan-ban-hanh/<int:pk>/", act_views.series, name="issuer_series"),
    path("van-ban/moi/", views.wordings, name="new_document"),
    path("van-ban/moi/<slug:key>/", views.draft, name="draft_document"),
    path("van-ban/cau-chu/", wording_views.own_wordings, name="own_wordings"),
    path("van-ban/cau-chu/<slug:key>/", wording_views.own_wording, name="own_wording"),
    path("van-ban/cau-chu/<slug:key>/mau.pdf", wording_views.wording_sample, name="wording_sample"),
    path(
        "van-ban/cau-chu/<slug:key>/ban-goc/", wording_views.restore_wording, name="restore_wording"
    ),
    path("van-ban/so-di/", register_views.outgoing, name="outgoing"),
    path("van-ban/so-di/so-van-ban-di.xlsx", register_views.outgoing_file, name="outgoing_file"),
    path("van-ban/so-di/ghi-lai/", register_views.enter, name="enter_document"),
    path("van-ban/so-den/", register_views.incoming, name="incoming"),
    path("van-ban/so-den/so-van-ban-den.xlsx", register_views.incoming_file, name="incoming_file"),
    path("van-ban/so-den/so-theo-doi.xlsx", register_views.tracking_file, name="tracking_file"),
    path("van-ban/so-den/them/", register_views.arrive, name="arrive"),
    path("van-ban/so-den/<int:pk>/", register_views.follow, name="arrival"),
    path("van-ban/so-den/<int:pk>/ban-quet.pdf", register_views.scan, name="arrival_scan"),
    path("van-ban/<int:pk>/", views.document, name="document"),
    path("van-ban/<int:pk>/sua/", views.change, name="change_document"),
    path("van-ban/<int:pk>/xem.pdf", views.preview, name="document_pdf"),
    path("van-ban/<int:pk>/tai-ve.docx", views.editable, name="document_docx"),
    path("van-ban/<int:pk>/tep/<slug:kind>/", views.kept_file, name="document_file"),
    path("van-ban/<int:pk>/buoc/<slug:step>/", act_views.step, name="document_step"),
    path("van-ban/<int:pk>/tra-lai/", act_views.send_back, name="send_back_document"),
    path("van-ban/<int:pk>/ky/", act_views.sign, name="sign_document"),
    path("van-ban/<int:pk>/chu-ky-co-quan/", act_views.seal, name="seal_document"),
    path("van-ban/<int:pk>/khong-phat-hanh/", act_views.cancel, name="cancel_document"),
    path("van-ban/<int:pk>/phat-hanh/", act_views.issue, name="issue_document"),
]
