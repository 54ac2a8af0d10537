"""Units of one kind side by side, before one of them is chosen as model unit: facts of last year, never a rank.

No person is listed, and how many reports or matters came in is no fact here: a unit is not better for hearing less.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from binhyen.figures.models import DayCount
from binhyen.figures.rules import LEAST_SHOWN, Value
from binhyen.forces.models import Level as Rating
from binhyen.forces.models import TeamRating
from binhyen.matters import counting
from binhyen.movement.models import Initiative, InitiativeYear, YearClass
from binhyen.places import queries as places
from binhyen.places.models import Level, Succession, Unit
from binhyen.standards.models import Recognition
from binhyen.standards.queries import UNIT_TYPES

#: The shares of outcome, as matters.figures counts them: share -> (part, whole).
SHARES = {
    "settled_at_base": (counting.AT_BASE, ("matters.settled",)),
    "on_time": (counting.ON_TIME, (counting.ON_TIME, counting.LATE)),
}
GOOD = frozenset({Rating.EXCELLENT.value, Rating.GOOD.value})


@dataclass(frozen=True)
class Trend:
    """A share of last year beside the year before; each only where it stands for enough matters to mean something."""

    last: Value | None
    before: Value | None


@dataclass(frozen=True)
class Candidate:
    """A unit with its facts of the year before the programme."""

    unit: Unit
    recognised_by: str  # number of the decision, or nothing
    recognised_on: date | None
    initiatives: int
    effective: int
    teams_good: int
    teams_rated: int
    settled_at_base: Trend
    on_time: Trend


def kinds(unit: Unit, *, on: date) -> list[Level]:
    """Return the kinds of units below `unit` that a programme can build up, as the tree orders them."""
    found = set(Unit.objects.below(unit).on(on).values_list("level", flat=True).distinct())
    return [level for level in Level if level in found and level in UNIT_TYPES]


def units(unit: Unit, kind: Level, *, on: date) -> list[Unit]:
    """Return the units of a kind below `unit` on a day, by name: the order says nothing about them."""
    below = Unit.objects.below(unit).on(on).filter(level=kind).select_related("parent")
    return list(below.order_by("sort_key", "pk"))


def side_by_side(shown: Sequence[Unit], *, year: int) -> list[Candidate]:
    """Return the facts of the year before `year` for each unit, in the order given."""
    owners = _owners(shown)
    last = year - 1
    recognised = _recognised(shown, owners, last)
    initiatives, effective = _initiatives(owners, last)
    ratings = _ratings(owners, last)
    counts = {of: _counts(owners, of) for of in (last, last - 1)}
    return [
        Candidate(
            unit=unit,
            recognised_by=recognised[unit.pk][0] if unit.pk in recognised else "",
            recognised_on=recognised[unit.pk][1] if unit.pk in recognised else None,
            initiatives=initiatives[unit.pk],
            effective=effective[unit.pk],
            teams_good=sum(ratings[unit.pk][level] for level in GOOD),
            teams_rated=ratings[unit.pk].total(),
            **{
                share: Trend(*(_share(counts[of][unit.pk], *terms) for of in (last, last - 1)))
                for share, terms in SHARES.items()
            },
        )
        for unit in shown
    ]


def _owners(shown: Sequence[Unit]) -> dict[int, list[int]]:
    """Return unit -> those of `shown` whose territory it is or was: below them, or gone whole into them."""
    paths = {unit.pk: {unit.path} for unit in shown}
    edges = _edges(shown)
    for owned in paths.values():
        grows = True
        while grows:
            found = {old for old, new in edges if new.startswith(tuple(owned))} - owned
            grows = bool(found)
            owned |= found
    meant = Q(pk__in=())
    for path in {path for owned in paths.values() for path in owned}:
        meant |= Q(path__under=path)
    owners: dict[int, list[int]] = defaultdict(list)
    for pk, path in Unit.objects.filter(meant).values_list("pk", "path"):
        owners[pk] = [owner for owner, owned in paths.items() if path.startswith(tuple(owned))]
    return owners


def _edges(shown: Sequence[Unit]) -> list[tuple[str, str]]:
    """Return (path of the old unit, path of the new) of every merger that led to a unit shown."""
    roots = {unit.parent or unit for unit in shown}
    olds = {old.pk for root in roots for old in places.whole_predecessors(root)}
    rows = Succession.objects.filter(old__in=olds, extent=Succession.Extent.WHOLE)
    return list(rows.order_by("pk").values_list("old__path", "new__path"))


def _recognised(
    shown: Sequence[Unit], owners: dict[int, list[int]], year: int
) -> dict[int, tuple[str, date]]:
    """Return unit -> number and day of the decision that recognised it, or what it grew out of, as safe for the year."""
    kinds = {unit.pk: unit.level for unit in shown}
    rows = Recognition.objects.standing().filter(
        unit_id__in=list(owners), year=year, catalogue__catalogue_id__startswith="tt124."
    )
    found: dict[int, tuple[str, date]] = {}
    for unit_id, level, number, on in rows.order_by("pk").values_list(
        "unit_id", "unit__level", "decision_number", "decided_on"
    ):
        for owner in owners[unit_id]:
            if kinds[owner] == level:
                found.setdefault(owner, (number, on))
    return found


def _initiatives(owners: dict[int, list[int]], year: int) -> tuple[Counter[int], Counter[int]]:
    """Return unit -> initiatives begun by the end of the year, and those classed effective for it."""
    begun = Initiative.objects.filter(unit_id__in=list(owners), founded_on__lt=date(year + 1, 1, 1))
    classed = InitiativeYear.objects.filter(
        initiative__unit_id__in=list(owners), year=year, class_of_year=YearClass.EFFECTIVE
    )
    return (
        _by_owner(owners, begun.values_list("unit_id", flat=True)),
        _by_owner(owners, classed.values_list("initiative__unit_id", flat=True)),
    )


def _ratings(owners: dict[int, list[int]], year: int) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = defaultdict(Counter)
    rows = TeamRating.objects.filter(team__unit_id__in=list(owners), year=year)
    for unit_id, level in rows.values_list("team__unit_id", "level"):
        for owner in owners[unit_id]:
            found[owner][level] += 1
    return found


def _counts(owners: dict[int, list[int]], year: int) -> dict[int, Counter[str]]:
    events = {event for part, whole in SHARES.values() for event in (part, *whole)}
    rows = (
        DayCount.objects.filter(unit_id__in=list(owners), event__in=events)
        .filter(day__gte=date(year, 1, 1), day__lt=date(year + 1, 1, 1))
        .values_list("unit_id", "event")
        .annotate(total=Sum("n"))
        .order_by("unit_id", "event")
    )
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for unit_id, event, total in rows:
        for owner in owners[unit_id]:
            found[owner][event] += total
    return found


def _share(counts: Counter[str], part: str, whole: tuple[str, ...]) -> Value | None:
    """Return a share, or nothing where it would stand for fewer than five."""
    total = sum(counts[event] for event in whole)
    return Value(counts[part], total) if total >= LEAST_SHOWN else None


def _by_owner(owners: dict[int, list[int]], unit_ids: Iterable[int]) -> Counter[int]:
    return Counter(owner for unit_id in unit_ids for owner in owners[unit_id])
