"""How this room knows that a step of the movement's year is done: papers in dossiers, dossiers handed in, recognitions."""

from datetime import date

from django.db.models import QuerySet

from binhyen.core import clock
from binhyen.movement import registers
from binhyen.movement.cycle import Done, Step, check
from binhyen.places.models import Unit
from binhyen.standards.models import Assessment, Evidence, Recognition

#: The standard that the cycle of a year is about.
CATALOGUES = "tt124."


@check("standards.paper")
def paper(unit: Unit, year: int, step: Step) -> Done | None:
    """The step's paper is in a dossier of the unit and of that year."""
    papers = Evidence.objects.filter(
        assessment__unit=unit, document=step.paper_key, issued_on__year=year, removed_at=None
    )
    first = papers.order_by("issued_on", "pk").first()
    return Done(first.number, first.issued_on) if first else None


@check("standards.areas_handed_in")
def areas_handed_in(unit: Unit, year: int, step: Step) -> Done | None:
    """Every residential area has handed in its dossier, or is recognised for the year."""
    areas = [one for one in registers.local_units(unit, year) if one.level in registers.AREAS]
    handed = _handed_in(year).filter(unit__in=areas)
    recognised = Recognition.objects.standing().filter(unit__in=areas, year=year)
    have = set(handed.values_list("unit_id", flat=True))
    have |= set(recognised.values_list("unit_id", flat=True))
    return Done() if areas and have == {area.pk for area in areas} else None


@check("standards.handed_in")
def handed_in(unit: Unit, year: int, step: Step) -> Done | None:
    """The unit has handed in its dossier of the year."""
    first = _handed_in(year).filter(unit=unit).order_by("submitted_at", "pk").first()
    if first is None or first.submitted_at is None:
        return None
    return Done(on=clock.local_day(first.submitted_at))


@check("standards.recognised")
def recognised(unit: Unit, year: int, step: Step) -> Done | None:
    """The unit is recognised for the year."""
    standing = Recognition.objects.standing().filter(unit=unit, year=year)
    first = standing.filter(catalogue__catalogue_id__startswith=CATALOGUES).first()
    return Done(first.decision_number, first.decided_on) if first else None


def _handed_in(year: int) -> QuerySet[Assessment]:
    """Return the dossiers of the standard whose period ends in the year and that were handed in."""
    return Assessment.objects.filter(
        catalogue__catalogue_id__startswith=CATALOGUES,
        until__gt=date(year, 1, 1),
        until__lte=date(year + 1, 1, 1),
    ).exclude(submitted_at=None)
