"""What people read for each state, act, outcome, kind and severity."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from binhyen.matters.rules import Kind, Severity
from binhyen.matters.workflow import Act, State


class Outcome(models.TextChoices):
    """How a matter was settled."""

    PUT_RIGHT = "PUT_RIGHT", _("put right on the spot")
    RECONCILED = "RECONCILED", _("the parties were reconciled")
    PLEDGED = "PLEDGED", _("reminded, a pledge was signed")
    FINED = "FINED", _("administrative penalty")
    RETURNED = "RETURNED", _("property or person found and returned")
    PREVENTED = "PREVENTED", _("danger removed")
    HELPED = "HELPED", _("help and protection were given")
    OTHER = "OTHER", _("settled in another way")


class Lately(models.TextChoices):
    """How long ago a resident is told that something was reported; never the hour."""

    TODAY = "TODAY", _("today")
    WEEK = "WEEK", _("in the last days")
    MONTH = "MONTH", _("in the last weeks")


STATES: dict[State, Promise] = {
    State.RECEIVED: _("new, nobody has it in hand"),
    State.VERIFYING: _("being verified"),
    State.IN_PROGRESS: _("being settled"),
    State.PROPOSED: _("waiting for the level above"),
    State.RESOLVED: _("settled"),
    State.REFERRED: _("handed to the competent body"),
    State.UNFOUNDED: _("not borne out"),
    State.MERGED: _("merged into another matter"),
    State.CLOSED: _("closed"),
}

SEVERITIES: dict[Severity, Promise] = {
    Severity.LOW: pgettext_lazy("severity", "low"),
    Severity.ORDINARY: pgettext_lazy("severity", "ordinary"),
    Severity.HIGH: pgettext_lazy("severity", "high"),
    Severity.URGENT: pgettext_lazy("severity", "urgent"),
}

KINDS: dict[Kind, Promise] = {
    Kind.DIRECT: _("direct us how to settle it"),
    Kind.SUPPORT: _("support us with people or means"),
    Kind.TAKE_OVER: _("take the matter over"),
}

ANSWERS = {
    "open": _("not answered yet"),
    "accepted": _("agreed"),
    "partly": _("agreed in part"),
    "sent_back": _("sent back"),
    "withdrawn": _("withdrawn"),
}

PAPERS = {"photo": _("photo"), "pdf": _("PDF")}

#: One line of the history per act.
ACTS: dict[Act, Promise] = {
    Act.OPEN: _("Received"),
    Act.TAKE_IN_HAND: _("Taken in hand"),
    Act.CONFIRM: _("Verified: it is as reported"),
    Act.SETTLE: _("Settled"),
    Act.PROPOSE: _("Proposed to the level above"),
    Act.ACCEPT: _("The level above agreed"),
    Act.SEND_BACK: _("The level above sent it back"),
    Act.WITHDRAW: _("Proposal withdrawn"),
    Act.REFER: _("Handed to the competent body"),
    Act.SET_ASIDE: _("Set aside: not borne out"),
    Act.MERGE: _("Merged into another matter"),
    Act.CLOSE: _("Closed"),
    Act.REOPEN: _("Reopened"),
    Act.NOTE: _("Internal note"),
    Act.TRIAGE: _("Sorted anew"),
    Act.ATTACH: _("Another report was added"),
    Act.REPLY: _("Replied to the reporter"),
    Act.HEAR: _("New message from the reporter"),
    Act.MARK_HEARD: _("Message marked as read"),
    Act.HAND_OVER: _("Handed to the unit that succeeds"),
    Act.TRANSFER: _("Handed over to another unit"),
    Act.GIVE_BACK: _("Given back to the unit that handed it over"),
    Act.ASSIGN: _("Assigned"),
    Act.SPLIT: _("A second trouble became a matter of its own"),
    Act.DETACH: _("A report was taken out"),
    Act.ADD_PART: _("A part was given out"),
    Act.END_PART: _("A part was done"),
    Act.DROP_PART: _("A part was dropped"),
    Act.REMIND: _("The level above was reminded"),
    Act.MEDIATE: _("Mediation"),
    Act.FLAG: _("Signs of a complex or prolonged dispute"),
    Act.EXTEND: _("Deadline extended"),
    Act.PAUSE: _("Deadline paused"),
    Act.RESUME: _("Deadline runs again"),
    Act.RATE: _("The reporter said whether it is settled"),
}


def choices(labels: Mapping[Any, Promise]) -> list[tuple[str, Promise]]:
    """Return (value, label) pairs for a field."""
    return [(key.value, label) for key, label in labels.items()]
