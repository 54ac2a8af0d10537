"""The register of teams and their yearly rating by one decision."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.figures.queries import scope_of
from binhyen.forces import actions, queries, rules
from binhyen.forces.models import Level, Team

from . import forms
from .page import done, officers_page, show, unit_for, visit
from .register_views import year_asked

LEVEL_TAGS = {
    Level.EXCELLENT: "govuk-tag--turquoise",
    Level.GOOD: "govuk-tag--green",
    Level.COMPLETED: "govuk-tag--blue",
    Level.NOT_COMPLETED: "govuk-tag--red",
}


@officers_page
@require_http_methods(["GET", "POST"])
def teams(request: HttpRequest) -> HttpResponse:
    """List the teams with strength and rating, and set one up."""
    visitor = visit(request)
    unit = unit_for(visitor, request.GET.get("don-vi"))
    year = year_asked(request, visitor)
    scope = scope_of(unit)
    form = forms.TeamForm(scope, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.set_up_team(
                unit=unit,
                areas=list(typed["areas"]),
                name=typed["name"],
                established_on=typed["established_on"],
                decision_number=typed["decision_number"],
                established_strength=typed["established_strength"],
                serving=typed["serving"],
                by=visitor.user,
                at=visitor.at,
            )
        except actions.AlreadyThere:
            form.add_error("name", _("A team of this name is in the register already."))
        else:
            done(request, _("The team is in the register."))
            return redirect(f"{reverse('desk:teams')}?don-vi={unit.pk}&nam={year}")
    rows = [_told(team) for team in queries.teams(scope, year=year)]
    return show(
        request,
        "teams",
        {
            "unit": unit,
            "rows": rows,
            "year": year,
            "form": form,
            "may_manage": visitor.may("forces.manage", unit),
            **_summary(rows),
        },
    )


def _told(team: Team) -> dict[str, object]:
    level = getattr(team, "level_of_year", None)
    return {
        "team": team,
        "level": Level(level).label if level else "",
        "tag": LEVEL_TAGS[Level(level)] if level else "",
        "chosen": level or "",
    }


def _summary(rows: list[dict[str, object]]) -> dict[str, int]:
    chosen = [row["chosen"] for row in rows]
    good = chosen.count(Level.GOOD)
    return {
        "good": good,
        "excellent": chosen.count(Level.EXCELLENT),
        "allowed": rules.excellent_allowed(good),
        "unrated": chosen.count(""),
    }


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
        "rate",
        {"unit": unit, "year": year, "form": form, "teams": teams},
        status=409 if form.non_field_errors() else 200,
    )


def too_many(reason: actions.TooManyExcellent) -> str:
    """Return the sentence about the cap."""
    return _(
        "%(excellent)s teams are rated excellent, but with %(good)s rated good at most %(allowed)s may be"
        " (20 %%, rounded down)."
    ) % {"excellent": reason.excellent, "good": reason.good, "allowed": reason.allowed}
