"""Pages on which a commune keeps its residential areas, agencies, enterprises and schools."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from binhyen.core import clock
from binhyen.desk import days
from binhyen.desk.units import forms, guarded
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places import actions
from binhyen.places.kinds import LocalKind
from binhyen.places.models import Level, Unit

SAMPLE = "\ufeffloại,tên,vĩ độ,kinh độ\r\nấp,Bà Nhã,,\r\nkhu phố,2,,\r\ntrường,Trường Tiểu học Mỹ Lạc,,\r\n"

View = Callable[..., HttpResponse]


def _guarded(view: View) -> View:
    """Answer what the policy refuses with the page that says so."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except policy.NotAllowed as reason:
            sentence = _("Only the commune itself keeps its residential areas and organisations.")
            raise PermissionDenied(sentence) from reason

    return login_required(answer)


@require_safe
@_guarded
def units(request: HttpRequest) -> HttpResponse:
    """List the local units of every commune in which the user may add some."""
    today = clock.today()
    posts = policy.posts_granting(request.user, guarded.ACTION, on=today)
    communes = {post.unit for post in posts if post.unit.level == Level.COMMUNE}
    below = Unit.objects.on(today).filter(parent__in=communes, edition="local")
    by_commune: dict[int | None, list[Unit]] = {commune.pk: [] for commune in communes}
    for unit in below.order_by("level", "sort_key", "pk"):
        by_commune[unit.parent_id].append(unit)
    listed = [
        (commune, by_commune[commune.pk])
        for commune in sorted(communes, key=lambda commune: (commune.sort_key, commune.pk))
    ]
    return render(request, "desk/units/units.html", {"listed": listed})


@require_http_methods(["GET", "HEAD", "POST"])
@_guarded
def add(request: HttpRequest, commune_id: int) -> HttpResponse:
    """Add one local unit."""
    commune, user = _commune(request, commune_id)
    at = clock.now()
    form = forms.Add(request.POST or None, today=clock.local_day(at))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            unit = guarded.add_local_unit(
                parent=commune, kind=LocalKind(typed["kind"]), name=typed["name"], on=typed["on"],
                by=user, at=at, lat=typed["lat"], lon=typed["lon"],
            )  # fmt: skip
        except actions.BadName as reason:
            form.add_error("name", str(reason))
        except actions.PointElsewhere as reason:
            form.add_error("lat", str(reason))
        except actions.CannotHold as reason:
            form.add_error("on", str(reason))
        except days.REFUSED as reason:
            days.tell(form, reason, "on")
        else:
            messages.success(request, _("%(unit)s is added.") % {"unit": unit.full_name})
            return redirect("desk:units")
    return render(request, "desk/units/add.html", {"form": form, "commune": commune})


@require_http_methods(["GET", "HEAD", "POST"])
@_guarded
def import_table(request: HttpRequest, commune_id: int) -> HttpResponse:
    """Take over a table of local units, all of it or nothing."""
    commune, user = _commune(request, commune_id)
    at = clock.now()
    form = forms.Table(request.POST or None, request.FILES or None, today=clock.local_day(at))
    faults: tuple[actions.CellError, ...] = ()
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            opened = guarded.import_local_units(
                parent=commune, content=typed["file"], on=typed["on"], by=user, at=at
            )
        except actions.BadTable as reason:
            faults = reason.errors
            form.add_error("file", _("Nothing was taken over. Correct the table as shown below."))
        except actions.CannotHold as reason:
            form.add_error("on", str(reason))
        except days.REFUSED as reason:
            days.tell(form, reason, "on")
        else:
            messages.success(request, _("%(count)s units are added.") % {"count": len(opened)})
            return redirect("desk:units")
    return render(
        request, "desk/units/import.html", {"form": form, "commune": commune, "faults": faults}
    )


@require_safe
@_guarded
def sample_table(request: HttpRequest) -> HttpResponse:
    """Give an example of a table."""
    response = HttpResponse(SAMPLE, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="mau-don-vi.csv"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@_guarded
def rename(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Give a local unit another name."""
    unit, user = _local_unit(request, unit_id)
    at = clock.now()
    form = forms.Rename(request.POST or None, today=clock.local_day(at))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            renamed = guarded.rename_local_unit(
                unit=unit, name=typed["name"], on=typed["on"], by=user, at=at
            )
        except actions.BadName as reason:
            form.add_error(None, str(reason))
        except actions.AlreadyClosed:
            form.add_error(None, _already_closed(unit))
        except days.REFUSED as reason:
            days.tell(form, reason, "on")
        else:
            names = {"old": unit.full_name, "new": renamed.full_name}
            messages.success(request, _("%(old)s is now called %(new)s.") % names)
            return redirect("desk:units")
    return render(request, "desk/units/rename.html", {"form": form, "unit": unit})


@require_http_methods(["GET", "HEAD", "POST"])
@_guarded
def close(request: HttpRequest, unit_id: int) -> HttpResponse:
    """End a local unit; its history stays."""
    unit, user = _local_unit(request, unit_id)
    at = clock.now()
    form = forms.Close(request.POST or None, today=clock.local_day(at))
    if request.method == "POST" and form.is_valid():
        try:
            guarded.close_local_unit(unit=unit, on=form.cleaned_data["on"], by=user, at=at)
        except actions.BadName as reason:
            form.add_error("on", str(reason))
        except actions.AlreadyClosed:
            form.add_error(None, _already_closed(unit))
        except days.REFUSED as reason:
            days.tell(form, reason, "on")
        else:
            messages.success(request, _("%(unit)s is closed.") % {"unit": unit.full_name})
            return redirect("desk:units")
    return render(request, "desk/units/close.html", {"form": form, "unit": unit})


def _already_closed(unit: Unit) -> str:
    return _("%(unit)s was closed before. Look at the list again.") % {"unit": unit.full_name}


def _commune(request: HttpRequest, pk: int) -> tuple[Unit, User]:
    """Return the commune and who asks, when they may add units there. Raises NotAllowed."""
    commune = get_object_or_404(Unit, pk=pk, level=Level.COMMUNE)
    return commune, _allowed(request, commune)


def _local_unit(request: HttpRequest, pk: int) -> tuple[Unit, User]:
    """Return the local unit and who asks, when they may change it. Raises NotAllowed."""
    unit = get_object_or_404(Unit.objects.select_related("parent"), pk=pk, edition="local")
    return unit, _allowed(request, guarded.commune_of(unit))


def _allowed(request: HttpRequest, commune: Unit) -> User:
    if not isinstance(request.user, User):
        raise policy.NotAllowed
    policy.require(request.user, guarded.ACTION, commune, on=clock.today())
    return request.user
