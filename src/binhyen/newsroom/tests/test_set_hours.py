"""Hours set for an article are those of the house's clock, which in the demo is not the wall's."""

from datetime import datetime, timedelta

import pytest
from django.core.management import call_command

from binhyen.audit.models import Entry
from binhyen.core import clock
from binhyen.core.clock import VIETNAM
from binhyen.newsroom import actions, queries
from binhyen.newsroom.article_form import ArticleForm
from binhyen.newsroom.models import ArticlePage, Photo
from binhyen.newsroom.releasing import PhotoRefused

pytestmark = pytest.mark.django_db
#: By the wall this moment is long over.
STORY = datetime(2025, 7, 1, 8, 0, tzinfo=VIETNAM)


@pytest.fixture(autouse=True)
def story(monkeypatch):
    """A way to move the house's clock from STORY on."""

    def move(**ahead):
        monkeypatch.setattr(clock, "now", lambda: STORY + timedelta(**ahead))

    move()
    return move


def look(article):
    """Let the clock's own job run and say whether the article is out."""
    call_command("publish_scheduled", verbosity=0)
    article.refresh_from_db()
    return article.live


def test_an_article_waits_for_an_hour_that_is_still_to_come_in_the_story(write, head, story):
    article = write(go_live_at=STORY + timedelta(hours=2))
    actions.release(article=article, by=head, at=STORY)
    assert not look(article)
    story(hours=1, minutes=59)
    assert not look(article)
    story(hours=2, minutes=1)
    assert look(article)
    assert article.released_at == STORY + timedelta(hours=2, minutes=1)


def test_it_goes_when_its_last_hour_has_come_and_not_before(write, head, story):
    article = write(expire_at=STORY + timedelta(days=3))
    actions.release(article=article, by=head, at=STORY)
    assert look(article)
    story(days=3, seconds=1)
    assert not look(article)


@pytest.mark.parametrize(("hours", "is_taken"), [(1, True), (-1, False)])
def test_the_form_takes_a_last_hour_after_the_house_s_now(write, editor, hours, is_taken):
    form_class = ArticlePage.get_edit_handler().get_form_class()
    assert issubclass(form_class, ArticleForm)
    given = (STORY + timedelta(hours=hours)).strftime("%d/%m/%Y %H:%M")
    form = form_class({"expire_at": given, "body-count": "0"}, instance=write(), for_user=editor)
    assert ("expire_at" not in form.errors) == is_taken


def test_a_child_without_consents_is_not_set_for_an_hour(write, head, photo):
    Photo.objects.filter(pk=photo.pk).update(seen="CHILD")
    article = write(lead_photo=photo, go_live_at=STORY + timedelta(hours=2))
    with pytest.raises(PhotoRefused):
        actions.release(article=article, by=head, at=STORY)
    assert not queries.waiting_for_their_hour(STORY + timedelta(days=9))


def test_a_consent_withdrawn_before_the_hour_holds_that_article_back_and_no_other(
    write, head, photo, story
):
    shows = write(title="Có ảnh", lead_photo=photo, go_live_at=STORY + timedelta(hours=2))
    bare = write(title="Không ảnh", go_live_at=STORY + timedelta(hours=3))
    for article in (shows, bare):
        actions.release(article=article, by=head, at=STORY)
    Photo.objects.filter(pk=photo.pk).update(withdrawn_on=STORY.date())
    story(hours=4)
    assert actions.hold_back_refused(at=clock.now()) == 1
    assert (look(shows), look(bare)) == (False, True)
    assert Entry.objects.get(event="newsroom.held_back").subject == shows.reference
    assert actions.hold_back_refused(at=clock.now()) == 0
