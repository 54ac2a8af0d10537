"""The figures of a unit for a month: the named figures beside last year's, the year as a picture, the kinds of matters."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from binhyen.desk.posts import Visit, not_allowed, officer, visit_of
from binhyen.figures import queries, registry
from binhyen.figures.queries import Scope
from binhyen.figures.rules import Period, Value, month_of, months_before
from binhyen.places.models import Level, Unit
from binhyen.reports.catalogues import taxonomy
from binhyen.reports.rules import EARLIEST

#: The figures shown, in the order of a matter's way; each room registers its own.
SHOWN: dict[str, Promise] = {
    "reports.received": gettext_lazy("Reports received"),
    "matters.opened": gettext_lazy("Matters opened"),
    "matters.settled": gettext_lazy("Matters settled"),
    "matters.settled_at_base_share": gettext_lazy("Settled at the base, of those settled"),
    "matters.on_time_share": gettext_lazy("Dealt with on time"),
    "matters.proposed": gettext_lazy("Proposed to the level above"),
    "matters.open_now": gettext_lazy("Open now"),
}
MONTHS = 12
KINDS = 10
#: A kind of restricted matters that happened less often could point at somebody.
LEAST_NAMED = 5


@dataclass(frozen=True)
class Row:
    """One figure, this month and in the same month a year before."""

    label: Promise
    now: str
    before: str


@officer
@require_GET
def numbers(request: HttpRequest) -> HttpResponse:
    """Show the figures of one's unit; the month stands in the address."""
    visit = visit_of(request)
    if visit.unit is None or not visit.may("figures.read", visit.unit):
        return not_allowed(request, _("Your post does not read figures."))
    month = month_of(_asked(request.GET.get("thang", ""), visit.on))
    scope = queries.scope_of(visit.unit)
    months = months_before(month_of(visit.on), MONTHS)
    return render(
        request,
        "desk/numbers.html",
        {
            "unit": visit.unit,
            "month": month,
            "months": [(f"{m.since:%Y-%m}", _name(m), m == month) for m in reversed(months)],
            "rows": [_row(name, label, scope, month) for name, label in SHOWN.items()],
            "year": _year(scope, months),
            "kinds": _kinds(scope, month, sees_all=_reads_all(visit, visit.unit)),
            "least_named": LEAST_NAMED,
        },
    )


def _asked(typed: str, today: date) -> date:
    """Return the first day of the month asked for; anything else is this month."""
    try:
        asked = date.fromisoformat(f"{typed}-01")
    except ValueError:
        return today
    return asked if EARLIEST.date() <= asked <= today else today


def _row(name: str, label: Promise, scope: Scope, month: Period) -> Row:
    return Row(
        label,
        _shown(registry.ask(name, scope, month)),
        _shown(registry.ask(name, scope, month.previous())),
    )


def _shown(value: Value) -> str:
    """Return a count, or a share with what it is a share of; a share of nothing is a dash."""
    if value.denominator is None:
        return number_format(value.numerator)
    if not value.is_defined:
        return "–"
    share = number_format(round(float(value.exact()), 1))
    return f"{share} % ({value.numerator}/{value.denominator})"


def _year(scope: Scope, months: list[Period]) -> list[tuple[str, float]]:
    by_day = queries.counted_by_day(
        "matters.opened", scope, Period(months[0].since, months[-1].until)
    )
    return [(_name(m), sum(n for day, n in by_day.items() if day in m)) for m in months]


def _reads_all(visit: Visit, unit: Unit) -> bool:
    """Say whether the visitor reads the restricted matters behind the figures; a level above counts those of others."""
    return unit.level == Level.COMMUNE and visit.may("matters.read_restricted", unit)


def _kinds(scope: Scope, month: Period, *, sees_all: bool) -> list[tuple[str, float]]:
    """Return the commonest kinds of matters of the month, by name in the reader's language.

    Who does not read restricted matters sees a kind of them only where the count names nobody.
    """
    known = taxonomy().categories
    counts = queries.counted_by_category("matters.opened", scope, month)
    shown = [
        (code, n)
        for code, n in counts.items()
        if sees_all or n >= LEAST_NAMED or not known[code].is_restricted
    ]
    language = get_language() or "vi"
    commonest = sorted(shown, key=lambda pair: (-pair[1], pair[0]))[:KINDS]
    return [(known[code].name(language), n) for code, n in commonest]


def _name(month: Period) -> str:
    return date_format(month.since, "YEAR_MONTH_FORMAT")
