"""The first page, the promises, and whether the house is well."""

import logging

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.figures.rules import LEAST_SHOWN
from binhyen.places import queries as places
from binhyen.places.models import Level, Unit
from binhyen.portal import commune_page, queries

#: So many communes are linked from the first page; it stays light where a whole province is served.
LINKED = 6
_LONGEST_ADDRESS = 60

log = logging.getLogger(__name__)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page: who to call at once, then what to do here; where one commune alone is served, all that it tells."""
    served = queries.served(clock.today())
    if served.only:
        return _first_page(request, served.only)
    return render(request, "portal/home.html", {"communes": served.few[:LINKED]})


@require_safe
def commune(request: HttpRequest, address: str) -> HttpResponse:
    """The first page of one commune of many."""
    unit = places.unit_at_address(address) if len(address) < _LONGEST_ADDRESS else None
    if unit is None or unit.level != Level.COMMUNE:
        raise Http404
    if not unit.exists_on(clock.today()):
        return redirect(unit)
    return _first_page(request, unit)


def _first_page(request: HttpRequest, unit: Unit) -> HttpResponse:
    now = clock.now()
    told = commune_page.told_of(unit, now)
    shown = {"commune": unit, "told": told, "least": LEAST_SHOWN, "now": now}
    return render(request, "portal/home.html", shown)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What becomes of a report, and how what is said is kept."""
    on = clock.today()
    return render(
        request,
        "portal/about.html",
        {"communes": queries.served(on).named(""), "demo": settings.DEMO},
    )


@never_cache
@require_GET
def health(request: HttpRequest) -> JsonResponse:
    """Say whether the database answers and the trail is sealed in time; 503 otherwise."""
    try:
        late = audit.late_by(at=clock.now()).total_seconds()
    except DatabaseError:
        log.exception("the database does not answer")
        return JsonResponse({"database": False}, status=503)
    return JsonResponse(
        {"database": True, "seal_late_seconds": round(late)}, status=503 if late else 200
    )
