"""The background work: what is done, how often, and how it ends."""

import logging
import os
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event, Thread

from django.core.management import call_command
from django.db import Error, close_old_connections, connections

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.documents import telling as papers
from binhyen.figures import actions as figures
from binhyen.forces import actions as forces
from binhyen.hotspots import actions as hotspots
from binhyen.matters import actions as matters
from binhyen.matters import telling
from binhyen.mergers import actions as mergers
from binhyen.movement import actions as movement
from binhyen.newsroom import actions as newsroom
from binhyen.notices import actions as notices
from binhyen.people import actions as people
from binhyen.people.models import User
from binhyen.periodic import actions as periodic
from binhyen.project.asides import Aside, learner, scanner
from binhyen.reports import actions as reports

log = logging.getLogger(__name__)


@dataclass
class Job:
    """Something to do again and again."""

    name: str
    work: Callable[[], None]
    every: timedelta
    due: float = 0.0  # on the monotonic clock
    is_long: bool = False  # waits for others or computes for long: in a thread of its own, so that sealing never waits


def seal() -> None:
    """Seal the trail, and say so when a seal came late."""
    at = clock.now()
    late = audit.late_by(at=at)
    if late:
        log.error("the audit trail was sealed %s late", late)
    audit.seal(at=at)


def sum_months() -> None:
    """Add the days gone by to the counts of their months, which the levels above read."""
    figures.sum_months(at=clock.now())


def clear_sessions() -> None:
    """Remove sessions that have run out."""
    call_command("clearsessions")


def clear_photos() -> None:
    """Remove photos that were sent and never belonged to a report."""
    reports.clear_unclaimed_photos(at=clock.now())


def warn_of_deadlines() -> None:
    """Tell whoever handles a matter how far its clocks have run."""
    matters.warn_due(at=clock.now())


def remind_of_steps() -> None:
    """Tell the committees' secretaries which steps of the year are due."""
    movement.remind_of_steps(at=clock.now())


def close_years() -> None:
    """Close the year before in the units whose day for it has gone by."""
    movement.close_due_years(at=clock.now())


def remind_of_tasks() -> None:
    """Tell whose task of a plan is due soon or overdue."""
    movement.remind_of_tasks(at=clock.now())


def flag_prolonged_disputes() -> None:
    """Raise the flag of disputes that have been open for too long."""
    matters.flag_prolonged(at=clock.now())


def deliver() -> None:
    """Send out what people are to be told."""
    notices.deliver_due(at=clock.now(), may_know=_may_know)


def _may_know(user: User, subject: str, at: datetime) -> bool:
    """Ask each room that tells of things of its own; what is not its own it lets pass."""
    return telling.may_know(user, subject, at) and papers.may_know(user, subject, at)


def tell_shifts() -> None:
    """Tell whose shift has begun what waits for them."""
    notices.digest_due(at=clock.now(), counted=telling.waiting_for)


def clear_notices() -> None:
    """Remove notices that are old."""
    notices.clear_old(at=clock.now())


#: What carries out the terms that the models' `Privacy` declares; the matters' acts call those of the reports.
FORGETTING = (
    matters.forget_ended, matters.forget_loose, forces.forget_details, forces.forget_words, forces.forget_names,
    movement.forget_old, notices.forget_browsers, people.forget_who_left, hotspots.forget_words,
    periodic.forget_words, newsroom.forget_comments,
)  # fmt: skip


def forget() -> None:
    """Let go of what was kept for its time."""
    for act in FORGETTING:
        act(at=clock.now())


def carry_out_orders() -> None:
    """Do what was ordered for many matters at once and can no longer be undone."""
    matters.carry_out_orders(at=clock.now())


def hand_over() -> None:
    """Hand over what was ordered after a merger."""
    mergers.carry_out_orders(at=clock.now())


def release_news() -> None:
    """Take down and hold back what shows a picture that may not be shown; then let articles out and take them down at the hour
    that was set for them."""
    newsroom.take_down_withdrawn(at=clock.now())
    newsroom.hold_back_refused(at=clock.now())
    call_command("publish_scheduled", verbosity=0)


def ask_for_learning() -> None:
    """Ask for new suggestions where enough more was settled; by night, but for the first time."""
    matters.ask_where_due(at=clock.now())


def ask_for_scans() -> None:
    """Ask for last night's scan for hot spots where it was not made."""
    hotspots.ask_every_night(at=clock.now())


def remind_of_looks() -> None:
    """Tell whose hot spot is to be looked at again."""
    hotspots.remind_of_looks(at=clock.now())


def draft_reports() -> None:
    """Make the periodic reports drafts whose window ends soon."""
    periodic.draft_due(at=clock.now())


def remind_of_reports() -> None:
    """Tell whose periodic report is due by tomorrow or late, and the level above who is late."""
    periodic.remind(at=clock.now())


def jobs(asides: Sequence[Aside]) -> list[Job]:
    """Return everything the worker does; `asides` are the processes it starts."""
    return [
        Job("seal", seal, timedelta(seconds=2)),
        Job("warn of deadlines", warn_of_deadlines, timedelta(minutes=1)),
        Job("remind of the year's steps", remind_of_steps, timedelta(hours=12), is_long=True),
        Job("close years", close_years, timedelta(hours=6), is_long=True),
        Job("remind of tasks", remind_of_tasks, timedelta(hours=1)),
        Job("flag prolonged disputes", flag_prolonged_disputes, timedelta(hours=24)),
        Job("deliver notices", deliver, timedelta(seconds=5), is_long=True),
        Job("digests", tell_shifts, timedelta(minutes=1)),
        Job("clear notices", clear_notices, timedelta(hours=6)),
        Job("forget", forget, timedelta(hours=24), is_long=True),
        Job("sum up months", sum_months, timedelta(hours=1), is_long=True),
        Job("bulk orders", carry_out_orders, timedelta(seconds=3)),
        Job("hand over after mergers", hand_over, timedelta(seconds=3), is_long=True),
        Job("release news", release_news, timedelta(minutes=1)),
        Job("clear photos", clear_photos, timedelta(hours=1)),
        Job("clear sessions", clear_sessions, timedelta(hours=6)),
        Job("ask for learning", ask_for_learning, timedelta(hours=1)),
        Job("ask for scans", ask_for_scans, timedelta(minutes=20)),
        Job("remind of hot spots", remind_of_looks, timedelta(hours=1)),
        Job("draft periodic reports", draft_reports, timedelta(hours=3), is_long=True),
        Job("remind of periodic reports", remind_of_reports, timedelta(hours=1)),
        *(Job(each.words[-2], each.tend, timedelta(seconds=5)) for each in asides),
    ]


def work_until_stopped() -> None:
    """Do each job when it is due, until SIGTERM or SIGINT comes or the parent process is gone."""
    stop = Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stop.set())
    asides = (learner(), scanner())
    todo = jobs(asides)
    # Daemons: a mail server that keeps us waiting must not keep the house from closing.
    for job in todo:
        if job.is_long:
            Thread(target=_keep_alone, args=(job, stop), name=job.name, daemon=True).start()
    keep_doing([job for job in todo if not job.is_long], stop)
    stop.set()
    for aside in asides:
        aside.stop()
    seal()


def _keep_alone(job: Job, stop: Event) -> None:
    """Do one job in this thread; a mistake in it ends the worker, which is then started anew."""
    try:
        keep_doing([job], stop)
    except BaseException:
        log.exception("%s cannot go on", job.name)
        stop.set()
        raise
    finally:
        connections.close_all()


def keep_doing(todo: list[Job], stop: Event) -> None:
    """Do the jobs when they are due until `stop` is set or the parent process is gone."""
    parent = os.getppid()
    while os.getppid() == parent:
        for job in todo:
            if job.due <= time.monotonic():
                run(job)
        if stop.wait(max(0.0, min(job.due for job in todo) - time.monotonic())):
            break


def run(job: Job) -> None:
    """Do one job; a database that is away for a moment is tried again when the job is next due."""
    close_old_connections()
    try:
        job.work()
    except Error:
        log.exception("%s failed and will be tried again", job.name)
    job.due = time.monotonic() + job.every.total_seconds()
