"""The calendar of deadlines, its file, and what a unit says of its clocks."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.core.working_time import Measure
from binhyen.desk.posts import Visit, not_allowed, officer, visit_of
from binhyen.desk.timing import forms, ics, month
from binhyen.desk.timing.lines import limit_words, what_in_public
from binhyen.matters import actions, clocks
from binhyen.matters.models import ClockRule

WHOSE = (month.UNIT, month.MINE, month.CREW)


@officer
@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """Show what is due on each day of a month."""
    visit = visit_of(request)
    if not visit.may("matters.read"):
        return not_allowed(request, _("Your post does not work with matters."))
    first, whose = _asked(request, visit)
    rows = list(month.deadlines(visit, first, whose))
    labels = {
        month.UNIT: _("the whole unit"),
        month.MINE: _("in my hand"),
        month.CREW: _("given to my crew"),
    }
    shown = {
        "first": first,
        "weeks": month.weeks(rows, visit, first),
        "total": len(rows),
        "tabs": [(_address(first, each), labels[each], each == whose) for each in WHOSE],
        "earlier": _address(month.before(first), whose),
        "later": _address(month.following(first), whose),
        "now": _address(visit.on.replace(day=1), whose),
        "file": _address(first, whose),
    }
    return render(request, "desk/timing/calendar.html", shown)


@officer
@require_GET
@cache_control(private=True, no_store=True)
def calendar_file(request: HttpRequest) -> HttpResponse:
    """Give the month as a calendar file: a reference and what is asked, nothing of the matter itself."""
    visit = visit_of(request)
    if not visit.may("matters.read"):
        return not_allowed(request, _("Your post does not work with matters."))
    first, whose = _asked(request, visit)
    events = [
        ics.Event(
            f"{row.matter.reference}-{row.pk}@binhyen",
            row.due_at,
            f"{row.matter.reference}: {what_in_public(row)}",
        )
        for row in month.deadlines(visit, first, whose)
    ]
    name = _("Deadlines %(month)s") % {"month": f"{first:%m/%Y}"}
    content = ics.calendar(events, name=name, at=visit.at)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="thoi-han-{first:%Y-%m}.ics"'
    return response


def _asked(request: HttpRequest, visit: Visit) -> tuple[date, str]:
    """Return the month and whose clocks; what cannot be read is this month and the whole unit."""
    whose = request.GET.get("loc", "")
    first = month.month_of(request.GET.get("thang", ""), visit.on)
    return first, whose if whose in WHOSE else month.UNIT


def _address(first: date, whose: str) -> str:
    return f"?{urlencode({'thang': f'{first:%Y-%m}', 'loc': whose})}"


@officer
@require_GET
def unit_clocks(request: HttpRequest) -> HttpResponse:
    """List every clock with the law's limit and the unit's own."""
    visit = visit_of(request)
    if visit.unit is None or not visit.may("matters.set_clocks", visit.unit):
        return not_allowed(request, _("Your post does not set the deadlines of a unit."))
    said = clocks.said_of(visit.unit)
    language = get_language() or "vi"
    rows = [
        {
            "id": each.id,
            "what": each.what(language),
            "law": each.law(language),
            "limit": limit_words(*each.limits["ordinary"]),
            "own": _own(each, said.get(each.id)),
            "may_change": each.limits["ordinary"][0] > 0,
        }
        for each in clocks.taxonomy().clocks.values()
    ]
    return render(request, "desk/timing/clocks.html", {"rows": rows})


def _own(each: clocks.Clock, said: ClockRule | None) -> str:
    if said is None or (said.amount is None and not said.is_remote):
        return ""
    limit = clocks.limit_of(each, said)
    return limit_words(limit.amount, limit.measure)


@officer
@require_http_methods(["GET", "POST"])
def unit_clock(request: HttpRequest) -> HttpResponse:
    """Set one clock of the unit; the address names which."""
    visit = visit_of(request)
    clock_id = request.GET.get("ma", "")
    if visit.unit is None or not visit.may("matters.set_clocks", visit.unit):
        return not_allowed(request, _("Your post does not set the deadlines of a unit."))
    known = clocks.taxonomy().clocks.get(clock_id)
    if known is None or known.limits["ordinary"][0] == 0:
        raise Http404
    said = clocks.said_of(visit.unit).get(clock_id)
    initial = {"amount": said.amount, "is_remote": said.is_remote} if said else {}
    amount, measure = known.limits["ordinary"]
    form = forms.ClockOfUnit(
        request.POST if request.method == "POST" else None,
        initial=initial,
        law=limit_words(amount, Measure(measure)),
        has_remote=clocks.REMOTE in known.limits,
    )
    if request.method == "POST" and form.is_valid() and _said(form, clock_id, visit):
        messages.success(
            request, _("The deadline is set. It holds for what is received from now on.")
        )
        return redirect("desk:clocks")
    shown = {"form": form, "what": known.what(get_language() or "vi")}
    return render(request, "desk/timing/clock.html", shown)


def _said(form: forms.ClockOfUnit, clock_id: str, visit: Visit) -> bool:
    assert visit.unit is not None  # noqa: S101  (asked by the caller)
    typed = form.cleaned_data
    try:
        actions.say_of_clock(
            unit=visit.unit, clock_id=clock_id, is_remote=typed.get("is_remote", False),
            amount=typed["amount"], by=visit.user, at=visit.at,
        )  # fmt: skip
    except actions.BeyondLaw:
        form.add_error(
            "amount", _("This is longer than the law allows. Enter less, or leave it empty.")
        )
        return False
    return True
