"""Forget what was said and written of matters that ended long ago. The terms are those that the models declare; what was
counted stays counted, and what figures are told from stays as it is: who did what when, and of stars whether content.

A term runs from the end of the matter, and anew from whatever is done on it later, but for a merger; a message that waits holds it up.
A report goes with the last of its matters.
"""

from collections.abc import Collection
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from binhyen.audit import forgetting
from binhyen.core.privacy import FORGOTTEN, in_batches
from binhyen.matters import clocks
from binhyen.matters.actions.intake import title_for
from binhyen.matters.actions.proposing import paper_path
from binhyen.matters.models import (
    BulkOrder,
    Feedback,
    Matter,
    MatterPhoto,
    MatterReport,
    MatterText,
    Mediation,
    MediationSession,
    Move,
    Part,
    Proposal,
    ProposalPaper,
    SavedFilter,
    SentOnce,
    Shelf,
    search_key_of,
)
from binhyen.matters.workflow import Act
from binhyen.people import queries as people
from binhyen.reports import actions as reports
from binhyen.reports.models import Report


def forget_ended(*, at: datetime) -> int:
    """Forget what was said and written of matters that ended a year ago, who reported 90 days after the end and what the
    photos show 30 days after; return of how many matters the words went. Nobody has to ask for it."""
    reports.destroy_photos(ended_before=_reports_ended_before, at=at)
    reports.destroy_identities(ended_before=_reports_ended_before, at=at)
    limit = forgetting.before(Matter, "title", at)
    due = Matter.objects.filter(~_stirs(limit), forgotten_at=None)
    return sum(_forget(batch, limit, at) for batch in in_batches(due))


def forget_loose(*, at: datetime) -> int:
    """Forget what a person of the house or a reporter left beside matters: refused words of a phone, words of orders on
    many, stars, and the filters of who holds no post any more; return how many. Nobody has to ask for it."""
    since = forgetting.before(SentOnce, "words", at)
    sent = SentOnce.objects.filter(at__lt=since).exclude(words="")
    ordered = BulkOrder.objects.filter(
        ended_at__lt=forgetting.before(BulkOrder, "words", at)
    ).exclude(words="")
    rated = Feedback.objects.filter(
        at__lt=forgetting.before(Feedback, "stars", at), stars__isnull=False
    )
    left = people.left_by(forgetting.day_before(SavedFilter, "query", at))
    return (
        forgetting.blank(sent, at=at, words="")
        + forgetting.blank(ordered, at=at, words="")
        + forgetting.blank(rated, at=at, stars=None)
        + forgetting.drop(SavedFilter.objects.filter(owner__in=left), at=at)
    )


def _stirs(limit: datetime, matter: str = "") -> Q:
    """Return the condition of a matter that is open, waits for an answer, or ended or was touched after `limit`.

    A merger that gave its file to another unit has not touched it: nobody had a reason to keep what was said any longer.
    """
    moved = Move.objects.filter(matter=OuterRef(f"{matter}pk"), at__gte=limit)
    moved = moved.exclude(act=Act.HAND_OVER)
    return (
        Q(**{f"{matter}shelf": Shelf.OPEN.value})
        | Q(**{f"{matter}has_news": True})
        | Q(**{f"{matter}resolved_at__gte": limit})
        | Q(Exists(moved))
    )


def _reports_ended_before(limit: datetime) -> QuerySet[Report]:
    """Return the reports all of whose matters ended before `limit`."""
    attached = MatterReport.objects.filter(report=OuterRef("pk"))
    return Report.objects.filter(
        Exists(attached), ~Exists(attached.filter(_stirs(limit, "matter__")))
    )


@transaction.atomic
def _forget(batch: Collection[int], limit: datetime, at: datetime) -> int:
    """Forget the words of the matters of `batch` that nobody took up meanwhile."""
    held = Matter.objects.select_for_update(of=("self",)).filter(~_stirs(limit), pk__in=batch)
    found = list(held.select_related("area", "unit"))
    for matter in found:
        matter.title = title_for(clocks.category(matter.category), matter.area or matter.unit)
        matter.search_key = search_key_of(matter.title, matter.sensitivity)
        matter.lat = matter.lon = None
        matter.outcome_words, matter.forgotten_at = "", at
    names = ["title", "search_key", "lat", "lon", "outcome_words", "forgotten_at"]
    Matter.objects.bulk_update(found, names)
    keys = [matter.pk for matter in found]
    _forget_beside(keys)
    _forget_reports(keys, at)
    forgetting.record(Matter, len(keys), at=at)
    return len(keys)


def _forget_beside(keys: Collection[int]) -> None:
    """Forget what was written beside the matters: history, parts, mediation, proposals with papers, photos, search."""
    MatterText.objects.filter(matter__in=keys).delete()
    Move.objects.filter(matter__in=keys).update(words="")
    Part.objects.filter(matter__in=keys).update(words=FORGOTTEN, done_words="", dropped_why="")
    Mediation.objects.filter(matter__in=keys).update(words="")
    MediationSession.objects.filter(mediation__matter__in=keys).update(place=FORGOTTEN)
    Proposal.objects.filter(matter__in=keys).update(
        words="", answer_words="", means="", given_means=""
    )
    papers = ProposalPaper.objects.filter(proposal__matter__in=keys)
    photos = MatterPhoto.objects.filter(matter__in=keys).exclude(file="")
    for file in [*papers.values_list("file", flat=True), *photos.values_list("file", flat=True)]:
        transaction.on_commit(partial(paper_path(file).unlink, missing_ok=True))
    papers.delete()
    photos.update(file="")  # the row stays: how soon somebody was there is told from it


def _forget_reports(keys: Collection[int], at: datetime) -> None:
    """Let the reports go whose matters are all forgotten."""
    known = MatterReport.objects.filter(report=OuterRef("pk"), matter__forgotten_at=None)
    gone = Report.objects.filter(~Exists(known), of_matter__matter__in=keys)
    reports.forget_words(reports=list(gone.values_list("pk", flat=True).distinct()), at=at)
