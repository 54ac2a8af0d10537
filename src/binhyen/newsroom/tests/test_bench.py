"""The bench: who gets in, whose pages one may edit, and how an article comes out."""

import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from binhyen.audit.models import Entry
from binhyen.core import clock
from binhyen.newsroom import actions
from binhyen.newsroom.models import ArticlePage, NewsIndexPage, Photo
from binhyen.newsroom.tests import factories
from binhyen.people.models import Role
from binhyen.people.tests import factories as people

pytestmark = pytest.mark.django_db
HOME = "/ban-lam-viec/tin-tuc/"


def typed(**fields):
    """Return what the bench's form of an article sends."""
    said = {
        "title": "Đèn sáng ở đầu cầu", "kicker": "", "lede": "Hai ngọn đèn.", "byline": "Ban biên tập",
        "lead_photo": "", "lead_caption": "", "lead_credit": "", "topics": ["TRAFFIC"],
        "body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "heading", "body-0-id": "",
        "body-0-value": "Từ tối qua",
        "related_articles-TOTAL_FORMS": "0", "related_articles-INITIAL_FORMS": "0",
        "related_articles-MIN_NUM_FORMS": "0", "related_articles-MAX_NUM_FORMS": "4",
        "go_live_at": "", "expire_at": "", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0", "comments-MAX_NUM_FORMS": "0",
    }  # fmt: skip
    return said | fields


def add_address(index):
    return reverse("wagtailadmin_pages:add", args=["newsroom", "articlepage", index.pk])


@pytest.fixture
def bench(client, editor, commune):
    """A browser in which the editor has come to the bench."""
    client.force_login(editor)
    assert client.get(HOME).status_code == 200
    return client


@pytest.fixture
def index(bench, commune):
    return NewsIndexPage.objects.get(unit=commune)


def test_whoever_is_not_logged_in_goes_to_the_houses_own_login(client):
    answer = client.get(HOME)
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("who", ["hanh", "secretary", "administrator", "lan", "team_member"])
def test_who_has_no_desk_in_the_newsroom_is_told_so(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(HOME).status_code == 403


def test_the_content_policy_is_loosened_for_the_bench_and_nowhere_else(bench):
    policy = bench.get(HOME).headers["Content-Security-Policy"]
    assert "'unsafe-inline'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "'unsafe-inline'" not in bench.get("/tin-tuc/").headers["Content-Security-Policy"]
    assert "'unsafe-inline'" not in bench.get("/ban-lam-viec/").headers["Content-Security-Policy"]


def test_an_editor_writes_and_hands_in_and_the_head_lets_it_out(bench, index, head, client):
    sent = bench.post(add_address(index), typed(**{"action-submit": "x"}))
    assert sent.status_code == 302, sent.context["form"].errors
    article = ArticlePage.objects.get()
    assert (article.slug, article.live, article.unit) == ("den-sang-o-dau-cau", False, index.unit)
    assert client.get(article.url).status_code == 404
    client.force_login(head)
    task = article.current_workflow_task_state
    act = reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "approve", task.pk])
    assert client.get(HOME).status_code == 200
    client.post(act)
    client.logout()
    shown = client.get(article.url)
    assert shown.status_code == 200
    assert "Từ tối qua" in shown.content.decode()
    events = list(Entry.objects.filter(subject=f"A-{article.pk}").order_by("pk").values_list("event", "actor"))  # fmt: skip
    assert events[-1] == ("newsroom.published", head.ref)
    assert "newsroom.written" in {event for event, _actor in events}


def test_the_way_of_approval_is_named_after_the_unit_as_people_know_it(index, commune):
    name = f"Duyệt tin · {commune.full_name}"
    workflow = index.get_workflow()
    assert (workflow.name, [task.name for task in workflow.tasks]) == (name, [name])


def test_the_bench_greets_an_editor_by_name_and_says_where_one_is(bench, editor):
    shown = bench.get(reverse("wagtailadmin_home")).content.decode()
    assert editor.full_name in shown
    assert "localhost" not in shown and "Bình Yên" in shown
    (beside,) = re.findall(r'"name": ("[^"]*"), "avatarUrl"', shown)
    assert json.loads(beside) == f"{editor.full_name}, {editor.posts.get()}"


def test_help_on_the_bench_is_the_house_s_own(bench):
    shown = bench.get(reverse("wagtailadmin_home")).content.decode()
    assert "/tro-giup/bien-tap/" in shown
    assert "wagtail.org" not in shown


def test_an_editor_cannot_publish_alone(bench, index):
    bench.post(add_address(index), typed(**{"action-publish": "x"}))
    assert not ArticlePage.objects.live().exists()


def test_an_editor_of_one_commune_touches_nothing_of_another(bench, other_commune, at):
    foreign = people.officer("Phan Thị Xa", Role.EDITOR, other_commune)
    article = factories.article(other_commune, foreign)
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])
    assert bench.get(edit).status_code == 302
    bench.post(edit, typed(title="Sửa trộm", **{"action-publish": "x"}))
    assert ArticlePage.objects.get().title == "Thêm đèn ở đầu cầu"
    assert bench.get(add_address(NewsIndexPage.objects.get(unit=other_commune))).status_code == 302


def test_a_post_that_has_ended_opens_nothing_any_more(bench, editor):
    editor.posts.update(until=clock.today() - timedelta(days=1))
    assert bench.get(HOME).status_code == 403
    assert not editor.groups.exists()


def test_the_bench_keeps_what_was_typed_and_says_which_picture_may_not_be_shown(
    bench, index, photo
):
    Photo.objects.filter(pk=photo.pk).update(seen="CHILD")
    sent = bench.post(add_address(index), typed(lead_photo=str(photo.pk), **{"action-submit": "x"}))
    assert sent.status_code == 200
    html = sent.content.decode()
    assert "Không đăng được ảnh “Cầu”" in html
    assert "Hai ngọn đèn." in html
    saved = bench.post(add_address(index), typed(lead_photo=str(photo.pk)))
    assert saved.status_code == 302, "as a draft it is kept"


def test_pictures_on_the_bench_are_written_anew_and_a_child_needs_both_consents(
    bench, index, commune
):
    address = reverse("wagtailimages:add")
    collection = bench.get(address).context["form"]
    given = {
        "title": "Lễ phát động", "description": "Sân trường.", "seen": "CHILD", "agreement_kept": "",
        "file": factories.picture(), "child_agreed_on": "01/03/2026", "guardian_agreed_on": "",
    }  # fmt: skip
    given["file"].name = "DSC_0001.JPG"
    refused = bench.post(address, given)
    assert set(refused.context["form"].errors) == {"guardian_agreed_on", "agreement_kept"}, (
        collection
    )
    given |= {
        "guardian_agreed_on": "01/03/2026", "agreement_kept": "Tập 12", "file": factories.picture(),
    }  # fmt: skip
    given["file"].name = "DSC_0001.JPG"
    assert bench.post(address, given).status_code == 302
    kept = Photo.objects.get()
    assert "DSC" not in kept.file.name
    assert kept.reason_against(clock.today()) is None
    assert (
        bench.post(f"{HOME}images/multiple/add/", {"files[]": factories.picture()}).status_code
        == 302
    )
    assert Photo.objects.count() == 1


def test_a_withdrawn_consent_takes_the_article_down(write, publish, photo, at):
    article = publish(write(lead_photo=photo))
    Photo.objects.filter(pk=photo.pk).update(withdrawn_on=at.date())
    assert actions.take_down_withdrawn(at=at) == 1
    article.refresh_from_db()
    assert not article.live
    assert actions.take_down_withdrawn(at=at) == 0
    assert Entry.objects.filter(event="newsroom.taken_down", subject=article.reference).exists()


def test_nothing_that_may_not_be_shown_comes_out_by_another_way(write, head, photo, at):
    from binhyen.newsroom.releasing import PhotoRefused

    Photo.objects.filter(pk=photo.pk).update(seen="AGREED")
    article = write(lead_photo=photo)
    with pytest.raises(PhotoRefused):
        article.get_latest_revision().publish(user=head)
    article.refresh_from_db()
    assert not article.live


def test_nobody_is_a_superuser(editor):
    from django.db import IntegrityError, transaction

    editor.is_superuser = True
    with pytest.raises(IntegrityError), transaction.atomic():
        editor.save(update_fields=["is_superuser"])


@pytest.mark.parametrize("with_below", [False, True])
def test_of_many_articles_at_once_none_comes_out_where_a_child_may_not_be_shown(
    client, write, index, head, photo, with_below
):
    Photo.objects.filter(pk=photo.pk).update(seen="CHILD")
    shows, bare = write(title="Có em nhỏ", lead_photo=photo), write(title="Không ảnh")
    client.force_login(head)
    assert client.get(HOME).status_code == 200
    chosen = [index.pk] if with_below else [shows.pk, bare.pk]
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    query = "&".join(f"id={pk}" for pk in chosen)
    told = {"include_descendants": "on"} if with_below else {}
    sent = client.post(f"{address}?{query}&next={HOME}", told, follow=True)
    assert "“Có em nhỏ”: không đăng được ảnh “Cầu”" in sent.content.decode()
    assert not ArticlePage.objects.live().exists()
    agreed = {
        "child_agreed_on": "2025-01-01",
        "guardian_agreed_on": "2025-01-01",
        "agreement_kept": "Tập 3",
    }
    Photo.objects.filter(pk=photo.pk).update(**agreed)
    client.post(f"{address}?{query}&next={HOME}", told)
    assert ArticlePage.objects.live().count() == 2


def test_the_bench_closes_no_article_to_some(client, write, publish, head):
    article = publish(write("Cho mọi người"))
    client.force_login(head)
    assert client.get(HOME).status_code == 200
    asked = reverse("wagtailadmin_pages:set_privacy", args=[article.pk])
    assert "Chỉ người dùng" not in client.get(asked).content.decode()
    client.post(asked, {"restriction_type": "login"})
    assert not PageViewRestriction.objects.exists()
