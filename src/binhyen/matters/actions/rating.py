"""The reporter says whether it is settled; a no takes the matter up again while its end is fresh."""

from datetime import datetime
from enum import StrEnum

from django.db import transaction

from binhyen.matters import queries, rules
from binhyen.matters.actions.intake import hear
from binhyen.matters.actions.moving import Doing, stay
from binhyen.matters.actions.settling import reopen_unasked
from binhyen.matters.models import CONTENT, Feedback, Matter
from binhyen.matters.workflow import Act, MoveNotAllowed
from binhyen.reports import actions as reports
from binhyen.reports.models import Report


class Rated(StrEnum):
    """What became of the reporter's answer."""

    THANKED = "THANKED"
    REOPENED = "REOPENED"
    PASSED_ON = (
        "PASSED_ON"  # the end lies too far back: the words wait with the officers as a message
    )


@transaction.atomic
def rate(
    *,
    report: Report,
    is_settled: bool,
    stars: int | None,
    words: str,
    at: datetime,
    matter: Matter | None = None,
) -> Rated:
    """Keep what the reporter, who has shown the code, says of the end: is it settled, how content are they.

    A no within 30 days of the end takes the matter up again, with a clock, and its handler is told; later the words
    wait as a message. `matter` says which is meant of a report that tells of two troubles. The same answer sent twice is one; a yes may become a no. Raises MoveNotAllowed while nothing
    has ended, Outrun, reports' BadDraft.
    """
    matter = _ended(report, matter)
    if matter is None or matter.resolved_at is None:
        raise MoveNotAllowed(Act.RATE)
    is_content = None if stars is None else stars >= CONTENT
    answer = {"is_settled": is_settled, "stars": stars, "is_content": is_content, "at": at}
    said = {"matter": matter, "report": report, "ended_at": matter.resolved_at}
    feedback, is_new = Feedback.objects.get_or_create(replaced_at=None, **said, defaults=answer)
    if not is_new and feedback.is_settled == is_settled:
        return Rated.THANKED if is_settled else Rated.PASSED_ON
    if not is_new:
        Feedback.objects.filter(pk=feedback.pk).update(replaced_at=at)
        Feedback.objects.create(**said, **answer)
    is_fresh = rules.reopens(ended_at=matter.resolved_at, at=at)
    stay(matter, Doing(Act.RATE, None, at, detail={"settled": is_settled}))
    if not is_settled and is_fresh:
        _reopen(matter, report, words, at)
        return Rated.REOPENED
    if words:
        hear(report=report, words=words, at=at)
    return Rated.THANKED if is_settled else Rated.PASSED_ON


def _ended(report: Report, meant: Matter | None) -> Matter | None:
    """Return the matter that has ended, the one that is meant where that was said."""
    found = queries.ended_of(report)
    return next((matter for matter in found if meant is None or matter.pk == meant.pk), None)


def _reopen(matter: Matter, report: Report, words: str, at: datetime) -> None:
    reports.say(report=report, words=words, by=None, at=at)
    reopen_unasked(
        matter,
        Doing(Act.REOPEN, None, at, detail={"was": matter.ending, "report": report.reference}),
        awaits_reporter=False,
    )
