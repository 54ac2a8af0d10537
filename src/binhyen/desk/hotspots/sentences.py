"""What an alert says in plain words."""

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from binhyen.core import clock
from binhyen.hotspots.models import Alert, Look, MeasureKind, Replayed
from binhyen.hotspots.queries import Place, at_least
from binhyen.hotspots.rules import Ratio, rate_ratio
from binhyen.hotspots.workflow import State
from binhyen.matters import happenings
from binhyen.people.models import Body
from binhyen.places.cells import SQUARE_KM
from binhyen.reports.catalogues import taxonomy

_YEAR = 365.0
STATES = {
    State.RAISED.value: (pgettext_lazy("hot spot", "new"), "govuk-tag--red"),
    State.ACKNOWLEDGED.value: (pgettext_lazy("hot spot", "seen, no measure yet"), "govuk-tag--yellow"),
    State.MEASURED.value: (pgettext_lazy("hot spot", "measures taken"), "govuk-tag--blue"),
    State.CLOSED.value: (pgettext_lazy("hot spot", "closed"), "govuk-tag--grey"),
}  # fmt: skip
#: Who leads the task of a measure until somebody says otherwise.
LEADS = {
    MeasureKind.PATROL: Body.SECURITY_TEAM,
    MeasureKind.LIGHTING: Body.PEOPLES_COMMITTEE,
    MeasureKind.MEDIATION: Body.FRONT,
    MeasureKind.CAMPAIGN: Body.FRONT,
}


def group_name(code: str) -> str:
    """Return a group of categories as it is called."""
    return taxonomy().groups[code].name(get_language() or "vi")


def around(alert: Alert, area: str) -> str:
    """Return how an area of an alert is called: hexagons lie around the area they are nearest to."""
    return area if alert.resolution is None else _("around %(area)s") % {"area": area}


def place_name(place: Place) -> str:
    """Return how a row of the table is called: a unit by its name, a hexagon by the unit nearest to it. Its number in the
    table says which.
    """
    if place.cell is None:
        return place.unit.full_name
    return _("cell around %(area)s") % {"area": place.unit.full_name}


def before_words(alert: Alert, days: int) -> str:
    """Say which days before the window a column counts."""
    if alert.resolution is None:
        return _("In the year before")
    return _("In %(n)d days before") % {"n": days}


def hexagon_size(alert: Alert) -> str | None:
    """Return the square kilometres of its hexagons, as the language writes them; None where it has none."""
    return None if alert.resolution is None else _number(SQUARE_KM[alert.resolution], 1)


def seldom(days: float, *, is_beyond: bool = False) -> str:
    """Say after how long chance alone shows as much once; beyond that no replicate says anything."""
    if is_beyond:
        return _("more seldom than %(seldom)s") % {"seldom": seldom(days)}
    if days < _YEAR:
        return ngettext("once in %(n)d day", "once in %(n)d days", round(days)) % {"n": round(days)}
    years = round(days / _YEAR, 1)
    if years == 1:
        return _("once a year")
    return _("once in %(n)s years") % {"n": _number(years, 0 if years.is_integer() else 1)}


def _number(value: float, places: int) -> str:
    """Return a number as the language writes it, rounded: number_format alone cuts."""
    return number_format(round(value, places), places)


def what(alert: Alert, areas: int, *, is_open: bool) -> str:
    """Say what was found: "12 reports in 1 area in 7 days, where 3.1 would be usual". Who may not count each is told "10
    or more": the sums of two nights would give what one day brought.
    """
    if not is_open:
        least = {"n": at_least(alert.observed), "areas": areas, "days": alert.span.days}
        return _("Reports: %(n)d or more, areas: %(areas)d, days: %(days)d, more than usual.") % least  # fmt: skip
    said = {
        "n": alert.observed,
        "areas": areas,
        "days": alert.span.days,
        "usual": _number(alert.usual, 1),
    }
    return _("Reports: %(n)d, areas: %(areas)d, days: %(days)d. As many days usually bring %(usual)s.") % said  # fmt: skip


def sign(found: Replayed) -> str:
    """Say when officers marked the place themselves, and how long before or after the alert."""
    if found.flagged_on is None:
        is_marked = found.group in happenings.signed_groups()
        return pgettext("hot spot", "none") if is_marked else _("there is none for this kind")
    said = {
        "day": f"{found.flagged_on:%d/%m/%Y}",
        "n": abs((found.flagged_on - found.raised_on).days),
    }
    if found.flagged_on > found.raised_on:
        return _("%(day)s, %(n)d days after the alert") % said
    if found.flagged_on < found.raised_on:
        return _("%(day)s, %(n)d days before the alert") % said
    return _("%(day)s, on the day of the alert") % said


def by_chance(alert: Alert) -> str:
    """Say how seldom chance deals this."""
    told = seldom(alert.recurrence_days, is_beyond=alert.is_beyond)
    return _("Chance alone would do this %(seldom)s.") % {"seldom": told}


def task_title(alert: Alert, kind: str) -> str:
    """Return what the task of a measure is called. More people read a plan than may read hot spots: neither the kind of
    trouble nor the place is named, and whoever may read it finds the hot spot from the task.
    """
    said = {
        "measure": MeasureKind(kind).label,
        "day": f"{clock.local_day(alert.raised_at):%d/%m/%Y}",
    }
    return _("%(measure)s (hot spot told of on %(day)s)") % said


def ratio_of(look: Look) -> Ratio:
    """Return the rate after the measures over the rate before them."""
    return rate_ratio(look.before, look.before_days, look.after, look.after_days)


def effect(look: Look, *, is_comparable: bool = True) -> str:
    """Say what the counts of a second look allow to say, and no more; `is_comparable`: before and after are of one ground."""
    if not is_comparable:
        return _("A place was divided or ended since, or the points on the map are forgotten: before and after cannot be compared.")  # fmt: skip
    ratio = ratio_of(look)
    usual = rate_ratio(look.year, look.year_days, look.after, look.after_days)
    if usual.fell:
        return _("It became less than usual: chance alone hardly explains so large a fall.")
    if ratio.fell and usual.rose:
        return _("It became less than at the peak, and is still more than usual.")
    if ratio.fell:
        return _("It became less than at the peak: about what is usual. Peaks often fall by themselves.")  # fmt: skip
    if ratio.rose:
        return _("It became more.")
    return _("No change that chance could not explain as well.")


def interval(look: Look) -> str:
    """Say the ratio with its interval."""
    ratio = ratio_of(look)
    if ratio.value is None:
        return _("Nothing was counted before, so there is no ratio.")
    said = [_number(each, 2) for each in (ratio.value, ratio.low, ratio.high)]
    return _("After / before a day: %(ratio)s (95 %% interval %(low)s to %(high)s).") % dict(
        zip(("ratio", "low", "high"), said, strict=True)
    )
