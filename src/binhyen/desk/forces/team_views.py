"""The register of teams."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.desk import days
from binhyen.desk.officers import done, officers_page, show, unit_for, year_asked
from binhyen.desk.posts import visit_of
from binhyen.figures.queries import scope_of
from binhyen.forces import actions, queries, rules, strengthening
from binhyen.forces.models import Level, Team

from . import asking, forms, strengthening_views

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
    visitor = visit_of(request)
    unit = unit_for(visitor, request.GET.get("don-vi"))
    year = year_asked(request, visitor)
    scope = scope_of(unit)
    form = forms.TeamForm(scope, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        asking.require_commune(unit)
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
        except days.REFUSED as reason:
            days.tell(form, reason, "established_on")
        else:
            done(request, _("The team is in the register."))
            return redirect(f"{reverse('desk:teams')}?don-vi={unit.pk}&nam={year}")
    keeps = asking.keeps_a_force(unit)
    listed = list(queries.teams(scope, year=year, on=visitor.on))
    rows = [_told(team) for team in listed]
    standings = strengthening.standings(listed, on=visitor.on)
    return show(
        request,
        "forces/teams",
        {
            "unit": unit,
            "rows": rows,
            "year": year,
            "form": form,
            "may_manage": keeps and visitor.may("forces.manage", unit),
            "may_read": keeps and visitor.may("forces.read_members", unit),
            "may_open": visitor.may("figures.read", unit),
            "picture": strengthening_views.picture(standings),
            **strengthening_views.totals(standings),
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
