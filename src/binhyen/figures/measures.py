"""What figures are measured in, and what they rest on, in words. Pure."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Measure(StrEnum):
    """The unit of a figure's value. A share is exact in its numerator and denominator and shown in percent."""

    PERCENT = "percent"
    DAYS = "days"
    MINUTES = "minutes"
    LEVEL = "level"
    REPORTS = "reports"
    MATTERS = "matters"
    ACTS = "acts"
    PEOPLE = "people"
    TEAMS = "teams"
    PATROLS = "patrols"
    TRAININGS = "trainings"
    HOURS = "hours"
    DUTIES = "duties"
    POINTS = "points"
    INITIATIVES = "initiatives"
    TASKS = "tasks"
    UNITS = "units"
    PLEDGES = "pledges"
    CAMPAIGNS = "campaigns"
    SESSIONS = "sessions"
    ARTICLES = "articles"
    DONG = "dong"


MEASURES: dict[Measure, Promise] = {
    Measure.PERCENT: _("percent"),
    Measure.DAYS: pgettext_lazy("measure", "days"),
    Measure.MINUTES: pgettext_lazy("measure", "minutes"),
    Measure.LEVEL: _("level, 1 to 4"),
    Measure.REPORTS: pgettext_lazy("measure", "reports"),
    Measure.MATTERS: pgettext_lazy("measure", "matters"),
    Measure.ACTS: pgettext_lazy("measure", "acts"),
    Measure.PEOPLE: pgettext_lazy("measure", "people"),
    Measure.TEAMS: pgettext_lazy("measure", "teams"),
    Measure.PATROLS: pgettext_lazy("measure", "patrols"),
    Measure.TRAININGS: pgettext_lazy("measure", "trainings"),
    Measure.HOURS: pgettext_lazy("measure", "hours"),
    Measure.DUTIES: pgettext_lazy("measure", "duties"),
    Measure.POINTS: pgettext_lazy("measure", "points"),
    Measure.INITIATIVES: pgettext_lazy("measure", "initiatives"),
    Measure.TASKS: pgettext_lazy("measure", "tasks"),
    Measure.UNITS: pgettext_lazy("measure", "units"),
    Measure.PLEDGES: pgettext_lazy("measure", "pledges"),
    Measure.CAMPAIGNS: pgettext_lazy("measure", "campaigns"),
    Measure.SESSIONS: pgettext_lazy("measure", "sessions"),
    Measure.ARTICLES: pgettext_lazy("measure", "articles"),
    Measure.DONG: pgettext_lazy("measure", "đồng"),
}


class Basis(StrEnum):
    """What stands behind a figure."""

    COUNTED = "counted"
    RECORDED = "recorded"
    STATED = "stated"


BASES: dict[Basis, Promise] = {
    Basis.COUNTED: _(
        "Day counts that each act writes along with itself; they are recounted from the records to prove them."
    ),
    Basis.RECORDED: _("The records themselves, looked at when the figure is asked for."),
    Basis.STATED: _("Totals that the competent authority states on a numbered paper."),
}


#: The first part of a figure's name, in the order in which one reads about them: a matter's way, then the programme.
GROUPS: dict[str, Promise] = {
    "reports": _("What people report"),
    "matters": _("What becomes of it"),
    "forces": _("The grassroots force"),
    "movement": _("The movement"),
    "newsroom": _("News and campaigns"),
    "standards": _("Recognition"),
}
