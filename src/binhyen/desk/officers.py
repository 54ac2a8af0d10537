"""What the pages of standards, movement and forces share: whose unit is meant, who may see it, and how an act's refusal is told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from binhyen.core import clock
from binhyen.desk import fields
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places import queries as places
from binhyen.places.models import Level, Unit

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Visit:
    """Who asks, and when: read once at the edge."""

    user: User
    at: datetime

    @property
    def on(self) -> date:
        """The day in Viet Nam."""
        return clock.local_day(self.at)

    def may(self, action: str, thing: policy.Held) -> bool:
        """Say whether the visitor may do `action`: to show a button, not to act."""
        return policy.can(self.user, action, thing, on=self.on)


def officers_page(view: View) -> View:
    """Let officers in and turn an act that is not theirs into a page with a sentence."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except policy.NotAllowed as reason:
            raise PermissionDenied(_("Your post does not allow this step.")) from reason

    return guarded


def visit(request: HttpRequest) -> Visit:
    """Return who asks, and when."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return Visit(request.user, clock.now())


def own_unit(visitor: Visit, *, action: str = "figures.read") -> Unit | None:
    """Return the unit of the visitor's first post that grants `action` at all; of a team member, the commune above the area."""
    for post in policy.posts_granting(visitor.user, action, on=visitor.on):
        unit = post.unit
        return unit.parent if unit.level == Level.RESIDENTIAL_AREA and unit.parent else unit
    return None


def unit_for(visitor: Visit, unit_id: str | int | None, *, action: str = "figures.read") -> Unit:
    """Return the unit asked for, or the visitor's own; what they may not see does not exist for them."""
    if unit_id in (None, ""):
        own = own_unit(visitor, action=action)
        if own is None:
            raise PermissionDenied(_no_unit(visitor))
        return own
    try:
        unit = get_object_or_404(Unit, pk=int(str(unit_id)))
    except ValueError:
        raise Http404 from None
    require_readable(visitor, unit, action=action)
    return unit


def _no_unit(visitor: Visit) -> str:
    if policy.posts_of(visitor.user, visitor.on):
        return _("Your post does not allow this step.")
    return _("You hold no post in a unit yet.")


@dataclass(frozen=True)
class _Onward:
    """What a unit held, as the units hold it that it was merged into."""

    paths: tuple[str, ...]

    def holding_paths(self) -> tuple[str, ...]:
        """Return the paths the policy compares a post with."""
        return self.paths


def require_readable(visitor: Visit, unit: Unit, *, action: str = "figures.read") -> None:
    """Raise Http404 unless the visitor may do `action` on the unit, or on the one it was merged into whole."""
    if not visitor.may(action, _Onward(places.paths_onward(unit))):
        raise Http404


def year_asked(request: HttpRequest, visitor: Visit) -> int:
    """Return the year in the address, or the running one."""
    typed = request.GET.get("nam") or request.POST.get("nam") or ""
    if len(typed) == 4 and typed.isascii() and typed.isdigit() and int(typed) in fields.YEARS:
        return int(typed)
    return visitor.on.year


def show(
    request: HttpRequest, template: str, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    """Render a page of the desk, for example `movement/committee`."""
    return render(request, f"desk/{template}.html", context, status=status)


def done(request: HttpRequest, sentence: str) -> None:
    """Tell on the next page that it is done."""
    messages.success(request, sentence)
