"""What the pages of the roster share: whose team or member is meant, and one form with its act."""

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from binhyen.desk.forces import roster_refusing
from binhyen.desk.officers import done, show
from binhyen.desk.posts import Visit
from binhyen.forces.models import Member, Service, Team, Training
from binhyen.people import policy
from binhyen.places.models import Unit

Thing = TypeVar("Thing", Team, Service, Member, Training)
Form = TypeVar("Form", bound=forms.Form)


def team_for(visitor: Visit, pk: int, *, action: str = "figures.read") -> Team:
    """Return the team; for whom the unit does not exist neither does it. Raises NotAllowed where only `action` is missing."""
    teams = Team.objects.manned(visitor.on).select_related("unit").prefetch_related("areas")
    return _held(visitor, get_object_or_404(teams, pk=pk), action, "figures.read")


def service_for(visitor: Visit, pk: int) -> Service:
    """Return a spell that has not ended, for whoever keeps the roster."""
    services = Service.objects.select_related("member", "team__unit").filter(until=None)
    found = get_object_or_404(services, pk=pk)
    return _held(visitor, found, "forces.manage", "forces.read_members")


def member_for(visitor: Visit, pk: int, *, action: str) -> Member:
    """Return the member, who for everybody outside the commune's committee and police does not exist."""
    found = get_object_or_404(Member.objects.select_related("unit", "user"), pk=pk)
    return _held(visitor, found, action, "forces.read_members")


def training_for(visitor: Visit, pk: int, *, action: str) -> Training:
    """Return the session of training."""
    found = get_object_or_404(Training.objects.select_related("unit"), pk=pk)
    return _held(visitor, found, action, "forces.read_members")


def home_of(thing: Team | Member | Training, visitor: Visit) -> Unit:
    """Return the unit that holds it today: where the other pages of the force are read."""
    onward = Unit.objects.on(visitor.on).filter(path__in=thing.holding_paths())
    return onward.order_by("pk").first() or thing.unit


def _held(visitor: Visit, thing: Thing, action: str, at_least: str) -> Thing:
    if not visitor.may(at_least, thing):
        raise Http404
    policy.require(visitor.user, action, thing, on=visitor.on)
    return thing


def answer(
    request: HttpRequest,
    form: Form,
    act: Callable[[Form], object],
    *,
    said: str,
    onward: str,
    shown: dict[str, object],
) -> HttpResponse:
    """Do the act of a form that is sent and valid, and go on; else show it with what is wrong and what was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form)
        except roster_refusing.REFUSALS as reason:
            roster_refusing.tell(form, reason)
        else:
            done(request, said)
            return redirect(onward)
    context = {"form": form, "back": onward, **shown}
    return show(request, "forces/form", context, status=409 if form.non_field_errors() else 200)
