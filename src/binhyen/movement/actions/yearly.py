"""Set when the steps of a year are due, note the papers by which they were done, and remind of what is due."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.figures.closing import refuse_closed_year
from binhyen.movement import calendar
from binhyen.movement.calendar import Line, State
from binhyen.movement.cycle import Step, Window, cycle
from binhyen.movement.models import StepDate, StepPaper
from binhyen.notices import actions as notices
from binhyen.notices.words import What
from binhyen.people import policy
from binhyen.people.models import Post, Role, User
from binhyen.places.models import Unit

#: After so many days nobody is told any more that a step is overdue: the calendar still shows it.
_TOLD_FOR = timedelta(days=30)


class BadDates(Exception):
    """The days cannot hold; `faults` says for each step why, in a sentence."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{step}: {fault}" for step, fault in faults.items()))
        self.faults = dict(faults)


class BadPaperDate(Exception):
    """The date of a paper lies outside the year, or in the future; the text is a sentence."""


@transaction.atomic
def set_step_dates(
    *, unit: Unit, year: int, windows: Mapping[str, Window], by: User, at: datetime
) -> int:
    """Set when steps of a year are due here and below; return how many changed. What the level above says anyway is not
    kept. Raises NotAllowed or BadDates, and then nothing is set."""
    policy.require(by, "movement.set_step_dates", unit, on=clock.local_day(at))
    faults = _faults(unit, year, windows)
    if faults:
        raise BadDates(faults)
    held = calendar.windows(unit, year)
    changed = {step: window for step, window in windows.items() if held[step].window != window}
    for step, window in changed.items():
        StepDate.objects.update_or_create(
            unit=unit,
            year=year,
            step=step,
            defaults={"opens_on": window.opens, "due_on": window.due},
        )
    if changed:
        audit.record(
            event="movement.step_dates_set",
            subject=unit.path,
            actor=by.ref,
            at=at,
            detail={"year": year, "due": {s: w.due.isoformat() for s, w in changed.items()}},
        )
    return len(changed)


def _faults(unit: Unit, year: int, windows: Mapping[str, Window]) -> dict[str, str]:
    """Return step -> what is wrong with its days: outside the year, before it opens, before what it builds on."""
    held = {name: one.window for name, one in calendar.windows(unit, year).items()}
    held |= windows
    faults = {}
    for step in cycle().of_level(unit.level):
        window = held[step.id]
        if {window.opens.year, window.due.year} != {year}:
            faults[step.id] = _("This day is not in %(year)s.") % {"year": year}
        elif window.due < window.opens:
            faults[step.id] = _("The step would be due before it may begin.")
        elif fault := _too_early(step, held):
            faults[step.id] = fault
    return faults


def _too_early(step: Step, held: Mapping[str, Window]) -> str:
    for name in step.after:
        earlier = cycle().step(name)
        if earlier and held[name].due > held[step.id].due:
            return _("This step cannot be due before “%(step)s”, which is due on %(day)s.") % {
                "step": earlier.title(get_language() or "vi"),
                "day": f"{held[name].due:%d/%m/%Y}",
            }
    return ""


@transaction.atomic
def note_step(
    *, unit: Unit, year: int, step: Step, number: str, issued_on: date, by: User, at: datetime
) -> StepPaper:
    """Note the paper by which a step was done; noting it again replaces it. Raises NotAllowed, YearClosed or
    BadPaperDate."""
    today = clock.local_day(at)
    policy.require(by, "movement.manage", unit, on=today)
    refuse_closed_year(unit, year)
    if issued_on.year != year:
        raise BadPaperDate(_("This day is not in %(year)s.") % {"year": year})
    if issued_on > today:
        raise BadPaperDate(_("This day is in the future. Enter today or a day before."))
    noted, _is_new = StepPaper.objects.update_or_create(
        unit=unit,
        year=year,
        step=step.id,
        defaults={"number": number, "issued_on": issued_on},
    )
    audit.record(
        event="movement.step_noted",
        subject=unit.path,
        actor=by.ref,
        at=at,
        detail={"year": year, "step": step.id, "paper": number, "on": issued_on.isoformat()},
    )
    return noted


@transaction.atomic
def unnote_step(*, unit: Unit, year: int, step: Step, by: User, at: datetime) -> None:
    """Take back that a step was done: the paper was noted by mistake. Raises NotAllowed or YearClosed."""
    policy.require(by, "movement.manage", unit, on=clock.local_day(at))
    refuse_closed_year(unit, year)
    gone, _rows = StepPaper.objects.filter(unit=unit, year=year, step=step.id).delete()
    if gone:
        audit.record(
            event="movement.step_unnoted",
            subject=unit.path,
            actor=by.ref,
            at=at,
            detail={"year": year, "step": step.id},
        )


def remind_of_steps(*, at: datetime) -> int:
    """Tell each committee's secretary which steps are due soon or overdue, each once; return how many were told of."""
    today = clock.local_day(at)
    posts = Post.objects.in_force(today).filter(role=Role.SECRETARY, user__is_active=True)
    by_unit: dict[Unit, list[User]] = {}
    for post in posts.select_related("user", "unit__parent__parent").order_by("pk"):
        by_unit.setdefault(post.unit, []).append(post.user)
    return sum(_remind(unit, users, at) for unit, users in by_unit.items())


def _remind(unit: Unit, users: list[User], at: datetime) -> int:
    today = clock.local_day(at)
    told = [line for line in calendar.calendar(unit, today.year, on=today) if _is_told(line, today)]
    for line in told:
        what = What.STEP_SOON if line.state is State.SOON else What.STEP_OVER
        notices.tell(
            to=users,
            what=what,
            subject=line.step.title.vi[:40],
            at=at,
            mark=f"{unit.pk}:{today.year}:{line.step.id}:{line.due:%m%d}",
        )
    return len(told)


def _is_told(line: Line, today: date) -> bool:
    if line.state is State.OVERDUE:
        return today - line.due <= _TOLD_FOR
    return line.state is State.SOON
