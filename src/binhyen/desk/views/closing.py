"""Close a year of a unit, after seeing what of it is still open; and open it again, which the level above does."""

from datetime import date

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.desk.officers import done, officers_page, show, unit_for, year_asked
from binhyen.desk.posts import Visit, visit_of
from binhyen.figures import actions as figures
from binhyen.figures import closing, queries, registry
from binhyen.figures.models import ClosedYear
from binhyen.figures.registry import Figure
from binhyen.figures.rules import Period
from binhyen.movement import actions, calendar
from binhyen.movement.calendar import Line, State
from binhyen.places.models import LOCAL_LEVELS, Unit

from . import closing_forms


@officers_page
@require_http_methods(["GET", "POST"])
def close_year(request: HttpRequest) -> HttpResponse:
    """Show whether a year is closed and what of it is open, and close it."""
    visitor = visit_of(request)
    unit = unit_for(visitor, request.GET.get("don-vi"))
    if unit.level in LOCAL_LEVELS:
        raise Http404
    year = min(year_asked(request, visitor), visitor.on.year - 1)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _closed(form, unit, year, visitor):
        done(request, _("The year %(year)s is closed.") % {"year": year})
        return redirect(f"{reverse('desk:close_year')}?don-vi={unit.pk}&nam={year}")
    closed = closing.closed(unit, year)
    may_close = visitor.may("figures.close_year", unit)
    return show(
        request,
        "close_year",
        {
            "unit": unit,
            "year": year,
            "form": form,
            "closed": closed,
            "steps": [] if closed else _open_steps(unit, year, visitor),
            "valueless": [] if closed else _valueless(unit, year),
            "below": [] if closed else closing.open_below(unit, year),
            "window": actions.closing_window(unit, year),
            "may_close": may_close,
            "history": [_told(row, visitor) for row in closing.history(unit)],
            "closed_below": [
                (row, visitor.may("figures.reopen_year", row))
                for row in closing.closed_below(unit, year)
            ],
        },
    )


def _closed(form: forms.Form, unit: Unit, year: int, visitor: Visit) -> bool:
    """Say whether the year was closed; what stands against it is in the form."""
    try:
        actions.close_year(unit=unit, year=year, by=visitor.user, at=visitor.at)
    except figures.ClosedAlready:
        form.add_error(None, _("The year was closed meanwhile."))
    except figures.YearNotOver:
        opens = actions.closing_window(unit, year).opens
        said = _("The year %(year)s may be closed from %(day)s on.")
        form.add_error(None, said % {"year": year, "day": date_format(opens, "d/m/Y")})
    except figures.OpenBelow as reason:
        names = ", ".join(one.full_name for one in reason.units)
        form.add_error(None, _("These units have to close the year first: %(names)s.") % {"names": names})  # fmt: skip
    else:
        return True
    return False


def _open_steps(unit: Unit, year: int, visitor: Visit) -> list[tuple[str, Line]]:
    """Return the steps of the year that are not done, each with its name."""
    lines = calendar.calendar(unit, year, on=visitor.on)
    language = get_language() or "vi"
    return [(line.step.title(language), line) for line in lines if line.state is not State.DONE]


def _valueless(unit: Unit, year: int) -> list[Figure]:
    """Return the figures that have no value for the year: nobody has entered what they divide by."""
    found = [figure for figure in registry.all_figures() if not figure.is_narrow]
    period = Period(date(year, 1, 1), date(year + 1, 1, 1))
    values = registry.ask_many([one.name for one in found], [queries.scope_of(unit)], period)
    return [one for one in found if not values[one.name][0].is_defined]


def _told(row: ClosedYear, visitor: Visit) -> dict[str, object]:
    action = figures.opener(row, on=visitor.on)
    return {"row": row, "may_reopen": row.reopened_at is None and visitor.may(action, row)}


@officers_page
@require_http_methods(["GET", "POST"])
def reopen_year(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed year again for a reason."""
    visitor = visit_of(request)
    closed = get_object_or_404(ClosedYear.objects.select_related("unit__parent__parent"), pk=pk)
    if not visitor.may(figures.opener(closed, on=visitor.on), closed):
        raise Http404
    form = closing_forms.ReopenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _reopened(form, closed, visitor):
        done(request, _("The year %(year)s is open again.") % {"year": closed.year})
        return redirect(f"{reverse('desk:close_year')}?don-vi={closed.unit_id}&nam={closed.year}")
    return show(request, "reopen_year", {"closed": closed, "form": form})


def _reopened(form: closing_forms.ReopenForm, closed: ClosedYear, visitor: Visit) -> bool:
    """Say whether the year was opened again; what stands against it is in the form."""
    try:
        actions.reopen_year(
            closed=closed, because=form.cleaned_data["because"], by=visitor.user, at=visitor.at
        )
    except figures.BecauseMissing:
        form.add_error("because", _("Say why the year is opened again."))
    except figures.ReopenedAlready:
        form.add_error(None, _("Somebody opened the year again meanwhile."))
    except figures.LaterClosed as reason:
        said = _("The year %(year)s is closed too and rests on this one. Open that year first.")
        form.add_error(None, said % {"year": reason.closed.year})
    else:
        return True
    return False
