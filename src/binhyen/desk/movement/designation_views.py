"""Which unit is the model unit of a year."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.desk.officers import (
    done,
    officers_page,
    show,
    unit_for,
    visit,
)
from binhyen.figures.queries import scope_of
from binhyen.movement import actions, queries
from binhyen.movement.models import (
    Committee,
)
from binhyen.places.models import Level, Unit

from . import forms, refused


@officers_page
@require_http_methods(["GET", "POST"])
def designations(request: HttpRequest) -> HttpResponse:
    """List the model units by year, and designate one."""
    visitor = visit(request)
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
    form = forms.DesignationForm(
        mine,
        below,
        request.POST if request.method == "POST" else None,
        initial={"year": visitor.on.year},
    )
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
            "may_manage": visitor.may("movement.manage", unit),
        },
    )
