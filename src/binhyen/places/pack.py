"""The data that ships with this room, as tools/pack_places.py wrote it."""

import csv
import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Lock

from binhyen.places import boundaries

DATA = Path(__file__).parent / "data"
_lock = Lock()


@dataclass(frozen=True)
class UnitRow:
    """One legal existence of a unit."""

    edition: str
    code: str
    level: str
    kind: str
    name: str
    full_name: str
    full_name_en: str
    other_names: str
    path: str
    valid_from: date
    valid_to: date | None
    lat: float | None
    lon: float | None
    area_km2: float | None
    population: int | None
    population_is_estimate: bool


@dataclass(frozen=True)
class SuccessionRow:
    """One unit's becoming another, by their paths."""

    old: str
    new: str
    extent: str
    on: date
    basis: str
    clause: str
    share: float | None


def units() -> Iterator[UnitRow]:
    """Yield every unit, parents before children."""
    for row in _rows("units.csv.gz"):
        yield UnitRow(
            edition=row["edition"],
            code=row["code"],
            level=row["level"].upper(),
            kind=row["kind"],
            name=row["name"],
            full_name=row["full_name"],
            full_name_en=row["full_name_en"],
            other_names=row["other_names"],
            path=row["path"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            lat=_number(row["lat"]),
            lon=_number(row["lon"]),
            area_km2=_number(row["area_km2"]),
            population=int(row["population"]) if row["population"] else None,
            population_is_estimate=row["population_basis"] == "estimated",
        )


def successions() -> Iterator[SuccessionRow]:
    """Yield every succession."""
    for row in _rows("successions.csv.gz"):
        yield SuccessionRow(
            old=row["old"],
            new=row["new"],
            extent=row["extent"].upper(),
            on=date.fromisoformat(row["on"]),
            basis=row["basis"],
            clause=row["clause"],
            share=_number(row["share"]),
        )


def coverage(name: str) -> boundaries.Coverage:
    """Return "communes_2025", "communes_2024_long_an" or "provinces_2025"; read once, whatever the threads."""
    with _lock:
        return _coverage(name)


@lru_cache
def _coverage(name: str) -> boundaries.Coverage:
    return boundaries.read(DATA / f"{name}.npz")


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = gzip.decompress((DATA / name).read_bytes()).decode()
    return csv.DictReader(io.StringIO(text))


def _number(text: str) -> float | None:
    return float(text) if text else None
