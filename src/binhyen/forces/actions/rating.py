"""Rate the teams of a commune for a year: a draft that is gone on with, then one decision that closes the year."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction

from binhyen.audit import actions as audit
from binhyen.core import clock, text
from binhyen.figures.closing import refuse_closed, refuse_closed_year
from binhyen.forces import queries
from binhyen.forces.actions import holding
from binhyen.forces.actions.holding import Line, Members
from binhyen.forces.actions.refusals import Outrun, YearClosed
from binhyen.forces.models import Level, RatingLine, RatingSheet, SheetState, Team, TeamRating
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit


@dataclass(frozen=True)
class Minutes:
    """Of the meeting: the paper's number, the day, and totals; who abstained is in neither number of votes."""

    number: str = ""
    met_on: date | None = None
    present: int | None = None
    votes_for: int | None = None
    votes_against: int | None = None


@dataclass(frozen=True)
class Decision:
    """What the chair of the commune decided; `replaces` is the number of the decision that it puts aside."""

    number: str
    on: date
    chair: str = ""
    replaces: str = ""


@dataclass(frozen=True)
class Proposal:
    """The levels proposed for a commune's teams of a year, with the minutes; `seen` is when the draft was read."""

    unit: Unit
    year: int
    lines: Sequence[Line]
    minutes: Minutes = field(default_factory=Minutes)
    seen: datetime | None = None


@contextmanager
def _alone() -> Iterator[None]:
    """Write all or nothing; of two who save or decide at the same moment the second is told to look again."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as reason:
        raise Outrun(str(reason)) from reason


def save_rating(*, proposal: Proposal, by: User, at: datetime) -> RatingSheet:
    """Keep the proposal as the draft of its year, to be gone on with; nothing is rated yet.

    Raises NotAllowed, Outrun when a colleague saved since it was read.
    """
    _require_may(proposal, by, at)
    with _alone():
        sheet = _draft(proposal, by, at)
        audit.record(
            event="forces.rating_saved",
            subject=proposal.unit.path,
            actor=by.ref,
            at=at,
            detail={"year": proposal.year, "levels": _levels(proposal.lines)},
        )
    return sheet


@transaction.atomic
def decide_rating(*, proposal: Proposal, decision: Decision, by: User, at: datetime) -> RatingSheet:
    """Close the year by the chair's decision: from now on no act changes it, only a new decision that names this one.

    The caps are held over all teams of the territory, so the whole decision stands or falls. Raises NotAllowed, Outrun,
    YearClosed, NumberUsed, OutsideWindow, InTheFuture, NotOneMeeting, TooManyExcellent, and RatingRefused for one team.
    """
    _require_may(proposal, by, at)
    old = queries.standing_sheet(proposal.unit, proposal.year)
    _require_open(proposal, old, decision)
    holding.hold_papers(proposal.unit, proposal.year, decision, old, clock.local_day(at))
    holding.hold_meeting(proposal.minutes, decision.on)
    holding.hold_lines(proposal.lines, proposal.year)
    holding.hold_caps(proposal.unit, proposal.year, proposal.lines, old)
    with _alone():
        sheet = _close(_draft(proposal, by, at), decision, old)
        _rate(sheet, decision, old)
        audit.record(
            event="forces.teams_rated",
            subject=proposal.unit.path,
            actor=by.ref,
            at=at,
            detail={
                "year": proposal.year, "decision": decision.number, "levels": _levels(proposal.lines),
                **({"replaces": decision.replaces} if old else {}),
            },
        )  # fmt: skip
    return sheet


def rate_teams(
    *,
    unit: Unit,
    year: int,
    levels: Mapping[Team, Level],
    decision_number: str,
    decided_on: date,
    by: User,
    at: datetime,
    replaces: str = "",
) -> RatingSheet:
    """Rate teams by a decision of which nothing but the levels is known. Raises as decide_rating does."""
    lines = [Line(team, Level(level)) for team, level in levels.items()]
    decision = Decision(decision_number, decided_on, replaces=replaces)
    return decide_rating(proposal=Proposal(unit, year, lines), decision=decision, by=by, at=at)


def _require_may(proposal: Proposal, by: User, at: datetime) -> None:
    on = clock.local_day(at)
    policy.require(by, "forces.manage", proposal.unit, on=on)
    for line in proposal.lines:
        policy.require(by, "forces.manage", line.team, on=on)


def _require_open(proposal: Proposal, old: RatingSheet | None, decision: Decision) -> None:
    refuse_closed_year(proposal.unit, proposal.year)
    for unit in {line.team.unit for line in proposal.lines} - {proposal.unit}:
        refuse_closed_year(unit, proposal.year)
    refuse_closed(proposal.unit, decision.on)
    if old is not None and decision.replaces != old.decision_number:
        raise YearClosed(old)
    for line in proposal.lines:
        other = queries.sheet_of_team(line.team, proposal.year)
        if other is not None and other != old:
            raise YearClosed(other)


def _draft(proposal: Proposal, by: User, at: datetime) -> RatingSheet:
    """Return the draft of the year as the proposal has it."""
    unit, year = proposal.unit, proposal.year
    said = {
        "minutes_number": proposal.minutes.number, "met_on": proposal.minutes.met_on,
        "present": proposal.minutes.present, "votes_for": proposal.minutes.votes_for,
        "votes_against": proposal.minutes.votes_against, "by": by, "saved_at": at,
    }  # fmt: skip
    drafts = RatingSheet.objects.filter(unit=unit, year=year, state=SheetState.DRAFT)
    mine = drafts.filter(saved_at=proposal.seen) if proposal.seen else drafts.none()
    if not mine.update(**said):
        if drafts.exists():  # begun or saved by a colleague since this one was read
            raise Outrun(unit.path)
        RatingSheet.objects.create(unit=unit, year=year, state=SheetState.DRAFT, **said)
    sheet = RatingSheet.objects.get(unit=unit, year=year, state=SheetState.DRAFT)
    sheet.lines.all().delete()
    RatingLine.objects.bulk_create(_row(sheet, line) for line in proposal.lines)
    return sheet


def _row(sheet: RatingSheet, line: Line) -> RatingLine:
    return RatingLine(
        sheet=sheet,
        team=line.team,
        level=line.level or "",
        is_under_proceedings=line.is_under_proceedings,
        proceedings_paper=line.proceedings_paper,
        leader_level=line.leader or "",
        leader_moved_why=text.seen(line.leader_moved_why),
        members_excellent=line.members.excellent,
        members_good=line.members.good,
        members_completed=line.members.completed,
        members_not_completed=line.members.not_completed,
        members_not_rated=line.members.not_rated,
        unmet_why=text.seen(line.unmet_why),
        **{f"paper_{no}": paper for no, paper in line.papers.items()},
    )


def _close(sheet: RatingSheet, decision: Decision, old: RatingSheet | None) -> RatingSheet:
    sheet.state = SheetState.DECIDED
    sheet.decision_number, sheet.decided_on = decision.number, decision.on
    sheet.chair, sheet.replaces = text.seen(decision.chair), old
    sheet.save(update_fields=["state", "decision_number", "decided_on", "chair", "replaces"])
    return sheet


def _rate(sheet: RatingSheet, decision: Decision, old: RatingSheet | None) -> None:
    """Let what stands of each team be what the sheet says; the lines of the sheet before stay as they were."""
    if old is not None:
        TeamRating.objects.filter(sheet=old).delete()
    for line in sheet.lines.exclude(level="").order_by("pk"):
        TeamRating.objects.update_or_create(
            team_id=line.team_id,
            year=sheet.year,
            defaults={
                "level": line.level, "decision_number": decision.number, "decided_on": decision.on,
                "sheet": sheet,
            },
        )  # fmt: skip


def _levels(lines: Sequence[Line]) -> dict[str, str]:
    return {str(line.team.pk): line.level.value for line in lines if line.level}


__all__ = [
    "Decision",
    "Line",
    "Members",
    "Minutes",
    "Proposal",
    "decide_rating",
    "rate_teams",
    "save_rating",
]
