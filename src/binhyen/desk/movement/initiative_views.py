"""The register of initiatives: by kind, class and state, on the page and as a file; and the page of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.desk import days, posts, tables
from binhyen.desk.decisions.field import offer
from binhyen.desk.officers import done, officers_page, show, unit_for, year_asked
from binhyen.desk.posts import Visit, visit_of
from binhyen.figures import registry
from binhyen.figures.measures import MEASURES
from binhyen.figures.queries import scope_of
from binhyen.movement import actions, queries
from binhyen.movement.models import Initiative, InitiativeKind, YearClass
from binhyen.places.models import Unit

from . import initiative_forms as forms
from . import initiative_picture, initiative_steps

CLASS_TAGS = {
    YearClass.EFFECTIVE: "govuk-tag--green",
    YearClass.AVERAGE: "govuk-tag--yellow",
    YearClass.NOT_EFFECTIVE: "govuk-tag--red",
    YearClass.CLOSED: "govuk-tag--grey",
}


@officers_page
@require_http_methods(["GET", "POST"])
def initiatives(request: HttpRequest) -> HttpResponse:
    """List the initiatives of a unit with their class of a year, and start one."""
    visitor = visit_of(request)
    unit = unit_for(visitor, request.GET.get("don-vi"))
    form = forms.Start(request.POST if request.method == "POST" else None)
    form = offer(form, request, unit, wording="found_initiative")
    if request.method == "POST" and form.is_valid():
        started = _start(form, unit, visitor)
        if started:
            done(request, _("The initiative is in the register."))
            return redirect("desk:initiative", started.pk)
    return _register(request, unit, visitor, form)


def _start(form: forms.Start, unit: Unit, visitor: Visit) -> Initiative | None:
    """Start an initiative, or say in the form why not."""
    typed = form.cleaned_data | {"kind": InitiativeKind(form.cleaned_data["kind"])}
    try:
        return actions.start_initiative(unit=unit, by=visitor.user, at=visitor.at, **typed)
    except actions.DecisionTaken as other:
        form.add_error("decision_number", initiative_steps.decision_taken(other))
    except actions.AlreadyThere:
        form.add_error("name", _("An initiative of this name is in the register already."))
    except days.REFUSED as reason:
        days.tell(form, reason, "founded_on")
    return None


def _register(request: HttpRequest, unit: Unit, visitor: Visit, form: forms.Start) -> HttpResponse:
    year, asked = year_asked(request, visitor), forms.Filter(request.GET)
    everything = queries.initiatives(scope_of(unit), year=year, on=visitor.on)
    found = list(_filtered(everything, asked))
    chosen = {"don-vi": unit.pk, "nam": year}
    return show(
        request,
        "movement/initiatives",
        {
            "unit": unit,
            "rows": [_classed(one) for one in found],
            "points": _total(found, "points"),
            "teams": _total(found, "teams"),
            "is_filtered": any(request.GET.get(name) for name in asked.fields),
            "all_url": f"?{urlencode(chosen)}",
            "file_query": urlencode(chosen),
            "year": year,
            "filter": asked,
            "form": form,
            "may_manage": visitor.may("movement.manage", unit),
        },
    )


def _filtered(rows: QuerySet[Initiative], asked: forms.Filter) -> QuerySet[Initiative]:
    """Narrow the register; what no list offers narrows nothing."""
    asked.is_valid()
    chosen = asked.cleaned_data
    if kind := chosen.get("loai"):
        rows = rows.filter(kind=kind)
    if class_of_year := chosen.get("xep"):
        wanted = None if class_of_year == "NONE" else class_of_year
        rows = rows.filter(Q(("class_of_year", wanted)))
    if state := chosen.get("con"):
        rows = rows.filter(ended_on__isnull=state == "1")
    return rows


def _total(found: Sequence[Initiative], name: str) -> int:
    return sum(getattr(one, name) for one in found)


def _classed(found: Initiative) -> dict[str, object]:
    """Return an initiative with its class as a tag, or without one."""
    class_of_year = getattr(found, "class_of_year", None)
    if not class_of_year:
        return {"initiative": found, "class": "", "tag": ""}
    chosen = YearClass(class_of_year)
    return {"initiative": found, "class": chosen.label, "tag": CLASS_TAGS[chosen]}


@dataclass(frozen=True)
class Register:
    """The register as a file, in the form of the statistic rule: name, points, teams."""

    watermark: str
    year: int
    widths: ClassVar[Sequence[int]] = (50, 10, 10, 12, 34, 30, 14, 20, 18, 14)

    @property
    def sheet(self) -> str:
        """Return what the sheet of a workbook is called."""
        return _("Initiatives")

    def head(self) -> list[str]:
        """Return the names of the columns."""
        return [
            _("Name"), _("Number of points"), _("Number of teams"), _("Number of members"), _("Kind"), _("Unit"),
            _("Founded on"), _("Founding decision"), _("Class %(year)s") % {"year": self.year}, _("Ended on"),
        ]  # fmt: skip

    def row(self, found: Initiative) -> list[tables.Cell]:
        """Return the cells of an initiative."""
        totals = [getattr(found, name) for name in ("points", "teams", "members")]
        class_of_year = getattr(found, "class_of_year", None)
        return [
            found.name, *totals, found.get_kind_display(), found.unit.full_name, f"{found.founded_on:%d/%m/%Y}",
            found.decision_number, str(YearClass(class_of_year).label) if class_of_year else "",
            f"{found.ended_on:%d/%m/%Y}" if found.ended_on else "",
        ]  # fmt: skip


@officers_page
@require_GET
def initiatives_file(request: HttpRequest) -> HttpResponseBase:
    """Give the register of a year as a file; it is on the trail before the first row leaves."""
    visitor, kind = visit_of(request), request.GET.get("dang", "csv")
    unit, year = unit_for(visitor, request.GET.get("don-vi")), year_asked(request, visitor)
    if kind not in tables.KINDS:
        raise Http404
    rows = actions.take_register(unit=unit, year=year, as_what=kind, by=visitor.user, at=visitor.at)
    register = Register(tables.watermark(posts.visit_of(request)), year)
    return tables.answer(rows, register, name=f"mo-hinh-{year}", kind=kind)


@officers_page
@require_GET
def initiative(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an initiative: where it is at work, what it came from, what it brought, and what three forces do in it."""
    visitor = visit_of(request)
    found = get_object_or_404(
        queries.with_totals(Initiative.objects.select_related("unit__parent"), on=visitor.on), pk=pk
    )
    if not visitor.may("figures.read", found):
        raise Http404
    points = list(found.points_there.select_related("territory").order_by("opened_on", "pk"))
    drawn = initiative_picture.map_of(found, points)
    terms = queries.terms(found)
    return show(
        request,
        "movement/initiative",
        {
            "initiative": found,
            "years": [
                {"row": row, "tag": CLASS_TAGS[YearClass(row.class_of_year)]}
                for row in found.years.order_by("-year", "pk")
            ],
            "points": initiative_picture.numbered(points, drawn),
            "unnamed": sum(one.territory_id is None and one.closed_on is None for one in points),
            "drawn": drawn,
            "chain": list(reversed(queries.copied_from(found))),
            "copies": queries.copies(found),
            "results": [_result(one) for one in queries.results(found)],
            "partners": found.partners.order_by("pk"),
            "papers": found.papers.order_by("issued_on", "pk"),
            "activities": found.activities.order_by("-held_on", "-pk"),
            "schools": [
                initiative_picture.school_of(school, shown)
                for school, shown in queries.by_school(terms)
            ],
            "is_at_a_school": queries.schools(found).exists(),
            "may_manage": visitor.may("movement.manage", found),
            "may_count": visitor.may("movement.count_pupils", found),
        },
    )


def _result(brought: queries.Brought) -> dict[str, object]:
    """Return a result with its values and what they are measured in."""
    row = brought.result
    told = {"row": row, "before": brought.before, "after": brought.after}
    try:
        asked = registry.get_figure(row.figure)
    except registry.UnknownFigure:
        return told | {"label": row.name, "measure": row.measure}
    return told | {"label": asked.title, "measure": MEASURES[asked.measure]}
