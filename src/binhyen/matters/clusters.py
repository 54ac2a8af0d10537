"""The matters of a list on a map: a grid aggregate in SQL, read from the index that the list itself is found in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Avg, Count, F, Func, IntegerField, Min, Q
from django.db.models.sql.compiler import SQLCompiler

from binhyen.matters import filters
from binhyen.matters.filters import Asked
from binhyen.matters.models import Matter

#: A cell is so many pixels wide: below that, two pins cover each other.
_CELL_PIXELS = 56
_WORLD_PIXELS = 256
#: Middles closer than this share of a cell are joined.
_TOO_CLOSE = 0.75
CLOSEST, FARTHEST = 18, 5
#: More than this is no map any more; the largest stay.
MOST_CELLS = 400


class _Whole(Func):
    """The whole part of a positive number; SQLite's own cast costs a tenth of a function of Django's."""

    function = "FLOOR"
    output_field = IntegerField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, Any]:
        """Return it as a cast, which cuts the part behind the point."""
        return self.as_sql(
            compiler, connection, template="CAST(%(expressions)s AS INTEGER)", **extra
        )


@dataclass(frozen=True)
class Cell:
    """Matters that lie close together: how many, their middle, and the matter itself where it is one."""

    lat: float
    lon: float
    n: int
    matter: Matter | None


def cells(asked: Asked, *, zoom: int) -> Sequence[Cell]:
    """Return what fits as cells of a grid; what may not be read by the one who asks has no pin."""
    step = 360 / 2 ** max(FARTHEST, min(zoom, CLOSEST)) * _CELL_PIXELS / _WORLD_PIXELS
    any_of = Q()
    for ranking in filters.rankings(asked):
        any_of |= ranking
    placed = filters.found(asked).filter(
        any_of, filters.readable(asked.who, asked.unit), lat__isnull=False
    )
    grid = placed.order_by().annotate(y=_Whole(F("lat") / step), x=_Whole(F("lon") / step))
    rows = (
        grid.values("y", "x")
        .annotate(n=Count("pk"), mid_lat=Avg("lat"), mid_lon=Avg("lon"), first=Min("pk"))
        .order_by("-n", "y", "x")[:MOST_CELLS]
    )
    found = _apart([dict(row) for row in rows], step * _TOO_CLOSE)
    single = Matter.objects.in_bulk([row["first"] for row in found if row["n"] == 1])
    return [
        Cell(row["mid_lat"], row["mid_lon"], row["n"], single.get(row["first"]) if row["n"] == 1 else None)
        for row in found
    ]  # fmt: skip


def _apart(rows: list[dict[str, Any]], least: float) -> list[dict[str, Any]]:
    """Join cells whose middles would cover each other, the larger taking the smaller in; at most the next cell away."""
    kept: dict[tuple[int, int], dict[str, Any]] = {}
    for row in rows:  # the largest first
        y, x = int(row["y"]), int(row["x"])
        around = (kept.get((y + dy, x + dx)) for dy in (-1, 0, 1) for dx in (-1, 0, 1))
        near = next((one for one in around if one and _is_near(one, row, least)), None)
        if near is None:
            kept[y, x] = row
            continue
        total = near["n"] + row["n"]
        for name in ("mid_lat", "mid_lon"):
            near[name] = (near[name] * near["n"] + row[name] * row["n"]) / total
        near["n"] = total
    return list(kept.values())


def _is_near(one: dict[str, Any], other: dict[str, Any], least: float) -> bool:
    far = max(abs(one["mid_lat"] - other["mid_lat"]), abs(one["mid_lon"] - other["mid_lon"]))
    return bool(far < least)
