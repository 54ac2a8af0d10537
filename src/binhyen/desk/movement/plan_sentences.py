"""What a refusal of the acts on plans and tasks says to whoever typed, and beside which field it stands."""

from datetime import date

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from binhyen.desk import days
from binhyen.movement import actions

#: Everything these acts refuse with.
REFUSED = (actions.Unplanned, actions.AlreadyThere, actions.NotBelow, *days.REFUSED)


def add_to(form: forms.Form, reason: Exception, *, twice: tuple[str, str] = ("", "")) -> None:
    """Put the sentence of a refusal beside its field; `twice` is the field and sentence of what is there already."""
    if isinstance(reason, days.REFUSED):
        days.tell(form, reason, "held_on", "decided_on")
        return
    field, sentence = twice if isinstance(reason, actions.AlreadyThere) else said(reason)
    form.add_error(field if field in form.fields else None, sentence)


def said(reason: Exception) -> tuple[str, str]:
    """Return the field a refusal belongs to, and its sentence."""
    match reason:
        case actions.OutsidePlan(first=first, last=last):
            return "due_on", _(
                "The days of the plan are %(first)s to %(last)s. Choose a day between them."
            ) % {"first": _day(first), "last": _day(last)}
        case actions.DueBeforeNeeded(title=title, due_on=due_on):
            return "due_on", _(
                "It would be due before “%(title)s”, which must be done first and is due on %(due)s."
            ) % {"title": title, "due": _day(due_on)}
        case actions.NeededEarlier(title=title, due_on=due_on):
            return "due_on", _(
                "“%(title)s” waits for this task and is due on %(due)s. Move that one first."
            ) % {"title": title, "due": _day(due_on)}
        case _:
            return _plain(reason)


def _plain(reason: Exception) -> tuple[str, str]:
    sentences = {
        actions.PlanClosed: ("", _("The final review was held: the plan does not change any more.")),
        actions.PhasesOverlap: ("first_phase_ends_on", _("The phases lie inside the plan, one after another.")),
        actions.DueBeforeStart: ("due_on", _("The task is due before it starts. Correct one of the two days.")),
        actions.PlannedAlready: ("title", _("The plan has this task already, with the same lead and the same day.")),
        actions.WrongProgress: ("progress", _("Progress goes from 0 to 100 percent.")),
        actions.Circle: ("needed", _("That task waits for this one already, directly or through others: they would wait for each other.")),
        actions.NothingShown: ("paper_number", _("Give a paper with its number and date, or a note.")),
        actions.ShownAlready: ("paper_number", _("This paper or note lies beside the task already.")),
        actions.ConcludedAlready: ("text", _("The review has this conclusion already, with the same lead and the same day.")),
        actions.ReasonNeeded: ("reason", _("Say why the task is dropped.")),
        actions.NotOpen: ("", _("The task is done or dropped meanwhile. Take it up again first.")),
        actions.OfAnotherPlan: ("", _("What was chosen does not belong to this plan. Choose again.")),
        actions.Outrun: ("", _("Somebody changed this task just now. Look at it again; what you typed is kept here.")),
        actions.NotBelow: ("designation", _("The unit does not belong to the committee's territory.")),
    }  # fmt: skip
    return sentences[type(reason)]


def _day(day: date) -> str:
    return date_format(day, "d/m/Y")
