"""The strengthening plan: the gaps of a commune's force, ranked, each of which becomes a task."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from binhyen.core import charts
from binhyen.desk.officers import officers_page, show, unit_for
from binhyen.desk.posts import visit_of
from binhyen.figures.rules import opened_up
from binhyen.forces import roster, strengthening
from binhyen.forces.roster import Shelf
from binhyen.forces.strengthening import Gap, Standing, Want
from binhyen.people import policy

WANT_TAGS = {
    Want.REPLACE: "govuk-tag--red",
    Want.RECRUIT: "govuk-tag--orange",
    Want.TRAIN: "govuk-tag--blue",
    Want.EQUIP: "govuk-tag--grey",
}


@dataclass(frozen=True)
class Told:
    """A gap in words, with the task it may become."""

    gap: Gap
    kind: str
    tag: str
    says: str
    task: str

    @property
    def percent(self) -> int:
        """How much of what should be there is lacking."""
        return round(100 * self.gap.share)


@officers_page
@require_GET
def strengthening_plan(request: HttpRequest) -> HttpResponse:
    """List the gaps of all teams, the most pressing first, and what the force looks like as a whole."""
    visitor = visit_of(request)
    unit = unit_for(visitor, request.GET.get("don-vi"))
    policy.require(visitor.user, "forces.read_members", unit, on=visitor.on)
    teams = roster.kept_by(unit).select_related("unit").manned(visitor.on)
    standings = strengthening.standings(teams.order_by("established_on", "pk"), on=visitor.on)
    gaps = [told(gap) for gap in strengthening.gaps(standings, on=visitor.on)]
    return show(
        request,
        "forces/strengthening",
        {
            "unit": unit,
            "may_manage": visitor.may("forces.manage", unit),
            "gaps": gaps,
            "standings": standings,
            "without_roster": [one.team for one in standings if not one.has_roster],
            "picture": picture(standings),
            "ages": age_rows(standings, visitor.on.year),
            **totals(standings),
        },
    )


def totals(standings: Iterable[Standing]) -> dict[str, int]:
    """Return established, serving and vacancies of all together."""
    listed = list(standings)
    return {
        "established": sum(one.team.established_strength for one in listed),
        "serving": sum(one.strength for one in listed),
        "vacancies": sum(one.vacancies for one in listed),
    }


def picture(standings: Iterable[Standing]) -> charts.BarChart:
    """Return a bar for each team: serving in the bar, the whole track is the establishment."""
    rows = [
        (
            one.team.name,
            min(1.0, one.strength / one.team.established_strength),
            f"{one.strength}/{one.team.established_strength}",
        )
        for one in standings
    ]
    return charts.bar_chart(
        name="strength",
        title=_("Serving of established, by team"),
        description=_("A full bar is a team at its established strength."),
        rows=rows,
        top=1.0,
    )


def age_rows(standings: Iterable[Standing], year: int) -> list[tuple[str, int]]:
    """Return age band -> members, small bands together as others; empty where all together are too few to tell."""

    services = [each for one in standings for each in one.services]
    found = roster.ages(services, on=date(year, 12, 31))
    names = {_band(band): n for band, n in sorted(found.items())}
    shown = opened_up(names)
    if shown is None or not names:
        return []
    kept = dict(shown.named)
    rows = [(name, kept[name]) for name in names if name in kept]
    return [*rows, (_("other ages"), shown.others)] if shown.others else rows


def _band(band: tuple[int, int | None]) -> str:
    low, high = band
    if high is None:
        return _("over 70")
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def told(gap: Gap) -> Told:
    """Return a gap in words."""
    kind, says, task = _WORDS[gap.want](gap)
    return Told(gap, kind, WANT_TAGS[gap.want], says, f"{task}: {gap.team.name}"[:160])


def _replace(gap: Gap) -> tuple[str, str, str]:
    says, overdue = [], gap.lacking - gap.leader_is_missing
    if gap.leader_is_missing:
        says.append(_("No team leader is appointed."))
    if overdue:
        over = ngettext(
            "%(n)s member is over 70 without a decision.", "%(n)s members are over 70 without a decision.", overdue
        )  # fmt: skip
        says.append(over % {"n": overdue})
    task = (
        _("Appoint a team leader")
        if gap.leader_is_missing
        else _("Replace or decide on members over 70")
    )
    return _("Replace"), " ".join(says), task


def _recruit(gap: Gap) -> tuple[str, str, str]:
    numbers = {"n": gap.lacking, "of": gap.of}
    says = ngettext(
        "%(n)s post of %(of)s is vacant.", "%(n)s posts of %(of)s are vacant.", gap.lacking
    )
    return _("Recruit"), says % numbers, _("Recruit %(n)s members") % numbers


def _train(gap: Gap) -> tuple[str, str, str]:
    numbers = {"n": gap.lacking, "of": gap.of}
    says = _("%(n)s of %(of)s members were not trained within a year.") % numbers
    return _("Train"), says, _("Train %(n)s members") % numbers


def _equip(gap: Gap) -> tuple[str, str, str]:
    language = get_language() or "vi"
    items = ", ".join(f"{one.item.title(language)} ({one.lacking})" for one in gap.shelves)
    return _("Equip"), _("Missing: %(items)s.") % {"items": items}, _("Buy what is missing")


_WORDS = {
    Want.REPLACE: _replace,
    Want.RECRUIT: _recruit,
    Want.TRAIN: _train,
    Want.EQUIP: _equip,
}


def shelf_rows(shelves: Iterable[Shelf]) -> list[dict[str, object]]:
    """Return the items of the list in the language of the page."""
    language = get_language() or "vi"
    return [{"title": shelf.item.title(language), "shelf": shelf} for shelf in shelves]
