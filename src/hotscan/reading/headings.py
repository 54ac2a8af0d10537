"""Which column of a table holds what: by the heading that was named for it, else by the usual ones."""

from collections.abc import Mapping, Sequence
from typing import Final

from hotscan.problems import ScanProblem
from hotscan.reading.lines import Where

USUAL: Final = {
    "location": ("location", "location id", "place", "id", "name"),
    "cases": ("cases", "case", "count", "counts", "n"),
    "controls": ("controls", "control"),
    "time": ("time", "date", "day"),
    "population": ("population", "people", "pop"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon", "lng", "long"),
    "x": ("x",),
    "y": ("y",),
}  # fmt: skip


def check(named: Mapping[str, Sequence[str]]) -> None:
    """Raise ScanProblem where a heading was named for what no table holds."""
    for role in named:
        if role not in USUAL:
            raise ScanProblem(f"No table holds a {role!r}; name the heading of {', '.join(USUAL)}.")


def chosen(
    headings: Sequence[str], roles: Sequence[str], named: Mapping[str, Sequence[str]], where: Where
) -> list[int]:
    """Return the column of each role.

    named   headings given for a role, of this table or of another one of the study
    Raises ScanProblem where a role has no column, or more than one.
    """
    plain = [_plain(heading) for heading in headings]
    return [_column(plain, headings, role, named.get(role, ()), where) for role in roles]


def has(headings: Sequence[str], role: str, named: Mapping[str, Sequence[str]]) -> bool:
    """Return whether a column holds a role: one of the usual headings of it, or one that was named."""
    return not {*map(_plain, headings)}.isdisjoint(_wanted(role, named.get(role, ())))


def _wanted(role: str, named: Sequence[str]) -> Sequence[str]:
    return [_plain(heading) for heading in named] or USUAL.get(role, (role,))


def _column(
    plain: list[str], headings: Sequence[str], role: str, named: Sequence[str], where: Where
) -> int:
    wanted = _wanted(role, named)
    found = [i for i, heading in enumerate(plain) if heading in wanted]
    if len(found) == 1:
        return found[0]
    names = ", ".join(headings) or "none"
    if found:
        twice = " and ".join(headings[i] for i in found)
        raise ScanProblem(
            f"The headings {twice} may both hold the {role}; name the right one (--column {role}=HEADING).",
            where,
            1 if not isinstance(where, str) else None,
        )
    raise ScanProblem(
        f"No heading tells which column holds the {role}; there are {names}. Name it (--column {role}=HEADING).",
        where,
        1 if not isinstance(where, str) else None,
    )


def _plain(heading: str) -> str:
    return heading.strip().lower().replace("_", " ").replace("-", " ")
