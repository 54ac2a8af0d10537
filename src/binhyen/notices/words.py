"""What a notice says, by its kind, and the ways it may go. None of it tells what a matter is about."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class What(models.TextChoices):
    """What somebody is told of."""

    URGENT = "URGENT", _("An urgent report came in")
    RECEIVED = "RECEIVED", _("A new report came in")
    ASSIGNED = "ASSIGNED", _("A matter was assigned to you")
    PART = "PART", _("A part of a matter was given to you")
    PART_DONE = "PART_DONE", _("A part of a matter is done")
    REPLACED = "REPLACED", _("A matter you had is in another hand now")
    JOINED = "JOINED", _("One more report came to a matter of yours")
    PARTED = "PARTED", _("A second matter was made from a report of yours")
    PASSED_ON = "PASSED_ON", _("Another unit handed a matter over to yours")
    GIVEN_BACK = "GIVEN_BACK", _("A matter was given back to your unit")
    MESSAGE = "MESSAGE", _("A reporter wrote")
    REOPENED = "REOPENED", _("A matter was reopened")
    ASKED = "ASKED", _("A unit below proposes something to yours")
    ANSWERED = "ANSWERED", _("The level above answered a proposal")
    HALF_GONE = "HALF_GONE", _("Half of the time for a matter is gone")
    ONE_DAY = "ONE_DAY", _("One day is left for a matter")
    OVERDUE = "OVERDUE", _("A matter is overdue")
    MESSAGE_HALF = "MESSAGE_HALF", _("Half of the time for answering a reporter is gone")
    MESSAGE_DAY = "MESSAGE_DAY", _("One day is left to answer a reporter")
    MESSAGE_OVER = "MESSAGE_OVER", _("The answer to a reporter is overdue")
    MEDIATION = "MEDIATION", _("You are asked to mediate")
    MEDIATED = "MEDIATED", _("A mediation has ended")
    STEP_SOON = "STEP_SOON", _("A step of the year is due soon")
    STEP_OVER = "STEP_OVER", _("A step of the year is overdue")
    YEAR_CLOSED = "YEAR_CLOSED", _("A year of your unit was closed")
    YEAR_OPENED = "YEAR_OPENED", _("A closed year of your unit was opened again")
    HOT_SPOT = "HOT_SPOT", _("A dispute shows the signs of a hot spot")
    ALERT = "ALERT", _("Much more than usual happens in one place")
    ALERT_LOOK = "ALERT_LOOK", _("A hot spot is to be looked at again")
    FIELD_DONE = "FIELD_DONE", _("Somebody in the field says that a matter is done")
    REFUSED = "REFUSED", _("Something you sent from the phone could not be done")
    POSTS = "POSTS", _("Your posts were changed")
    PASSWORD = "PASSWORD", _("An administrator had your password set anew")
    ACCESS = "ACCESS", _("Somebody can read reports of your unit, or had the password set anew")
    BULK_DONE = "BULK_DONE", _("A bulk act is done")
    TASK = "TASK", _("A task of the plan was given to your body")
    TASK_SOON = "TASK_SOON", _("A task of the plan is due within a week")
    TASK_OVER = "TASK_OVER", _("A task of the plan is overdue")
    DOSSIER_ASK = "DOSSIER_ASK", _("The level above asks about a dossier")
    DOSSIER_ANS = "DOSSIER_ANS", _("A question about a dossier was answered")
    MERGED = "MERGED", _("Matters of a unit that was merged came to yours")
    HANDED_OVER = "HANDED_OVER", _("A hand-over after a merger is over: see how it went")
    REPORT_MADE = "REPORT_MADE", _("A periodic report is ready to be written")
    REPORT_SOON = "REPORT_SOON", _("A periodic report is due by tomorrow")
    REPORT_OVER = "REPORT_OVER", _("A periodic report is overdue")
    REPORT_LATE = "REPORT_LATE", _("Units below are late with a periodic report")
    REPORT_IN = "REPORT_IN", _("A unit below sent its periodic report")
    REPORT_BACK = "REPORT_BACK", _("The level above returned a periodic report")
    PAPER_CHECK = "PAPER_CHECK", _("The content of a paper waits to be checked by you")
    PAPER_FORM = "PAPER_FORM", _("The form of a paper waits to be checked by you")
    PAPER_SIGN = "PAPER_SIGN", _("A paper waits for your signature")
    PAPER_ISSUE = "PAPER_ISSUE", _("A signed paper waits to be numbered and issued")
    PAPER_BACK = "PAPER_BACK", _("A paper that you drafted came back")
    PAPER_OUT = "PAPER_OUT", _("A paper that you drafted is issued")
    DIGEST = "DIGEST", _("Your shift at a glance")


class Channel(models.TextChoices):
    """A way by which somebody is told."""

    APP = "APP", _("In the app")
    EMAIL = "EMAIL", _("By e-mail")
    PUSH = "PUSH", _("On this phone or computer")


class Group(models.TextChoices):
    """Kinds that people choose for together; two dozen lines of boxes would be read by nobody."""

    URGENT = "URGENT", _("Urgent reports")
    INTAKE = "INTAKE", _("New reports")
    WORK = "WORK", _("What is given to you")
    REPORTER = "REPORTER", _("Messages of reporters, reopened matters")
    UNITS = "UNITS", _("What other units and the level above send")
    CLOCKS = "CLOCKS", _("Deadlines and signs of a hot spot")
    OWN = "OWN", _("What became of something you started")
    DIGEST = "DIGEST", _("The digest at the start of your shift")


GROUPS: Mapping[Group, frozenset[What]] = {
    Group.URGENT: frozenset({What.URGENT}),
    Group.INTAKE: frozenset({What.RECEIVED}),
    Group.WORK: frozenset(
        {
            What.ASSIGNED,
            What.REPLACED,
            What.PART,
            What.PART_DONE,
            What.FIELD_DONE,
            What.MEDIATION,
            What.MEDIATED,
            What.JOINED,
            What.PARTED,
            What.TASK,
            What.PAPER_CHECK,
            What.PAPER_FORM,
            What.PAPER_SIGN,
            What.PAPER_ISSUE,
            What.PAPER_BACK,
        }
    ),
    Group.REPORTER: frozenset({What.MESSAGE, What.REOPENED}),
    Group.UNITS: frozenset(
        {
            What.PASSED_ON,
            What.GIVEN_BACK,
            What.ASKED,
            What.ANSWERED,
            What.DOSSIER_ASK,
            What.DOSSIER_ANS,
            What.MERGED,
            What.YEAR_OPENED,
            What.REPORT_IN,
            What.REPORT_BACK,
        }
    ),
    Group.CLOCKS: frozenset(
        {
            What.HALF_GONE,
            What.ONE_DAY,
            What.OVERDUE,
            What.MESSAGE_HALF,
            What.MESSAGE_DAY,
            What.MESSAGE_OVER,
            What.HOT_SPOT,
            What.ALERT,
            What.ALERT_LOOK,
            What.STEP_SOON,
            What.STEP_OVER,
            What.YEAR_CLOSED,
            What.TASK_SOON,
            What.TASK_OVER,
            What.REPORT_MADE,
            What.REPORT_SOON,
            What.REPORT_OVER,
            What.REPORT_LATE,
        }
    ),
    Group.OWN: frozenset(
        {
            What.REFUSED,
            What.BULK_DONE,
            What.POSTS,
            What.PASSWORD,
            What.ACCESS,
            What.HANDED_OVER,
            What.PAPER_OUT,
        }
    ),
    Group.DIGEST: frozenset({What.DIGEST}),
}
GROUP_OF: Mapping[What, Group] = {
    what: group for group, members in GROUPS.items() for what in members
}

_EVERY_WAY = frozenset(Channel)
#: What holds for whoever has chosen nothing: outside the app only what cannot wait until somebody looks.
DEFAULTS: Mapping[Group, frozenset[Channel]] = {
    Group.URGENT: _EVERY_WAY,
    Group.INTAKE: frozenset({Channel.APP}),
    Group.WORK: _EVERY_WAY,
    Group.REPORTER: frozenset({Channel.APP, Channel.PUSH}),
    Group.UNITS: frozenset({Channel.APP, Channel.EMAIL}),
    Group.CLOCKS: frozenset({Channel.APP, Channel.EMAIL}),
    Group.OWN: frozenset({Channel.APP}),
    Group.DIGEST: _EVERY_WAY,
}


class Tally(models.TextChoices):
    """What the digest counts, in the order in which it is told."""

    ASKED = "ASKED", _("proposals to answer")
    OVERDUE = "OVERDUE", _("overdue")
    TODAY = "TODAY", _("due today")
    NEWS = "NEWS", _("new messages")
    NEW = "NEW", _("new matters")


#: Beyond this a number is said as "50+".
MOST_SAID = 50


def shown(count: int) -> str:
    """Return a count as people are told it."""
    return f"{MOST_SAID}+" if count > MOST_SAID else str(count)


def counts_sentence(numbers: Mapping[str, int]) -> str:
    """Return "overdue: 3, due today: 5"; what is zero is left out."""
    return ", ".join(
        f"{tally.label}: {shown(numbers[tally.value])}"
        for tally in Tally
        if numbers.get(tally.value)
    )
