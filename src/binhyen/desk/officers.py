"""What the pages of standards, movement and forces share: whose unit is meant, who may see it, and how an act's refusal is told."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from binhyen.core import text
from binhyen.desk import days, fields
from binhyen.desk.posts import Visit, officer
from binhyen.people import policy
from binhyen.places import queries as places
from binhyen.places.models import Level, Unit

View = Callable[..., HttpResponseBase]


def officers_page(view: View) -> View:
    """Let officers in and turn an act that is not theirs, or a day that no form can be told of, into a page with a sentence."""

    @officer
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except policy.NotAllowed as reason:
            raise PermissionDenied(_("Your post does not allow this step.")) from reason
        except days.REFUSED as reason:
            return show(request, "day_refused", {"sentence": days.said(reason)}, status=409)

    return guarded


def own_unit(visitor: Visit, *, action: str = "figures.read") -> Unit | None:
    """Return the unit of the post one works for, or of the first post that grants `action` where that one does not; of a
    team member, the commune above the area."""
    granting = policy.posts_granting(visitor.user, action, on=visitor.on)
    if not granting:
        return None
    post = visitor.post if visitor.post in granting else granting[0]
    unit = post.unit
    return unit.parent if unit.level == Level.RESIDENTIAL_AREA and unit.parent else unit


def unit_for(visitor: Visit, unit_id: str | int | None, *, action: str = "figures.read") -> Unit:
    """Return the unit asked for, or the visitor's own; what they may not see does not exist for them."""
    if unit_id in (None, ""):
        own = own_unit(visitor, action=action)
        if own is None:
            raise PermissionDenied(_("Your post does not allow this step."))
        return own
    try:
        unit = get_object_or_404(Unit, pk=int(str(unit_id)))
    except ValueError:
        raise Http404 from None
    require_readable(visitor, unit, action=action)
    return unit


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


def number_asked(request: HttpRequest, name: str) -> int | None:
    """Return a number in the address, None for anything else."""
    return text.whole(request.GET.get(name, ""))


def number_sent(request: HttpRequest, name: str) -> int | None:
    """Return a number that a form sent beside what was typed, None for anything else."""
    return text.whole(request.POST.get(name, ""))


def show(
    request: HttpRequest, template: str, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    """Render a page of the desk, for example `movement/committee`."""
    return render(request, f"desk/{template}.html", context, status=status)


def done(request: HttpRequest, sentence: str) -> None:
    """Tell on the next page that it is done."""
    messages.success(request, sentence)
