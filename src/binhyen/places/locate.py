"""Which commune a point lies in on a given day, from boundaries in memory and without a query.

Since 1 July 2025 every commune is drawn. For a day before, two things are known: the communes of the former Long An
province, and those communes elsewhere that the reform left as they were (one predecessor, whole). Any other place
of that time has no answer here, and None says so. Boundaries of 2024 are those of 30 June 2025; they answer for all
days before. What the answers rest on is a reference map, not the legal delimitation.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from threading import Lock

import numpy as np
from numpy.typing import ArrayLike, NDArray

from binhyen.places import grid, pack
from binhyen.places.models import REFORM, Unit

_lock = Lock()


@dataclass(frozen=True, slots=True)
class Located:
    """A commune by its edition and code, which mean something only together."""

    edition: str
    code: str


@dataclass(frozen=True)
class Layer:
    """The index of one coverage with its codes by face; codes[0] is "" for outside."""

    grid: grid.Grid
    codes: tuple[str, ...]
    codes_array: NDArray[np.str_]


def edition_on(on: date) -> str:
    """Return the edition that codes belong to on a day. Raises ValueError for what is not a plain date."""
    if not isinstance(on, date) or isinstance(on, datetime):
        message = f"on must be a date, got {on!r}; take core.clock.local_day() of a moment"
        raise ValueError(message)
    return "2025" if on >= REFORM else "2024"


def locate(lat: float, lon: float, on: date) -> Located | None:
    """Return the commune that holds the point on that day, None outside Viet Nam or where it is not known.

    Raises ValueError for anything but finite degrees and a date.
    """
    edition = edition_on(on)
    lat, lon = _degrees(lat, 90, "lat"), _degrees(lon, 180, "lon")
    today = _layer("communes_2025")
    code = today.codes[today.grid.face(lat, lon)]
    if code and edition == "2024":
        before = _layer("communes_2024_long_an")
        code = before.codes[before.grid.face(lat, lon)] or _unchanged().get(code, "")
    return Located(edition, code) if code else None


def unit_at(lat: float, lon: float, on: date) -> Unit | None:
    """Return the commune that holds the point on that day, by one query; None and errors as for `locate`."""
    found = locate(lat, lon, on)
    if found is None:
        return None
    return Unit.objects.on(on).filter(edition=found.edition, code=found.code).first()


def locate_many(lats: ArrayLike, lons: ArrayLike, on: date) -> NDArray[np.str_]:
    """Return the code for each point as `locate` would, "" for none; all are of `edition_on(on)`.

    Raises ValueError for anything but two rows of finite degrees of one length, and a date.
    """
    edition = edition_on(on)
    rows = _row_of_degrees(lats, 90, "lats"), _row_of_degrees(lons, 180, "lons")
    if len(rows[0]) != len(rows[1]):
        message = f"lats and lons must be of one length, got {len(rows[0])} and {len(rows[1])}"
        raise ValueError(message)
    today = _layer("communes_2025")
    faces = today.grid.faces(*rows)
    if edition == "2025":
        return today.codes_array[faces]
    before = _layer("communes_2024_long_an")
    old_faces = before.grid.faces(*rows)
    return np.where(old_faces > 0, before.codes_array[old_faces], _unchanged_by_face()[faces])


def preload() -> None:
    """Make the boundaries of today ready, so that the first request does not wait for them."""
    _layer("communes_2025")


def _layer(name: str) -> Layer:
    with _lock:
        return _build(name)


@lru_cache
def _build(name: str) -> Layer:
    coverage = pack.coverage(name)
    return Layer(grid.build(coverage), coverage.codes, np.array(coverage.codes))


@lru_cache
def _unchanged() -> Mapping[str, str]:
    """Return new code -> old code of the communes that one old commune became, whole."""
    origins: dict[str, list[str]] = defaultdict(list)
    for row in pack.successions():
        if row.on == REFORM:
            whole = row.extent == "WHOLE" and row.old.count("/") == row.new.count("/") + 1
            origins[_code(row.new)].append(_code(row.old) if whole else "")
    return {new: olds[0] for new, olds in origins.items() if len(olds) == 1 and olds[0]}


@lru_cache
def _unchanged_by_face() -> NDArray[np.str_]:
    return np.array([_unchanged().get(code, "") for code in _layer("communes_2025").codes])


def _code(path: str) -> str:
    return path.rstrip("/").rpartition(":")[2].partition("@")[0]


def _degrees(value: float, limit: int, name: str) -> float:
    is_number = isinstance(value, float | int | np.floating | np.integer)
    if not is_number or isinstance(value, bool) or not -limit <= value <= limit:
        message = (
            f"{name} must be a number from {-limit} to {limit}, got {value!r};"
            " latitude comes first, in degrees of WGS 84"
        )
        raise ValueError(message)
    return float(value)


def _row_of_degrees(values: ArrayLike, limit: int, name: str) -> NDArray[np.float64]:
    row = np.asarray(values)
    if isinstance(values, Sequence) and not len(values):
        row = row.astype(np.float64)
    if row.ndim != 1 or row.dtype.kind not in "fiu":
        message = f"{name} must be one row of numbers, got {row.ndim} dimensions of {row.dtype}"
        raise ValueError(message)
    degrees = row.astype(np.float64, copy=False)
    wrong = np.flatnonzero(~(np.abs(degrees) <= limit))
    if len(wrong):
        first = int(wrong[0])
        message = (
            f"{name} must be from {-limit} to {limit}, got {degrees[first]} at place {first};"
            " leave such points out, and pass latitudes first"
        )
        raise ValueError(message)
    return degrees
