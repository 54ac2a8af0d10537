"""Bring the shipped units and successions into the database."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Model

from binhyen.audit import actions as audit
from binhyen.core import text
from binhyen.places import pack
from binhyen.places.models import Succession, Unit

BATCH = 2000
#: What a newer pack may correct in a unit that is already there; its path and so its place in the tree it may not.
_CORRECTABLE = (
    "level", "kind", "name", "full_name", "full_name_en", "folded_name", "other_names",
    "folded_other_names", "sort_key", "valid_from", "valid_to", "lat", "lon", "area_km2", "population",
    "population_is_estimate",
)  # fmt: skip
_CORRECTABLE_SUCCESSION = ("extent", "on", "basis", "clause", "share")

Tell = Callable[[str], object]


@dataclass(frozen=True)
class Loaded:
    """What a load changed."""

    units_added: int
    units_corrected: int
    successions_added: int
    successions_corrected: int

    @property
    def is_nothing(self) -> bool:
        """Whether all was there already."""
        return not any(vars(self).values())


@transaction.atomic
def load_pack(*, actor: str, at: datetime, tell: Tell = lambda line: None) -> Loaded:
    """Add what is missing, correct what differs, remove nothing; a second run changes nothing."""
    tell("units")
    added, corrected = _load_units([_unit(row) for row in pack.units()])
    tell("successions")
    tied, retied = _load_successions(list(pack.successions()))
    loaded = Loaded(added, corrected, tied, retied)
    if not loaded.is_nothing:
        _tell_the_planner()
        audit.record(
            event="places.loaded", subject="places", actor=actor, at=at, detail=vars(loaded)
        )
    return loaded


def _tell_the_planner() -> None:
    """Let PostgreSQL know at once how full the tables are; until it does, following successions takes seconds."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE places_unit, places_succession")


def _unit(row: pack.UnitRow) -> Unit:
    return Unit(
        **vars(row),
        folded_name=text.fold(row.full_name),
        folded_other_names=text.fold(row.other_names),
        sort_key=text.sort_key(row.name),
    )


def _load_units(wanted: Sequence[Unit]) -> tuple[int, int]:
    there = {unit.path: unit for unit in Unit.objects.exclude(edition="local")}
    corrected = [
        there[unit.path] for unit in wanted if _correct(there.get(unit.path), unit, _CORRECTABLE)
    ]
    Unit.objects.bulk_update(corrected, _CORRECTABLE, batch_size=200)
    by_depth: dict[int, list[Unit]] = defaultdict(list)
    for unit in wanted:
        if unit.path not in there:
            by_depth[unit.path.count("/")].append(unit)
    for depth in sorted(by_depth):
        for unit in by_depth[depth]:
            above = unit.path.rstrip("/").rpartition("/")[0]
            unit.parent = there[f"{above}/"] if above else None
        there.update(_created(by_depth[depth]))
    return sum(map(len, by_depth.values())), len(corrected)


def _created(units: Sequence[Unit]) -> Iterable[tuple[str, Unit]]:
    return ((unit.path, unit) for unit in Unit.objects.bulk_create(units, batch_size=BATCH))


def _load_successions(rows: Sequence[pack.SuccessionRow]) -> tuple[int, int]:
    pks = dict(Unit.objects.exclude(edition="local").values_list("path", "pk"))
    there = {(tie.old_id, tie.new_id): tie for tie in Succession.objects.all()}
    missing, corrected = [], []
    for row in rows:
        wanted = Succession(
            old_id=pks[row.old], new_id=pks[row.new], extent=row.extent, on=row.on, basis=row.basis,
            clause=row.clause, share=row.share,
        )  # fmt: skip
        found = there.get((wanted.old_id, wanted.new_id))
        if found is None:
            missing.append(wanted)
        elif _correct(found, wanted, _CORRECTABLE_SUCCESSION):
            corrected.append(found)
    Succession.objects.bulk_create(missing, batch_size=BATCH)
    Succession.objects.bulk_update(corrected, _CORRECTABLE_SUCCESSION, batch_size=200)
    return len(missing), len(corrected)


def _correct(found: Model | None, wanted: Model, fields: Iterable[str]) -> bool:
    """Copy the fields that differ from `wanted` to `found`; say whether any did."""
    if found is None:
        return False
    differing = [name for name in fields if getattr(found, name) != getattr(wanted, name)]
    for name in differing:
        setattr(found, name, getattr(wanted, name))
    return bool(differing)
