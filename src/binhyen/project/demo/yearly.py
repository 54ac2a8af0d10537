"""Mỹ Lạc's year 2024: its steps and their papers, the registrations and commitments of its hamlets, its festival; how it is closed.
All papers and numbers are invented."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial

from binhyen.core import clock
from binhyen.movement import actions as movement
from binhyen.movement import registers
from binhyen.movement.actions import Entry, Item, Outcome
from binhyen.movement.cycle import cycle
from binhyen.movement.models import Festival, Part, Theme
from binhyen.people.models import User
from binhyen.places.models import Unit
from binhyen.project.demo.courses import Story

#: Households of each hamlet, of which so many registered: one hamlet is two short.
HOUSEHOLDS = ((212, 212), (187, 187), (240, 240), (165, 165), (198, 198), (151, 149))
#: Share of the households that signed, by theme, in percent.
SIGNED = {Theme.TRAFFIC: 96, Theme.DRUGS: 98, Theme.FIRE: 90, Theme.FIREWORKS: 99, Theme.FRAUD: 71}
#: Steps whose papers were noted by hand, with number and day.
PAPERS = {
    "staff_briefed": ("05/BC-UBND", date(2024, 3, 25)),
    "launch": ("07/BB-BCĐ", date(2024, 3, 27)),
    "phase_one": ("19/BC-BCĐ", date(2024, 6, 14)),
    "half_year": ("22/BC-BCĐ", date(2024, 6, 28)),
    "area_assessment": ("85/BB-UBND", date(2024, 10, 30)),
    "areas_classed": ("90/QĐ-UBND", date(2024, 11, 15)),
    "units_classed": ("96/QĐ-UBND", date(2024, 11, 27)),
    "phase_two": ("114/BC-BCĐ", date(2024, 12, 18)),
    "final_review": ("115/BC-UBND", date(2024, 12, 20)),
}
FESTIVAL = date(2024, 8, 16)
CLOSING = date(2025, 2, 12)
#: When the ceremony's items begin, in their order; the others follow without a time.
_TIMES = (time(7), time(7, 15), time(7, 20), time(7, 30), time(7, 40))


def plan(told: Story, players: dict[str, User], commune: Unit) -> None:
    """Plan every act of the year on its day."""
    acts = [
        (date(2024, 3, 20), partial(_register, players, commune)),
        (date(2024, 7, 15), partial(_plan_festival, players, commune)),
        (date(2024, 8, 20), partial(_report_festival, players, commune)),
        *(
            (day, partial(_note, players, commune, step, number))
            for step, (number, day) in PAPERS.items()
        ),
    ]
    acts.append((CLOSING, partial(_close, players, commune)))
    for day, act in acts:
        told.plan(datetime.combine(day, time(16, 10), tzinfo=clock.VIETNAM), act)


def _register(players: Mapping[str, User], commune: Unit, at: datetime) -> None:
    """The hamlets say how many households registered, and who committed to what."""
    day = clock.local_day(at)
    areas = [
        unit for unit in registers.local_units(commune, day.year) if unit.level in registers.AREAS
    ]
    entries = [
        Entry(area, whole, part, day, _signed(part))
        for area, (whole, part) in zip(areas, HOUSEHOLDS, strict=False)
    ]
    movement.register(commune=commune, year=day.year, entries=entries, by=players["thu"], at=at)
    movement.note_commitments(
        commune=commune, year=day.year, entries=entries, by=players["thu"], at=at
    )


def _signed(households: int) -> dict[str, int | None]:
    return {theme.value: households * share // 100 for theme, share in SIGNED.items()}


def _note(players: Mapping[str, User], commune: Unit, name: str, number: str, at: datetime) -> None:
    step = cycle().step(name)
    if step is None:
        message = f"the cycle has no step {name!r}"
        raise LookupError(message)
    day = clock.local_day(at)
    movement.note_step(
        unit=commune, year=day.year, step=step, number=number, issued_on=day, by=players["thu"],
        at=at,
    )  # fmt: skip


def _close(players: Mapping[str, User], commune: Unit, at: datetime) -> None:
    movement.close_year(unit=commune, year=CLOSING.year - 1, by=players["thu"], at=at)


def _plan_festival(players: Mapping[str, User], commune: Unit, at: datetime) -> None:
    """The usual agenda, with the times of its beginning and a boat race."""
    festival = movement.plan_festival(
        unit=commune, held_on=FESTIVAL, place="Nhà văn hóa xã Mỹ Lạc", by=players["thu"], at=at
    )
    movement.set_agenda(
        festival=festival, held_on=FESTIVAL, place=festival.place, items=_agenda(festival),
        by=players["thu"], at=at,
    )  # fmt: skip


def _agenda(festival: Festival) -> Sequence[Item]:
    rows = festival.items.order_by("place")
    items = [Item(Part(row.part), row.title) for row in rows]
    timed = [
        replace(item, starts_at=starts_at) for item, starts_at in zip(items, _TIMES, strict=False)
    ]
    return [*timed, *items[len(timed) :], Item(Part.COMMUNITY, "Đua ghe trên kênh", time(10))]


def _report_festival(players: Mapping[str, User], commune: Unit, at: datetime) -> None:
    movement.report_festival(
        festival=Festival.objects.get(unit=commune, year=FESTIVAL.year),
        outcome=Outcome(
            people=428, delegations=11, units_awarded=5, people_awarded=14, commitments_signed=6,
            report_number="44/BC-UBND", reported_on=clock.local_day(at),
        ),
        by=players["thu"],
        at=at,
    )  # fmt: skip
