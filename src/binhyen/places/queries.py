"""Reads over units and successions."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import NamedTuple, TypeVar

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from binhyen.core import text
from binhyen.places.models import LOCAL_LEVELS, Level, Succession, Unit

#: Search results shown of one time.
MOST_FOUND = 50


class Gone(NamedTuple):
    """What is to be known of thousands of units that went into others."""

    pk: int
    path: str


def whole_predecessors(unit: Unit) -> list[Unit]:
    """Return the units that went whole into `unit` or into a unit below it, and theirs before them."""
    gone = [old.pk for old in whole_predecessors_of([unit])[unit.pk]]
    return list(Unit.objects.filter(pk__among=gone).order_by("pk"))


def whole_predecessors_of(units: Sequence[Unit]) -> dict[int, list[Gone]]:
    """Return the same for each of `units`, in as many queries as there were mergers one after another."""
    of_path = {unit.path: unit.pk for unit in units}
    ties = _whole().filter(around(of_path, "new__path"))
    first = [
        (of_path[above], Gone(pk, path))
        for new_path, pk, path in ties.values_list("new__path", "old_id", "old__path")
        for above in paths_above(new_path)
        if above in of_path
    ]

    def into(news: Sequence[int]) -> Iterator[tuple[int, Gone]]:
        ties = _whole().filter(new__among=news).values_list("new_id", "old_id", "old__path")
        return ((new, Gone(pk, path)) for new, pk, path in ties)

    return _before([unit.pk for unit in units], first, into)


def earlier_selves(unit: Unit) -> list[Unit]:
    """Return the units that went whole into `unit` itself, and theirs before them: whose registers it keeps."""

    def into(news: Sequence[int]) -> Iterator[tuple[int, Unit]]:
        ties = _whole().filter(new__among=news).select_related("old")
        return ((tie.new_id, tie.old) for tie in ties)

    return _before([unit.pk], list(into([unit.pk])), into)[unit.pk]


def selves(unit: Unit) -> list[Unit]:
    """Return `unit` and its earlier selves: all whose registers are read as its own."""
    return [unit, *earlier_selves(unit)]


_Old = TypeVar("_Old", Unit, Gone)


def _before(
    owners: Iterable[int],
    wave: list[tuple[int, _Old]],
    into: Callable[[Sequence[int]], Iterable[tuple[int, _Old]]],
) -> dict[int, list[_Old]]:
    """Return for each owner the units of the wave that are its own, and those that went whole into them before."""
    found: dict[int, dict[int, _Old]] = {owner: {} for owner in owners}
    while wave:
        fresh: dict[int, list[int]] = {}
        for owner, old in wave:
            if old.pk not in found[owner]:
                found[owner][old.pk] = old
                fresh.setdefault(old.pk, []).append(owner)
        ties = into(list(fresh)) if fresh else ()
        wave = [(owner, old) for new, old in ties for owner in fresh[new]]
    return {owner: list(olds.values()) for owner, olds in found.items()}


def _whole() -> QuerySet[Succession]:
    return Succession.objects.filter(extent=Succession.Extent.WHOLE).order_by("old_id", "pk")


#: For more paths than these one asks for their provinces, and picks from the rows.
_FEW = 8


def around(paths: Collection[str], column: str = "path") -> Q:
    """Return the condition of lying at or below one of the paths; of many, of lying in one of their provinces."""
    if len(paths) > _FEW:
        paths = {next(paths_above(path)) for path in paths}
    return reduce(or_, (Q(**{f"{column}__under": path}) for path in sorted(paths)), Q(pk__in=()))


def paths_above(path: str) -> Iterator[str]:
    """Return the paths of the units that a unit lies in, the outermost first, its own last."""
    end = 0
    while end := path.find("/", end) + 1:
        yield path[:end]


def paths_onward(unit: Unit) -> tuple[str, ...]:
    """Return the path of the unit and of those it went whole into, one after another: who holds its registers now."""
    paths = [unit.path]
    while unit.valid_to is not None:
        successor = (
            Unit.objects.filter(origins__old=unit, origins__extent=Succession.Extent.WHOLE)
            .order_by("pk")
            .first()
        )
        if successor is None:
            break
        paths.append(successor.path)
        unit = successor
    return tuple(paths)


def ways_to(unit_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Return for each unit the paths it lies in, the outermost first and its own last; what went whole into another
    lies in that one, as it does when the other is asked with what it grew out of."""
    units = dict(Unit.objects.filter(pk__in=unit_ids).values_list("pk", "path"))
    wave, into = units, dict[int, tuple[int, str]]()
    while wave:
        ties = _whole().filter(old__in=list(wave)).order_by("new_id").select_related("new")
        found = {tie.old_id: (tie.new_id, tie.new.path) for tie in ties if tie.old_id not in into}
        into |= found
        wave = dict(found.values())
    return {pk: _way(pk, path, into) for pk, path in units.items()}


def _way(pk: int, path: str, into: dict[int, tuple[int, str]]) -> tuple[str, ...]:
    selves = [path]
    while pk in into:
        pk, path = into[pk]
        selves.insert(0, path)
    return (*paths_above(selves[0]), *selves[1:])


def heirs(unit: Unit, on: date) -> list[Unit]:
    """Return the units that exist on `on` and hold what `unit` was, whole or in part, by name."""
    found: dict[int, Unit] = {}
    seen: set[int] = set()
    wave = [unit]
    while wave:
        found.update((one.pk, one) for one in wave if one.exists_on(on))
        seen.update(one.pk for one in wave)
        gone = [one.pk for one in wave if not one.exists_on(on)]
        ties = Succession.objects.filter(old__in=gone).select_related("new__parent__parent")
        wave = [one for one in {tie.new for tie in ties} if one.pk not in seen]
    return sorted(found.values(), key=lambda one: (one.sort_key, one.pk))


@dataclass(frozen=True)
class Life:
    """What a unit's page tells: where it lay, what it was made of, what became of it, what lies below."""

    unit: Unit
    parents: Sequence[Unit]  # nearest first
    origins: Sequence[Succession]
    successions: Sequence[Succession]
    heirs: Sequence[Unit]  # today, where that is more than one step away
    below: Sequence[Unit]
    local: Sequence[Unit]
    below_on: date  # the day for which `below` and `local` are true
    is_alive: bool


def life_of(unit: Unit, on: date) -> Life:
    """Return the life of a unit as known on `on`; what lies below is shown for that day, or for its last one."""
    is_alive = unit.exists_on(on)
    day = on if is_alive else unit.last_day or on
    below = unit.children.all().on(day).order_by("sort_key", "pk")
    children = list(below if is_alive else below.prefetch_related("successions__new"))
    origins = unit.origins.select_related("old__parent__parent")
    ties = unit.successions.select_related("new__parent__parent")
    became = list(ties.order_by("new__sort_key", "pk"))
    ended = any(not tie.new.exists_on(on) for tie in became)
    return Life(
        unit=unit,
        parents=ancestors(unit),
        origins=list(origins.order_by("old__sort_key", "pk")),
        successions=became,
        heirs=heirs(unit, on) if ended else [],
        below=[child for child in children if child.level not in LOCAL_LEVELS],
        local=[child for child in children if child.level in LOCAL_LEVELS],
        below_on=day,
        is_alive=is_alive,
    )


def ancestors(unit: Unit) -> list[Unit]:
    """Return the units above, nearest first; free when `parent__parent__parent` came with the unit."""
    above: list[Unit] = []
    while unit.parent is not None:
        unit = unit.parent
        above.append(unit)
    return above


def unit_at_address(address: str) -> Unit | None:
    """Return the unit whose page has this address ("2024-28048"), its ancestors with it."""
    edition, _, rest = address.partition("-")
    known = Unit.objects.filter(edition=edition, code=rest.partition("@")[0])
    units = known.select_related("parent__parent__parent").order_by("valid_from", "pk")
    return next((unit for unit in units if unit.address == address), None)


def provinces(*, edition: str, on: date) -> QuerySet[Unit]:
    """Return the provinces and cities of an edition that existed on a day, by name."""
    found = Unit.objects.on(on).filter(edition=edition, level=Level.PROVINCE)
    return found.order_by("sort_key", "pk")


@dataclass(frozen=True)
class Found:
    """Search results: units that exist, units that did, and whether there were more of either."""

    today: Sequence[Unit]
    before: Sequence[Unit]
    has_more: bool


def search(typed: str, on: date) -> Found:
    """Return units by name, with or without marks, best first: "Mỹ Lạc", "my lac", "mỹ lạc, thủ thừa".

    After a comma comes the name of a unit above. Names with exactly the marks typed come first.
    """
    name, *above = [text.fold(part) for part in typed.split(",")]
    if not name:
        return Found([], [], has_more=False)
    units = Unit.objects.filter(
        Q(folded_name__contains=name) | Q(folded_other_names__contains=name)
    )
    for part in filter(None, above):
        units = units.filter(
            Q(parent__folded_name__contains=part)
            | Q(parent__parent__folded_name__contains=part)
            | Q(parent__parent__parent__folded_name__contains=part)
        )
    is_exact = _is_exact(typed.partition(",")[0])
    now, more_now = _best(units.on(on), name, is_exact)
    gone, more_gone = _best(units.filter(valid_to__lte=on), name, is_exact)
    return Found(now, gone, has_more=more_now or more_gone)


def _is_exact(typed: str) -> Callable[[Unit], bool]:
    wanted = text.nfc(typed).casefold()

    def is_exact(unit: Unit) -> bool:
        """Say whether the name stands there as typed, marks and all."""
        return wanted in {unit.name.casefold(), unit.full_name.casefold()}

    return is_exact


def _best(
    units: QuerySet[Unit], name: str, is_exact: Callable[[Unit], bool]
) -> tuple[list[Unit], bool]:
    """Return the best matches: the whole name, then the beginning of a word, then anything."""
    whole = Q(folded_name=name) | Q(folded_name__endswith=f" {name}") | Q(folded_other_names=name)
    begins = Q(folded_name__startswith=name) | Q(folded_name__contains=f" {name}")
    ranked = units.annotate(
        rank=Case(
            When(whole, then=Value(0)),
            When(begins, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
    )
    nearest = ranked.select_related("parent__parent__parent").order_by("rank", "sort_key", "pk")
    found: Iterable[Unit] = nearest[: MOST_FOUND + 1]
    best = sorted(found, key=lambda unit: not is_exact(unit))
    return best[:MOST_FOUND], len(best) > MOST_FOUND
