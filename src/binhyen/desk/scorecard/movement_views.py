"""The registers of the movement: committees with their seats, initiatives with their class, designations."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from binhyen.figures.queries import scope_of
from binhyen.movement import actions, queries
from binhyen.movement.models import (
    Committee,
    CommitteeKind,
    Duty,
    Initiative,
    InitiativeKind,
    Seat,
    YearClass,
)
from binhyen.places.models import Level, Unit

from . import forms
from .page import done, officers_page, require_readable, show, unit_for, visit
from .register_views import year_asked

CLASS_TAGS = {
    YearClass.EFFECTIVE: "govuk-tag--green",
    YearClass.AVERAGE: "govuk-tag--yellow",
    YearClass.NOT_EFFECTIVE: "govuk-tag--red",
    YearClass.CLOSED: "govuk-tag--grey",
}


@officers_page
@require_http_methods(["GET", "POST"])
def committees(request: HttpRequest) -> HttpResponse:
    """List the committees of a unit, those it grew out of included, and found one."""
    visitor = visit(request)
    unit = unit_for(visitor, request.GET.get("don-vi"))
    form = forms.CommitteeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            committee = actions.found_committee(
                unit=unit,
                kind=CommitteeKind(form.cleaned_data["kind"]),
                name=form.cleaned_data["name"],
                since=form.cleaned_data["since"],
                decision_number=form.cleaned_data["decision_number"],
                decided_on=form.cleaned_data["decided_on"],
                by=visitor.user,
                at=visitor.at,
            )
        except actions.AlreadyThere:
            form.add_error(
                "decision_number", _("A committee with this decision is in the register already.")
            )
        else:
            done(request, _("The committee is in the register. Now enter its members."))
            return redirect("desk:committee", committee.pk)
    return show(
        request,
        "committees",
        {
            "unit": unit,
            "rows": queries.committees(scope_of(unit), on=visitor.on),
            "form": form,
            "may_manage": visitor.may("movement.manage", unit),
        },
    )


@officers_page
@require_http_methods(["GET", "POST"])
def committee(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a committee: its head first, its seats today and before; seat somebody."""
    visitor = visit(request)
    found = get_object_or_404(Committee.objects.select_related("unit"), pk=pk)
    require_readable(visitor, found.unit)
    form = forms.SeatForm(
        request.POST if request.method == "POST" else None, initial={"since": found.since}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.seat(
                committee=found,
                full_name=form.cleaned_data["full_name"],
                office=form.cleaned_data["office"],
                duty=Duty(form.cleaned_data["duty"]),
                since=form.cleaned_data["since"],
                by=visitor.user,
                at=visitor.at,
            )
        except actions.HeadTaken:
            form.add_error("duty", _("The committee has a head. End that seat first, please."))
        else:
            done(request, _("The seat is taken."))
            return redirect("desk:committee", found.pk)
    held = Seat.objects.held_on(visitor.on).filter(committee=found)
    return show(
        request,
        "committee",
        {
            "committee": found,
            "seats": held.by_duty(),
            "left": found.seats.filter(until__lte=visitor.on).order_by("-until", "pk"),
            "designations": found.designations.select_related("unit").order_by("-year", "pk"),
            "form": form,
            "may_manage": visitor.may("movement.manage", found),
            "today": visitor.on,
        },
    )


@officers_page
@require_POST
def leave_seat(request: HttpRequest, pk: int) -> HttpResponse:
    """End a seat as of today."""
    visitor = visit(request)
    seat = get_object_or_404(Seat.objects.select_related("committee__unit"), pk=pk, until=None)
    actions.leave_seat(seat=seat, until=visitor.on, by=visitor.user, at=visitor.at)
    done(request, _("The seat is ended as of today."))
    return redirect("desk:committee", seat.committee_id)


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
        "initiatives",
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
        "initiative",
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


@officers_page
@require_http_methods(["GET", "POST"])
def designations(request: HttpRequest) -> HttpResponse:
    """List the model units by year, and designate one."""
    visitor = visit(request)
    unit = unit_for(visitor, request.GET.get("don-vi"))
    mine = Committee.objects.filter(unit=unit, until=None).order_by("-since", "pk")
    below = (
        Unit.objects.within(unit)
        .on(visitor.on)
        .exclude(level=Level.PROVINCE)
        .order_by("level", "sort_key", "pk")
    )
    form = forms.DesignationForm(
        mine,
        below,
        request.POST if request.method == "POST" else None,
        initial={"year": visitor.on.year},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.designate(by=visitor.user, at=visitor.at, **form.cleaned_data)
        except actions.AlreadyThere:
            form.add_error("unit", _("This unit is designated for that year already."))
        else:
            done(request, _("The model unit is designated."))
            return redirect(f"{reverse('desk:designations')}?don-vi={unit.pk}")
    return show(
        request,
        "designations",
        {
            "unit": unit,
            "rows": queries.designations(scope_of(unit)),
            "form": form,
            "may_designate": visitor.may("movement.designate", unit) and mine.exists(),
            "may_manage": visitor.may("movement.manage", unit),
        },
    )
