"""The page of an article beside the list of what the page of a local paper holds."""

import json
import re
from datetime import datetime

import pytest
from django.core.cache import cache
from wagtail.models import PageViewRestriction

from binhyen.core.clock import VIETNAM
from binhyen.core.tests.pages import faults
from binhyen.newsroom import actions
from binhyen.newsroom.models import ArticlePage
from binhyen.newsroom.models.topics import Topic, packed
from binhyen.newsroom.tests import factories
from binhyen.people.models import Role
from binhyen.people.tests import factories as people

pytestmark = pytest.mark.django_db
#: The day and hour of the article of the story.
STORY = datetime(2024, 3, 27, 15, 39, 1, tzinfo=VIETNAM)


@pytest.fixture
def page(client, write, publish, photo, head, at, django_capture_on_commit_callbacks):
    """The HTML of an article with everything in it."""
    publish(write("Tin cũ hơn"))
    article = write(
        "Đổi mới ở <Mỹ Lạc>", kicker="Phong trào", lede="Ngắn & gọn.", byline="Tổ phóng viên",
        lead_photo=photo, lead_caption="Cầu mới", lead_credit="Ảnh: xã", topics=packed([Topic.TRAFFIC, Topic.MODEL]),
        body=[
            {"type": "heading", "value": "Tiêu đề phụ"},
            {"type": "paragraph", "value": "<p>Thân bài.</p>"},
            {"type": "photo", "value": {"photo": photo.pk, "caption": "Ảnh hai", "credit": "Đoàn xã"}},
            {"type": "quote", "value": {"words": "Lời hay", "said_by": "Một đại biểu"}},
        ],
    )  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        actions.release(article=article, by=head, at=at)
    type(article).objects.filter(pk=article.pk).update(released_at=STORY)
    answer = client.get(article.url)
    assert answer.status_code == 200
    return answer


@pytest.fixture
def html(page):
    return page.content.decode()


#: What the page of a local paper shows, point by point.
SHOWN = [
    '<p class="by-news__kicker">Phong trào</p>',
    "<h1>Đổi mới ở &lt;Mỹ Lạc&gt;</h1>",
    '<p class="by-article__lede">Ngắn &amp; gọn.</p>',
    "Thứ Tư, 27/03/2024 | 15:39:01 [GMT+7]",
    "<b>Tổ phóng viên</b>",
    "1 phút đọc",
    "Cầu mới",
    "Ảnh hai",
    "Đoàn xã",
    "<h2>Tiêu đề phụ</h2>",
    "<p>Thân bài.</p>",
    '<blockquote class="by-article__quote"><p>Lời hay</p><footer>Một đại biểu</footer></blockquote>',
    'id="lien-quan">Tin liên quan</h2>',
    "?chu-de=traffic",
    "?chu-de=model",
    "https://www.facebook.com/sharer/sharer.php?u=http%3A%2F%2Ftestserver",
    "zalo.me/",
    'href="mailto:?subject=',
    'data-act="copy"',
    'name="co_chu" value="+"',
    "ban-in/",
    '<time datetime="2026-',  # today, in the head
    'type="application/rss+xml"',
    'type="application/atom+xml"',
    'property="og:title" content="Đổi mới ở &lt;Mỹ Lạc&gt;"',
    'property="og:image" content="http://testserver/tin-tuc/anh/newsroom/shown/',
    'rel="canonical"',
]


def test_everything_that_a_local_paper_shows_stands_on_the_page(html):
    assert [wanted for wanted in SHOWN if wanted not in html] == []


def test_machines_read_the_article_and_nothing_breaks_out_of_their_words(html):
    (words,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    said = json.loads(words)
    assert said["@type"] == "NewsArticle"
    assert said["headline"] == "Đổi mới ở <Mỹ Lạc>"
    assert said["datePublished"] == "2024-03-27T15:39:01+07:00"
    assert "<" not in words


def test_pictures_come_in_small_formats_with_words_and_sizes(html):
    first = re.search(r"<picture>.*?</picture>", html).group()
    assert [kind in first for kind in ("image/avif", "image/webp", "480w", 'alt="Một cây cầu lúc chiều."')] == [True] * 4  # fmt: skip


def test_the_page_is_whole_and_the_content_policy_finds_nothing(html, page):
    assert faults(html) == []
    assert "unsafe-inline" not in page.headers["Content-Security-Policy"]


def test_the_page_is_light_without_its_pictures(html):
    assert len(html.encode()) < 40_000


def test_the_page_asks_few_questions(client, page, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        client.get(page.wsgi_request.path)


def test_the_page_to_print_holds_the_words_and_no_menu(client, page):
    printed = client.get(f"{page.wsgi_request.path}ban-in/").content.decode()
    assert "Thân bài." in printed
    assert "facebook" not in printed
    assert "by-nav" not in printed
    assert faults(printed) == []


def test_crawlers_are_told_of_the_map_and_kept_from_the_desk(client):
    told = client.get("/robots.txt")
    assert told["Content-Type"].startswith("text/plain")
    lines = told.content.decode().splitlines()
    assert "Sitemap: http://testserver/tin-tuc/sitemap.xml" in lines
    assert {"Disallow: /ban-lam-viec/", "Disallow: /theo-doi/"} <= set(lines)
    assert not any(line.startswith("Disallow: /tin-tuc") for line in lines)


@pytest.mark.parametrize("path", ["rss.xml", "atom.xml", "xa-my-thanh/rss.xml", "xa-my-thanh/atom.xml", "sitemap.xml"])  # fmt: skip
def test_feeds_and_the_map_name_the_article(client, page, path):
    answer = client.get(f"/tin-tuc/{path}")
    assert answer.status_code == 200
    assert "doi-moi-o-my-lac" in answer.content.decode()


def test_picture_files_are_served_and_what_they_were_made_from_is_not(client, html, photo):
    path = re.search(r'src="(/tin-tuc/anh/[^"]+)"', html).group(1)
    answer = client.get(path)
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert "immutable" in answer.headers["Cache-Control"]
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")
    answer.close()
    assert client.get(photo.file.url).status_code == 404


def test_a_remembered_page_asks_the_database_four_times(client, page, django_assert_num_queries):
    address = page.wsgi_request.path
    client.get(address)
    with django_assert_num_queries(
        4
    ):  # the article, two for whether it is closed to some, its unit's front
        client.get(address)


def test_what_is_asked_of_an_article_once_is_asked_once(
    client, page, django_assert_max_num_queries
):
    cache.clear()
    with django_assert_max_num_queries(14):
        client.get(page.wsgi_request.path)


def test_what_the_bench_closes_to_some_stays_closed_by_the_short_way(client, page, photo):
    article = ArticlePage.objects.get(title__startswith="Đổi mới")
    PageViewRestriction.objects.create(page=article, restriction_type="login")
    for address in (article.url, f"{article.url}ban-in/"):
        assert client.get(address).status_code == 302


def test_an_article_is_found_at_its_own_address_alone(client, page, write):
    article = ArticlePage.objects.get(title__startswith="Đổi mới")
    assert client.get(f"/tin-tuc/xa-khac/{article.slug}/").status_code == 404
    assert client.get(f"{article.url}ban-in/").status_code == 200
    assert client.get(f"{article.url}ban-khac/").status_code == 404
    draft = write("Bản nháp")
    assert client.get(draft.url).status_code == 404
    assert client.get(f"{draft.url}ban-in/").status_code == 404
    assert client.get(article.url.rstrip("/")).status_code in {301, 302}


def test_no_picture_says_twice_that_it_is_one(html):
    assert "Ảnh: xã" in html and "Ảnh: Ảnh:" not in html


def test_every_picture_is_there_when_the_page_is_printed(client, page):
    address = page.wsgi_request.path
    assert client.get(address).content.decode().count('loading="lazy"') == 1
    printed = client.get(f"{address}ban-in/").content.decode()
    assert printed.count("<img ") == 2 and "loading=" not in printed


def test_related_articles_go_back_to_what_the_unit_grew_out_of(
    old_commune, commune, write, publish, head, at
):
    before = people.officer("Trần Văn Cũ", Role.EDITOR, old_commune)
    then = factories.article(old_commune, before, "Tin của xã cũ")
    factories.release(then, people.officer("Phạm Thị Cũ", Role.HEAD, old_commune))
    now = publish(write("Tin của xã mới"))
    assert [article.title for article in now.related()] == ["Tin của xã cũ"]
