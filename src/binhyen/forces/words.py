"""The six groups of tasks of the force (Law 30/2023/QH15, Arts. 7-12), what is done in each, and how a task ended."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DutyGroup(models.IntegerChoices):
    """The six groups, by their number in the law's order."""

    SITUATION = 1, _("Help know the situation")
    MOVEMENT = 2, _("Help build the movement")
    FIRE = 3, _("Help fire prevention and rescue")
    ORDER = 4, _("Help administrative management of order")
    EDUCATION = 5, _("Help mobilise and educate")
    GUARD = 6, _("Help patrol and guard")


#: The groups in a word or two, where there is no room for more.
SHORT = {
    DutyGroup.SITUATION: _("situation"),
    DutyGroup.MOVEMENT: _("the movement"),
    DutyGroup.FIRE: _("fire and rescue"),
    DutyGroup.ORDER: _("order of the area"),
    DutyGroup.EDUCATION: _("mobilising, educating"),
    DutyGroup.GUARD: _("patrol and guard"),
}


class DutyKind(models.TextChoices):
    """What is done; the number before the stop is the group."""

    INFORM = "1.INFORM", _("learned of something and told the police")
    CALLED = "1.CALLED", _("came when called")
    PREVENT = "1.PREVENT", _("prevented harm, calmed a quarrel")
    TALK = "2.TALK", _("talked with residents, spread the law")
    INITIATIVE = "2.MODEL", _("kept an initiative going")
    GATHER = "2.GATHER", _("gathered people for a common task")
    FIRE_CHECK = "3.CHECK", _("looked at fire safety, reminded")
    FIRE_FIGHT = "3.FIGHT", _("fought a fire, rescued")
    FIRE_DRILL = "3.DRILL", _("took part in a drill")
    RESIDENCE = "4.RESIDE", _("helped with residence and identity")
    BUSINESS = "4.TRADE", _("helped look at conditional businesses")
    WEAPONS = "4.WEAPON", _("asked to hand in weapons and fireworks")
    EDUCATE = "5.TEACH", _("activities of mobilising and educating (the number only)")
    PATROL = "6.PATROL", _("patrolled, stood guard")
    EVENT = "6.EVENT", _("kept order at an event")
    MOBILISED = "6.CALLUP", _("was mobilised by the competent body")

    @property
    def group(self) -> DutyGroup:
        """Return the group it belongs to."""
        return DutyGroup(int(self.value[0]))


def kinds_by_group() -> list[tuple[Promise | str, list[tuple[str, Promise | str]]]]:
    """Return the kinds below their groups, as a select shows them."""
    return [
        (f"{group.value}. {group.label}", [(kind.value, kind.label) for kind in DutyKind if kind.group is group])
        for group in DutyGroup
    ]  # fmt: skip


class Outcome(models.TextChoices):
    """How a task stands."""

    ASSIGNED = "ASSIGNED", _("given, not done yet")
    ON_TIME = "ON_TIME", _("done on time")
    LATE = "LATE", _("done late")
    NOT_DONE = "NOT_DONE", _("not done")


#: A task that was completed, if late; what is still open is not.
DONE = frozenset({Outcome.ON_TIME, Outcome.LATE})


class Level(models.TextChoices):
    """Levels of the yearly rating, best first."""

    EXCELLENT = "EXCELLENT", _("completed excellently")
    GOOD = "GOOD", _("completed well")
    COMPLETED = "COMPLETED", _("completed")
    NOT_COMPLETED = "NOT_COMPLETED", _("not completed")


#: The order of the levels as a number, lowest first, to compare with a catalogue's level.
RANKS = {Level.NOT_COMPLETED: 1, Level.COMPLETED: 2, Level.GOOD: 3, Level.EXCELLENT: 4}
