"""The background work: what is done, how often, and how it ends."""

import logging
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from threading import Event

from django.core.management import call_command
from django.db import Error, close_old_connections

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.matters import actions as matters
from binhyen.project.learning import Learner
from binhyen.reports import actions as reports

log = logging.getLogger(__name__)


@dataclass
class Job:
    """Something to do again and again."""

    name: str
    work: Callable[[], None]
    every: timedelta
    due: float = 0.0  # on the monotonic clock


def seal() -> None:
    """Seal the trail, and say so when a seal came late."""
    at = clock.now()
    late = audit.late_by(at=at)
    if late:
        log.error("the audit trail was sealed %s late", late)
    audit.seal(at=at)


def clear_sessions() -> None:
    """Remove sessions that have run out."""
    call_command("clearsessions")


def clear_photos() -> None:
    """Remove photos that were sent and never belonged to a report."""
    reports.clear_unclaimed_photos(at=clock.now())


def carry_out_orders() -> None:
    """Do what was ordered for many matters at once and can no longer be undone."""
    matters.carry_out_orders(at=clock.now())


def ask_for_learning() -> None:
    """Ask for new suggestions where enough more was settled; by night, but for the first time."""
    matters.ask_where_due(at=clock.now())


def jobs(learner: Learner) -> list[Job]:
    """Return everything the worker does."""
    return [
        Job("seal", seal, timedelta(seconds=2)),
        Job("bulk orders", carry_out_orders, timedelta(seconds=3)),
        Job("clear photos", clear_photos, timedelta(hours=1)),
        Job("clear sessions", clear_sessions, timedelta(hours=6)),
        Job("ask for learning", ask_for_learning, timedelta(hours=1)),
        Job("learn", learner.tend, timedelta(seconds=5)),
    ]


def work_until_stopped() -> None:
    """Do each job when it is due, until SIGTERM or SIGINT comes or the parent process is gone."""
    stop = Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stop.set())
    parent = os.getppid()
    learner = Learner()
    todo = jobs(learner)
    while os.getppid() == parent:
        for job in todo:
            if job.due <= time.monotonic():
                run(job)
        if stop.wait(max(0.0, min(job.due for job in todo) - time.monotonic())):
            break
    learner.stop()
    seal()


def run(job: Job) -> None:
    """Do one job; a database that is away for a moment is tried again when the job is next due."""
    close_old_connections()
    try:
        job.work()
    except Error:
        log.exception("%s failed and will be tried again", job.name)
    job.due = time.monotonic() + job.every.total_seconds()
