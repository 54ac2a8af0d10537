"""The pages on which something is entered about an initiative."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from binhyen.desk.decisions.field import ByDecision, offer
from binhyen.desk.officers import done, number_sent, officers_page, show
from binhyen.desk.posts import Visit, visit_of
from binhyen.movement import actions, queries
from binhyen.movement.models import Initiative, InitiativePoint
from binhyen.places.actions import BadTable, CellError

from .initiative_steps import OF_A_SCHOOL, STEPS, Refused


def _found(visitor: Visit, pk: int, action: str) -> Initiative:
    """Return the initiative; what one may not see does not exist, what one may only see is refused."""
    found = get_object_or_404(Initiative.objects.select_related("unit__parent"), pk=pk)
    if not visitor.may("figures.read", found):
        raise Http404
    if not visitor.may(action, found):
        raise PermissionDenied(_("Your post does not allow this step."))
    return found


@officers_page
@require_http_methods(["GET", "POST"])
def initiative_step(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Enter one thing about an initiative."""
    step = STEPS.get(slug)
    if step is None:
        raise Http404
    visitor = visit_of(request)
    found = _found(visitor, pk, step.action)
    if slug in OF_A_SCHOOL and not queries.schools(found).exists():
        raise Http404
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = step.make(found, visitor, given)
    if isinstance(form, ByDecision):
        form = offer(form, request, found.unit, wording="found_initiative", about={"tu": found.pk})
    faults: tuple[CellError, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            step.do(found, form.cleaned_data, visitor)
        except Refused as reason:
            form.add_error(reason.field, reason.sentence)
        except BadTable as reason:
            faults = reason.errors
            form.add_error("file", _("Nothing was taken over. Correct the table as shown below."))
        else:
            done(request, str(step.done))
            return redirect("desk:initiative", found.pk)
    shown = {"initiative": found, "step": step, "form": form, "faults": faults}
    return show(request, "movement/initiative_step", shown)


@officers_page
@require_http_methods(["GET", "POST"])
def initiative_origin(request: HttpRequest, pk: int) -> HttpResponse:
    """Find the initiative that this one was copied from, of whatever unit, and say so."""
    visitor = visit_of(request)
    found = _found(visitor, pk, "movement.manage")
    asked = request.GET.get("tim", "").strip()[:100].replace("\0", "")
    wrong = ""
    if request.method == "POST":
        try:
            origin = Initiative.objects.get(pk=number_sent(request, "nguon") or 0)
            actions.copy_from(initiative=found, origin=origin, by=visitor.user, at=visitor.at)
        except Initiative.DoesNotExist:
            wrong = _("Choose an initiative from the list.")
        except actions.CopiesItself:
            wrong = _("An initiative is not copied from itself, from its copies, or from a later one.")  # fmt: skip
        else:
            done(request, _("The initiative stands as a copy now."))
            return redirect("desk:initiative", found.pk)
    rows = queries.origins_called(asked, copy=found) if asked else None
    shown = {"initiative": found, "asked": asked, "rows": rows, "wrong": wrong}
    return show(request, "movement/initiative_origin", shown)


@officers_page
@require_POST
def close_point(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a point as of today."""
    visitor = visit_of(request)
    points = InitiativePoint.objects.select_related("initiative__unit__parent")
    point = get_object_or_404(points, pk=pk, closed_on=None)
    if not visitor.may("figures.read", point.initiative):
        raise Http404
    try:
        actions.close_point(point=point, closed_on=visitor.on, by=visitor.user, at=visitor.at)
    except actions.BeforeFounding:
        raise Http404 from None
    done(request, _("The point is closed as of today."))
    return redirect("desk:initiative", point.initiative_id)
