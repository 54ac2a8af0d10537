"""The yearly rating of teams by one decision."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.desk.officers import done, officers_page, show, unit_for, visit, year_asked
from binhyen.figures.queries import scope_of
from binhyen.forces import actions, queries, rules

from . import forms


@officers_page
@require_http_methods(["GET", "POST"])
def rate(request: HttpRequest) -> HttpResponse:
    """Rate the teams of a commune for a year by one decision; the cap is told with what is left."""
    visitor = visit(request)
    unit = unit_for(visitor, request.GET.get("don-vi"), action="forces.manage")
    year = year_asked(request, visitor)
    teams = [
        team
        for team in queries.teams(scope_of(unit), year=year)
        if rules.is_rateable(team.established_on, year)
    ]
    form = forms.RatingsForm(
        teams, request.POST if request.method == "POST" else None, initial={"year": year}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.rate_teams(
                unit=unit,
                year=form.cleaned_data["year"],
                levels=form.levels(),
                decision_number=form.cleaned_data["decision_number"],
                decided_on=form.cleaned_data["decided_on"],
                by=visitor.user,
                at=visitor.at,
            )
        except actions.TooManyExcellent as reason:
            form.add_error(None, too_many(reason))
        except actions.TooYoung as reason:
            form.add_error(
                None,
                _("%(team)s was active for less than nine months of the year and is not rated.")
                % {"team": reason.team.name},
            )
        else:
            done(request, _("The ratings are noted."))
            return redirect(f"{reverse('desk:teams')}?don-vi={unit.pk}&nam={year}")
    return show(
        request,
        "forces/rate",
        {"unit": unit, "year": year, "form": form, "teams": teams},
        status=409 if form.non_field_errors() else 200,
    )


def too_many(reason: actions.TooManyExcellent) -> str:
    """Return the sentence about the cap."""
    return _(
        "%(excellent)s teams are rated excellent, but with %(good)s rated good at most %(allowed)s may be"
        " (20 %%, rounded down)."
    ) % {"excellent": reason.excellent, "good": reason.good, "allowed": reason.allowed}
