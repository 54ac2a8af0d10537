"""What each kind of report is made of: its sections, and the named figures that stand in each; longer periods tell more.

Parts I to V are those of the periodic reports of the programme; a week says the situation, what was done and what comes
next on one page, an urgent report what, where, when, done, asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from binhyen.periodic.rules import PERIODIC, Kind

#: The kinds from a length on.
_FROM_WEEK = frozenset(PERIODIC)
_FROM_MONTH = _FROM_WEEK - {Kind.WEEK}
_FROM_QUARTER = _FROM_MONTH - {Kind.MONTH}
_FROM_HALF = _FROM_QUARTER - {Kind.QUARTER}
_YEARS = frozenset({Kind.YEAR, Kind.POLICE_YEAR})
_WEEK = frozenset({Kind.WEEK})
_URGENT = frozenset({Kind.URGENT})


@dataclass(frozen=True)
class Section:
    """A place of the report where words are written, and the figures that stand there from a kind on."""

    code: str  # "I", "II.5"
    title: Promise
    kinds: frozenset[Kind]
    figures: Sequence[tuple[frozenset[Kind], tuple[str, ...]]] = ()
    has_groups: bool = False  # the matters by group and the notable ones stand here
    is_heading: bool = False  # holds sections and no words of its own

    @property
    def is_part(self) -> bool:
        """Say whether it is a part, and not a section of one."""
        return "." not in self.code

    @property
    def part(self) -> str:
        """The part it is or stands in."""
        return self.code.partition(".")[0]

    @property
    def number(self) -> str:
        """Its own number: "II", or "5" within the part."""
        return self.code.rpartition(".")[2]

    def figures_of(self, kind: Kind) -> tuple[str, ...]:
        """Return the names of the figures that stand here in a report of this kind."""
        return tuple(name for kinds, names in self.figures if kind in kinds for name in names)


SECTIONS: tuple[Section, ...] = (
    Section(
        "I", _("Situation"), _FROM_WEEK, has_groups=True,
        figures=(
            (_FROM_WEEK, ("reports.received", "matters.opened", "matters.open_now")),
            (_FROM_MONTH, ("matters.overdue_now", "matters.confirmed", "matters.pending", "matters.flagged", "matters.above_now")),
            (_FROM_QUARTER, ("reports.online_share", "reports.anonymous_share")),
        ),
    ),
    Section(
        "II", pgettext_lazy("periodic report", "Work done"), _WEEK,
        figures=((_WEEK, ("matters.settled", "matters.on_time_share", "forces.patrols")),),
    ),
    Section("III", _("Work of the next week"), _WEEK),
    Section("II", pgettext_lazy("periodic report", "Results"), _FROM_MONTH, is_heading=True),
    Section("II.1", _("Leadership, papers issued"), _FROM_MONTH),
    Section(
        "II.2", _("Work of the committee"), _FROM_MONTH,
        figures=((_FROM_QUARTER, ("movement.committee_seats",)),),
    ),
    Section(
        "II.3", _("Communication"), _FROM_MONTH,
        figures=(
            (_FROM_MONTH, ("newsroom.campaigns", "newsroom.sessions", "newsroom.people_reached")),
            (_FROM_QUARTER, ("newsroom.attendance", "newsroom.pledges")),
            (_FROM_HALF, ("newsroom.cost",)),
        ),
    ),
    Section(
        "II.4", _("Initiatives and models"), _FROM_MONTH,
        figures=(
            (_FROM_MONTH, ("movement.effective_initiatives", "movement.replications")),
            (_FROM_QUARTER, ("movement.effective_cameras", "movement.commitments", "movement.households_registered_share")),
            (_FROM_HALF, ("movement.units_registered_share", "movement.staff_briefed_share")),
        ),
    ),
    Section(
        "II.5", _("The core force"), _FROM_MONTH,
        figures=(
            (_FROM_MONTH, ("forces.teams", "forces.serving", "forces.vacancies", "forces.trainings", "forces.duties", "forces.patrols")),
            (_FROM_QUARTER, ("forces.strength_share", "forces.training_hours", "forces.training_attendance_share", "forces.duties_done_share", "forces.meetings_and_reports_share")),
            (_FROM_HALF, ("forces.joined", "forces.left", "forces.equipment_share", "forces.trained_share", "forces.area_weeks_patrolled_share")),
            (_YEARS, ("forces.teams_rated", "forces.teams_excellent", "forces.teams_good", "forces.teams_good_share", "forces.turnover_share")),
        ),
    ),
    Section(
        "II.6", _("Reports handled, disputes settled"), _FROM_MONTH,
        figures=(
            (_FROM_MONTH, ("matters.settled", "matters.on_time_share", "matters.settled_at_base_share", "matters.proposed", "matters.answered", "matters.referred", "matters.set_aside", "matters.mediation_success_share")),
            (_FROM_QUARTER, ("matters.answered_in_a_day_share", "matters.clocks_met_share", "matters.proposals_on_time_share", "matters.reopened_share", "matters.median_days")),
            (_FROM_HALF, ("matters.ninth_decile_days", "matters.team_calls_answered", "matters.team_median_minutes", "matters.satisfaction_share", "matters.said_settled_share")),
        ),
    ),
    Section(
        "II.7", _("Themes: crime, social evils, traffic, fire"), _FROM_MONTH,
        figures=(
            (_FROM_QUARTER, ("forces.situation_done_share", "forces.movement_done_share", "forces.fire_done_share", "forces.order_done_share", "forces.education_done_share", "forces.guard_done_share")),
        ),
    ),
    Section(
        "II.8", _("Standards of safety"), _FROM_MONTH,
        figures=((_FROM_HALF, ("standards.recognised_areas_share", "standards.recognised_units_share")),),
    ),
    Section("III", pgettext_lazy("periodic report", "Assessment"), _FROM_MONTH, is_heading=True),
    Section("III.1", pgettext_lazy("periodic report", "Strengths"), _FROM_MONTH),
    Section("III.2", _("Shortcomings"), _FROM_MONTH),
    Section("III.3", _("Causes"), _FROM_MONTH),
    Section("IV", _("Work of the next period"), _FROM_MONTH),
    Section("V", _("Requests and proposals"), _FROM_MONTH),
    Section("I", _("What happened"), _URGENT, has_groups=True),
    Section("II", pgettext_lazy("periodic report", "Where"), _URGENT),
    Section("III", pgettext_lazy("periodic report", "When"), _URGENT),
    Section("IV", _("What was done"), _URGENT),
    Section("V", _("What is asked for"), _URGENT),
)  # fmt: skip

#: The longest words of a section, in letters; a week whose sections say two hundred each stands on one page.
_LONGEST = {
    Kind.WEEK: 600,
    Kind.URGENT: 1500,
    Kind.MONTH: 3000,
    Kind.QUARTER: 4000,
    Kind.HALF: 6000,
    Kind.YEAR: 8000,
    Kind.POLICE_YEAR: 8000,
}
LONGEST_WORDS = max(_LONGEST.values())


def sections_of(kind: Kind) -> list[Section]:
    """Return the sections of a report of this kind, in their order."""
    return [section for section in SECTIONS if kind in section.kinds]


def written_sections(kind: Kind) -> list[Section]:
    """Return those in which words are written."""
    return [section for section in sections_of(kind) if not section.is_heading]


def figures_of(kind: Kind) -> list[str]:
    """Return the names of all figures that a report of this kind asks for, each once."""
    told = (name for section in sections_of(kind) for name in section.figures_of(kind))
    return list(dict.fromkeys(told))


def longest(kind: Kind) -> int:
    """Return how many letters a section of this kind may have."""
    return _LONGEST[kind]
