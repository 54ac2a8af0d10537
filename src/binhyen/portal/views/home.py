"""The first page, the promises, and whether the house is well."""

import logging

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.portal import queries

#: So many communes are linked from the first page; it stays light where a whole province is served.
LINKED = 6

log = logging.getLogger(__name__)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page: who to call at once, then what to do here."""
    return render(
        request, "portal/home.html", {"communes": queries.served(clock.today()).few[:LINKED]}
    )


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
