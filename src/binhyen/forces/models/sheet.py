"""The sheet on which the teams of a commune are rated for a year: a draft, then closed by its decision."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from binhyen.core.privacy import Kept
from binhyen.forces.models.team import Team
from binhyen.forces.words import Level
from binhyen.people.models import User
from binhyen.places.models import Unit

WHY_LENGTH = 300


class SheetState(models.TextChoices):
    """Whether the sheet may still be written on."""

    DRAFT = "DRAFT", _("draft")
    DECIDED = "DECIDED", _("decided")


class RatingSheet(models.Model):
    """One proposal of the levels of a year with its minutes; once decided nothing on it changes, a new decision names it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="rating_sheets")
    year = models.PositiveIntegerField(_("year"))
    state = models.CharField(max_length=8, choices=SheetState.choices)
    minutes_number = models.CharField(_("number of the minutes"), max_length=40, blank=True)
    met_on = models.DateField(_("day of the meeting"), null=True, blank=True)
    present = models.PositiveSmallIntegerField(_("present"), null=True, blank=True)
    votes_for = models.PositiveSmallIntegerField(_("votes for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("votes against"), null=True, blank=True)
    decision_number = models.CharField(_("decision"), max_length=40, blank=True)
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)
    chair = models.CharField(_("chair who decided"), max_length=120, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"], condition=Q(state="DRAFT"), name="forces_sheet_one_draft"
            ),
            models.UniqueConstraint(
                fields=["unit", "year"],
                condition=Q(state="DECIDED", replaces=None),
                name="forces_sheet_decided_once",
            ),
            models.UniqueConstraint(
                fields=["unit", "year", "decision_number"],
                condition=Q(state="DECIDED"),
                name="forces_sheet_number_once",
            ),
            models.CheckConstraint(
                condition=Q(state="DRAFT", decision_number="", replaces=None)
                | Q(state="DECIDED", decided_on__isnull=False) & ~Q(decision_number=""),
                name="forces_sheet_decided_by_paper",
            ),
            models.CheckConstraint(
                condition=Q(present=None) | Q(present__gte=F("votes_for") + F("votes_against")),
                name="forces_sheet_votes_of_those_present",
            ),
        ]

    class Privacy:
        plain = {
            "id", "unit", "year", "state", "minutes_number", "met_on", "present", "votes_for", "votes_against",
            "decision_number", "decided_on", "replaces", "by", "saved_at",
        }  # fmt: skip
        personal = {"chair": Kept(days=3650, why="to name who signed the decision")}
        forgotten_by = "forces.forget_names"

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year} {self.state}"

    @property
    def is_decided(self) -> bool:
        """Say whether it is closed."""
        return self.state == SheetState.DECIDED


def _count() -> "models.PositiveSmallIntegerField[int, int]":
    return models.PositiveSmallIntegerField(default=0)


def _paper() -> "models.CharField[str, str]":
    return models.CharField(max_length=40, blank=True)


class RatingLine(models.Model):
    """What a sheet says of one team: its level, its leader's, how many of its members reached which; no names."""

    sheet = models.ForeignKey(RatingSheet, models.PROTECT, related_name="lines")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    level = models.CharField(max_length=20, choices=Level.choices, blank=True)
    #: Under complaint or denunciation proceedings: a yes and the number of the paper, nothing of what it is about.
    is_under_proceedings = models.BooleanField(default=False)
    proceedings_paper = _paper()
    leader_level = models.CharField(max_length=20, choices=Level.choices, blank=True)
    leader_moved_why = models.CharField(max_length=WHY_LENGTH, blank=True)
    members_excellent = _count()
    members_good = _count()
    members_completed = _count()
    members_not_completed = _count()
    #: Less than nine months in the year, or under proceedings.
    members_not_rated = _count()
    #: Papers that attest the conditions of the excellent team that no figure can tell, by their number in the catalogue.
    paper_1 = _paper()
    paper_3 = _paper()
    paper_6 = _paper()
    paper_7 = _paper()
    #: Why the team is excellent though a condition that is computed is not met; it stays for ever.
    unmet_why = models.CharField(max_length=WHY_LENGTH, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "team"], name="forces_line_once"),
        ]

    class Privacy:
        plain = {
            "id", "sheet", "team", "level", "is_under_proceedings", "proceedings_paper", "leader_level",
            "members_excellent", "members_good", "members_completed", "members_not_completed", "members_not_rated",
            "paper_1", "paper_3", "paper_6", "paper_7",
        }  # fmt: skip
        personal = {
            "leader_moved_why": Kept(days=3650, why="to answer for an exception of the rating"),
            "unmet_why": Kept(days=3650, why="to answer for an exception of the rating"),
        }
        forgotten_by = "forces.forget_names"

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.team_id}: {self.level}"
