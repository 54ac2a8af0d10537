"""The registry of initiatives with their class of the year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.desk.officers import (
    done,
    officers_page,
    require_readable,
    show,
    unit_for,
    visit,
    year_asked,
)
from binhyen.figures.queries import scope_of
from binhyen.movement import actions, queries
from binhyen.movement.models import (
    Initiative,
    InitiativeKind,
    YearClass,
)

from . import forms

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
    visitor = visit(request)
    unit = unit_for(visitor, request.GET.get("don-vi"))
    year = year_asked(request, visitor)
    form = forms.InitiativeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            initiative = actions.start_initiative(
                unit=unit,
                kind=InitiativeKind(typed["kind"]),
                name=typed["name"],
                founded_on=typed["founded_on"],
                decision_number=typed["decision_number"],
                points=typed["points"],
                teams=typed["teams"],
                purpose=typed["purpose"],
                by=visitor.user,
                at=visitor.at,
            )
        except actions.AlreadyThere:
            form.add_error("name", _("An initiative of this name is in the register already."))
        else:
            done(request, _("The initiative is in the register."))
            return redirect("desk:initiative", initiative.pk)
    found = list(queries.initiatives(scope_of(unit), year=year))
    rows = [
        _classed(initiative, getattr(initiative, "class_of_year", None)) for initiative in found
    ]
    return show(
        request,
        "movement/initiatives",
        {
            "unit": unit,
            "rows": rows,
            "points": sum(initiative.points for initiative in found),
            "year": year,
            "form": form,
            "may_manage": visitor.may("movement.manage", unit),
        },
    )


def _classed(found: Initiative, class_of_year: str | None) -> dict[str, object]:
    """Return an initiative with its class as a tag, or without one."""
    if not class_of_year:
        return {"initiative": found, "class": "", "tag": ""}
    chosen = YearClass(class_of_year)
    return {"initiative": found, "class": chosen.label, "tag": CLASS_TAGS[chosen]}


@officers_page
@require_http_methods(["GET", "POST"])
def initiative(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an initiative with its classes over the years, and class it."""
    visitor = visit(request)
    found = get_object_or_404(Initiative.objects.select_related("unit"), pk=pk)
    require_readable(visitor, found.unit)
    form = forms.ClassForm(
        request.POST if request.method == "POST" else None, initial={"year": visitor.on.year}
    )
    if request.method == "POST" and form.is_valid():
        actions.class_initiative(
            initiative=found,
            year=form.cleaned_data["year"],
            class_of_year=YearClass(form.cleaned_data["class_of_year"]),
            decided_on=form.cleaned_data["decided_on"],
            paper_number=form.cleaned_data["paper_number"],
            by=visitor.user,
            at=visitor.at,
        )
        done(request, _("The class is noted."))
        return redirect("desk:initiative", found.pk)
    return show(
        request,
        "movement/initiative",
        {
            "initiative": found,
            "years": [
                {"row": row, "tag": CLASS_TAGS[YearClass(row.class_of_year)]}
                for row in found.years.order_by("-year", "pk")
            ],
            "form": form,
            "may_manage": visitor.may("movement.manage", found),
        },
    )
