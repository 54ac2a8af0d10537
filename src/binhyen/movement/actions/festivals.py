"""Plan the festival of 19 August, keep its agenda, and note what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.figures.closing import refuse_closed
from binhyen.movement import calendar
from binhyen.movement.actions.refusals import AlreadyThere
from binhyen.movement.cycle import Window, cycle
from binhyen.movement.models import AgendaItem, Festival, Part
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit

STEP = "festival"


class OutsideWindow(Exception):
    """The festival is held within its window only."""

    def __init__(self, window: Window) -> None:
        super().__init__(f"{window.opens} - {window.due}")
        self.window = window


class NotHeldYet(Exception):
    """What came of a festival is noted when it was held, and reported after it."""


class BackInTime(Exception):
    """A line of the agenda begins before the one above it."""

    def __init__(self, place: int) -> None:
        super().__init__(str(place))
        self.place = place


@dataclass(frozen=True)
class Item:
    """One line of the agenda."""

    part: Part
    title: str
    starts_at: time | None = None


@dataclass(frozen=True)
class Outcome:
    """What came of a festival, in totals, with the report's number and date."""

    people: int
    delegations: int = 0
    units_awarded: int = 0
    people_awarded: int = 0
    commitments_signed: int = 0
    report_number: str = ""
    reported_on: date | None = None


def window(unit: Unit, year: int) -> Window:
    """Return the days on which the festival of the year may be held."""
    return calendar.windows(unit, year)[STEP].window


@transaction.atomic
def plan_festival(*, unit: Unit, held_on: date, place: str, by: User, at: datetime) -> Festival:
    """Plan the festival of the year of `held_on` with the usual agenda. Raises NotAllowed, YearClosed, OutsideWindow,
    AlreadyThere."""
    policy.require(by, "movement.manage", unit, on=clock.local_day(at))
    refuse_closed(unit, held_on)
    year = held_on.year
    _require_within(unit, held_on)
    if Festival.objects.filter(unit=unit, year=year).exists():
        raise AlreadyThere(str(year))
    festival = Festival.objects.create(unit=unit, year=year, held_on=held_on, place=place)
    _write(festival, usual_agenda())
    audit.record(
        event="movement.festival_planned",
        subject=f"festival {festival.pk}",
        actor=by.ref,
        at=at,
        detail={"unit": unit.path, "on": held_on.isoformat()},
    )
    return festival


def usual_agenda() -> list[Item]:
    """Return the agenda that the sources name, without times."""
    told = cycle()
    ceremony = [Item(Part.CEREMONY, said.vi) for said in told.ceremony]
    return ceremony + [Item(Part.COMMUNITY, said.vi) for said in told.community]


@transaction.atomic
def set_agenda(
    *,
    festival: Festival,
    held_on: date,
    place: str,
    items: Sequence[Item],
    by: User,
    at: datetime,
) -> None:
    """Give a festival its day, place and agenda, in place of those before. Raises NotAllowed, YearClosed,
    OutsideWindow, BackInTime."""
    policy.require(by, "movement.manage", festival, on=clock.local_day(at))
    refuse_closed(festival.unit, held_on, festival.held_on)
    _require_within(festival.unit, held_on, year=festival.year)
    _require_forward(items)
    festival.held_on, festival.place = held_on, place
    festival.save(update_fields=["held_on", "place"])
    festival.items.all().delete()
    _write(festival, items)
    audit.record(
        event="movement.agenda_set",
        subject=f"festival {festival.pk}",
        actor=by.ref,
        at=at,
        detail={"on": held_on.isoformat(), "items": len(items)},
    )


@transaction.atomic
def report_festival(*, festival: Festival, outcome: Outcome, by: User, at: datetime) -> None:
    """Note what came of a festival; noting it again replaces it. Raises NotAllowed, YearClosed or NotHeldYet."""
    today = clock.local_day(at)
    policy.require(by, "movement.manage", festival, on=today)
    refuse_closed(festival.unit, festival.held_on)
    reported = outcome.reported_on or festival.held_on
    if today < festival.held_on or not festival.held_on <= reported <= today:
        raise NotHeldYet(festival.held_on.isoformat())
    names = [
        "people", "delegations", "units_awarded", "people_awarded", "commitments_signed",
        "report_number", "reported_on",
    ]  # fmt: skip
    for name in names:
        setattr(festival, name, getattr(outcome, name))
    festival.save(update_fields=names)
    audit.record(
        event="movement.festival_reported",
        subject=f"festival {festival.pk}",
        actor=by.ref,
        at=at,
        detail={"people": outcome.people, "report": outcome.report_number},
    )


def _require_within(unit: Unit, day: date, *, year: int | None = None) -> None:
    allowed = window(unit, year or day.year)
    if not allowed.opens <= day <= allowed.due:
        raise OutsideWindow(allowed)


def _require_forward(items: Sequence[Item]) -> None:
    last = time.min
    for place, item in enumerate(items):
        if item.starts_at is None:
            continue
        if item.starts_at < last:
            raise BackInTime(place)
        last = item.starts_at


def _write(festival: Festival, items: Sequence[Item]) -> None:
    AgendaItem.objects.bulk_create(
        AgendaItem(
            festival=festival,
            part=item.part,
            place=place,
            starts_at=item.starts_at,
            title=item.title,
        )
        for place, item in enumerate(items)
    )
