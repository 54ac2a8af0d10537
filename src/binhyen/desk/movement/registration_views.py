"""Registrations and commitments of a commune's areas and organisations: totals, entered for all of them on one page."""

import csv

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.desk import days
from binhyen.desk.movement import registration_forms as forms
from binhyen.desk.officers import done, officers_page, show, unit_for, year_asked
from binhyen.desk.posts import Visit, visit_of
from binhyen.movement import actions, register_table, registers
from binhyen.movement.actions import BadEntries
from binhyen.movement.models import Theme
from binhyen.movement.registers import Row
from binhyen.people import policy
from binhyen.places.local_table import BadTable, CellError
from binhyen.places.models import Level, Unit

#: Levels that have communes below them, and no areas of their own.
_ABOVE = frozenset({Level.PROVINCE, Level.DISTRICT})


def _asked(request: HttpRequest) -> tuple[Visit, Unit, int]:
    visitor = visit_of(request)
    unit = unit_for(visitor, request.GET.get("don-vi"))
    return visitor, unit, year_asked(request, visitor)


def _query(unit: Unit, year: int) -> str:
    return urlencode({"don-vi": unit.pk, "nam": year})


def _page(visitor: Visit, unit: Unit, year: int, rows: list[Row]) -> dict[str, object]:
    """Return what both pages show."""
    return {
        "unit": unit,
        "year": year,
        "query": _query(unit, year),
        "households": registers.totals(row for row in rows if row.is_area),
        "staff": registers.totals(row for row in rows if not row.is_area),
        "themes": [(Theme(name).label, n) for name, n in registers.by_theme(rows).items() if n],
        "may_manage": visitor.may("movement.manage", unit),
    }


def _above(request: HttpRequest, unit: Unit, year: int) -> HttpResponse:
    """Show a level above what its communes said, in totals: it enters nothing, and reads no area by itself."""
    if request.method == "POST":
        raise policy.NotAllowed
    rows = registers.by_commune(unit, year)
    shown = {
        "unit": unit,
        "year": year,
        "rows": rows,
        "households": registers.summed(row.households for row in rows),
        "staff": registers.summed(row.staff for row in rows),
        "signed": sum(row.signed for row in rows),
    }
    return show(request, "movement/registrations_above", shown)


@officers_page
@require_http_methods(["GET", "POST"])
def registrations(request: HttpRequest) -> HttpResponse:
    """Show what areas and organisations registered in a year, and take it down for all of them at once."""
    visitor, unit, year = _asked(request)
    if unit.level in _ABOVE:
        return _above(request, unit, year)
    rows = registers.rows(unit, year)
    form = forms.Registrations(rows, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.register(
                commune=unit, year=year, entries=form.entries(), by=visitor.user, at=visitor.at
            )
        except BadEntries as reason:
            form.say(reason)
        except days.REFUSED as reason:
            days.tell(form, reason)
        else:
            done(request, _("The registrations are taken down."))
            return redirect(f"{reverse('desk:registrations')}?{_query(unit, year)}")
    shown = _page(visitor, unit, year, rows) | {"form": form}
    return show(request, "movement/registrations", shown)


@officers_page
@require_http_methods(["GET", "POST"])
def commitments(request: HttpRequest) -> HttpResponse:
    """Show how many committed themselves by area and theme, and take it down for all of them at once."""
    visitor, unit, year = _asked(request)
    if unit.level in _ABOVE:
        return _above(request, unit, year)
    rows = registers.rows(unit, year)
    form = forms.Commitments(rows, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_commitments(
                commune=unit, year=year, entries=form.entries(), by=visitor.user, at=visitor.at
            )
        except BadEntries as reason:
            form.say(reason)
        except days.REFUSED as reason:
            days.tell(form, reason)
        else:
            done(request, _("The commitments are taken down."))
            return redirect(f"{reverse('desk:commitments')}?{_query(unit, year)}")
    shown = _page(visitor, unit, year, rows) | {
        "form": form,
        "columns": [theme.label for theme in Theme],
    }
    return show(request, "movement/commitments", shown)


@officers_page
@require_GET
def registrations_file(request: HttpRequest) -> HttpResponse:
    """Give registrations and commitments as a table that can be filled in and taken over again."""
    _visitor, unit, year = _asked(request)
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="dang-ky-{year}.csv"'
    answer["Cache-Control"] = "private, no-store"
    csv.writer(answer).writerows(register_table.written(registers.rows(unit, year)))
    return answer


@officers_page
@require_http_methods(["GET", "POST"])
def registrations_import(request: HttpRequest) -> HttpResponse:
    """Take over a table of registrations and commitments, all of it or nothing."""
    visitor, unit, year = _asked(request)
    if not visitor.may("movement.manage", unit):
        raise Http404
    form = forms.File(request.POST or None, request.FILES or None)
    faults: tuple[CellError, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            taken = actions.import_registrations(
                commune=unit, year=year, content=form.cleaned_data["file"], by=visitor.user,
                at=visitor.at,
            )  # fmt: skip
        except BadTable as reason:
            faults = reason.errors
            form.add_error("file", _("Nothing was taken over. Correct the table as shown below."))
        except days.REFUSED as reason:
            days.tell(form, reason)
        else:
            done(request, _("%(count)s rows are taken over.") % {"count": taken})
            return redirect(f"{reverse('desk:registrations')}?{_query(unit, year)}")
    shown = {
        "unit": unit,
        "year": year,
        "form": form,
        "faults": faults,
        "query": _query(unit, year),
    }
    return show(request, "movement/registrations_import", shown)
