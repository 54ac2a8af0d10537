"""The public pages of this room: find a unit, read its life; and two small answers for maps."""

import hashlib
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from binhyen.core import clock
from binhyen.places import drawing, kinds, locate, queries
from binhyen.places.models import RECORDS_BEGIN, REFORM, Level, Unit

LONGEST_QUERY = 100


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """List the provinces of today and those before July 2025, and offer the search."""
    today = clock.today()
    return render(
        request,
        "places/home.html",
        {
            "provinces": queries.provinces(edition="2025", on=today),
            "old_provinces": queries.provinces(edition="2024", on=REFORM.replace(month=6, day=30)),
        },
    )


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show the units whose name was asked for."""
    typed = request.GET.get("q", "")[:LONGEST_QUERY].strip()
    found = queries.search(typed, clock.today())
    return render(request, "places/search.html", {"typed": typed, "found": found})


@require_safe
def unit(request: HttpRequest, address: str) -> HttpResponse:
    """Tell the life of one unit."""
    shown = _get_unit(address)
    today = clock.today()
    life = queries.life_of(shown, today)
    map_ = drawing.map_of(shown)
    return render(
        request,
        "places/unit.html",
        {
            "unit": shown,
            "kind": kinds.label_of(shown.kind),
            "life": life,
            "map": map_,
            "labels": map_.labels(_neighbours(shown, map_, life.below_on)) if map_ else [],
            "records_begin": RECORDS_BEGIN,
            "reform": REFORM,
            "is_district": shown.level == Level.DISTRICT,
        },
    )


@require_safe
def boundary(request: HttpRequest, address: str) -> HttpResponseBase:
    """Answer with the boundary as GeoJSON, the same until something about it changes."""
    shown = _get_unit(address)
    areas = Unit.objects.filter(parent=shown, level=Level.RESIDENTIAL_AREA).on(clock.today())
    content = drawing.geojson(shown, areas.order_by("sort_key", "pk"))
    if content is None:
        return _said(_("There is no boundary of this unit."), status=404)
    etag = f'"{hashlib.sha256(content.encode()).hexdigest()[:24]}"'
    response = HttpResponse(content, content_type="application/geo+json")
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=86400"
    return get_conditional_response(request, etag=etag, response=response) or response


@require_POST  # a position in the address would stand in the log of every server on the way
@sensitive_post_parameters()
@cache_control(no_store=True)  # where somebody stood is kept nowhere
def at(request: HttpRequest) -> HttpResponse:
    """Answer which commune holds a point today."""
    today = clock.today()
    try:
        lat, lon = (float(request.POST.get(name, "")) for name in ("lat", "lon"))
        found = locate.locate(lat, lon, today)
    except ValueError:
        said = _("Give lat and lon as degrees, for example lat=10.62 and lon=106.35.")
        return _said(said, status=400)
    known = Unit.objects.on(today).select_related("parent")
    commune = (
        known.filter(edition=found.edition, code=found.code).order_by("pk").first()
        if found
        else None
    )
    if commune is None or commune.parent is None:
        return _said(
            _("This point lies outside Viet Nam. Choose the place again, or describe it in words."),
            status=404,
        )
    return JsonResponse({
        "id": commune.pk,
        "name": commune.full_name,
        "address": commune.address,
        "text": f"{commune.full_name}, {commune.parent.full_name}",
    })  # fmt: skip


def _said(text: str, *, status: int) -> JsonResponse:
    return JsonResponse({"text": text}, status=status)


def _get_unit(address: str) -> Unit:
    found = queries.unit_at_address(address) if len(address) < 60 else None
    if found is None:
        raise Http404
    return found


def _neighbours(shown: Unit, map_: drawing.Map, on: date) -> list[Unit]:
    """Return the units around on a day."""
    found = Unit.objects.filter(edition=shown.edition, code__in=list(map_.spots))
    return list(found.on(on).order_by("sort_key", "pk"))
