"""The ends of a matter, and the way back."""

from datetime import datetime

from django.db import transaction

from binhyen.core import clock, text
from binhyen.matters import clocks, queries, rules, standing
from binhyen.matters.actions import indexing, parts, ticking
from binhyen.matters.actions.assigning import tell
from binhyen.matters.actions.moving import Doing, ask, move, stay
from binhyen.matters.models import Matter, MatterReport
from binhyen.matters.words import Outcome
from binhyen.matters.workflow import Act, State
from binhyen.notices.words import What
from binhyen.people.models import User


class NotCompetent(Exception):
    """The unit may not settle this category itself: propose upward, or refer."""


class NotMergeable(Exception):
    """The two are not files of the same unit, or they are one and the same."""


class WouldBeUncovered(NotMergeable):
    """A restricted matter would become part of one that the whole unit reads."""


@transaction.atomic
def settle(
    *,
    matter: Matter,
    outcome: Outcome,
    words: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> None:
    """Settle `matter`. Raises NotAllowed, NotCompetent, OpenParts, MoveNotAllowed, Outrun."""
    ask("matters.settle", matter, by=by, at=at)
    settle_unasked(matter, outcome, words=words, by=by, at=at, version=version)


def settle_unasked(
    matter: Matter,
    outcome: Outcome,
    *,
    words: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> None:
    """Settle `matter`, for an act that has asked the policy itself. Raises as `settle`."""
    parts.require_none_open(matter)
    accepted = queries.accepted_kinds(matter)
    competence = clocks.category(matter.category).competence
    if not rules.may_settle(competence, level=matter.keeper.level, accepted=accepted):
        raise NotCompetent(matter.category)
    at_base = rules.is_at_base(keeper_level=matter.keeper.level, accepted=accepted)
    doing = Doing(
        Act.SETTLE,
        by,
        at,
        words,
        {"outcome": outcome.value},
        was_on_time=rules.is_on_time(due_at=matter.due_at, at=at),
        was_at_base=at_base,
    )
    move(
        matter,
        doing,
        version=version,
        ending=State.RESOLVED.value,
        outcome=outcome.value,
        outcome_words=text.seen(words),
        is_at_base=at_base,
        resolved_at=at,
    )


@transaction.atomic
def refer(
    *,
    matter: Matter,
    to_whom: str,
    outside_ref: str,
    words: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> None:
    """Hand `matter` to the body that is competent, with that body's number once it is known.

    Raises NotAllowed, OpenParts, MoveNotAllowed, Outrun.
    """
    ask("matters.refer", matter, by=by, at=at)
    refer_unasked(
        matter, to_whom, outside_ref=outside_ref, words=words, by=by, at=at, version=version
    )


def refer_unasked(
    matter: Matter,
    to_whom: str,
    *,
    outside_ref: str,
    words: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> None:
    """Hand `matter` over, for an act that has asked the policy itself. Raises as `refer`."""
    parts.require_none_open(matter)
    in_time = rules.is_on_time(due_at=matter.due_at, at=at)
    move(
        matter,
        Doing(Act.REFER, by, at, words, {"to": to_whom}, was_on_time=in_time),
        version=version,
        ending=State.REFERRED.value,
        referred_to=text.seen(to_whom),
        outside_ref=text.seen(outside_ref),
        resolved_at=at,
    )


@transaction.atomic
def set_aside(
    *, matter: Matter, words: str, by: User, at: datetime, version: int | None = None
) -> None:
    """Say that what was reported is not borne out. Raises NotAllowed, OpenParts, MoveNotAllowed, Outrun."""
    ask("matters.set_aside", matter, by=by, at=at)
    parts.require_none_open(matter)
    move(
        matter,
        Doing(Act.SET_ASIDE, by, at, words),
        version=version,
        ending=State.UNFOUNDED.value,
        resolved_at=at,
    )


@transaction.atomic
def merge(
    *, matter: Matter, into: Matter, by: User, at: datetime, version: int | None = None
) -> None:
    """Make `matter` part of `into`: its reports move there and every reporter keeps the thread.

    Raises NotAllowed, NotMergeable, WouldBeUncovered, OpenParts, MoveNotAllowed, Outrun.
    """
    ask("matters.merge", matter, by=by, at=at)
    ask("matters.merge", into, by=by, at=at)
    if matter.pk == into.pk or matter.keeper_id != into.keeper_id:
        raise NotMergeable(into.reference)
    if matter.is_restricted and not into.is_restricted:
        raise WouldBeUncovered(into.reference)
    parts.require_none_open(matter)
    message = ticking.message_of(matter)
    has_news = {"awaits_reporter": False} if message else {}
    ending = Doing(Act.MERGE, by, at, detail={"into": into.reference})
    joining = Doing(Act.ATTACH, by, at, detail={"from": matter.reference})
    # Always the older row first: two officers merging two matters into each other wait, and do not block for ever.
    if into.pk < matter.pk:
        stay(into, joining, **has_news)
        _end_by_merging(matter, into, ending, version)
    else:
        _end_by_merging(matter, into, ending, version)
        stay(into, joining, **has_news)
    if message:
        ticking.take_over_message(into, message, at)
    _pass_on_reports(matter, into)
    indexing.renew(matter)
    indexing.renew(into)
    if (
        into.is_restricted
    ):  # its reports may be of other matters too, which must no longer be found by them
        indexing.renew_beside(into)


def _pass_on_reports(matter: Matter, into: Matter) -> None:
    """Give the reports of `matter` to `into`; one that told of both troubles is of one matter again."""
    rows = MatterReport.objects.filter(matter=matter)
    rows.filter(report__in=into.attached.values("report")).delete()
    rows.update(matter=into)


def _end_by_merging(matter: Matter, into: Matter, doing: Doing, version: int | None) -> None:
    move(
        matter,
        doing,
        version=version,
        ending=State.MERGED.value,
        merged_into=into,
        resolved_at=doing.at,
        awaits_reporter=False,
    )


@transaction.atomic
def close(*, matter: Matter, by: User, at: datetime, version: int | None = None) -> None:
    """End what was settled, referred or not borne out. Raises NotAllowed, MoveNotAllowed, Outrun."""
    ask("matters.close", matter, by=by, at=at)
    move(matter, Doing(Act.CLOSE, by, at), version=version, closed_at=at)


@transaction.atomic
def reopen(
    *, matter: Matter, words: str, by: User, at: datetime, version: int | None = None
) -> None:
    """Take `matter` up again; its time runs anew from here, and what was counted on its day stays counted. Whoever
    stood for it is told; where they hold no post any more, its crew is, and where there is none, the duty officers.

    Raises NotAllowed, MoveNotAllowed, Outrun.
    """
    ask("matters.reopen", matter, by=by, at=at)
    reopen_unasked(matter, Doing(Act.REOPEN, by, at, words, {"was": matter.ending}), version)


def reopen_unasked(
    matter: Matter, doing: Doing, version: int | None = None, **changes: object
) -> None:
    """Take `matter` up again, for an act that has asked the policy itself, or for its reporter; whoever stands for it
    is told. Raises as `reopen`."""
    move(
        matter,
        doing,
        version=version,
        ending="",
        outcome="",
        outcome_words="",
        is_at_base=None,
        referred_to="",
        resolved_at=None,
        closed_at=None,
        **changes,
    )
    told = standing.people_of(matter, clock.local_day(doing.at))
    tell(matter, What.REOPENED, told, at=doing.at, but=doing.by)
