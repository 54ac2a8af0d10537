"""How this room, and those below it, know that a step of the year is done."""

from datetime import date

from django.db.models import Q, QuerySet

from binhyen.core import clock
from binhyen.figures import closing
from binhyen.forces.models import TeamRating
from binhyen.movement import registers
from binhyen.movement.cycle import Done, Step, check
from binhyen.movement.models import (
    Committee,
    CommitteeKind,
    Designation,
    Festival,
    Initiative,
    Plan,
    Review,
    ReviewKind,
    YearClass,
)
from binhyen.places.models import Unit


@check("movement.year_closed")
def year_closed(unit: Unit, year: int, step: Step) -> Done | None:
    """The year before was closed."""
    closed = closing.closed(unit, year - 1)
    return Done(on=clock.local_day(closed.closed_at)) if closed else None


@check("movement.households_registered")
def households_registered(unit: Unit, year: int, step: Step) -> Done | None:
    """Every residential area has said how many of its households registered."""
    return _all_said([row for row in registers.rows(unit, year) if row.is_area])


@check("movement.staff_briefed")
def staff_briefed(unit: Unit, year: int, step: Step) -> Done | None:
    """Every agency, enterprise and school has said how many of its staff were briefed."""
    return _all_said([row for row in registers.rows(unit, year) if not row.is_area])


def _all_said(rows: list[registers.Row]) -> Done | None:
    if not rows or any(row.part is None for row in rows):
        return None
    days = [row.said.registered_on for row in rows if row.said and row.said.registered_on]
    return Done(on=max(days, default=None))


@check("movement.initiative_kept")
def initiative_kept(unit: Unit, year: int, step: Step) -> Done | None:
    """An initiative of the territory was founded by the end of the year and not closed."""
    begun = Initiative.objects.filter(
        unit__path__under=unit.path, founded_on__lte=date(year, 12, 31)
    ).exclude(years__class_of_year=YearClass.CLOSED, years__year__lte=year)
    first = begun.order_by("founded_on", "pk").first()
    return Done(first.decision_number, first.founded_on) if first else None


@check("movement.programme_committee")
def programme_committee(unit: Unit, year: int, step: Step) -> Done | None:
    """A programme committee of the unit was founded in the year."""
    founded = Committee.objects.filter(
        unit=unit, kind=CommitteeKind.PROGRAMME, decided_on__year=year
    )
    first = founded.order_by("decided_on", "pk").first()
    return Done(first.decision_number, first.decided_on) if first else None


@check("movement.designation")
def designation(unit: Unit, year: int, step: Step) -> Done | None:
    """A committee of the unit chose the model unit of the year."""
    chosen = Designation.objects.standing().filter(committee__unit=unit, year=year)
    first = chosen.order_by("decided_on", "pk").first()
    return Done(first.decision_number, first.decided_on) if first else None


@check("movement.festival")
def festival(unit: Unit, year: int, step: Step) -> Done | None:
    """The festival of the year was held and its report is noted."""
    held = Festival.objects.filter(unit=unit, year=year).exclude(report_number="").first()
    return Done(held.report_number, held.reported_on) if held else None


@check("movement.half_year")
def half_year(unit: Unit, year: int, step: Step) -> Done | None:
    """A plan of the unit had its half-year review in the year."""
    return _reviewed(unit, year, ReviewKind.HALF_YEAR)


@check("movement.final_review")
def final_review(unit: Unit, year: int, step: Step) -> Done | None:
    """A plan of the unit had its final review for the year, which may be held in the first days of the next."""
    return _reviewed(unit, year, ReviewKind.FINAL)


@check("movement.phase_two")
def phase_two(unit: Unit, year: int, step: Step) -> Done | None:
    """Whatever stands in the last phase of a plan of the unit is done or dropped."""
    for plan in _plans(unit, year).order_by("starts_on", "pk"):
        last = plan.phases.order_by("-number").first()
        tasks = last.tasks.all() if last and last.number > 1 else None
        if tasks and not tasks.open().exists():
            return Done()
    return None


def _plans(unit: Unit, year: int) -> QuerySet[Plan]:
    """Return the plans for the unit, or of its committees, that reach into the year."""
    mine = Plan.objects.filter(Q(unit=unit) | Q(committee__unit=unit))
    return mine.filter(starts_on__year__lte=year, ends_on__year__gte=year)


def _reviewed(unit: Unit, year: int, kind: ReviewKind) -> Done | None:
    first = (
        Review.objects.filter(plan__in=_plans(unit, year), kind=kind)
        .order_by("held_on", "pk")
        .first()
    )
    return Done(on=first.held_on) if first else None  # its number is for readers of the plan


@check("movement.teams_rated")
def teams_rated(unit: Unit, year: int, step: Step) -> Done | None:
    """The teams of the commune were rated for the year."""
    rated = TeamRating.objects.filter(team__unit=unit, year=year)
    last = rated.order_by("-decided_on", "-pk").first()
    return Done(last.decision_number, last.decided_on) if last else None
