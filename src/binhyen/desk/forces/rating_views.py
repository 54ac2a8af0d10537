"""The yearly rating of the teams: a draft gone on with, closed by one decision, and what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.desk.decisions.field import offer
from binhyen.desk.forces import asking, rating_forms, refusing
from binhyen.desk.officers import done, officers_page, show, year_asked
from binhyen.desk.posts import Visit, visit_of
from binhyen.figures.queries import scope_of
from binhyen.forces import actions, conditions, queries, rules
from binhyen.forces.models import RatingSheet, Team
from binhyen.forces.rating_rule import rating_rule
from binhyen.places.models import Unit
from binhyen.standards import catalogues

SAVE, DECIDE = "save", "decide"


@dataclass(frozen=True)
class Desk:
    """One year of one commune as it lies on the table: its forms, what stands and what is kept."""

    unit: Unit
    year: int
    lines: Sequence[rating_forms.Line]
    papers: rating_forms.Papers
    young: Sequence[Team]
    old: RatingSheet | None

    @property
    def is_valid(self) -> bool:
        """Say whether every form can be read."""
        return all(form.is_valid() for form in (*self.lines, self.papers))

    def proposal(self) -> actions.Proposal:
        """Return what was typed as the acts take it; the teams that are too young stand on it unrated."""
        lines = [form.line() for form in self.lines]
        lines += [actions.Line(team) for team in self.young]
        return actions.Proposal(
            self.unit, self.year, lines, self.papers.minutes(), self.papers.when_seen()
        )


@officers_page
@require_http_methods(["GET", "POST"])
def rate(request: HttpRequest) -> HttpResponse:
    """Rate the teams of a commune for a year; a decided year is shown, and rated anew only by a new decision."""
    visitor = visit_of(request)
    unit = asking.unit_with_force(request, visitor, "forces.manage")
    asking.require_commune(unit)
    year = year_asked(request, visitor)
    old = queries.standing_sheet(unit, year)
    if old is not None and request.method == "GET" and "thay" not in request.GET:
        return _decided(request, unit, year)
    desk = _desk(request, unit, year, old, on=visitor.on)
    go = request.POST.get("go", "")
    if request.method == "POST" and go in {SAVE, DECIDE} and desk.is_valid:
        answer = _take(request, desk, visitor, go)
        if answer is not None:
            return answer
    context = _context(desk)
    status = 409 if go in {SAVE, DECIDE} and context["is_wrong"] else 200
    return show(request, "forces/rate", context, status=status)


def _decided(request: HttpRequest, unit: Unit, year: int) -> HttpResponse:
    sheets = list(queries.sheets(unit, year))
    context = {"unit": unit, "year": year, "sheets": sheets}
    return show(request, "forces/rated", context)


def _desk(
    request: HttpRequest, unit: Unit, year: int, old: RatingSheet | None, *, on: date
) -> Desk:
    teams = list(queries.teams(scope_of(unit), year=year, on=on))
    rated = [team for team in teams if rules.is_rateable(team.established_on, year)]
    draft = queries.draft_of(unit, year)
    base = draft or old
    kept = {line.team_id: line for line in base.lines.all()} if base else {}
    data = request.POST if request.method == "POST" else None
    lines = [
        rating_forms.Line(
            team, data, initial=rating_forms.initial_of(kept[team.pk]) if team.pk in kept else None
        )
        for team in rated
    ]
    papers = rating_forms.Papers(
        data, decides=request.POST.get("go") == DECIDE, old=old, initial=_initial(draft)
    )
    young = [team for team in teams if team not in rated]
    papers = offer(papers, request, unit, wording="rate_teams", about={"nam": year})
    return Desk(unit, year, lines, papers, young, old)


def _initial(draft: RatingSheet | None) -> dict[str, object]:
    if draft is None:
        return {}
    names = ("minutes_number", "met_on", "present", "votes_for", "votes_against")
    kept: dict[str, object] = {name: getattr(draft, name) for name in names}
    return {**kept, "seen": draft.saved_at.isoformat()}


def _take(request: HttpRequest, desk: Desk, visitor: Visit, go: str) -> HttpResponse | None:
    """Save or decide; None, with the reason in the form, when it cannot be."""
    here = f"{reverse('desk:rate_teams')}?don-vi={desk.unit.pk}&nam={desk.year}"
    proposal = desk.proposal()
    try:
        if go == SAVE:
            actions.save_rating(proposal=proposal, by=visitor.user, at=visitor.at)
            done(request, _("The draft is saved. Nothing is decided yet."))
            return redirect(f"{here}&thay=1" if desk.old else here)
        decision = desk.papers.decision()
        actions.decide_rating(proposal=proposal, decision=decision, by=visitor.user, at=visitor.at)
    except refusing.REFUSALS as reason:
        refusing.tell(reason, desk.papers, desk.lines)
        return None
    done(request, _("The year is decided and closed."))
    return redirect(here)


def _context(desk: Desk) -> dict[str, object]:
    draft = queries.draft_of(desk.unit, desk.year)
    forms = [*desk.lines, desk.papers]
    first, last = rating_rule().window(desk.year)
    told = conditions.computed([form.team for form in desk.lines], desk.year)
    return {
        "unit": desk.unit,
        "year": desk.year,
        "since": rating_rule().first_day(desk.year),
        "until": rating_rule().last_day(desk.year),
        "first": first,
        "last": last,
        "draft": draft,
        "old": desk.old,
        "rows": [(form, _seven(form, told[form.team.pk])) for form in desk.lines],
        "papers": desk.papers,
        "forms": forms,
        "is_wrong": any(form.errors for form in forms),
        "young": desk.young,
        "teams_places": rating_forms.places_of_teams(desk.lines),
        "members_places": rating_forms.places_of_members(desk.lines),
        "percent": rating_rule().excellent_percent,
    }


def _seven(
    form: rating_forms.Line, told: Sequence[conditions.Condition]
) -> list[tuple[conditions.Condition, str]]:
    """Return the seven conditions of the excellent team with their words, by number."""
    papers = {no: str(form[f"paper_{no}"].value() or "") for no in conditions.ATTESTED}
    broken = rating_forms.whole(form["not_completed"].value())
    both = [*told, *conditions.attested(papers, members_not_completed=broken)]
    titles = _titles(get_language() or "vi")
    return [(each, titles[each.no]) for each in sorted(both, key=lambda one: one.no)]


@lru_cache(maxsize=2)
def _titles(language: str) -> dict[int, str]:
    catalogue = catalogues.load(catalogues.FOLDER / "force-rating-2026.yaml")
    return {int(one.id.rpartition(".")[2]): one.title(language) for one in catalogue.criteria}
