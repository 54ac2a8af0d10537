"""Tables of cases, coordinates, populations, controls and grid, made into a study.

.cas  location cases [time [covariates]]       .geo  location latitude longitude | location x y
.ctl  location controls [time]                 .pop  location time people [covariates]
.grd  latitude longitude | x y                 .adj  location relative risk [since until]
A .csv or a frame holds the same under headings. Lines of one place, time and covariates are added together, as the
reference does; a location may have coordinates only once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import repeat
from pathlib import Path
from typing import Final

import numpy as np

from hotscan.geometry import Floats, Integers
from hotscan.known import Known
from hotscan.population import Population, unlived
from hotscan.problems import ScanProblem
from hotscan.reading import adjustments, dates, headings, lines, located
from hotscan.reading.dates import Precision, Times
from hotscan.reading.gathered import Gathered
from hotscan.reading.lines import Where, looked_up
from hotscan.reading.located import Located, places_of, unknown_name
from hotscan.reading.tables import Block, Source, Table, check_headings_used
from hotscan.study import Counts, Study
from hotscan.timing import Unit

MOST_CASES: Final = 2**31 - 1
MOST_STRATA: Final = 100_000
_MOST_PEOPLE: Final = 10**12


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """The tables of a study, paths or frames, and how they are to be read. start, end: both inside the study.

    leave_out_others   cases outside those dates are left out; otherwise they are refused
    named        headings of a role (location, cases, time, latitude, ...) that are not the usual ones
    covariates   headings of what divides people into strata (age group, sex)
    encoding     of files that are not UTF-8 and have no mark
    """

    cases: Source
    coordinates: Source
    population: Source | None = None
    controls: Source | None = None
    grid: Source | None = None
    adjustments: Path | None = None
    start: int
    end: int
    precision: Precision = Precision.DAY
    globe: bool = True
    leave_out_others: bool = False
    named: Mapping[str, Sequence[str]] = field(default_factory=dict)
    covariates: Sequence[str] = ()
    encoding: str | None = None

    @property
    def axes(self) -> tuple[str, str]:
        """Return what the two coordinates are."""
        return ("latitude", "longitude") if self.globe else ("x", "y")

    def table(
        self, source: Source, name: str, roles: Sequence[str], holds: str, *, open_ended: bool
    ) -> Table:
        """Return one of the tables."""
        return Table(
            source=source,
            name=f"the frame of {name}",
            roles=roles,
            holds=holds,
            open_ended=open_ended,
            named=self.named,
            covariates=self.covariates,
            encoding=self.encoding,
        )


def read(files: Files) -> Study:
    """Return the study the files hold. Raises ScanProblem, naming file and line."""
    headings.check(files.named)
    if files.end < files.start:
        raise ScanProblem("The study ends before it starts; exchange the two dates.")
    check_headings_used(list(_tables(files)))
    at = located.coordinates(files)
    strata: dict[tuple[bytes, ...], int] = {}
    cases = _counts(files.cases, files, at, strata, "cases")
    controls = (
        _counts(files.controls, files, at, {}, "controls") if files.controls is not None else None
    )
    people = _population(files, at, strata) if files.population is not None else None
    if people is not None:
        _check_lived(files, at, strata, cases, people)
    return Study(
        names=at.places.names,
        coordinates=at.places.coordinates,
        positions=at.places.positions,
        cases=cases,
        start=files.start,
        end=files.end,
        unit_of_times=Unit.NUMBER if files.precision is Precision.NUMBER else Unit.DAY,
        controls=controls,
        population=people,
        strata=max(1, len(strata)),
        grid=located.grid(files) if files.grid is not None else None,
        known=_known(files.adjustments, files, at) if files.adjustments else None,
    )


def _tables(files: Files) -> Iterator[Table]:
    yield located.table_of(files)
    yield _table_of_counts(files.cases, files, "cases")
    if files.controls is not None:
        yield _table_of_counts(files.controls, files, "controls")
    if files.population is not None:
        yield _table_of_people(files)
    if files.grid is not None:
        yield located.table_of_grid(files)


def _table_of_counts(source: Source, files: Files, what: str) -> Table:
    timed = files.precision is not Precision.NONE
    roles = ("location", what, "time") if timed else ("location", what)
    holds = "a location, a number and a time" if timed else "a location and a number"
    return files.table(source, what, roles, holds, open_ended=what == "cases")


def _counts(
    source: Source, files: Files, at: Located, strata: dict[tuple[bytes, ...], int], what: str
) -> Counts:
    """Return the counts of cases or controls."""
    timed = files.precision is not Precision.NONE
    table = _table_of_counts(source, files, what)
    where, gathered, total = table.where, Gathered(table.where), 0
    times = Times(
        where, files.precision, files.start, files.end, leave_out_others=files.leave_out_others
    )
    known: dict[bytes, int] = {}

    def count(field: bytes, line: int) -> int:
        return lines.whole(field, where, line, f"The number of {what}", MOST_CASES)

    for block in table.blocks():
        counts = looked_up(block.columns[1], block.numbers, known, count)
        total = _added(total, counts, block, where)
        cells = (
            places_of(block, at, where),
            looked_up(block.columns[2], block.numbers, times, times.of)
            if timed
            else np.full(len(counts), files.start),
            _strata(block, strata, where, timed=timed),
            counts,
        )
        inside = (cells[1] >= files.start) & (cells[1] <= files.end)
        gathered.add(*(cells if inside.all() else (column[inside] for column in cells)))
    return Counts(*gathered.cells())


def _known(path: Path, files: Files, at: Located) -> Known:
    def location(name: bytes, line: int) -> int:
        if name not in at.numbers:
            raise unknown_name(name, at, path, line)
        return at.numbers[name]

    always = files.start, files.end
    return adjustments.read(path, files.precision, always, location, at.places, files.encoding)


def _strata(
    block: Block, strata: dict[tuple[bytes, ...], int], where: Where, *, timed: bool = True
) -> Integers:
    """Return int64[lines], the stratum of each. Raises ScanProblem, also for a date where no times were said to be (`timed`)."""

    def new(covariates: tuple[bytes, ...], line: int) -> int:
        date = None if timed else next(filter(dates.is_date, covariates), None)
        if date is not None:
            raise ScanProblem(
                f"{lines.shown(date)} looks like a time while times were said not to be written; "
                "say how exactly they are (--times day, PrecisionCaseTimes=3), or take them out.",
                where,
                line,
            )
        if len(strata) >= MOST_STRATA:
            raise ScanProblem(
                f"There are more than {MOST_STRATA:,} combinations of covariates; take some of them out.",
                where,
                line,
            )
        if strata and len(covariates) != len(next(iter(strata))):
            raise ScanProblem(
                f"The line has {len(covariates)} covariates where earlier ones have {len(next(iter(strata)))}; "
                "give all lines of cases and population the same.",
                where,
                line,
            )
        return len(strata)

    rest = block.rest or [()]
    found: Integers = looked_up(rest, block.numbers, strata, new)
    return found if block.rest else np.repeat(found, len(block.numbers))


def _added(total: int, counts: Integers, block: Block, where: Where) -> int:
    """Return the sum so far. Raises ScanProblem at the line where it is more than a scan can hold."""
    sums = total + np.cumsum(counts)
    if len(sums) and sums[-1] > MOST_CASES:
        line = block.numbers[int(np.searchsorted(sums, MOST_CASES, side="right"))]
        raise ScanProblem(
            f"The counts add up to more than {MOST_CASES:,}, which a scan can hold; take a shorter study.",
            where,
            line,
        )
    return int(sums[-1]) if len(sums) else total


def _population(files: Files, at: Located, strata: dict[tuple[bytes, ...], int]) -> Population:
    table = _table_of_people(files)
    timed = "time" in table.roles
    gathered, moments = Gathered(table.where), dict[bytes, float]()
    seen: set[tuple[bytes, tuple[bytes, ...]]] = set()

    def moment(field: bytes, line: int) -> float:
        if files.precision is Precision.NUMBER:
            return lines.number(field, table.where, line, "The time")
        return dates.moment(field, table.where, line)

    for block in table.blocks():
        if not timed:
            _check_once(block, seen, table.where)
        gathered.add(
            places_of(block, at, table.where),
            looked_up(block.columns[1], block.numbers, moments, moment, np.float64)
            if timed
            else np.full(len(block.numbers), float(files.start)),
            _strata(block, strata, table.where),
            _people(block, table.where),
        )
    where, times, which, people = gathered.cells()
    return Population(where, times, which, people)


def _table_of_people(files: Files) -> Table:
    """Return the table of the population; where times do not matter it may be without them."""
    roles, holds = ("location", "time", "population"), "a location, a time and a population"
    table = files.table(files.population, "the population", roles, holds, open_ended=True)
    if files.precision is not Precision.NONE or table.has_times():
        return table
    roles_without = ("location", "population")
    return replace(table, roles=roles_without, holds="a location and a population")


def _check_once(block: Block, seen: set[tuple[bytes, tuple[bytes, ...]]], where: Where) -> None:
    """Raise ScanProblem where a location stands twice with nothing that tells its lines apart, as a time would."""
    rests = block.rest or repeat((), len(block.numbers))
    for line, name, rest in zip(block.numbers, block.columns[0], rests, strict=True):
        if (name, rest) in seen:
            raise ScanProblem(
                f"Location {name.decode()} stands twice in a population without times; leave one line of it, or name "
                "the column of times (--column time=HEADING).",
                where,
                line,
            )
        seen.add((name, rest))


def _check_lived(
    files: Files,
    at: Located,
    strata: Mapping[tuple[bytes, ...], int],
    cases: Counts,
    people: Population,
) -> None:
    """Raise ScanProblem, at its line, for a case where nobody of its place and stratum lived: no rate can tell of it."""
    seen = cases.counts > 0
    cells = np.unique(np.column_stack([cases.places[seen], cases.strata[seen]]), axis=0)
    empty = unlived(
        people, (cells[:, 0], cells[:, 1]), len(at.places.names), files.start, files.end
    )
    if not len(empty):
        return
    place, stratum = cells[empty[0]].tolist()
    of = " ".join(each.decode() for each in next(k for k, n in strata.items() if n == stratum))
    words = f"Location {at.places.names[place][0]} has cases but no population{f' of {of}' if of else ''}"
    table = _table_of_counts(files.cases, files, "cases")
    raise ScanProblem(
        f"{words}; give its population or take its cases out.",
        table.where,
        _line_of(table, at, dict(strata), place, stratum),
    )


def _line_of(
    table: Table, at: Located, strata: dict[tuple[bytes, ...], int], place: int, stratum: int
) -> int | None:
    """Return the line a place and stratum first has cases in; the table is read once more."""
    for block in table.blocks():
        hits = (places_of(block, at, table.where) == place) & (
            _strata(block, strata, table.where) == stratum
        )
        for i in np.flatnonzero(hits).tolist():
            if float(block.columns[1][i]):
                return block.numbers[i]
    return None


def _people(block: Block, where: Where) -> Floats:
    people = np.array([
        lines.number(each, where, line, "The population")
        for each, line in zip(block.columns[-1], block.numbers, strict=True)
    ])  # fmt: skip
    wrong = np.flatnonzero((people < 0) | (people > _MOST_PEOPLE))
    if len(wrong):
        raise ScanProblem(
            f"The population is {people[wrong[0]]:g}; it must lie between 0 and {_MOST_PEOPLE:,}. Correct it.",
            where,
            block.numbers[int(wrong[0])],
        )
    return people
