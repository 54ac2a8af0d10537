"""The list itself, what it says of the moment, and its map."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from binhyen.core import text
from binhyen.desk import keys
from binhyen.desk.inbox import page
from binhyen.desk.inbox.forms import Filter, Save
from binhyen.desk.posts import Visit, not_allowed, officer, visit_of
from binhyen.matters import clusters, inbox

_MOST_DIGITS = 10


def of_the_unit(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let in who handles the matters of the unit; a team member has a short list on the first page, others have none."""

    @officer
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        visit = visit_of(request)
        if visit.unit is not None and visit.may("matters.triage", visit.unit):
            return view(request, *args, **kwargs)
        if visit.may("matters.read") and not kwargs:
            return redirect("desk:home")
        return not_allowed(request, _("Your post does not work with matters."))

    return guarded


@of_the_unit
@require_GET
def matters(request: HttpRequest) -> HttpResponse:
    """List the matters of one's unit; every filter stands in the address."""
    visit = visit_of(request)
    form = Filter(request.GET, visit=visit)
    asked = page.asked_of(form, visit)
    shown = _list(request, form, asked)
    if getattr(request, "htmx", None):
        return render(request, "desk/inbox/_list.html", shown)
    return render(request, "desk/inbox/inbox.html", shown | _around(request, form, asked, visit))


def _list(request: HttpRequest, form: Filter, asked: inbox.Asked) -> dict[str, object]:
    """Return the rows and what belongs to them."""
    found = inbox.page(asked, after=request.GET.get("sau", ""))
    with_map = {"ban_do": "1"} if "ban_do" in request.GET else {}
    columns = page.columns(request)
    return {
        "form": form,
        "has_rows": bool(found.rows),
        "lines": page.lines_of(found.rows, asked, columns),
        "following": form.address(sau=found.following, **with_map) if found.following else "",
        "first_page": form.address(**with_map),
        "is_later_page": "sau" in request.GET,
        "heading": page.SECTIONS[asked.filters.section],
        "section": asked.filters.section,
        "told": form.told(),
        "columns": columns,
        "asked": form.asked(),
    }


def _around(
    request: HttpRequest, form: Filter, asked: inbox.Asked, visit: Visit
) -> dict[str, object]:
    """Return what stands around the rows and stays when they are fetched anew."""
    current = form.address().removeprefix("?")
    has_map = "ban_do" in request.GET
    return {
        "tabs": page.tabs(asked),
        "saved": page.saved(visit, asked, current),
        "save_form": Save(),
        "query": current,
        "has_map": has_map,
        "opens_filter": "mo_loc" in request.GET,
        "map_switch": form.address(**({} if has_map else {"ban_do": "1"})),
        "since": page.moment(request, visit),
        **keys.shown(request),
        "more_filters": len([one for one in form.asked() if one not in {"muc", "tim"}]),
        **(page.drawn_map(asked) if has_map else {}),
    }


@of_the_unit
@require_GET
def filter_form(request: HttpRequest) -> HttpResponse:
    """Return the fields of the filter when somebody opens it: half the page's bytes and time, and seldom looked at."""
    visit = visit_of(request)
    form = Filter(request.GET, visit=visit)
    shown = {
        "form": form,
        "section": page.asked_of(form, visit).filters.section,
        "asked": form.asked(),
        "has_map": "ban_do" in request.GET,
    }
    return render(request, "desk/inbox/_filter.html", shown)


@of_the_unit
@require_GET
def counts(request: HttpRequest) -> JsonResponse:
    """Say how much waits in each section now, and how many came since the list was shown."""
    visit = visit_of(request)
    asked = page.asked_of(Filter(request.GET, visit=visit), visit)
    new = inbox.new_since(asked.unit, since=_moment(request.GET.get("tu_luc", ""), visit))
    words = ngettext("%(n)s new matter came in.", "%(n)s new matters came in.", new)
    answer = JsonResponse(
        {
            "tabs": {tab.key: tab.count for tab in page.tabs(asked) if tab.count},
            "new": new,
            "sentence": words % {"n": page.shown_count(new)} if new else "",
        }
    )
    answer["Cache-Control"] = "no-store"
    return answer


def _moment(typed: str, visit: Visit) -> datetime:
    """Return the moment the list was shown; now, where the address does not say one."""
    seconds = text.whole(typed, most_digits=_MOST_DIGITS)
    return visit.at if seconds is None else datetime.fromtimestamp(seconds + 1, UTC)


@of_the_unit
@require_GET
def map_data(request: HttpRequest) -> JsonResponse:
    """Return what fits the filter as cells of a grid, for the map beside the list."""
    visit = visit_of(request)
    asked = page.asked_of(Filter(request.GET, visit=visit), visit)
    zoom = text.whole(request.GET.get("phong", ""), most_digits=2) or 0
    answer = JsonResponse({"cells": [_cell(cell) for cell in clusters.cells(asked, zoom=zoom)]})
    answer["Cache-Control"] = "no-store"
    return answer


def _cell(cell: clusters.Cell) -> dict[str, object]:
    place: dict[str, object] = {"lat": round(cell.lat, 5), "lon": round(cell.lon, 5), "n": cell.n}
    if cell.matter is None:
        return place
    url = reverse("desk:matter", args=[cell.matter.reference])
    return place | {"ref": cell.matter.reference, "title": cell.matter.title, "url": url}


@of_the_unit
@require_POST
def columns(request: HttpRequest) -> HttpResponse:
    """Remember which columns one wants to see."""
    chosen = [key for key in page.COLUMNS if key in request.POST.getlist("cot")]
    back = Filter(request.POST, visit=visit_of(request)).address()
    response = redirect(reverse("desk:inbox") + back)
    page.remember(response, page.COLUMNS_COOKIE, ".".join(chosen))
    return response


@officer
@require_POST
def switch_keys(request: HttpRequest) -> HttpResponse:
    """Switch the keys of the list and of its matters on or off, remember it, and go back to where the switch stood."""
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    response = redirect(asked if is_ours else reverse("desk:inbox"))
    page.remember(response, keys.COOKIE, "1" if request.POST.get("bat") == "1" else "0")
    return response
