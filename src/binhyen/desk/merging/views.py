"""What is left to hand over after a merger, the order to do it, and how far it is."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.desk.merging import forms
from binhyen.desk.posts import Visit, not_allowed, officer, visit_of
from binhyen.figures.closing import YearClosed
from binhyen.mergers import actions, queries
from binhyen.mergers.models import Stage
from binhyen.mergers.queries import Kept

STAGE_TAGS = {
    Stage.WAITING: "govuk-tag--blue",
    Stage.RUNNING: "govuk-tag--yellow",
    Stage.DONE: "govuk-tag--green",
    Stage.FAILED: "govuk-tag--red",
}
_COUNTS = ("matters", "open_matters", "dossiers", "teams", "plans", "posts")


def _refused(request: HttpRequest) -> HttpResponse | None:
    if visit_of(request).may(queries.ACTION):
        return None
    return not_allowed(request, _("Only an administrator hands over after a merger."))


@officer
@require_GET
def mergers(request: HttpRequest) -> HttpResponse:
    """Show on which days units ended that still keep something, and what was ordered."""
    if refused := _refused(request):
        return refused
    visit = visit_of(request)
    days = [
        (day, queries.kept_on(day, visit.user, on=visit.on))
        for day in queries.days(visit.user, on=visit.on)
    ]
    orders = [(one, STAGE_TAGS[Stage(one.stage)]) for one in queries.orders_of(visit.user, on=visit.on)[:20]]  # fmt: skip
    return render(request, "desk/merging/mergers.html", {"days": days, "orders": orders})


@officer
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, day: str) -> HttpResponse:
    """Show what goes where; on POST ask once more, and when the decision's number was typed again order it."""
    if refused := _refused(request):
        return refused
    visit, on = visit_of(request), _day(day)
    kept = queries.kept_on(on, visit.user, on=visit.on)
    if not kept:
        raise Http404
    form = forms.HandOver(kept, on, request.POST if request.method == "POST" else None)
    closed = [queries.closed_sentence(row, on) for row in queries.closed_for(kept, on)]
    is_asked = False
    if request.method == "POST" and closed:
        form.add_error(None, closed)
    elif request.method == "POST" and form.is_valid():
        is_asked = form.fields["again"].required = True
        if request.POST.get("go") == "hand_over" and form.is_meant():
            pk = _order(form, visit)
            if pk:
                return redirect("desk:merger_order", pk=pk)
    return _page(request, kept, form, is_asked=is_asked, closed=closed)


def _page(
    request: HttpRequest,
    kept: list[Kept],
    form: forms.HandOver,
    *,
    is_asked: bool,
    closed: list[str],
) -> HttpResponse:
    goes = form.goes() if is_asked else {}
    shown = {
        "closed": closed,
        "kept": kept,
        "sums": {name: sum(getattr(one, name) for one in kept) for name in _COUNTS},
        "areas": sum(len(one.areas) for one in kept),
        "on": form.day,
        "form": form,
        "goes": [(area, goes[area.pk]) for one in form.divided for area in one.areas if area.pk in goes],
    }  # fmt: skip
    return render(request, f"desk/merging/{'confirm' if is_asked else 'hand_over'}.html", shown)


def _order(form: forms.HandOver, visit: Visit) -> int | None:
    """Return the number of the order, or None with what stands against it in the form."""
    typed = form.cleaned_data
    try:
        return actions.order(
            on=form.day, goes=form.goes(), decision_number=typed["decision_number"], decided_on=typed["decided_on"],
            by=visit.user, at=visit.at,
        ).pk  # fmt: skip
    except actions.AlreadyOrdered:
        form.add_error(None, _("A hand-over of these units is under way already. Look again in a moment."))  # fmt: skip
    except YearClosed as reason:
        form.add_error(None, queries.closed_sentence(reason.closed, form.day))
    except (actions.NothingKept, actions.Unassigned):
        form.add_error(None, _("The units changed while you looked. Go back and look through it again."))  # fmt: skip
    return None


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Http404 from None


@officer
@require_GET
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far an order is, and what went from each unit."""
    if refused := _refused(request):
        return refused
    visit = visit_of(request)
    found = get_object_or_404(queries.orders_of(visit.user, on=visit.on), pk=pk)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"stage": found.stage})
    shown = {
        "order": found,
        "tag": STAGE_TAGS[Stage(found.stage)],
        "units": found.units.select_related("unit__parent").order_by("unit__path"),
        "areas": found.areas.select_related("area", "to").order_by("area__sort_key", "pk"),
    }
    return render(request, "desk/merging/order.html", shown)
