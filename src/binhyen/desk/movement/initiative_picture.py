"""What people would rather look at than read: the points on the map, the terms of a school before and after."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from binhyen.movement.models import Initiative, InitiativePoint
from binhyen.movement.queries import TermShown
from binhyen.movement.terms import Side
from binhyen.places import drawing
from binhyen.places.models import LOCAL_LEVELS, Unit

#: A share of less than this would tell about persons.
LEAST_BASE = 5
#: Terms that stand side by side.
MOST_TERMS = 6


@dataclass(frozen=True)
class Spot:
    """A point on the map, with its number in the list beside it."""

    point: InitiativePoint
    x: int
    y: int
    number: int


def map_of(found: Initiative, points: Iterable[InitiativePoint]) -> dict[str, object] | None:
    """Return the outline of the commune with the open points that have a place on it, None where nothing can be drawn."""
    unit = found.unit
    shown = unit.parent if unit.level in LOCAL_LEVELS and unit.parent else unit
    outline = drawing.map_of(shown)
    if outline is None:
        return None
    spots: list[Spot] = []
    elsewhere = 0
    for point in points:
        if point.closed_on:
            continue
        place = _place(outline, point.territory)
        if place:
            spots.append(Spot(point, *place, len(spots) + 1))
        else:
            elsewhere += 1
    return {"map": outline, "spots": spots, "elsewhere": elsewhere, "unit": shown}


def numbered(
    points: Iterable[InitiativePoint], drawn: dict[str, object] | None
) -> list[tuple[InitiativePoint, int | None]]:
    """Return the points whose territory is known, each with its number on the map."""
    spots: list[Spot] = drawn["spots"] if drawn else []  # type: ignore[assignment]
    numbers = {spot.point.pk: spot.number for spot in spots}
    return [(point, numbers.get(point.pk)) for point in points if point.territory_id]


def _place(outline: drawing.Map, territory: Unit | None) -> tuple[int, int] | None:
    if territory is None or territory.lat is None or territory.lon is None:
        return None
    return outline.spot(territory.lat, territory.lon)


@dataclass(frozen=True)
class Compared:
    """The same term before and after the founding, by their totals."""

    number: int
    before: TermShown
    after: TermShown

    @property
    def percent(self) -> int | None:
        """Return by how much the total rose or fell, None where the base is too small to say."""
        before, after = self.before.total, self.after.total
        if before is None or after is None or before < LEAST_BASE:
            return None
        return round(100 * (after - before) / before)


def school_of(school: Unit, shown: Sequence[TermShown]) -> dict[str, object]:
    """Return a school with its terms side by side, as a picture and compared before and after."""
    last = list(shown)[-MOST_TERMS:]
    kinds = [kind for kind, _n in last[-1].counts]
    rows = [(kind, [(label_of(one), dict(one.counts)[kind]) for one in last]) for kind in kinds]
    some = [row for row in rows if any(n != 0 for _label, n in row[1])]
    return {
        "school": school,
        "chart": f"hoc-ky-{school.pk}",
        "terms": [(one, label_of(one)) for one in last],
        "rows": some,
        "none": [str(row[0].label) for row in rows if row not in some],
        "totals": [(label_of(one), one.total) for one in last],
        "bars": [(_barred(one), one.total) for one in last if one.total is not None],
        "unseen": [label_of(one) for one in last if one.total is None],
        "compared": _compared(shown),
    }


def label_of(one: TermShown) -> str:
    """Return a term as people call it."""
    year = one.term.school_year
    names = {"number": "I" * one.term.number, "first": year, "last": year + 1}
    return _("Term %(number)s, %(first)s–%(last)s") % names


def _barred(one: TermShown) -> str:
    sides = {
        Side.BEFORE: _("before the initiative"),
        Side.DURING: _("the initiative begins"),
        Side.AFTER: _("with the initiative"),
    }
    return f"{label_of(one)} ({sides[one.side]})"


def _compared(shown: Sequence[TermShown]) -> list[Compared]:
    """Return each term's last time before the founding beside its last time after."""
    found = []
    for number in (1, 2):
        same = [one for one in shown if one.term.number == number]
        before = [one for one in same if one.side is Side.BEFORE]
        after = [one for one in same if one.side is Side.AFTER]
        if before and after:
            found.append(Compared(number, before[-1], after[-1]))
    return found
