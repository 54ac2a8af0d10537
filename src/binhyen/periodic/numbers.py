"""The numbers of a report: its named figures for the window, the one before and the same a year ago, and the matters by group.

They are asked anew at each look; when a report is sent they are written down with what stands behind each, so that a page
can always say where a number came from, and read back exactly.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from binhyen.core import clock
from binhyen.figures import queries as figures
from binhyen.figures import registry
from binhyen.figures.changes import Change, change
from binhyen.figures.queries import Scope
from binhyen.figures.registry import Figure
from binhyen.figures.rules import Open, Period, Source, Value, opened_up
from binhyen.periodic import issuing, rules, skeleton
from binhyen.periodic.models import Report
from binhyen.periodic.rules import Kind, Rule
from binhyen.places.models import Unit
from binhyen.reports.catalogues import taxonomy

#: What the matters of a window are counted by.
OPENED = "matters.opened"
#: So many windows in the picture of how it went.
COURSE = 8
_RESTRICTED = "restricted"


class Why(StrEnum):
    """Why a figure has no answer for a window."""

    SPAN = "SPAN"  # it is told of calendar months only
    EARLY = "EARLY"  # it is told when the window is over


@dataclass(frozen=True)
class Row:
    """One figure in three windows; how things stood earlier nobody wrote down, so a state has no earlier ones."""

    name: str
    now: Value | None
    before: Value | None = None
    year_ago: Value | None = None
    why: Why | None = None

    @property
    def figure(self) -> Figure:
        """The figure itself."""
        return registry.get_figure(self.name)

    @property
    def since_before(self) -> Change | None:
        """The change against the window before, where the base is large enough to tell one."""
        return self._change(self.before)

    @property
    def since_year_ago(self) -> Change | None:
        """The change against the same window a year ago."""
        return self._change(self.year_ago)

    def _change(self, earlier: Value | None) -> Change | None:
        if self.now is None or earlier is None:
            return None
        return change(self.figure.measure, self.now, earlier)


@dataclass(frozen=True)
class Numbers:
    """Everything that is counted in a report.

    windows  the window, the one before, the same a year ago
    groups   for each of these the matters by group; None where there are too few to tell any by its group
    course   the matters of the last windows of the same length, oldest first
    """

    asked_at: datetime
    windows: tuple[Period, Period, Period]
    rows: Mapping[str, Row]
    groups: tuple[Open | None, Open | None, Open | None]
    course: tuple[tuple[Period, int], ...]

    def named_groups(self) -> list[str]:
        """Return the groups that one of the windows names, in the order of the taxonomy."""
        told = {name for each in self.groups if each for name, _n in each.named}
        return [code for code in taxonomy().groups if code in told]

    def to_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "asked_at": self.asked_at.isoformat(),
            "windows": [_days(each) for each in self.windows],
            "rows": [
                {
                    "figure": row.name, "why": row.why,
                    "values": [_written(each) for each in (row.now, row.before, row.year_ago)],
                }
                for row in self.rows.values()
            ],
            "groups": [each and {"named": each.named, "others": each.others} for each in self.groups],
            "course": [[*_days(period), n] for period, n in self.course],
        }  # fmt: skip


def from_json(told: Mapping[str, Any]) -> Numbers:
    """Return what `Numbers.to_json` wrote down."""
    one, two, three = (_period(each) for each in told["windows"])
    rows = [_row(each["figure"], each["values"], each["why"]) for each in told["rows"]]
    first, second, third = (
        each and Open(tuple((name, n) for name, n in each["named"]), each["others"])
        for each in told["groups"]
    )
    return Numbers(
        datetime.fromisoformat(told["asked_at"]),
        (one, two, three),
        {row.name: row for row in rows},
        (first, second, third),
        tuple((_period(each), each[2]) for each in told["course"]),
    )


def _row(name: str, values: Sequence[Mapping[str, Any] | None], why: str | None) -> Row:
    now, before, year_ago = (_value(each) for each in values)
    return Row(name, now, before, year_ago, Why(why) if why else None)


def _days(period: Period) -> list[str]:
    return [period.since.isoformat(), period.until.isoformat()]


def _period(told: Sequence[str]) -> Period:
    return Period(date.fromisoformat(told[0]), date.fromisoformat(told[1]))


def _written(value: Value | None) -> dict[str, Any] | None:
    if value is None:
        return None
    sources = [[one.kind, one.count, dict(one.filters)] for one in value.sources]
    return {
        "n": value.numerator, "of": value.denominator, "withheld": value.is_withheld, "sources": sources
    }  # fmt: skip


def _value(told: Mapping[str, Any] | None) -> Value | None:
    if told is None:
        return None
    sources = tuple(Source(kind, count, filters) for kind, count, filters in told["sources"])
    return Value(told["n"], told["of"], sources, told["withheld"])


def of(units: Sequence[Unit], kind: Kind, window: Period, rule: Rule, *, at: datetime) -> list[Numbers]:  # fmt: skip
    """Return the numbers of each unit, all that is below it counted in; of many units in as many questions as of one.

    A figure that is registered by a room that this house does not have is left out.
    """
    scopes = figures.scopes_of(units)
    windows = (window, rules.before(kind, window, rule), rules.year_ago(kind, window))
    rows = _rows(skeleton.figures_of(kind), scopes, windows, clock.local_day(at))
    groups = [_groups(scopes, each) for each in windows]
    course = [(each, _opened(scopes, each)) for each in _course(kind, window, rule)]
    return [
        Numbers(
            at,
            windows,
            {row.name: row for row in rows[place]},
            (groups[0][place], groups[1][place], groups[2][place]),
            tuple((period, counts[place]) for period, counts in course),
        )
        for place in range(len(scopes))
    ]


def digest(frozen: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what `to_json` gave, in hexadecimal digits, for the trail."""
    return hashlib.sha256(json.dumps(frozen, sort_keys=True).encode()).hexdigest()


def of_report(report: Report, rule: Rule, *, at: datetime) -> Numbers:
    """Return the numbers of a report: what was frozen when its paper was made or it was sent, fresh ones while it is written."""
    if report.frozen and (not report.is_open or issuing.standing(report)):
        return from_json(report.frozen)
    return of([report.unit], report.length, report.window, rule, at=at)[0]


def _rows(
    names: Sequence[str], scopes: Sequence[Scope], windows: Sequence[Period], on: date
) -> list[list[Row]]:
    known = {figure.name: figure for figure in registry.all_figures()}
    wanted = [known[name] for name in names if name in known]
    mute = {figure.name: why for figure in wanted if (why := _why(figure, windows[0], on))}
    told = [figure.name for figure in wanted if figure.name not in mute]
    flows = [name for name in told if not known[name].is_state]
    now = registry.ask_many(told, scopes, windows[0])
    before, year_ago = (registry.ask_many(flows, scopes, each) for each in windows[1:])
    return [
        [
            Row(figure.name, None, why=mute[figure.name])
            if figure.name in mute
            else Row(
                figure.name,
                now[figure.name][place],
                before[figure.name][place] if figure.name in before else None,
                year_ago[figure.name][place] if figure.name in year_ago else None,
            )
            for figure in wanted
        ]
        for place in range(len(scopes))
    ]


def _why(figure: Figure, window: Period, on: date) -> Why | None:
    if not figure.can_tell(window):
        return Why.SPAN
    return None if figure.is_told(window, on) else Why.EARLY


def _groups(scopes: Sequence[Scope], window: Period) -> list[Open | None]:
    """Return the matters of each scope by group: small groups, and all of restricted kinds, are one sum without a name.

    A restricted kind is named in no window, however often it happened: beside the windows within it a count that is large
    would give back one that is small.
    """
    found: list[dict[str, int]] = [{} for _ in scopes]
    for name, categories in _by_group():
        asked = [scope.of(categories) for scope in scopes]
        values = registry.ask_many([OPENED], asked, window)[OPENED]
        for counts, value in zip(found, values, strict=True):
            if value.numerator:
                counts[name] = value.numerator
    return [opened_up(counts, unnamed=frozenset({_RESTRICTED})) for counts in found]


def _by_group() -> Iterator[tuple[str, list[str]]]:
    categories = list(taxonomy().categories.values())
    yield _RESTRICTED, [one.code for one in categories if one.is_restricted]
    for group in taxonomy().groups:
        yield group, [one.code for one in categories if one.group == group and not one.is_restricted]  # fmt: skip


def _course(kind: Kind, window: Period, rule: Rule) -> list[Period]:
    found = [window]
    while len(found) < COURSE:
        found.insert(0, rules.before(kind, found[0], rule))
    return found


def _opened(scopes: Sequence[Scope], window: Period) -> list[int]:
    return [value.numerator for value in registry.ask_many([OPENED], scopes, window)[OPENED]]
