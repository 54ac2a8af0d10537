"""Committees and who sits on them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from binhyen.desk.officers import (
    done,
    officers_page,
    require_readable,
    show,
    unit_for,
    visit,
)
from binhyen.figures.queries import scope_of
from binhyen.movement import actions, queries
from binhyen.movement.models import (
    Committee,
    CommitteeKind,
    Duty,
    Seat,
)

from . import forms


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
        "movement/committees",
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
        "movement/committee",
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
