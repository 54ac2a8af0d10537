"""Addresses of this room: the bench, the pictures, and whatever stands in the tree of pages."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtail_admin
from wagtail.urls import serve_pattern
from wagtail.utils.urlpatterns import decorate_urlpatterns
from wagtail.views import serve

from binhyen.core import faces
from binhyen.newsroom import feeds, views
from binhyen.newsroom.bench import at_the_bench

bench = [
    # the account is the house's own
    path("account/", RedirectView.as_view(pattern_name="account_change_password")),
    path("logout/", RedirectView.as_view(pattern_name="account_logout")),
    # one picture at a time: many at once would be kept as they came, with whatever stands in the file
    path("images/multiple/add/", RedirectView.as_view(pattern_name="wagtailimages:add")),
    path("images/multiple/<path:rest>", faces.not_here),
    path("jsi18n/", views.bench_words),
    *decorate_urlpatterns(wagtail_admin.urlpatterns, at_the_bench),
]
news = [
    path("anh/newsroom/shown/<str:name>", views.picture, name="news_picture"),
    # where Wagtail sends a reader of a page that an earlier version let the bench close
    path(
        "dang-nhap/",
        RedirectView.as_view(pattern_name="account_login", query_string=True),
        name="wagtailcore_login",
    ),
    path("tim/", views.search, name="news_search"),
    path("sitemap.xml", views.sitemap, name="news_sitemap"),
    path("rss.xml", feeds.Rss(), name="news_rss"),
    path("atom.xml", feeds.Atom(), name="news_atom"),
    path("<slug:slug>/rss.xml", feeds.Rss(), name="news_unit_rss"),
    path("<slug:slug>/atom.xml", feeds.Atom(), name="news_unit_atom"),
    path("<slug:unit>/<slug:slug>/", views.article),
    path("<slug:unit>/<slug:slug>/ban-in/", views.article, {"to_print": True}),
    re_path(serve_pattern, serve, name="wagtail_serve"),
]
urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("ban-lam-viec/tin-tuc/", include(bench)),
    path("tin-tuc/", include(news)),
]
