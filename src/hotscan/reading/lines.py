"""What stands in a line: its fields, divided by spaces, tabs or commas, and what a field means."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from hotscan.problems import ScanProblem

Row = list[bytes]
Where = Path | str  # a file, or the name of a frame
_SHOWN: Final = 40  # letters of a field that a sentence quotes


def columns(piece: list[bytes]) -> list[list[bytes]] | None:
    """Return the fields of lines column by column where all lines hold alike many and none needs a closer look; else None.

    Most files are of this kind, and to split them line by line would take the larger part of a scan's time.
    """
    whole = b"\n".join(piece)
    if b'"' in whole or b"," in whole or not whole:
        return None
    marks = np.frombuffer(whole, np.uint8)
    is_space = (marks == ord(" ")) | ((marks >= ord("\t")) & (marks <= ord("\r")))
    starts = np.flatnonzero(~is_space & np.concatenate([[True], is_space[:-1]]))
    ends = np.append(np.flatnonzero(marks == ord("\n")), len(marks))
    per_line = np.diff(np.searchsorted(starts, ends), prepend=0)
    most = int(per_line.max())
    if most < 1 or most != per_line.min():
        return None
    fields = whole.split()
    return [fields[i::most] for i in range(most)]


def rows(piece: list[bytes]) -> list[Row]:
    """Return the fields of each line; a name in quotes keeps its spaces."""
    return [_fields(line) for line in piece]


def _fields(line: bytes) -> Row:
    if b'"' in line:
        return _quoted(line)
    return (line.replace(b",", b" ") if b"," in line else line).split()


def _quoted(line: bytes) -> Row:
    found: Row = []
    for i, part in enumerate(line.strip().split(b'"')):
        found.extend([part] if i % 2 else part.replace(b",", b" ").split())
    return found


def whole(field: bytes, where: Where, line: int, what: str, most: int) -> int:
    """Return a field as a whole number from 0 to `most`; raises ScanProblem otherwise."""
    try:
        value = int(field) if b"_" not in field else None
    except ValueError:
        value = None
    if value is None:
        raise ScanProblem(
            f"{what} must be a whole number, not {shown(field)}; correct the {_line(where)}.",
            where,
            line,
        )
    if value < 0:
        raise ScanProblem(
            f"{what} is {value}; it cannot be less than 0. Correct the {_line(where)}.", where, line
        )
    if value > most:
        raise ScanProblem(
            f"{what} is {value:,}, more than {most:,}, which a scan can hold; correct the {_line(where)}.",
            where,
            line,
        )
    return value


def number(field: bytes, where: Where, line: int, what: str) -> float:
    """Return a field as a finite number; raises ScanProblem otherwise."""
    try:
        value = float(field) if b"_" not in field else float("nan")
    except ValueError:
        value = float("nan")
    if not abs(value) < float("inf"):
        raise ScanProblem(
            f"{what} must be a number, not {shown(field)}; correct the {_line(where)}.",
            where,
            line,
        )
    return value


def shown(field: bytes) -> str:
    """Return a field as a sentence quotes it: a long one by its beginning."""
    words = field.decode()
    return repr(words[:_SHOWN] + "..." if len(words) > _SHOWN else words) if field else "empty"


def _line(where: Where) -> str:
    return "row" if isinstance(where, str) else "line"


def looked_up(
    fields: Sequence[Any],
    numbers: Sequence[int],
    known: dict[Any, Any],
    of: Callable[[Any, int], Any],
    kind: type[np.int64 | np.float64] = np.int64,
) -> Any:
    """Return what fields stand for; each is worked out once, where it is first met."""
    new = [each for each in dict.fromkeys(fields) if each not in known]
    if new:
        backwards = zip(reversed(fields), reversed(numbers[: len(fields)]), strict=True)
        first = dict(backwards)  # the line each is first met in
        for each in new:
            known[each] = of(each, first[each])
    return np.fromiter(map(known.__getitem__, fields), kind, len(fields))
