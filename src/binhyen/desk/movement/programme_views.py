"""The programme of a committee in a year: candidates side by side, and the model unit of each kind with its decision."""

from datetime import date, timedelta

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.desk import fields
from binhyen.desk.decisions.field import offer
from binhyen.desk.officers import done, officers_page, show
from binhyen.desk.posts import Visit, visit_of
from binhyen.desk.scorecard.sentences.names import percent
from binhyen.movement import actions
from binhyen.movement.models import Committee
from binhyen.places.models import Level
from binhyen.standards import candidates
from binhyen.standards.candidates import Candidate, Trend

from . import programme_forms, refused
from .readers import committee_for, is_readable

PER_PAGE = 25


@officers_page
@require_http_methods(["GET", "POST"])
def programme(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Show a committee's programme of a year, and designate a unit of the kind shown."""
    if year not in fields.YEARS:
        raise Http404
    visitor = visit_of(request)
    found = committee_for(visitor, pk)
    may_compare = is_readable(visitor, found.unit)
    day = _day_of(found, year, visitor.on)
    kinds = candidates.kinds(found.unit, on=day) if may_compare else []
    kind = _kind(request.GET.get("loai"), kinds)
    units = candidates.units(found.unit, kind, on=day) if kind else []
    form = offer(
        programme_forms.DesignateForm(units, request.POST if request.method == "POST" else None),
        request, found.unit, wording="choose_model_unit", about={"nam": year},
    )  # fmt: skip
    may_designate = visitor.may("movement.designate", found)
    if request.method == "POST" and form.is_valid() and _designate(form, found, year, visitor):
        done(request, _("The model unit is designated."))
        return redirect(f"{request.path}?loai={kind.value if kind else ''}")
    page = Paginator(units, PER_PAGE).get_page(request.GET.get("trang"))
    rows = candidates.side_by_side(list(page), year=year)
    return show(
        request,
        "movement/programme",
        {
            "committee": found,
            "unit": found.unit,
            "year": year,
            "last": year - 1,
            "before": year - 2,
            "may_compare": may_compare,
            "kind": kind,
            "kinds": [(one.value, one.label, one == kind) for one in kinds],
            "page": page,
            "rows": [_told(row) for row in rows],
            "has_matters": kind == Level.COMMUNE,
            "designated": _designated(found, year),
            "form": form,
            "may_designate": may_designate and bool(units),
        },
    )


def _designate(
    form: programme_forms.DesignateForm, committee: Committee, year: int, visitor: Visit
) -> bool:
    try:
        actions.designate(
            committee=committee, year=year, by=visitor.user, at=visitor.at, **form.cleaned_data
        )
    except refused.REFUSALS as refusal:
        refused.tell(form, refusal, committee=committee, day_field="decided_on")
        return False
    return True


def _day_of(committee: Committee, year: int, today: date) -> date:
    """Return the last day of the year on which its units can be looked at: not to come, and the tree still stood."""
    last = min(date(year, 12, 31), max(today, date(year, 1, 1)))
    ended = committee.unit.valid_to
    return min(last, ended - timedelta(days=1)) if ended else last


def _kind(asked: str | None, kinds: list[Level]) -> Level | None:
    return next((kind for kind in kinds if kind.value == asked), kinds[0] if kinds else None)


def _told(row: Candidate) -> dict[str, object]:
    return {
        "row": row,
        "settled": _trend(row.settled_at_base),
        "on_time": _trend(row.on_time),
    }


def _trend(trend: Trend) -> dict[str, str]:
    """Return the share of last year and of the year before, and whether it rose: a word, no score."""
    last = percent(trend.last) if trend.last else ""
    before = percent(trend.before) if trend.before else ""
    if not trend.last or not trend.before:
        return {"last": last, "before": before, "way": ""}
    now, then = trend.last.exact(), trend.before.exact()
    way = _("higher") if now > then else _("lower") if now < then else _("the same")
    return {"last": last, "before": before, "way": way}


def _designated(committee: Committee, year: int) -> list[dict[str, object]]:
    """Return the model units of the year by kind, each with its decision and whether it was surveyed."""
    rows = committee.designations.filter(year=year).select_related("unit__parent", "baseline")
    return [
        {
            "row": row,
            "kind": row.unit.get_level_display(),
            "baseline": getattr(row, "baseline", None),
        }
        for row in rows.order_by("unit__level", "unit__sort_key", "pk")
    ]
