"""The festival of 19 August: planned within its window, with its agenda, its sheet to print and its report."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.desk import days
from binhyen.desk.movement import festival_forms as forms
from binhyen.desk.officers import done, officers_page, require_readable, show, unit_for, year_asked
from binhyen.desk.posts import Visit, visit_of
from binhyen.movement import actions
from binhyen.movement.cycle import Window
from binhyen.movement.models import Festival, Part
from binhyen.people import policy
from binhyen.places.models import Unit

TOTALS = ("people", "delegations", "units_awarded", "people_awarded", "commitments_signed")


@officers_page
@require_http_methods(["GET", "POST"])
def festival(request: HttpRequest) -> HttpResponse:
    """Show the festival of a year with its agenda and what came of it; plan it where there is none."""
    visitor = visit_of(request)
    unit = unit_for(visitor, request.GET.get("don-vi"))
    year = year_asked(request, visitor)
    found = Festival.objects.filter(unit=unit, year=year).first()
    allowed = actions.window(unit, year)
    form = forms.Plan(
        request.POST if request.method == "POST" else None, initial={"held_on": allowed.due}
    )
    if request.method == "POST" and form.is_valid() and (told := _plan(form, visitor, unit, year)):
        done(request, told)
        return redirect(_address(unit, year))
    return show(
        request,
        "movement/festival",
        {
            "unit": unit,
            "year": year,
            "festival": found,
            "window": allowed,
            "parts": _parts(found) if found else [],
            "totals": _totals(found) if found else [],
            "earlier": Festival.objects.filter(unit=unit).exclude(year=year).order_by("-year"),
            "form": form,
            "may_manage": visitor.may("movement.manage", unit),
        },
    )


def _address(unit: Unit, year: int) -> str:
    return f"{reverse('desk:festival')}?{urlencode({'don-vi': unit.pk, 'nam': year})}"


def _parts(found: Festival) -> list[tuple[str, list[object]]]:
    """Return the parts of the festival with their items."""
    items = list(found.items.order_by("place"))
    return [(str(part.label), [item for item in items if item.part == part.value]) for part in Part]


def _totals(found: Festival) -> list[tuple[str, object]]:
    """Return what came of the festival by name; nothing before it is noted."""
    if found.people is None:
        return []
    labels = [str(Festival._meta.get_field(name).verbose_name) for name in TOTALS]  # type: ignore[union-attr]
    return [(label, getattr(found, name)) for label, name in zip(labels, TOTALS, strict=True)]


def _outside(window: Window) -> str:
    return _("The festival is held from %(since)s to %(until)s.") % {
        "since": f"{window.opens:%d/%m/%Y}",
        "until": f"{window.due:%d/%m/%Y}",
    }


def _plan(form: forms.Plan, visitor: Visit, unit: Unit, year: int) -> str:
    """Return what to tell on the page of the festival; nothing, with the reason in the form, where there is none."""
    held_on = form.cleaned_data["held_on"]
    if held_on.year != year:
        form.add_error("held_on", _("This day is not in %(year)s.") % {"year": year})
        return ""
    try:
        actions.plan_festival(
            unit=unit,
            held_on=held_on,
            place=form.cleaned_data["place"],
            by=visitor.user,
            at=visitor.at,
        )
    except actions.OutsideWindow as reason:
        form.add_error("held_on", _outside(reason.window))
    except actions.AlreadyThere:
        return _("The festival of this year is planned already.")
    except days.REFUSED as reason:
        days.tell(form, reason, "held_on")
    else:
        return _("The festival is planned, with the usual agenda.")
    return ""


def _found(request: HttpRequest, pk: int) -> tuple[Visit, Festival]:
    visitor = visit_of(request)
    found = get_object_or_404(Festival.objects.select_related("unit"), pk=pk)
    require_readable(visitor, found.unit)
    return visitor, found


@officers_page
@require_http_methods(["GET", "POST"])
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """Change day, place and agenda of a festival."""
    visitor, found = _found(request, pk)
    _require_manager(visitor, found)
    form = forms.Agenda(
        list(found.items.order_by("place")),
        request.POST if request.method == "POST" else None,
        initial={"held_on": found.held_on, "place": found.place},
    )
    if request.method == "POST" and form.is_valid() and _set_agenda(form, visitor, found):
        done(request, _("The agenda is kept."))
        return redirect(_address(found.unit, found.year))
    shown = {
        "festival": found,
        "unit": found.unit,
        "form": form,
        "back": _address(found.unit, found.year),
    }
    return show(request, "movement/festival_agenda", shown)


def _require_manager(visitor: Visit, found: Festival) -> None:
    if not visitor.may("movement.manage", found):
        raise policy.NotAllowed


def _set_agenda(form: forms.Agenda, visitor: Visit, found: Festival) -> bool:
    try:
        actions.set_agenda(
            festival=found,
            held_on=form.cleaned_data["held_on"],
            place=form.cleaned_data["place"],
            items=form.items(),
            by=visitor.user,
            at=visitor.at,
        )
    except actions.OutsideWindow as reason:
        form.add_error("held_on", _outside(reason.window))
    except days.REFUSED as reason:
        days.tell(form, reason, "held_on")
    except actions.BackInTime as reason:
        row = form.order()[reason.place]
        form.add_error(f"i{row}-starts_at", _("This begins before what stands above it."))
    else:
        return True
    return False


@officers_page
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what came of a festival, in totals, and its report's number and date."""
    visitor, found = _found(request, pk)
    _require_manager(visitor, found)
    names = (*TOTALS, "report_number", "reported_on")
    form = forms.Report(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(found, name) for name in names},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.report_festival(
                festival=found, outcome=form.outcome(), by=visitor.user, at=visitor.at
            )
        except actions.NotHeldYet:
            form.add_error(
                "reported_on",
                _("What came of it is noted once it was held, and reported after it."),
            )
        except days.REFUSED as reason:
            days.tell(form, reason)
        else:
            done(request, _("What came of the festival is noted."))
            return redirect(_address(found.unit, found.year))
    shown = {
        "festival": found,
        "unit": found.unit,
        "form": form,
        "back": _address(found.unit, found.year),
    }
    return show(request, "movement/festival_report", shown)


@officers_page
@require_GET
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the agenda as a sheet to print, with what came of it once that is noted."""
    _visitor, found = _found(request, pk)
    shown = {
        "festival": found,
        "unit": found.unit,
        "parts": _parts(found),
        "totals": _totals(found),
        "back": _address(found.unit, found.year),
    }
    return show(request, "movement/festival_print", shown)
