"""Acts on the clocks of a matter: more time, a pause, the minutes of a violation."""

from django.utils.translation import gettext_lazy as _

from binhyen.desk import forms, wording
from binhyen.desk.acts.page import ActPage, Purpose
from binhyen.desk.posts import Visit
from binhyen.desk.timing import forms as timing
from binhyen.matters import actions, clocks, running, words
from binhyen.matters.models import Deadline, Matter
from binhyen.matters.running import Cause, Standing
from binhyen.matters.workflow import Act

_MINUTES = frozenset({"CLK-ADM-MIN", "CLK-ADM-DEC"})


def _of(matter: Matter) -> list[Deadline]:
    """Return the clocks of the matter that still run, read once for the page."""
    found: list[Deadline] | None = matter.__dict__.get("_clocks_of_page")
    if found is None:
        live = (row for row in matter.deadlines.all() if row.is_live)
        found = sorted(live, key=lambda row: (row.due_at, row.pk))
        matter.__dict__["_clocks_of_page"] = found
    return found


def _running(matter: Matter, visit: Visit) -> list[Deadline]:
    return [d for d in _of(matter) if d.state == Standing.RUNNING and d.due_at >= visit.at]


def _grounds(matter: Matter, visit: Visit) -> list[tuple[str, str]]:
    return [
        (f"{d.pk}:{g.code}", f"{wording.clock_words(d.clock)}: {words.GROUNDS[g.clock, g.code]}")
        for d in _running(matter, visit)
        for g in running.grounds(d.clock, extensions=d.extensions)
    ]


def _causes(matter: Matter, visit: Visit) -> list[tuple[str, str]]:
    """Return what an officer may stop by hand; for a mediation the house does it."""
    return [
        (f"{d.pk}:{cause}", f"{wording.clock_words(d.clock)}: {words.CAUSES[cause]}")
        for d in _running(matter, visit)
        for cause in running.PAUSES.get(d.clock, {})
        if cause is not Cause.MEDIATION
    ]


def _paused(matter: Matter, visit: Visit) -> list[tuple[str, str]]:
    return [
        (str(d.pk), f"{wording.clock_words(d.clock)}: {words.CAUSES[Cause(d.pause_cause)]}")
        for d in _of(matter)
        if d.state == Standing.PAUSED and d.pause_cause != Cause.MEDIATION
    ]


def _may_extend(matter: Matter, visit: Visit) -> bool:
    return bool(_grounds(matter, visit))


def _may_pause(matter: Matter, visit: Visit) -> bool:
    return bool(_causes(matter, visit))


def _may_resume(matter: Matter, visit: Visit) -> bool:
    return bool(_paused(matter, visit))


def _has_minutes(matter: Matter, visit: Visit) -> bool:
    return any(clock.id in _MINUTES for clock in clocks.category(matter.category).clocks)


def _chosen(matter: Matter, form: forms.ActForm) -> tuple[Deadline, str]:
    """Return the clock chosen and what stands beside it. Whatever is not offered the form has refused."""
    pk, _colon, word = form.cleaned_data["which"].partition(":")
    deadline = next(d for d in _of(matter) if d.pk == int(pk))
    deadline.matter = matter
    return deadline, word


def _extend(matter: Matter, form: forms.ActForm, visit: Visit) -> None:
    deadline, ground = _chosen(matter, form)
    typed = form.cleaned_data
    actions.extend(
        deadline=deadline, ground=ground, decided_by=typed["decided_by"], words=typed["words"],
        by=visit.user, at=visit.at,
    )  # fmt: skip


def _pause(matter: Matter, form: forms.ActForm, visit: Visit) -> None:
    deadline, cause = _chosen(matter, form)
    words_ = form.cleaned_data["words"]
    actions.pause(deadline=deadline, cause=Cause(cause), words=words_, by=visit.user, at=visit.at)


def _resume(matter: Matter, form: forms.ActForm, visit: Visit) -> None:
    deadline, _nothing = _chosen(matter, form)
    words_ = form.cleaned_data["words"]
    actions.resume(deadline=deadline, words=words_, by=visit.user, at=visit.at)


def _minutes(matter: Matter, form: forms.ActForm, visit: Visit) -> None:
    number = form.cleaned_data["number"]
    actions.draw_up_minutes(matter=matter, number=number, by=visit.user, at=visit.at)


_REFUSALS = {
    actions.NotRunning: ("which", _("This deadline no longer stands as the page showed it. Look again.")),
    actions.BeyondLaw: ("which", _("The law gives no more time on this ground.")),
    actions.AskedTooLate: ("which", _("It is too late: the deadline has run out, or more time had to be asked for earlier.")),
    actions.MayNotPause: ("which", _("No law lets this deadline stand still.")),
}  # fmt: skip

PAGES = (
    ActPage(
        "bien-ban", Act.MINUTES, "matters.time", _("Minutes of a violation drawn up"),
        _("The deadline for the minutes is met, and the time for the decision on a penalty runs from now."),
        timing.Minutes, _minutes, _("The minutes are recorded."), purpose=Purpose.OTHER, suits=_has_minutes,
    ),
    ActPage(
        "gia-han", Act.EXTEND, "matters.time", _("Extend a deadline"),
        _("Only on a ground that the law names, and only after whoever is competent has decided it."),
        timing.Extend, _extend, _("The deadline is extended."), purpose=Purpose.OTHER, suits=_may_extend, choices=_grounds,
        refusals=_REFUSALS,
    ),
    ActPage(
        "tam-dung", Act.PAUSE, "matters.time", _("Pause a deadline"),
        _("The time does not run until what is waited for has come, or until you let it run again."),
        timing.Pause, _pause, _("The deadline is paused."), purpose=Purpose.OTHER, suits=_may_pause, choices=_causes,
        refusals=_REFUSALS,
    ),
    ActPage(
        "chay-tiep", Act.RESUME, "matters.time", _("Let a deadline run again"),
        _("The time it stood still is not counted."),
        timing.Resume, _resume, _("The deadline runs again."), suits=_may_resume, choices=_paused,
        refusals=_REFUSALS,
    ),
)  # fmt: skip
