"""The public page of a commune."""

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from binhyen.core import clock
from binhyen.figures.rules import LEAST_SHOWN, Open, Period
from binhyen.places import queries as places
from binhyen.places.models import Level
from binhyen.portal import forms, public_numbers
from binhyen.portal.words import STATES
from binhyen.reports.catalogues import taxonomy

_LONGEST_ADDRESS = 60


@require_safe
def openly(request: HttpRequest, address: str) -> HttpResponse:
    """Show what a commune was told, what it settled, how long it took, and which dangers everybody may know."""
    unit = places.unit_at_address(address) if len(address) < _LONGEST_ADDRESS else None
    if unit is None or unit.level != Level.COMMUNE:
        raise Http404
    if not unit.exists_on(clock.today()):
        # what it grew into counts it, too: the two pages side by side would tell the difference
        return redirect(unit)
    numbers = public_numbers.numbers_of(unit, clock.now())
    known = taxonomy().categories
    context = {
        "unit": unit,
        "numbers": numbers,
        "least": LEAST_SHOWN,
        "since": _month(numbers.period.since),
        "until": _span(numbers.period).rpartition(" – ")[2],
        "received": _kinds(numbers.received),
        "settled": _kinds(numbers.settled),
        "received_by_span": [(_span(span), n) for span, n in numbers.received_by_span],
        "settled_by_span": [(_span(span), n) for span, n in numbers.settled_by_span],
        "hazards": [
            (known[one.category].name(forms.language()), one.area, one.month, STATES[one.state])
            for one in numbers.hazards
        ],
    }
    return render(request, "portal/openly.html", context)


def _kinds(counts: Open | None) -> list[tuple[str, int]]:
    if counts is None:
        return []
    known = taxonomy().categories
    named = [(known[code].name(forms.language()), n) for code, n in counts.named]
    return [*named, (_("Other kinds together"), counts.others)] if counts.others else named


def _span(span: Period) -> str:
    """Return the months of a span as people say them: "1/2026" or "1/2026 – 3/2026"."""
    last = (span.until.replace(day=1) - timedelta(days=1)).replace(day=1)
    first = _month(span.since)
    return first if last == span.since else f"{first} – {_month(last)}"


def _month(day: date) -> str:
    return date_format(day, "n/Y")
