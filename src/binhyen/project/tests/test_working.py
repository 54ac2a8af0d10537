"""The background work."""

from datetime import timedelta

import pytest
from django.db import OperationalError

from binhyen.audit import actions as audit
from binhyen.audit.models import Entry, Seal
from binhyen.core import clock
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
