"""Reads over reports: when they are due, what a level has before it, which matters may be chosen."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from binhyen.core import clock
from binhyen.figures.rules import Period
from binhyen.matters.models import Matter
from binhyen.people import policy
from binhyen.people.grants import GRANTS
from binhyen.people.models import Post, User
from binhyen.periodic import rules
from binhyen.periodic.models import Report, ReportQuerySet, Timing
from binhyen.periodic.rules import DEFAULTS, PERIODIC, Kind, Rule
from binhyen.periodic.workflow import State
from binhyen.places import queries as places
from binhyen.places.models import LOCAL_LEVELS, Unit
from binhyen.reports.catalogues import taxonomy

#: Matters offered to choose from; more than that nobody reads through.
OFFERED = 50


@dataclass(frozen=True)
class Held:
    """The rule in force, and which unit said so; nobody where it is the default."""

    rule: Rule
    said_by: Unit | None = None


def rules_for(unit: Unit) -> dict[Kind, Held]:
    """Return kind -> the rule in force: the unit's own, else that of the nearest level above, else the default."""
    ranked = [unit, *places.ancestors(unit)]
    rows = Timing.objects.filter(unit__in=[one.pk for one in ranked]).order_by("pk")
    said = {(row.unit_id, row.kind): row.rule for row in rows}
    held: dict[Kind, Held] = {}
    for kind in PERIODIC:
        by = next((one for one in ranked if (one.pk, kind.value) in said), None)
        held[kind] = Held(said[by.pk, kind.value], by) if by else Held(DEFAULTS[kind])
    return held


def rule_for(unit: Unit, kind: Kind) -> Rule:
    """Return the rule in force for a kind; an urgent report has that of its day."""
    return DEFAULTS[Kind.MONTH] if kind is Kind.URGENT else rules_for(unit)[kind].rule


def working_units(on: date) -> QuerySet[Unit]:
    """Return the units that owe reports and in which somebody may write them, in the order of their paths."""
    roles = {role for grant in GRANTS["periodic.write"] for role in grant.roles}
    posts = Post.objects.in_force(on).filter(role__in=sorted(roles), user__is_active=True)
    there = Unit.objects.on(on).filter(pk__in=posts.values("unit")).exclude(level__in=LOCAL_LEVELS)
    return there.select_related("parent__parent__parent").order_by("path")


def of_unit(unit: Unit) -> ReportQuerySet:
    """Return the reports of a unit and of what it grew out of: what has to be sent first, then the newest."""
    mine = Report.objects.filter(unit__in=[one.pk for one in places.selves(unit)])
    return mine.select_related("unit", "to_unit").defer("frozen").order_by("-until", "kind", "pk")


def may_read(user: User, report: Report, on: date) -> bool:
    """Say whether the user may read a report: those of the unit always, the level above once it was sent."""
    if policy.can(user, "periodic.read", report, on=on):
        return True
    return not report.is_open and policy.can(user, "periodic.receive", report, on=on)


def to_choose_from(report: Report, user: User, on: date) -> QuerySet[Matter]:
    """Return the matters of the window that `user` may read and choose as notable, the newest first: never one of a
    restricted kind, and none that was chosen."""
    restricted = [one.code for one in taxonomy().categories.values() if one.is_restricted]
    seen = Matter.objects.visible_to(user, on).filter(
        unit__in=[one.pk for one in places.selves(report.unit)],
        opened_at__gte=clock.start_of(report.since),
        opened_at__lt=clock.start_of(report.until),
    )
    open_kinds = seen.exclude(category__in=restricted).exclude(sensitivity="S3")
    chosen = report.notables.values("matter")
    return open_kinds.exclude(pk__in=chosen).order_by("-opened_at", "-pk")


@dataclass(frozen=True)
class Line:
    """One unit below in a window: its report, if there is one, and how it stands on a day."""

    unit: Unit
    report: Report | None
    due_on: date
    is_late: bool

    @property
    def state(self) -> State | None:
        """Where its report stands; None where there is nothing yet or the unit still writes."""
        if self.report is None or self.report.is_open:
            return None
        return State(self.report.state)


@dataclass(frozen=True)
class Below:
    """The units below in one window: those that work in the house, and how many others there are."""

    lines: tuple[Line, ...]
    absent: int

    def in_state(self, *states: State) -> list[Line]:
        """Return the lines whose report stands there."""
        return [line for line in self.lines if line.state in states]

    @property
    def late(self) -> list[Line]:
        """Those that are past their day."""
        return [line for line in self.lines if line.is_late]


def below(unit: Unit, kind: Kind, window: Period, *, on: date) -> Below:
    """Return the units right below that existed when the window ended, by name, each with its report of the window.

    A report of the same kind that ends in the window counts for it, where a unit below has a cut-off of its own.
    """
    known = {
        report.unit_id: report
        for report in Report.objects.filter(
            to_unit=unit, kind=kind.value,
            until__gt=window.since, until__lte=window.until,
        ).defer("frozen").order_by("until", "pk")
    }  # fmt: skip
    # a unit that began since may report on what it grew out of
    children = Unit.objects.filter(
        Q(pk__in=Unit.objects.on(window.last_day).values("pk")) | Q(pk__in=list(known)), parent=unit
    ).exclude(level__in=LOCAL_LEVELS)
    there = set(working_units(on).filter(parent=unit).values_list("pk", flat=True))
    lines = [
        _line(child, known.get(child.pk), kind, window, on)
        for child in children.select_related("parent__parent__parent").order_by("sort_key", "pk")
        if child.pk in there or child.pk in known
    ]
    return Below(tuple(lines), children.count() - len(lines))


def _line(unit: Unit, report: Report | None, kind: Kind, window: Period, on: date) -> Line:
    due = report.due_on if report else rules.due_on(kind, window, rule_for(unit, kind))
    is_sent = report is not None and not report.is_open
    sent_late = bool(
        is_sent and report and report.sent_at and clock.local_day(report.sent_at) > due
    )
    return Line(unit, report, due, is_late=sent_late if is_sent else due < on)
