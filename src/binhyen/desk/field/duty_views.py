"""A team's task, entered by a member on the phone."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from binhyen.desk.forces import duty_forms
from binhyen.desk.forces.duty_views import enter
from binhyen.desk.posts import not_allowed, officer, visit_of
from binhyen.forces import queries
from binhyen.forces.models import DutyEntry, Outcome

SHOWN = 5
_MONTH = timedelta(days=31)


@officer
@require_http_methods(["GET", "POST"])
@cache_control(private=True, no_cache=True)
def duty(request: HttpRequest) -> HttpResponse:
    """Enter a task of one's own team; what the team was given and has not ended stands below."""
    visit = visit_of(request)
    if not visit.may("forces.log_duty"):
        return not_allowed(request, _("Tasks are entered by the teams and their commune."))
    teams = queries.teams_granted(visit.user, "forces.log_duty", visit.on)
    form = duty_forms.Duty(teams, visit.on, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and enter(form, visit):
        messages.success(request, _("The task is in the log."))
        return redirect("desk:field_duty")
    waiting = DutyEntry.objects.filter(team__in=teams, outcome=Outcome.ASSIGNED)
    shown = {
        "form": form,
        "teams": teams,
        "waiting": waiting.select_related("team").order_by("on", "pk")[:20],
        "own": queries.own_duties(visit.user, since=visit.at - _MONTH)[:SHOWN],
    }
    return render(request, "desk/field/duty.html", shown)
