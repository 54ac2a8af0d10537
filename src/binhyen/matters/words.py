"""What people read for each state, act, outcome, kind and severity."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from binhyen.matters.rules import Kind, Severity
from binhyen.matters.running import Cause, Standing
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
    Act.MINUTES: _("Minutes of the violation drawn up"),
    Act.SIGNS: _("Households and threats recorded"),
    Act.RATE: _("The reporter said whether it is settled"),
}

PHOTO = _("Photo from the field")
REPORTED_DONE = _("Said to be done")


class Refusal(models.TextChoices):
    """Why what was done on the phone could not be taken when it arrived."""

    NOT_YOURS = (
        "NOT_YOURS",
        _("This matter is no longer among your tasks, or there is no matter of this number."),
    )
    NO_POST = (
        "NO_POST",
        _("You hold no post today, so nothing can be added in your name. Ask the administrator."),
    )
    CLOSED = "CLOSED", _("The matter had ended before this arrived.")
    MERGED = "MERGED", _("The matter had been merged into another before this arrived.")
    ALREADY = "ALREADY", _("Somebody else had said before that it is done.")
    DROPPED = "DROPPED", _("This part had been dropped before: it is not needed any more.")
    PHOTO = (
        "PHOTO",
        _(
            "The photo cannot be kept: choose one in JPEG, PNG or WebP, at most 15 MB and 40 million pixels."
        ),
    )
    FULL = "FULL", _("This matter has as many photos as it can keep.")  # fmt: skip


class Kept(models.TextChoices):
    """Where the words of something refused are now."""

    NOWHERE = "", ""
    NOTE = "NOTE", _("Your words are kept as a note on the matter.")
    ASIDE = "ASIDE", _("Your words are kept under “Could not be done” among your tasks.")


STANDINGS: dict[Standing, Promise] = {
    Standing.RUNNING: _("running"),
    Standing.PAUSED: _("paused"),
    Standing.MET: _("met"),
    Standing.LAPSED: _("no longer asked for"),
}

CAUSES: dict[Cause, Promise] = {
    Cause.REPORTER: _("waiting for the reporter's answer"),
    Cause.MEDIATION: _("mediation is under way"),
    Cause.PARTIES: _("the parties asked for a pause"),
}


class MediationOutcome(StrEnum):
    """How a mediation ended."""

    SUCCEEDED = "SUCCEEDED"
    PARTLY = "PARTLY"
    FAILED = "FAILED"
    STOPPED = "STOPPED"


MEDIATION_OUTCOMES: dict[MediationOutcome, Promise] = {
    MediationOutcome.SUCCEEDED: _("the parties agreed"),
    MediationOutcome.PARTLY: _("the parties agreed in part"),
    MediationOutcome.FAILED: _("the parties did not agree"),
    MediationOutcome.STOPPED: _("the parties or the unit stopped it"),
}

#: Why the law gives more time, by the clock and the ground.
GROUNDS: dict[tuple[str, str], Promise] = {
    ("CLK-CRIME-DECIDE", "COMPLEX"): _("complex, or much to verify: up to 2 months"),
    ("CLK-CRIME-DECIDE", "PROCURACY"): _("extended by the procuracy: up to 2 months more"),
    ("CLK-ADM-DEC", "MOVED_UP"): _("the file moves to a higher level: 10 working days"),
    ("CLK-ADM-DEC", "VERIFY"): _("explanation or verification: 1 month"),
    ("CLK-ADM-DEC", "ESPECIALLY"): _("especially complex: 2 months"),
    ("CLK-DENOUNCE-IN", "SEVERAL"): _("to be verified in several places: 10 working days"),
    ("CLK-DENOUNCE", "COMPLEX"): _("complex: 30 days more"),
    ("CLK-DENOUNCE", "ESPECIALLY"): _("especially complex: 30 days more again"),
}


def choices(labels: Mapping[Any, Promise]) -> list[tuple[str, Promise]]:
    """Return (value, label) pairs for a field."""
    return [(key.value, label) for key, label in labels.items()]
