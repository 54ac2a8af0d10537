"""The background work."""

from datetime import timedelta

import pytest
from django.db import OperationalError

from binhyen.audit import actions as audit
from binhyen.audit.models import Entry, Seal
from binhyen.core import clock
from binhyen.newsroom import actions as newsroom
from binhyen.newsroom.models import ArticlePage, Photo
from binhyen.newsroom.tests import factories as news
from binhyen.project import working
from binhyen.project.asides import learner, scanner


def test_the_sealer_seals_and_says_when_it_was_late(db, caplog):
    long_ago = clock.now() - timedelta(hours=1)
    audit.record(event="matters.closed", subject="VV-1", actor="U-1", at=long_ago)
    working.seal()
    assert Seal.objects.count() == 1
    assert "late" in caplog.text
    caplog.clear()
    working.seal()
    assert not caplog.text


def test_a_database_away_for_a_moment_stops_nothing(db, caplog, monkeypatch):
    monkeypatch.setattr(working, "close_old_connections", lambda: None)

    def fail():
        raise OperationalError("the server is away")

    job = working.Job("seal", fail, timedelta(seconds=2))
    working.run(job)
    assert "tried again" in caplog.text
    assert job.due > 0


def test_a_mistake_in_a_job_is_not_swallowed(db, monkeypatch):
    monkeypatch.setattr(working, "close_old_connections", lambda: None)

    def fail():
        raise TypeError("a mistake")

    with pytest.raises(TypeError):
        working.run(working.Job("seal", fail, timedelta(seconds=2)))


def test_every_job_runs(db):
    for job in working.jobs((learner(), scanner())):
        job.work()
    assert not Entry.objects.exists()


def test_a_picture_that_may_not_be_shown_stops_neither_the_worker_nor_the_news_of_others(
    db, commune, editor, head, at, settings, tmp_path, monkeypatch
):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(clock, "now", lambda: at)
    photo = news.photo(commune, editor)
    hour = at + timedelta(hours=1)
    shows = news.article(commune, editor, title="Có ảnh", lead_photo=photo, go_live_at=hour)
    bare = news.article(commune, editor, title="Không ảnh", go_live_at=hour + timedelta(minutes=1))
    for article in (shows, bare):
        newsroom.release(article=article, by=head, at=at)
    Photo.objects.filter(pk=photo.pk).update(withdrawn_on=at.date())
    monkeypatch.setattr(clock, "now", lambda: at + timedelta(hours=2))
    working.release_news()
    assert [article.title for article in ArticlePage.objects.live()] == ["Không ảnh"]
