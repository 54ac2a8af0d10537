"""Committees and who sits on them."""

from datetime import date, timedelta
from typing import TypeVar

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.desk.decisions.field import offer
from binhyen.desk.officers import done, officers_page, require_readable, show, unit_for
from binhyen.desk.posts import Visit, visit_of
from binhyen.figures.queries import scope_of
from binhyen.movement import actions, queries
from binhyen.movement.models import (
    Committee,
    CommitteeKind,
    Duty,
    Seat,
)
from binhyen.people import policy

from . import forms, refused, seat_forms
from .readers import committee_for

#: A form that ends a seat.
Changing = TypeVar("Changing", seat_forms.EndForm, seat_forms.ReplaceForm)


@officers_page
@require_http_methods(["GET", "POST"])
def committees(request: HttpRequest) -> HttpResponse:
    """List the committees of a unit, those it grew out of included, and found one."""
    visitor = visit_of(request)
    unit = unit_for(visitor, request.GET.get("don-vi"))
    form = offer(
        forms.CommitteeForm(request.POST if request.method == "POST" else None),
        request, unit, wording="found_committee",
    )  # fmt: skip
    if form.chosen:
        form.take_from(form.chosen)
    if request.method == "POST" and form.is_valid():
        try:
            committee = actions.found_committee(
                unit=unit,
                kind=CommitteeKind(form.cleaned_data["kind"]),
                name=form.cleaned_data["name"],
                since=form.cleaned_data["since"],
                until=form.cleaned_data["until"],
                decision_number=form.cleaned_data["decision_number"],
                decided_on=form.cleaned_data["decided_on"],
                members=form.members(),
                by=visitor.user,
                at=visitor.at,
            )
        except refused.REFUSALS as refusal:
            refused.tell(form, refusal, day_field="until")
        else:
            done(request, _("The committee is in the register. Now enter its members."))
            return redirect("desk:committee", committee.pk)
    return show(
        request,
        "movement/committees",
        {
            "unit": unit,
            "rows": queries.committees(scope_of(unit), on=visitor.on),
            "today": visitor.on,
            "form": form,
            "may_manage": visitor.may("movement.manage", unit),
        },
    )


@officers_page
@require_http_methods(["GET", "POST"])
def committee(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a committee: its head first, its seats today and before; seat somebody."""
    visitor = visit_of(request)
    found = committee_for(visitor, pk)
    form = offer(
        seat_forms.SeatForm(
            found,
            request.POST if request.method == "POST" else None,
            initial={"since": found.since},
        ),
        request, found.unit, wording="change_members", about={"tu": found.pk},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.seat(
                committee=found,
                full_name=typed["full_name"],
                office=typed["office"],
                duty=Duty(typed["duty"]),
                charge=typed["charge"],
                areas=typed["areas"],
                since=typed["since"],
                decision=form.decision(),
                by=visitor.user,
                at=visitor.at,
            )
        except refused.REFUSALS as refusal:
            refused.tell(form, refusal, committee=found)
        else:
            done(request, _("The seat is taken."))
            return redirect("desk:committee", found.pk)
    designations = list(found.designations.select_related("unit").order_by("-year", "pk"))
    day = _shown_day(found, visitor.on)
    left = found.seats.filter(until__lte=visitor.on).select_related("replaced_by")
    return show(
        request,
        "movement/committee",
        {
            "committee": found,
            "day": day,
            "seats": queries.seats_of(found, day),
            "left": left.order_by("-until", "place", "pk"),
            "designations": designations,
            "form": form,
            "may_manage": visitor.may("movement.manage", found),
            "year": designations[0].year if designations else day.year,
        },
    )


def _shown_day(committee: Committee, today: date) -> date:
    """Return today, or the last day of a term that is over: its list is the last one it had."""
    if committee.until is None or today < committee.until:
        return max(today, committee.since)
    return committee.until - timedelta(days=1)


@officers_page
@require_GET
def committee_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a committee as the list that goes with its decision, to print: numbered, the head first."""
    visitor = visit_of(request)
    found = committee_for(visitor, pk)
    asked = seat_forms.DayForm(request.GET)
    day = asked.cleaned_data.get("ngay") if asked.is_valid() else None
    day = day or _shown_day(found, visitor.on)
    seats = list(queries.seats_of(found, day))
    return show(
        request,
        "movement/committee_list",
        {
            "committee": found,
            "seats": seats,
            "day": day,
            "changes": sorted(
                {(seat.decided_on, seat.decision_number) for seat in seats if seat.decided_on}
            ),
        },
    )


@officers_page
@require_http_methods(["GET", "POST"])
def leave_seat(request: HttpRequest, pk: int) -> HttpResponse:
    """End a seat by a decision."""
    visitor = visit_of(request)
    seat = _seat(visitor, pk)
    form = _changing(
        seat_forms.EndForm(
            request.POST if request.method == "POST" else None, initial={"until": visitor.on}
        ),
        request,
        seat,
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.leave_seat(
                seat=seat,
                until=form.cleaned_data["until"],
                decision=form.decision(),
                by=visitor.user,
                at=visitor.at,
            )
        except refused.REFUSALS as refusal:
            seat.refresh_from_db()
            refused.tell(form, refusal, committee=seat.committee, seat=seat, day_field="until")
        else:
            done(request, _("The seat is ended."))
            return redirect("desk:committee", seat.committee_id)
    return _seat_page(request, seat, form, is_replacing=False)


@officers_page
@require_http_methods(["GET", "POST"])
def replace_seat(request: HttpRequest, pk: int) -> HttpResponse:
    """End a seat and give it to somebody else in one act, by one decision."""
    visitor = visit_of(request)
    seat = _seat(visitor, pk)
    form = _changing(
        seat_forms.ReplaceForm(seat, request.POST if request.method == "POST" else None),
        request,
        seat,
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.replace_seat(
                seat=seat,
                holder=actions.Holder(typed["full_name"], typed["office"]),
                since=typed["since"],
                charge=typed["charge"],
                areas=typed["areas"],
                decision=form.decision(),
                by=visitor.user,
                at=visitor.at,
            )
        except refused.REFUSALS as refusal:
            seat.refresh_from_db()
            refused.tell(form, refusal, committee=seat.committee, seat=seat)
        else:
            done(request, _("The seat went over to the new member."))
            return redirect("desk:committee", seat.committee_id)
    return _seat_page(request, seat, form, is_replacing=True)


def _changing(form: Changing, request: HttpRequest, seat: Seat) -> Changing:
    """Offer the decisions by which the list of the committee changes."""
    about = {"tu": seat.committee_id, "ghe": seat.pk}
    return offer(form, request, seat.committee.unit, wording="change_members", about=about)


def _seat(visitor: Visit, pk: int) -> Seat:
    seat = get_object_or_404(Seat.objects.select_related("committee__unit"), pk=pk)
    require_readable(visitor, seat.committee.unit)
    policy.require(visitor.user, "movement.manage", seat.committee, on=visitor.on)
    return seat


def _seat_page(request: HttpRequest, seat: Seat, form: Form, *, is_replacing: bool) -> HttpResponse:
    return show(
        request,
        "movement/seat",
        {
            "seat": seat,
            "form": form,
            "is_replacing": is_replacing,
            "ended": refused.ended(seat),
        },
    )


@officers_page
@require_GET
def who_held(request: HttpRequest) -> HttpResponse:
    """Show who held what on a day, in the unit and in what it grew out of."""
    visitor = visit_of(request)
    unit = unit_for(visitor, request.GET.get("don-vi"))
    form = seat_forms.DayForm(request.GET if "ngay" in request.GET else {"ngay": visitor.on})
    day = (form.cleaned_data.get("ngay") if form.is_valid() else None) or visitor.on
    return show(
        request,
        "movement/who_held",
        {"unit": unit, "day": day, "form": form, "rows": queries.held_on(unit, day)},
    )
