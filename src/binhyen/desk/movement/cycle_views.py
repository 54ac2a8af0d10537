"""The year of a unit: which steps are due when, which are done, and by which papers."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.core import clock
from binhyen.desk import days
from binhyen.desk.movement import cycle_forms, year_picture
from binhyen.desk.officers import done, officers_page, show, unit_for, year_asked
from binhyen.desk.posts import Visit, visit_of
from binhyen.desk.timing import ics
from binhyen.figures import closing
from binhyen.movement import actions
from binhyen.movement import calendar as calendars
from binhyen.movement.calendar import Line, State
from binhyen.movement.cycle import Step, cycle
from binhyen.places.models import Unit

STATES = {
    State.DONE: (gettext_lazy("done"), "govuk-tag--green"),
    State.OVERDUE: (gettext_lazy("overdue"), "govuk-tag--red"),
    State.SOON: (gettext_lazy("due soon"), "govuk-tag--yellow"),
    State.OPEN: (pgettext_lazy("step", "under way"), "govuk-tag--blue"),
    State.COMING: (gettext_lazy("later"), "govuk-tag--grey"),
}
VERIFIED = {
    "full": gettext_lazy("read in the text itself"),
    "partial": gettext_lazy("read at second hand: compare it with the signed text"),
    "none": gettext_lazy("practice; no text names the day"),
}
#: The hour at which a calendar program reminds of a day.
_MORNING = timedelta(hours=8)


@officers_page
@require_GET
def year(request: HttpRequest) -> HttpResponse:
    """Show the year as a picture and as a list: what is due next, what is overdue."""
    visitor, unit, asked = _asked(request)
    lines = calendars.calendar(unit, asked, on=visitor.on)
    language = get_language() or "vi"
    may_manage = visitor.may("movement.manage", unit)
    soon = calendars.next_due(lines)
    return show(
        request,
        "movement/cycle",
        {
            "unit": unit,
            "year": asked,
            "rows": [_row(line, unit, asked, leads_on=may_manage) for line in lines],
            "picture": year_picture.picture(lines, asked, on=visitor.on, language=language),
            "next": _row(soon, unit, asked, leads_on=may_manage) if soon else None,
            "overdue": [
                _row(line, unit, asked, leads_on=may_manage) for line in calendars.overdue(lines)
            ],
            "done_count": sum(line.state is State.DONE for line in lines),
            "may_set": visitor.may("movement.set_step_dates", unit),
            "query": _query(unit, asked),
            "closed": closing.closed(unit, asked),
            "is_over": asked < visitor.on.year,
        },
    )


def _asked(request: HttpRequest) -> tuple[Visit, Unit, int]:
    visitor = visit_of(request)
    unit = unit_for(visitor, request.GET.get("don-vi"))
    return visitor, unit, year_asked(request, visitor)


def _query(unit: Unit, year: int, **more: str) -> str:
    return urlencode({"don-vi": str(unit.pk), "nam": str(year), **more})


def _row(line: Line, unit: Unit, year: int, *, leads_on: bool) -> dict[str, object]:
    language = get_language() or "vi"
    label, tag = STATES[line.state]
    return {
        "line": line,
        "title": line.step.title(language),
        "who": line.step.who(language),
        "paper": line.step.paper(language),
        "state": label,
        "tag": tag,
        "own": f"{reverse('desk:cycle_step')}?{_query(unit, year, buoc=line.step.id)}",
        "page": page_of(line.step, unit, year) if leads_on else "",
    }


def page_of(step: Step, unit: Unit, year: int) -> str:
    """Return the address of the page that does the step; empty where its own page does."""
    if step.page == "desk:cycle_step":
        return ""
    try:
        address = reverse(step.page)
    except NoReverseMatch:
        address = reverse(step.page, args=[unit.pk])
    return f"{address}?{_query(unit, year)}"


@officers_page
@require_GET
def year_file(request: HttpRequest) -> HttpResponse:
    """Give the steps that are not done as a calendar file."""
    visitor, unit, asked = _asked(request)
    events = [
        ics.Event(
            f"{unit.pk}-{asked}-{line.step.id}@binhyen",
            clock.start_of(line.due) + _MORNING,
            line.step.title(get_language() or "vi"),
        )
        for line in calendars.calendar(unit, asked, on=visitor.on)
        if line.state is not State.DONE
    ]
    name = _("The year %(year)s: %(unit)s") % {"year": asked, "unit": unit.full_name}
    content = ics.calendar(events, name=name, at=visitor.at)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="lich-nam-{asked}.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@officers_page
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest) -> HttpResponse:
    """Show one step; note the paper by which it was done, or take that back."""
    visitor, unit, asked = _asked(request)
    found = cycle().step(request.GET.get("buoc", ""))
    lines = calendars.calendar(unit, asked, on=visitor.on)
    line = next((each for each in lines if each.step == found), None)
    if found is None or line is None:
        raise Http404
    is_sent = request.method == "POST" and "bo" not in request.POST
    form = cycle_forms.StepDone(request.POST if is_sent else None)
    here = f"{reverse('desk:cycle')}?{_query(unit, asked)}"
    if request.method == "POST" and not is_sent:
        actions.unnote_step(unit=unit, year=asked, step=found, by=visitor.user, at=visitor.at)
        done(request, _("The step is open again."))
        return redirect(here)
    if is_sent and form.is_valid() and _note(form, visitor, unit, asked, found):
        done(request, _("The step is noted as done."))
        return redirect(here)
    may_manage = visitor.may("movement.manage", unit)
    return show(
        request,
        "movement/cycle_step",
        {
            "unit": unit,
            "year": asked,
            "row": _row(line, unit, asked, leads_on=may_manage),
            "verified": VERIFIED[found.verified],
            "sources": cycle().sources_of(found, get_language() or "vi"),
            "form": form,
            "may_manage": may_manage and found.id != actions.CLOSING_STEP,
            "back": here,
        },
    )


def _note(form: cycle_forms.StepDone, visitor: Visit, unit: Unit, year: int, found: Step) -> bool:
    try:
        actions.note_step(
            unit=unit,
            year=year,
            step=found,
            number=form.cleaned_data["number"],
            issued_on=form.cleaned_data["issued_on"],
            by=visitor.user,
            at=visitor.at,
        )
    except actions.BadPaperDate as reason:
        form.add_error("issued_on", str(reason))
        return False
    except days.REFUSED as reason:
        days.tell(form, reason, "issued_on")
        return False
    return True


@officers_page
@require_http_methods(["GET", "POST"])
def dates(request: HttpRequest) -> HttpResponse:
    """Set the days of the year's steps, for the unit and those below that say nothing themselves."""
    visitor, unit, asked = _asked(request)
    if not visitor.may("movement.set_step_dates", unit):
        raise Http404
    form = cycle_forms.Dates(
        cycle().of_level(unit.level),
        calendars.windows(unit, asked),
        request.POST if request.method == "POST" else None,
    )
    here = f"{reverse('desk:cycle')}?{_query(unit, asked)}"
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_step_dates(
                unit=unit, year=asked, windows=form.windows(), by=visitor.user, at=visitor.at
            )
        except actions.BadDates as reason:
            for name, fault in reason.faults.items():
                form.add_error(f"{name}-due", fault)
        else:
            done(request, _("The days of the year are set."))
            return redirect(here)
    shown = {"unit": unit, "year": asked, "form": form, "back": here}
    return show(request, "movement/cycle_dates", shown)
