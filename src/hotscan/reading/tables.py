"""Tables of a study, one like another: blocks of columns with the numbers of their lines.

A path is a file of SaTScan, or a table with headings where its name says so (.csv, .tsv, packed or not); anything else
is a frame or a set of arrays.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from hotscan.problems import ScanProblem
from hotscan.reading import frames, headings, lines, text
from hotscan.reading.lines import Where

Source = Any  # a path; or a frame, or arrays by name, as frames.py takes them
_WITH_HEADINGS: Final = (".csv", ".tsv")
_DECIMAL: Final = ("latitude", "longitude", "x", "y", "population")  # where a comma may be a point


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that follow one another, empty ones left out.

    numbers   their numbers, from 1
    columns   what each role holds, line by line
    rest      what else stands in each line (covariates); empty where nothing does
    """

    numbers: Sequence[int]
    columns: Sequence[Sequence[bytes]]
    rest: Sequence[tuple[bytes, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table, and what it must hold.

    roles        what its columns are, in a file without headings in this order; holds: the same in words
    open_ended   more may stand in a line (covariates, by their headings where there are headings)
    named        headings given for roles
    """

    source: Source
    name: str
    roles: Sequence[str]
    holds: str
    open_ended: bool = False
    named: Mapping[str, Sequence[str]] = field(default_factory=dict)
    covariates: Sequence[str] = ()
    encoding: str | None = None

    @property
    def where(self) -> Where:
        """Return what a problem names: the file, or what the frame holds."""
        return self.source if isinstance(self.source, Path) else self.name

    @property
    def has_headings(self) -> bool:
        """Return whether headings tell its columns."""
        return not isinstance(self.source, Path) or _has_headings(self.source)

    def blocks(self) -> Iterator[Block]:
        """Return the table's lines. Raises ScanProblem, naming file and line."""
        anything = False
        for block in self._pieces():
            if block.numbers:
                anything = True
                yield block
        if not anything:
            raise ScanProblem("There is no entry; check that this is the right table.", self.where)

    def has_times(self) -> bool:
        """Return whether there is a column of times: a heading tells it, or that a line has more than two fields."""
        if not isinstance(self.source, Path):
            names = [str(name) for name in frames.headings(self.source, self.name)]
            return headings.has(names, "time", self.named)
        pieces = text.pieces(self.source, self.encoding)
        first = next((line for _, piece in pieces for line in piece if line.strip()), b"")
        if _has_headings(self.source):
            return headings.has(_names(first.decode()), "time", self.named)
        return len(lines.rows([first])[0]) > len(("location", "population"))

    def _pieces(self) -> Iterator[Block]:
        if not isinstance(self.source, Path):
            yield from self._of_frame()
        elif _has_headings(self.source):
            yield from self._with_headings(self.source)
        else:
            for number, piece in text.pieces(self.source, self.encoding):
                yield self._plain(range(number, number + len(piece)), piece)

    def _plain(self, numbers: range, piece: list[bytes]) -> Block:
        columns, least = lines.columns(piece), len(self.roles)
        if (
            columns is None
            or len(columns) < least
            or (len(columns) > least and not self.open_ended)
        ):
            return self._block(numbers, lines.rows(piece))
        return Block(numbers, columns[:least], list(zip(*columns[least:], strict=True)))

    def _of_frame(self) -> Iterator[Block]:
        names = frames.headings(self.source, self.name)
        chosen = self._chosen([str(name) for name in names])
        first = 1
        for columns in frames.pieces(self.source, [names[i] for i in chosen], self.name):
            rest = list(zip(*columns[len(self.roles) :], strict=True))
            size = len(columns[0])
            yield Block(range(first, first + size), columns[: len(self.roles)], rest)
            first += size

    def _chosen(self, names: Sequence[str]) -> list[int]:
        covariates = self.covariates if self.open_ended else ()
        return headings.chosen(names, [*self.roles, *covariates], self.named, self.where)

    def _with_headings(self, path: Path) -> Iterator[Block]:
        chosen, width, mark = list[int](), 0, ","
        for number, piece in text.pieces(path, self.encoding):
            words, first = [line.decode() for line in piece], number
            if not chosen:
                heading = next((i for i, line in enumerate(words) if line.strip()), None)
                if heading is None:  # nothing yet: a piece ends where its last line feed stands
                    continue
                mark, names = _divider(words[heading]), _names(words[heading])
                chosen, width = self._chosen(names), len(names)
                words, first = words[heading + 1 :], number + heading + 1
            yield self._picked(words, first, (chosen, width), mark)

    def _picked(
        self, words: list[str], first: int, under: tuple[list[int], int], mark: str
    ) -> Block:
        """Return the chosen fields of lines under so many headings. Raises ScanProblem."""
        chosen, width = under
        numbers, rows = [], []
        reader = csv.reader(words, delimiter=mark, strict=True)
        comma = {i for i, role in enumerate(self.roles) if role in _DECIMAL} if mark == ";" else ()
        try:
            for row in reader:
                if not any(row):
                    continue
                numbers.append(first + reader.line_num - 1)
                if len(row) <= max(chosen):
                    words_of_line = (
                        "The line has fewer fields than there are headings; complete it."
                    )
                    raise ScanProblem(words_of_line, self.where, numbers[-1])
                if any(row[width:]):
                    words_of_line = (
                        "The line has more fields than there are headings; put fields that hold the divider in quotes, "
                        "and write decimals with a point."
                    )
                    raise ScanProblem(words_of_line, self.where, numbers[-1])
                rows.append([row[i].strip().encode() for i in chosen])
        except csv.Error as error:
            raise ScanProblem(
                f"The line cannot be read as CSV ({error}); correct its quotes.",
                self.where,
                first + reader.line_num - 1,
            ) from None
        for fields in rows if comma else ():
            for i in comma:
                fields[i] = fields[i].replace(b",", b".")
        return self._block(numbers, rows)

    def _block(self, numbers: Sequence[int], rows: list[list[bytes]]) -> Block:
        """Return rows as columns. Raises ScanProblem for a row with too few fields, or too many."""
        if not all(rows):
            numbers = [number for number, row in zip(numbers, rows, strict=True) if row]
            rows = [row for row in rows if row]
        least = len(self.roles)
        lengths = set(map(len, rows))
        if lengths and (min(lengths) < least or (not self.open_ended and max(lengths) > least)):
            self._refuse(numbers, rows)
        columns = list(zip(*rows, strict=len(lengths) == 1)) or [()] * least
        rest = [tuple(row[least:]) for row in rows] if lengths - {least} else []
        return Block(numbers, columns[:least], rest)

    def _refuse(self, numbers: Sequence[int], rows: list[list[bytes]]) -> None:
        for number, row in zip(numbers, rows, strict=True):
            if len(row) < len(self.roles):
                raise ScanProblem(
                    f"A line must hold {self.holds}; complete it.", self.where, number
                )
            if len(row) > len(self.roles) and not self.open_ended:
                raise ScanProblem(
                    f"A line must hold {self.holds} and no more; put names with spaces in quotes and write "
                    "decimals with a point.",
                    self.where,
                    number,
                )


def check_headings_used(tables: Sequence[Table]) -> None:
    """Raise ScanProblem where a heading was named that none of a study's tables is asked for."""
    named, covariates = tables[0].named, tables[0].covariates
    with_headings = [table for table in tables if table.has_headings]
    for role in named:
        if not any(role in table.roles for table in with_headings):
            raise ScanProblem(
                f"A heading is named for the {role} (--column {role}=HEADING), but no table with headings is asked for "
                "it; leave it out, or give its table as .csv."
            )
    if covariates and not any(table.open_ended for table in with_headings):
        raise ScanProblem(
            "Covariates are named (--covariate), but cases and population have no headings: there all that stands behind "
            "the other fields is taken for covariates. Leave them out, or give these tables as .csv."
        )


def _has_headings(path: Path) -> bool:
    return path.name.lower().removesuffix(".gz").endswith(_WITH_HEADINGS)


def _names(heading: str) -> list[str]:
    return next(csv.reader([heading], delimiter=_divider(heading)))


def _divider(heading: str) -> str:
    """Return what divides the fields of a line of headings: the mark that stands there most often."""
    return max(",;\t", key=heading.count)
