"""The figures of a unit for a period, room by room, beside the period before and the same one a year ago; each figure on its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from binhyen.desk import records, tables, wording
from binhyen.desk.posts import Visit, not_allowed, officer, visit_of
from binhyen.desk.spans import Span, span_asked
from binhyen.figures import changes, closing, queries, registry
from binhyen.figures.measures import BASES, GROUPS, MEASURES, Measure
from binhyen.figures.queries import Scope
from binhyen.figures.registry import Figure
from binhyen.figures.rules import (
    LEAST_SHOWN,
    WITHHELD,
    Period,
    Source,
    Value,
    month_of,
    months_before,
)
from binhyen.figures.telling import changed, named, shown, too_early, too_few
from binhyen.places.models import LOCAL_LEVELS, Level, Unit
from binhyen.reports.catalogues import taxonomy

KINDS = 10
#: Periods in the picture of one figure.
BARS = 12
#: Records listed behind one figure; more than anybody reads on a page.
MOST_LINES = 500


@dataclass(frozen=True)
class Row:
    """One figure in three periods."""

    figure: Figure
    now: Value
    before: Value
    year_ago: Value
    is_early: bool = False  # the period runs, and each answer more would tell what it was
    is_running: bool = False

    @property
    def since_before(self) -> changes.Change | None:
        """The change against the period before."""
        return self._since(self.before)

    @property
    def since_year_ago(self) -> changes.Change | None:
        """The change against the same period a year ago."""
        return self._since(self.year_ago)

    def _since(self, earlier: Value) -> changes.Change | None:
        """Return the change; what was counted in a part of a period did not fall against a whole one."""
        found = changes.change(self.figure.measure, self.now, earlier)
        return None if found and found.kind is changes.Kind.PERCENT and self.is_running else found

    def told(self) -> dict[str, object]:
        """Return the row as a page shows it."""
        return {
            "figure": self.figure,
            "now": too_early() if self.is_early else shown(self.figure.measure, self.now),
            "before": shown(self.figure.measure, self.before),
            "since_before": changed(self.figure.measure, self.since_before),
            "year_ago": shown(self.figure.measure, self.year_ago),
            "since_year_ago": changed(self.figure.measure, self.since_year_ago),
        }


@officer
@require_GET
def numbers(request: HttpRequest) -> HttpResponseBase:
    """Show the figures of one's unit, or give them as a file; the period stands in the address."""
    visit = visit_of(request)
    if visit.unit is None or not visit.may("figures.read", visit.unit):
        return not_allowed(request, _("Your post does not read figures."))
    span = span_asked(request.GET, visit.on)
    scope = queries.scope_of(visit.unit)
    rows = _rows(scope, span.period, visit.on)
    kind = request.GET.get("tep", "")
    if kind in tables.KINDS:
        sheet = Sheet(tables.watermark(visit), visit.unit.full_name, span)
        return tables.answer(rows, sheet, name=f"so-lieu-{span.slug}", kind=kind)
    return render(
        request,
        "desk/numbers.html",
        {
            "unit": visit.unit,
            "span": span,
            "counted_until": visit.on if visit.on in span.period else None,
            "closed": closing.closed(visit.unit, span.period.last_day.year),
            "closes_years": visit.unit.level not in LOCAL_LEVELS,
            "groups": [(title, [row.told() for row in found]) for title, found in _by_group(rows)],
            "year": _year(scope, visit.on),
            "kinds": _kinds(scope, span.period, sees_all=_reads_all(visit, visit.unit)),
            "least": LEAST_SHOWN,
        },
    )


def _rows(scope: Scope, period: Period, on: date) -> list[Row]:
    """Return every figure in the three periods; how things stood earlier nobody wrote down."""
    figures = [figure for figure in registry.all_figures() if not figure.is_narrow]
    told = [figure.name for figure in figures if figure.is_told(period, on)]
    flows = [figure.name for figure in figures if not figure.is_state]
    now = registry.ask_many(told, [scope], period)
    before, year_ago = (
        registry.ask_many(flows, [scope], other) for other in (period.before(), period.previous())
    )
    nothing, withheld = [Value(0, 0)], [WITHHELD]
    return [
        Row(
            figure,
            now.get(figure.name, withheld)[0],
            before.get(figure.name, nothing)[0],
            year_ago.get(figure.name, nothing)[0],
            is_early=figure.name not in now,
            is_running=on in period,
        )
        for figure in figures
    ]


def _by_group(rows: list[Row]) -> Iterator[tuple[Promise, list[Row]]]:
    order = list(GROUPS)
    known = sorted(rows, key=lambda row: order.index(row.figure.group))
    for group, found in groupby(known, key=lambda row: row.figure.group):
        yield GROUPS[group], list(found)


@dataclass(frozen=True)
class Sheet:
    """The figures as a file: numerators and denominators, so that whoever goes on reckoning has them exactly."""

    watermark: str
    unit: str
    span: Span
    widths = (34, 46, 14, 12, 12, 12, 12, 12, 12)

    @property
    def sheet(self) -> str:
        """The name of the sheet."""
        return _("Figures")

    def head(self) -> list[str]:
        """Return the columns' names."""
        named_columns = [
            f"{period}, {part}"
            for period in (self.span.name, _("period before"), _("a year ago"))
            for part in (_("count"), _("of"))
        ]
        return [_("Unit"), _("Figure"), _("Measured in"), *named_columns]

    def row(self, thing: Row, /) -> list[tables.Cell]:
        """Return one figure: each period as a numerator and, of a share, its denominator."""
        values = (thing.now, thing.before, thing.year_ago)
        parts = [part for value in values for part in _parts(value)]
        if thing.is_early:
            parts[:2] = [too_early()] * 2
        figure = thing.figure
        return [self.unit, str(figure.title), str(MEASURES[figure.measure]), *parts]


def _parts(value: Value) -> tuple[tables.Cell, tables.Cell]:
    if value.is_withheld:
        return too_few(), too_few()
    return (value.numerator, value.denominator) if value.is_defined else (None, None)


@officer
@require_GET
def figure(request: HttpRequest) -> HttpResponse:
    """Show one figure: what it means, how it went over the last periods, and the records behind it."""
    visit = visit_of(request)
    if visit.unit is None or not visit.may("figures.read", visit.unit):
        return not_allowed(request, _("Your post does not read figures."))
    name = request.GET.get("ten", "")
    try:
        asked = registry.get_figure(name)
    except registry.UnknownFigure:
        raise Http404 from None
    if asked.is_narrow:
        raise Http404
    span = span_asked(request.GET, visit.on)
    scope = queries.scope_of(visit.unit)
    is_told = asked.is_told(span.period, visit.on)
    value = registry.ask(name, scope, span.period) if is_told else WITHHELD
    return render(
        request,
        "desk/figure.html",
        {
            "unit": visit.unit,
            "span": span,
            "figure": asked,
            "measure": MEASURES[asked.measure],
            "basis": BASES[asked.basis],
            "value": shown(asked.measure, value) if is_told else too_early(),
            "bars": [] if asked.is_state else _bars(asked, scope, span, visit.on),
            "sources": [_behind(visit, source) for source in value.sources],
            "is_share": asked.measure is Measure.PERCENT,
            "least": LEAST_SHOWN,
        },
    )


def _bars(asked: Figure, scope: Scope, span: Span, on: date) -> list[tuple[str, float]]:
    """Return the figure over the last periods of the same length, oldest first; what is not defined is left out."""
    periods = [span.period]
    while len(periods) < BARS:
        periods.insert(0, periods[0].before())
    values = [
        (period, registry.ask(asked.name, scope, period))
        for period in periods
        if asked.is_told(period, on)
    ]
    return [
        (span.named(period), round(float(value.exact()), 1))
        for period, value in values
        if value.is_defined
    ]


def _behind(visit: Visit, source: Source) -> dict[str, object]:
    """Return the records behind a value: those the viewer may read, and of the others how many they are."""
    lines = registry.lines(source) if source.filters else []
    lines = records.readable(source.kind, lines, visit.user, on=visit.on)
    return {
        "count": source.count,
        "lines": [
            (line, _what(line.what), records.address(source.kind, line))
            for line in lines[:MOST_LINES]
        ],
        "others": source.count - min(len(lines), MOST_LINES),
    }


def _what(code: str) -> str:
    return wording.category_name(code) if code in taxonomy().categories else code


def _year(scope: Scope, on: date) -> list[tuple[str, float]]:
    months = months_before(month_of(on), BARS)
    by_day = queries.counted_by_day(
        "matters.opened", scope, Period(months[0].since, months[-1].until)
    )
    return [(named(m), sum(n for day, n in by_day.items() if day in m)) for m in months]


def _reads_all(visit: Visit, unit: Unit) -> bool:
    """Say whether the visitor reads the restricted matters behind the figures; a level above counts those of others."""
    return unit.level == Level.COMMUNE and visit.may("matters.read_restricted", unit)


def _kinds(scope: Scope, period: Period, *, sees_all: bool) -> list[tuple[str, float]]:
    """Return the commonest kinds of matters of the period, by name in the reader's language.

    To who does not read restricted matters no kind of them is named, however often it happened: in this span and those
    around it together, a count that is large would give back one that is small.
    """
    known = taxonomy().categories
    counts = queries.counted_by_category("matters.opened", scope, period)
    seen = [(code, n) for code, n in counts.items() if sees_all or not known[code].is_restricted]
    language = get_language() or "vi"
    commonest = sorted(seen, key=lambda pair: (-pair[1], pair[0]))[:KINDS]
    return [(known[code].name(language), n) for code, n in commonest]
