"""Where the locations of a study lie, and which place a name of another table stands for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from hotscan.geometry import Integers, in_plane, on_globe
from hotscan.problems import ScanProblem
from hotscan.reading import lines
from hotscan.reading.lines import Where
from hotscan.reading.tables import Block, Table
from hotscan.study import Grid, Places, places

if TYPE_CHECKING:
    from hotscan.reading.files import Files

MOST_LOCATIONS: Final = 1_000_000
_FARTHEST: Final = 1e12  # in the plane; the digits of what lies nearer would be lost beside it
_MARK: Final = re.compile(rb"[\x00-\x1f\x7f]")  # what no name holds and no picture shows


@dataclass(frozen=True, slots=True)
class Located:
    """The locations there are: the number of each name among `places`."""

    places: Places
    numbers: dict[bytes, int]
    where: Where


def table_of(files: "Files") -> Table:
    """Return the table of the locations."""
    roles, holds = ("location", *files.axes), "a location and two coordinates"
    return files.table(files.coordinates, "coordinates", roles, holds, open_ended=False)


def table_of_grid(files: "Files") -> Table:
    """Return the table of the centres."""
    return files.table(files.grid, "the grid", files.axes, "two coordinates", open_ended=False)


def coordinates(files: "Files") -> Located:
    """Return the locations of a study. Raises ScanProblem, naming file and line."""
    table = table_of(files)
    numbers: dict[bytes, int] = {}
    pairs: list[tuple[float, float]] = []
    for block in table.blocks():
        for line, name, *pair in zip(block.numbers, *block.columns, strict=True):
            if numbers.setdefault(name, len(pairs)) < len(pairs) or not name or _MARK.search(name):
                raise _wrong_name(name, table.where, line)
            pairs.append(_pair(pair, files, table.where, line))
        if len(pairs) > MOST_LOCATIONS:
            raise ScanProblem(
                f"There are more than {MOST_LOCATIONS:,} locations, which a scan can hold; join some.",
                table.where,
            )
    first, second = np.array(pairs).T
    names = [name.decode() for name in numbers]
    return Located(places(names, first, second, globe=files.globe), numbers, table.where)


def _wrong_name(name: bytes, where: Where, line: int) -> ScanProblem:
    if not name:
        return ScanProblem("The location is empty; name it or take the line out.", where, line)
    if _MARK.search(name):
        return ScanProblem(
            f"The location {lines.shown(name)} holds a control character; take it out.", where, line
        )
    return ScanProblem(f"Location {name.decode()} stands twice; leave one line of it.", where, line)


def _pair(fields: Sequence[bytes], files: "Files", where: Where, line: int) -> tuple[float, float]:
    one, two = (
        lines.number(each, where, line, f"The {axis}")
        for each, axis in zip(fields, files.axes, strict=True)
    )
    if files.globe and not -90 <= one <= 90:
        raise ScanProblem(
            f"The latitude is {one:g}; it goes from -90 to 90 and stands before the longitude. Correct the line.",
            where,
            line,
        )
    if files.globe and not -360 <= two <= 360:
        raise ScanProblem(
            f"The longitude is {two:g}; it goes from -180 to 180. Correct the line.", where, line
        )
    if not files.globe and max(abs(one), abs(two)) > _FARTHEST:
        raise ScanProblem(
            f"The coordinates {one:g} and {two:g} lie farther out than {_FARTHEST:g}; correct the line.",
            where,
            line,
        )
    return one, two


def grid(files: "Files") -> Grid:
    """Return the centres of zones of a study that has a grid. Raises ScanProblem, naming file and line."""
    table = table_of_grid(files)
    pairs = [
        _pair(pair, files, table.where, line)
        for block in table.blocks()
        for line, *pair in zip(block.numbers, *block.columns, strict=True)
    ]
    if len(pairs) > MOST_LOCATIONS:
        raise ScanProblem(
            f"The grid has more than {MOST_LOCATIONS:,} centres; take a coarser one.", table.where
        )
    first, second = np.array(pairs).T
    return Grid(pairs, on_globe(first, second) if files.globe else in_plane(first, second))


def places_of(block: Block, at: Located, where: Where) -> Integers:
    """Return int64[lines], the place that each line's location stands for. Raises ScanProblem for one that is not known."""

    def unknown(name: bytes, line: int) -> int:
        raise unknown_name(name, at, where, line)

    found: Integers = lines.looked_up(block.columns[0], block.numbers, at.numbers, unknown)
    return at.places.of_location[found]


def unknown_name(name: bytes, at: Located, where: Where, line: int) -> ScanProblem:
    """Return what is wrong with a location that has no coordinates."""
    if not name:
        return _wrong_name(name, where, line)
    return ScanProblem(
        f"Location {name.decode()} has no coordinates in {at.where}; add it there or take the line out.",
        where,
        line,
    )
