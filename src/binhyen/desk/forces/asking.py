"""Whose force is meant and which month: what these pages read from their address."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from binhyen.desk import fields
from binhyen.desk.officers import own_unit, unit_for
from binhyen.desk.posts import Visit
from binhyen.figures.rules import month_of
from binhyen.forces import queries
from binhyen.places.models import Level, Unit


def unit_with_force(request: HttpRequest, visitor: Visit, action: str) -> Unit:
    """Return the unit whose force is asked for. Raises Http404 for another's, PermissionDenied where the post lacks `action`."""
    unit = unit_for(visitor, request.GET.get("don-vi"), action=action)
    own = own_unit(visitor, action=action)
    if own is not None and unit.pk == own.pk and not visitor.may(action, unit):
        raise PermissionDenied(_("Your post does not allow this step."))
    return unit


def keeps_a_force(unit: Unit) -> bool:
    """Say whether the unit sets teams up and rates them: a commune does (Law 30/2023, Art. 14), above it sums are read."""
    return unit.level == Level.COMMUNE


def require_commune(unit: Unit) -> None:
    """Raise PermissionDenied for a unit that keeps no force of its own."""
    if not keeps_a_force(unit):
        raise PermissionDenied(
            _("Each commune keeps its own teams; the level above reads their sums.")
        )


def month_asked(request: HttpRequest, visitor: Visit) -> date | None:
    """Return the first day of the month in the address; nothing, and anything odd or later, is none."""
    try:
        asked = date.fromisoformat(f"{request.GET.get('thang', '')}-01")
    except ValueError:
        return None
    return asked if asked.year in fields.YEARS and asked <= visitor.on else None


def months_of(year: int, visitor: Visit) -> list[date]:
    """Return the months of a rating year that have begun, by their first days, newest first."""
    since, until = queries.year_span(year)
    found, month = [], month_of(since).since
    while month < until and month <= visitor.on:
        found.append(month)
        month = month_of(month).until
    return found[::-1]


def month_name(month: date) -> str:
    """Return a month as it is written."""
    return date_format(month, "m/Y")
