"""Which unit is the model unit of a year, and taking such a choice back."""

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.desk import days
from binhyen.desk.decisions.field import offer
from binhyen.desk.officers import done, officers_page, show, unit_for
from binhyen.desk.posts import Visit, visit_of
from binhyen.figures.queries import scope_of
from binhyen.movement import actions, queries
from binhyen.movement.models import (
    Committee,
    Designation,
)
from binhyen.places.models import Level, Unit

from . import forms, refused


@officers_page
@require_http_methods(["GET", "POST"])
def designations(request: HttpRequest) -> HttpResponse:
    """List the model units by year, and designate one."""
    visitor = visit_of(request)
    unit = unit_for(visitor, request.GET.get("don-vi"))
    mine = (
        Committee.objects.filter(unit=unit)
        .filter(Q(until=None) | Q(until__gt=visitor.on))
        .order_by("-since", "pk")
    )
    below = (
        Unit.objects.below(unit)
        .on(visitor.on)
        .exclude(level=Level.PROVINCE)
        .order_by("level", "sort_key", "pk")
    )
    form = offer(
        forms.DesignationForm(
            mine,
            below,
            request.POST if request.method == "POST" else None,
            initial={"year": visitor.on.year},
        ),
        request, unit, wording="choose_model_unit",
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            actions.designate(by=visitor.user, at=visitor.at, **form.cleaned_data)
        except refused.REFUSALS as refusal:
            committee = form.cleaned_data["committee"]
            refused.tell(form, refusal, committee=committee, day_field="decided_on")
        else:
            done(request, _("The model unit is designated."))
            return redirect(f"{reverse('desk:designations')}?don-vi={unit.pk}")
    return show(
        request,
        "movement/designations",
        {
            "unit": unit,
            "rows": queries.designations(scope_of(unit)),
            "form": form,
            "may_designate": visitor.may("movement.designate", unit) and mine.exists(),
            "may_revoke": visitor.may("movement.designate", unit),
            "may_manage": visitor.may("movement.manage", unit),
        },
    )


@officers_page
@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a designation back by a decision; it stays in the register."""
    visitor = visit_of(request)
    found = get_object_or_404(Designation.objects.select_related("unit", "committee__unit"), pk=pk)
    if not visitor.may("movement.designate", found.committee):
        raise Http404
    form = forms.RevokeForm(request.POST if request.method == "POST" else None)
    form = offer(form, request, found.committee.unit)
    if request.method == "POST" and form.is_valid() and _revoke(form, found, visitor):
        done(request, _("The designation is revoked; it stays in the register."))
        return redirect(f"{reverse('desk:designations')}?don-vi={found.committee.unit_id}")
    return show(request, "movement/revoke", {"designation": found, "form": form})


def _revoke(form: forms.RevokeForm, found: Designation, visitor: Visit) -> bool:
    typed = form.cleaned_data
    decision = actions.Decision(typed["decision_number"], typed["decided_on"])
    try:
        actions.revoke_designation(
            designation=found,
            decision=decision,
            because=typed["because"],
            by=visitor.user,
            at=visitor.at,
        )
    except actions.Revoked:
        form.add_error(None, _("This designation was revoked before."))
    except actions.EndsBeforeStart:
        said = _("The day must lie between the designation, %(day)s, and today.")
        form.add_error("decided_on", said % {"day": f"{found.decided_on:%d/%m/%Y}"})
    except (actions.NumberUsed, *days.REFUSED) as reason:
        refused.tell(form, reason, day_field="decided_on")
    else:
        return True
    return False
