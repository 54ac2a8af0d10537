"""Meetings, briefings and reports of the teams, month by month."""

from datetime import date
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.core import charts
from binhyen.desk import days
from binhyen.desk.forces import asking, duty_forms, pictures
from binhyen.desk.forces.duty_views import share, year_closed
from binhyen.desk.officers import done, officers_page, show
from binhyen.desk.posts import Visit, visit_of
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import month_of
from binhyen.forces import actions, queries
from binhyen.forces.models import Team, TeamMonth
from binhyen.forces.rating_rule import rating_rule
from binhyen.places.models import Unit


@officers_page
@require_http_methods(["GET", "POST"])
def months(request: HttpRequest) -> HttpResponse:
    """Show what was due in a month and what was kept, and note it for all teams at once."""
    visitor = visit_of(request)
    unit = asking.unit_with_force(request, visitor, "forces.read_duties")
    month = asking.month_asked(request, visitor) or visitor.on.replace(day=1)
    teams = _teams(unit, month)
    forms = _forms(request, teams, month)
    refused = ""
    if request.method == "POST" and all(form.is_valid() for _team, form in forms):
        try:
            _note(forms, month, visitor)
        except actions.YearClosed as reason:
            refused = year_closed(reason)
        except days.REFUSED as reason:
            refused = days.said(reason)
        else:
            done(request, _("The month is noted."))
            return redirect(f"{reverse('desk:team_months')}?don-vi={unit.pk}&thang={month:%Y-%m}")
    year = rating_rule().year_of(month)
    kept = queries.months_kept(teams, year)
    context = {
        "unit": unit,
        "month": month,
        "year": year,
        "months": [
            (f"{m:%Y-%m}", asking.month_name(m), m == month)
            for m in asking.months_of(year, visitor)
        ],
        "rows": forms,
        "forms": [form for _team, form in forms],
        "is_wrong": any(form.errors for _team, form in forms),
        "picture": _picture(teams, kept, year),
        "may_manage": visitor.may("forces.manage", unit),
        "refused": refused,
    }
    return show(request, "forces/months", context, status=409 if refused else 200)


def _picture(teams: list[Team], kept: dict[int, tuple[int, int]], year: int) -> charts.BarChart:
    title = _("Held, attended and on time in the rating year %(year)s, of those due")
    rows = (
        (team.name, _percent(kept.get(team.pk)), share(*kept.get(team.pk, (0, 0))))
        for team in teams
    )
    return pictures.bars("giu", title % {"year": year}, rows)


def _percent(kept: tuple[int, int] | None) -> float:
    return 100 * kept[0] / kept[1] if kept and kept[1] else 0.0


def _teams(unit: Unit, month: date) -> list[Team]:
    there = Team.objects.filter(
        unit_id__among=scope_of(unit).unit_ids, established_on__lt=month_of(month).until
    )
    return list(there.select_related("unit").order_by("unit__sort_key", "established_on", "pk"))


def _forms(
    request: HttpRequest, teams: list[Team], month: date
) -> list[tuple[Team, duty_forms.Month]]:
    said = {row.team_id: row for row in TeamMonth.objects.filter(team__in=teams, month=month)}
    return [(team, _form(request, team, said.get(team.pk))) for team in teams]


def _form(request: HttpRequest, team: Team, said: TeamMonth | None) -> duty_forms.Month:
    initial: dict[str, Any] = (
        {name: getattr(said, name) for pair in duty_forms.PAIRS for name in pair} if said else {}
    )
    data = request.POST if request.method == "POST" else None
    return duty_forms.Month(team, data, initial=initial)


@transaction.atomic
def _note(forms: list[tuple[Team, duty_forms.Month]], month: date, visitor: Visit) -> None:
    """Note the teams of which something was typed and changed: all of them, or none."""
    for team, form in forms:
        if form.is_said and form.has_changed():
            actions.note_month(
                team=team, month=month, counts=form.counts(), by=visitor.user, at=visitor.at
            )
