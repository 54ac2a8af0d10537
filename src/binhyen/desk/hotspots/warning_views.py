"""How a unit is warned, a scan asked for now, and two years replayed."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from binhyen.desk.hotspots import sentences
from binhyen.desk.hotspots.forms import Warned
from binhyen.desk.officers import done, officers_page, own_unit, show
from binhyen.desk.posts import Visit, not_allowed, visit_of
from binhyen.hotspots import actions, queries
from binhyen.hotspots.models import RESOLUTIONS, Replayed, Scan
from binhyen.hotspots.rules import YEAR
from binhyen.matters import happenings
from binhyen.places.models import Unit


@officers_page
@require_http_methods(["GET", "POST"])
def watch(request: HttpRequest) -> HttpResponse:
    """Set how soon the unit is warned."""
    visit = visit_of(request)
    unit = _unit(visit, "hotspots.set_watch")
    if unit is None:
        return not_allowed(request, _("The chief or the administrator of the unit sets this."))
    said = queries.watch_of(unit)
    given = request.POST if request.method == "POST" else None
    form = Warned(given, initial=Warned.initial_of(said, unit.level), level=unit.level)
    if request.method == "POST" and form.is_valid():
        actions.set_watch(unit=unit, by=visit.user, at=visit.at, **form.cleaned_data)
        done(request, _("It is set, and holds from the next scan on."))
        return redirect("desk:hotspots" if visit.may("hotspots.read", unit) else "desk:hotspot_watch")  # fmt: skip
    return show(request, "hotspots/watch", {"form": form, "unit": unit, "may_read": visit.may("hotspots.read", unit)})  # fmt: skip


@officers_page
@require_POST
def scan(request: HttpRequest) -> HttpResponse:
    """Ask for a scan now."""
    visit = visit_of(request)
    unit = _unit(visit, "hotspots.handle")
    if unit is None:
        return not_allowed(request, _("Your post does not work with hot spots."))
    done(request, _asked(visit, unit, is_replay=False))
    return redirect("desk:hotspots")


@officers_page
@require_http_methods(["GET", "POST"])
def replay(request: HttpRequest) -> HttpResponse:
    """Show what two years replayed would have raised; asked for anew by a press."""
    visit = visit_of(request)
    unit = _unit(visit, "hotspots.handle")
    if unit is None:
        return not_allowed(request, _("Your post does not work with hot spots."))
    if request.method == "POST":
        done(request, _asked(visit, unit, is_replay=True))
        return redirect("desk:hotspot_replay")
    last = queries.last_scan(unit, is_replay=True)
    rows = list(last.replayed.order_by("raised_on", "pk")) if last else []
    marked = [each for each in rows if each.group in happenings.signed_groups()]
    return show(
        request,
        "hotspots/replay",
        {
            "unit": unit,
            "last": last,
            "since": last.day - 2 * YEAR + timedelta(days=1) if last else None,
            "pending": queries.pending_scan(unit, is_replay=True),
            "rows": [_row(each) for each in rows],
            "failed": queries.failed_scan(unit, is_replay=True),
            "by_chance": _by_chance(last) if last else None,
            "markable": len(marked),
            "flagged": sum(each.flagged_on is not None for each in marked),
            "near": actions.NEAR.days,
            "is_hexagons": queries.watch_of(unit).cells in RESOLUTIONS,
        },
    )


def _by_chance(replayed: Scan) -> float | None:
    """Return about how many alerts chance alone was to raise, as the unit was warned when it was replayed."""
    return 2 * YEAR.days / replayed.interval_days if replayed.interval_days else None


def _row(each: Replayed) -> dict[str, object]:
    return {
        "alert": each,
        "group": sentences.group_name(each.group),
        "seldom": sentences.seldom(each.recurrence_days, is_beyond=each.is_beyond),
        "sign": sentences.sign(each),
    }


def _asked(visit: Visit, unit: Unit, *, is_replay: bool) -> str:
    try:
        actions.ask(unit=unit, is_replay=is_replay, by=visit.user, at=visit.at)
    except actions.AlreadyAsked:
        return _("It is already asked for. Its result will stand here.")
    except actions.NothingToScan:
        return _("Only communes and provinces are scanned.")
    if is_replay:
        return _("It is asked for. Two years take long, and the scans of the night go first: you need not wait, the result will stand here.")  # fmt: skip
    return _("It is asked for. The worker scans one unit after the other; the result will stand here.")  # fmt: skip


def _unit(visit: Visit, action: str) -> Unit | None:
    return own_unit(visit, action=action)
