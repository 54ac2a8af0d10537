"""What the movement's year, its plans, the periodic reports and the standard ask of a post in the next days: what is overdue, what is due, which criteria fail."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from binhyen.desk.posts import Visit
from binhyen.desk.scorecard import sentences
from binhyen.desk.wording import Deadline, deadline_on
from binhyen.movement import calendar as calendars
from binhyen.movement import planning
from binhyen.movement.calendar import Line, State
from binhyen.movement.models import Task
from binhyen.people import policy
from binhyen.periodic import queries as periodic
from binhyen.places.models import Unit
from binhyen.standards import queries, rules, scorecard
from binhyen.standards.models import Assessment, Question
from binhyen.standards.rules import Outcome
from binhyen.standards.workflow import State as Stage

#: What is due within so many days is told; the rest waits on its own page.
AHEAD = timedelta(days=14)
MOST = 10
GAPS_SHOWN = 5

STEP = gettext_lazy("Step of the year")
TASK = pgettext_lazy("plan", "Task")
DOSSIER = gettext_lazy("Dossier")
REPORT = gettext_lazy("Periodic report")
APPRAISAL = gettext_lazy("Appraisal")
#: The step that a dossier of one's own says more exactly.
_HANDED_IN = "handed_in"
_APPRAISABLE = (Stage.SUBMITTED.value, Stage.UNDER_APPRAISAL.value)


@dataclass(frozen=True)
class Due:
    """Something to be done by a day: what, of which kind, and the page that does it."""

    title: str
    kind: Promise
    url: str
    on: date
    today: date

    @property
    def deadline(self) -> Deadline:
        """How many days are left, or for how many it is overdue."""
        return deadline_on(self.on, self.today)


@dataclass(frozen=True)
class Card:
    """How the unit stands against its standard, and what is nearest to fail."""

    title: str
    year: int
    url: str
    met: int
    total: int
    at_risk: int
    gaps: tuple[sentences.Told, ...]
    left_out: int


@dataclass(frozen=True)
class Pressing:
    """Everything of it, what is overdue first."""

    shown: tuple[Due, ...]
    left_out: int
    over: int
    more_url: str
    questions: tuple[Question, ...]
    next: Due | None  # what comes after, where nothing is due now
    card: Card | None


def pressing(visit: Visit) -> Pressing | None:
    """Return what presses for the post one works for, None for a post that has no part in any of it."""
    unit = visit.unit
    if unit is None:
        return None
    leads_on = visit.may("movement.manage", unit)
    appraises = visit.may("standards.appraise")
    has_hand = visit.may("movement.report_own_task") and not visit.may("matters.triage", unit)
    if not (leads_on or appraises or has_hand):
        return None
    lines = calendars.calendar(unit, visit.on.year, on=visit.on) if leads_on else []
    mine = _dossiers(unit, visit) if leads_on else []
    dues = [*mine, *_tasks(visit, whole_plan=leads_on)]
    dues += _steps(lines, unit, visit.on, is_told_by_dossier=bool(mine))
    dues += _reports(unit, visit)
    dues += _to_appraise(visit) if appraises else []
    # the report first: the level above waits for it, and steps that are long overdue would push it out of sight
    dues.sort(key=lambda due: (due.kind is not REPORT, due.on))
    return Pressing(
        tuple(dues[:MOST]),
        max(0, len(dues) - MOST),
        sum(due.deadline.is_over for due in dues),
        f"{reverse('desk:cycle')}?don-vi={unit.pk}" if leads_on else reverse("desk:my_tasks"),
        tuple(_questions(unit)) if leads_on else (),
        _next(lines, unit, visit.on),
        _card(unit, visit.on) if leads_on else None,
    )


def _steps(lines: Iterable[Line], unit: Unit, on: date, *, is_told_by_dossier: bool) -> list[Due]:
    pressing_states = (State.OVERDUE, State.SOON)
    return [
        _step(line, unit, on)
        for line in lines
        if line.state in pressing_states and not (is_told_by_dossier and line.step.id == _HANDED_IN)
    ]


def _step(line: Line, unit: Unit, on: date) -> Due:
    asked = urlencode({"don-vi": str(unit.pk), "nam": str(line.due.year), "buoc": line.step.id})
    title = line.step.title(get_language() or "vi")
    return Due(title, STEP, f"{reverse('desk:cycle_step')}?{asked}", line.due, on)


def _next(lines: list[Line], unit: Unit, on: date) -> Due | None:
    found = calendars.next_due(lines)
    return _step(found, unit, on) if found else None


def _tasks(visit: Visit, *, whole_plan: bool) -> list[Due]:
    """Return the pressing tasks: of the plans one keeps, all; else those that one's body leads."""
    last = visit.on + AHEAD
    tasks: Iterable[Task]
    if whole_plan:
        tasks = planning.due_in_plans_kept(visit.user, last, visit.on)
    else:
        led = (task for task, is_lead in planning.tasks_of(visit.user, visit.on) if is_lead)
        tasks = [task for task in led if task.due_on <= last]
    return [
        Due(task.title, TASK, reverse("desk:task", args=[task.pk]), task.due_on, visit.on)
        for task in tasks
    ]


def _dossiers(unit: Unit, visit: Visit) -> list[Due]:
    """Return the unit's own dossiers that are still to be handed in, where their day is near or past."""
    open_ones = Assessment.objects.filter(
        unit=unit, state__in=(Stage.DRAFT.value, Stage.RETURNED.value)
    ).select_related("unit", "catalogue")
    dues = [_dossier(each, visit.on) for each in open_ones.defer("frozen").order_by("until", "pk")]
    return [due for due in dues if due.on <= visit.on + AHEAD]


def _dossier(assessment: Assessment, on: date) -> Due:
    title = assessment.catalogue.read().title(sentences.language())
    if assessment.state == Stage.RETURNED.value:
        said = _("Mend what came back: %(title)s") % {"title": title}
    else:
        said = _("Hand in the dossier: %(title)s") % {"title": title}
    window = queries.window_of(assessment)
    last = window.last_day if window else _decided_by(assessment)
    return Due(said, DOSSIER, reverse("desk:assessment", args=[assessment.pk]), last, on)


def _decided_by(assessment: Assessment) -> date:
    return queries.decided_by(assessment.catalogue.read(), assessment.unit, assessment.period)


def _reports(unit: Unit, visit: Visit) -> list[Due]:
    """Return the periodic reports that the visitor writes and that are due soon or late."""
    if not visit.may("periodic.write", unit):
        return []
    found = periodic.of_unit(unit).open().filter(due_on__lte=visit.on + AHEAD)
    return [
        Due(
            each.title,
            REPORT,
            reverse("desk:periodic_report", args=[each.pk]),
            each.due_on,
            visit.on,
        )
        for each in found
    ]


def _to_appraise(visit: Visit) -> list[Due]:
    """Return the dossiers that wait for the visitor's level, whenever they must be decided."""
    waiting = queries.visible_to(visit.user, on=visit.on).filter(state__in=_APPRAISABLE)
    mine = Q(pk__in=())
    for post in policy.posts_granting(visit.user, "standards.appraise", on=visit.on):
        mine |= Q(keeper__parent=post.unit)
    found = waiting.filter(mine).defer("frozen").order_by("until", "keeper__sort_key", "pk")
    return [
        Due(
            _("Appraise %(unit)s: %(title)s")
            % {
                "unit": each.unit.full_name,
                "title": each.catalogue.read().title(sentences.language()),
            },
            APPRAISAL,
            reverse("desk:assessment", args=[each.pk]),
            _decided_by(each),
            visit.on,
        )
        for each in found
    ]


def _questions(unit: Unit) -> Iterable[Question]:
    """Return what the level above asked about the unit's dossiers and nobody answered yet."""
    asked = Question.objects.filter(assessment__unit=unit, answered_at=None)
    return asked.order_by("asked_at", "pk")[:GAPS_SHOWN]


def _card(unit: Unit, on: date) -> Card | None:
    """Return the scorecard of the standard of safety, of the period one works on now."""
    known = queries.newest()
    offered = queries.catalogues_for(unit, known)
    preferred = [row for row in offered if queries.is_of(row, "tt124.")] or offered
    if not preferred:
        return None
    period = scorecard.default_period(unit, preferred[0], on=on)
    year = rules.year_of(period)
    stored = queries.version_of_year(preferred[0], year) or preferred[0]
    card = scorecard.live(unit, stored, stored.read().period(year), on=on, known=known)
    place = sentences.Place(
        unit, card.catalogue, card.period, card.assessment, is_live=True, is_over=on >= period.until
    )
    told = [sentences.tell(row, place) for row in card.rows]
    gaps = sorted((one for one in told if one.todo or one.risk), key=lambda one: not one.risk)
    counts = card.counts()
    asked = urlencode({"chuan": stored.catalogue_id, "nam": str(year)})
    return Card(
        title=card.catalogue.title(sentences.language()),
        year=year,
        url=f"{reverse('desk:scorecard', args=[unit.pk])}?{asked}",
        met=counts[Outcome.MET] + counts[Outcome.NOT_APPLICABLE],
        total=sum(counts.values()),
        at_risk=sum(1 for one in told if one.risk),
        gaps=tuple(gaps[:GAPS_SHOWN]),
        left_out=max(0, len(gaps) - GAPS_SHOWN),
    )
