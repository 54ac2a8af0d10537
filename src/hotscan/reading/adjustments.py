"""SaTScan's file of known relative risks (.adj): location or All, relative risk, and from when to when unless always.

Entries of one location that meet multiply. Locations at one point are one place, whose expectation cannot be told apart
any more: they must all have the same risks, which then count once.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from hotscan.known import Known
from hotscan.problems import ScanProblem
from hotscan.reading import dates, lines, text
from hotscan.reading.dates import Precision
from hotscan.study import Places

_ALL: Final = b"all"
_FIELDS: Final = (2, 4)
_MOST_ENTRIES: Final = 1 << 22


class _Entry(NamedTuple):
    since: int
    until: int
    risk: float
    line: int


def read(
    path: Path,
    precision: Precision,
    always: tuple[int, int],
    location: Callable[[bytes, int], int],
    places: Places,
    encoding: str | None = None,
) -> Known:
    """Return the known risks of a file. Raises ScanProblem, naming file and line.

    always     the study's first and last time
    location   the number of a location by name, or a ScanProblem
    """
    everywhere = list[_Entry]()
    of_location: dict[int, list[_Entry]] = {}
    for entry, name in _entries(path, precision, always, encoding):
        if name.lower() == _ALL:
            everywhere.append(entry)
        else:
            of_location.setdefault(location(name, entry.line), []).append(entry)
        if len(everywhere) * len(places.names) + entry.line > _MOST_ENTRIES:
            raise ScanProblem(
                f"There are more than {_MOST_ENTRIES:,} known risks, which a scan can hold; join some.",
                path,
                entry.line,
            )
    found = _by_place(of_location, places, path)
    found += [(place, entry) for entry in everywhere for place in range(len(places.names))]
    return Known(
        np.array([place for place, _ in found], np.int64),
        np.array([entry.since for _, entry in found], np.int64),
        np.array([entry.until for _, entry in found], np.int64),
        np.array([entry.risk for _, entry in found], np.float64),
    )


def _entries(
    path: Path, precision: Precision, always: tuple[int, int], encoding: str | None
) -> Iterator[tuple[_Entry, bytes]]:
    """Return each line's entry, and the name of its location."""
    for start, piece in text.pieces(path, encoding):
        for line, row in enumerate(lines.rows(piece), start):
            if not row:
                continue
            if len(row) not in _FIELDS:
                raise ScanProblem(
                    "A line must hold a location (or All), a relative risk, and two times or none; correct it.",
                    path,
                    line,
                )
            risk = lines.number(row[1], path, line, "The relative risk")
            if risk < 0:
                raise ScanProblem(
                    f"The relative risk is {risk:g}; it cannot be less than 0. Correct the line.",
                    path,
                    line,
                )
            first, last = _while(row[2:], precision, path, line) if row[2:] else always
            if last < always[0] or first > always[1]:
                raise ScanProblem(
                    "The two times lie outside the study; take the line out, or correct them.",
                    path,
                    line,
                )
            yield _Entry(first, last, risk, line), row[0]


def _by_place(
    of_location: dict[int, list[_Entry]], places: Places, path: Path
) -> list[tuple[int, _Entry]]:
    """Return the entries of places. Raises ScanProblem where locations at one point have different ones."""
    of_place: dict[int, list[list[_Entry]]] = {}
    for number, entries in of_location.items():
        of_place.setdefault(int(places.of_location[number]), []).append(entries)
    for place, told in of_place.items():
        names = places.names[place]
        if len(told) < len(names) or len({_plain(entries) for entries in told}) > 1:
            raise ScanProblem(
                f"{' and '.join(names[:3])} lie at one point and are scanned as one place, but their known risks differ; "
                "give all of them the same, or move them apart.",
                path,
                told[0][0].line,
            )
    return [(place, entry) for place, told in of_place.items() for entry in told[0]]


def _plain(entries: list[_Entry]) -> tuple[tuple[int, int, float], ...]:
    return tuple(sorted((entry.since, entry.until, entry.risk) for entry in entries))


def _while(times: list[bytes], precision: Precision, path: Path, line: int) -> tuple[int, int]:
    if precision is Precision.NUMBER:
        first, last = (lines.whole(time, path, line, "The time", 2**31 - 1) for time in times)
    else:
        first = dates.day(times[0], path, line).toordinal()
        last = dates.last_day(times[1], path, line).toordinal()
    if last < first:
        raise ScanProblem("The second time lies before the first; exchange them.", path, line)
    return first, last
