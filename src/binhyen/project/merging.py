"""What units kept that ended on a day, given to those in their place: residential areas, matters, dossiers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from binhyen.matters import actions as matters
from binhyen.matters.models import Matter
from binhyen.places import actions as places
from binhyen.places.models import LOCAL_LEVELS, Level, Succession, Unit
from binhyen.standards import actions as standards
from binhyen.standards.models import Assessment

#: A commune hands its files on before the district above it does, which may be their keeper for a moment otherwise.
_LOWEST_FIRST = (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE)


@dataclass(frozen=True)
class HandedOver:
    """What one unit gave on, in numbers."""

    unit: Unit
    areas: int
    matters: int
    dossiers: int
    #: Its areas stay where they are: it was divided, and which area went where is nobody's to guess.
    is_divided: bool


def ended_on(day: date) -> list[Unit]:
    """Return the units whose last day was the one before `day` and that still keep something, communes first."""
    ended = Unit.objects.filter(valid_to=day).exclude(level__in=LOCAL_LEVELS)
    keepers: Iterable[int] = {
        *Matter.objects.filter(keeper__in=ended).values_list("keeper_id", flat=True),
        *Assessment.objects.filter(keeper__in=ended).values_list("keeper_id", flat=True),
        *Unit.objects.filter(parent__in=ended, valid_to=None).values_list("parent_id", flat=True),
    }
    return sorted(
        Unit.objects.filter(pk__in=keepers).select_related("parent"),
        key=lambda unit: (_LOWEST_FIRST.index(Level(unit.level)), unit.path),
    )


def hand_over(unit: Unit, *, on: date, at: datetime) -> HandedOver:
    """Give on what `unit` keeps, from the operator's shell. Raises NoHeir. Done again, it finds nothing left to give."""
    heir = Unit.objects.filter(
        origins__old=unit, origins__extent=Succession.Extent.WHOLE, level=Level.COMMUNE
    ).first()
    own = Unit.objects.filter(parent=unit, valid_to=None)
    areas = (
        places.carry_over_local_units(old=unit, new=heir, on=on, actor="shell", at=at)
        if heir
        else []
    )
    return HandedOver(
        unit,
        areas=len(areas),
        matters=matters.hand_over_on_merger(old_unit=unit, on=on, by=None, at=at),
        dossiers=standards.hand_over_on_merger(old_unit=unit, by=None, at=at),
        is_divided=own.exists(),
    )
