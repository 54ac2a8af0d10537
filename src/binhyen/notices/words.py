"""What a notice says, by its kind. None of it tells what a matter is about."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class What(models.TextChoices):
    """What somebody is told of."""

    URGENT = "URGENT", _("An urgent report came in")
    RECEIVED = "RECEIVED", _("A new report came in")
    ASSIGNED = "ASSIGNED", _("A matter was assigned to you")
    PART = "PART", _("A part of a matter was given to you")
    PART_DONE = "PART_DONE", _("A part of a matter is done")
    PASSED_ON = "PASSED_ON", _("Another unit handed a matter over to yours")
    GIVEN_BACK = "GIVEN_BACK", _("A matter was given back to your unit")
    MESSAGE = "MESSAGE", _("A reporter wrote")
    REOPENED = "REOPENED", _("A matter was reopened")
    ASKED = "ASKED", _("A unit below proposes something to yours")
    ANSWERED = "ANSWERED", _("The level above answered a proposal")
    HALF_GONE = "HALF_GONE", _("Half of the time for a matter is gone")
    ONE_DAY = "ONE_DAY", _("One day is left for a matter")
    OVERDUE = "OVERDUE", _("A matter is overdue")
    MEDIATION = "MEDIATION", _("You are asked to mediate")
    MEDIATED = "MEDIATED", _("A mediation has ended")
    HOT_SPOT = "HOT_SPOT", _("A dispute shows the signs of a hot spot")
    FIELD_DONE = "FIELD_DONE", _("Somebody in the field says that a matter is done")
    REFUSED = "REFUSED", _("Something you sent from the phone could not be done")
    BULK_DONE = "BULK_DONE", _("A bulk act is done")
