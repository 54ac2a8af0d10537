"""Tasks of the teams by the six groups, and what was due of them month by month. Counts of activities, never persons."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from binhyen.core.privacy import Kept
from binhyen.forces.models.team import Team
from binhyen.forces.words import DutyGroup, DutyKind, Outcome
from binhyen.people.models import User

REMARK_LENGTH = 300


class DutyQuerySet(models.QuerySet["DutyEntry"]):
    """Filters on tasks of the teams."""

    def counted(self) -> "DutyQuerySet":
        """Keep what was not taken back as entered wrongly."""
        return self.filter(taken_back_at=None)


class DutyEntry(models.Model):
    """Something a team was given to do on a day. Of group 5 the number of activities alone: whom it was about is nobody's
    to keep."""

    #: Made on the phone or with the page, so that an entry sent twice is one entry.
    key = models.UUIDField(unique=True)
    team = models.ForeignKey(Team, models.PROTECT, related_name="duties", db_index=False)
    group = models.PositiveSmallIntegerField(_("group"), choices=DutyGroup.choices)
    kind = models.CharField(_("kind"), max_length=10, choices=DutyKind.choices)
    on = models.DateField(_("day"))
    times = models.PositiveSmallIntegerField(_("activities"), default=1)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=1, default=0)
    #: How many of the team took part; a number, never a list.
    members = models.PositiveSmallIntegerField(_("members"), default=0)
    remark = models.CharField(_("remark"), max_length=REMARK_LENGTH, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    logged_at = models.DateTimeField()
    #: Entered wrongly: it counts no more and stays, so that a phone that sends it again does not bring it back.
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_because = models.CharField(max_length=REMARK_LENGTH, blank=True, default="")

    objects = DutyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(times__gte=1), name="forces_duty_at_least_once"),
            models.CheckConstraint(
                condition=Q(group__gte=1, group__lte=6), name="forces_duty_of_a_group"
            ),
            models.CheckConstraint(
                condition=~Q(group=DutyGroup.EDUCATION.value) | Q(remark=""),
                name="forces_duty_counts_only",
            ),
        ]
        indexes = [models.Index(fields=["team", "on"], name="forces_duties_of_team")]

    class Privacy:
        plain = {
            "id", "key", "team", "group", "kind", "on", "times", "outcome", "hours", "members", "by", "logged_at",
            "taken_back_at",
        }  # fmt: skip
        personal = {
            "remark": Kept(days=730, why="to answer for what a team did"),
            "taken_back_because": Kept(days=730, why="to answer for what a team did"),
        }
        forgotten_by = "forces.forget_words"

    def __str__(self) -> str:
        return f"{self.team_id} {self.kind} {self.on:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Say whether somebody still has to say how it ended."""
        return self.outcome == Outcome.ASSIGNED


class TeamMonth(models.Model):
    """Meetings of a team, briefings it had to attend and reports it owed in a month, and what became of them."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="months")
    #: The first day of the month.
    month = models.DateField(_("month"))
    meetings_due = models.PositiveSmallIntegerField(_("meetings due"))
    meetings_held = models.PositiveSmallIntegerField(_("meetings held"))
    briefings_due = models.PositiveSmallIntegerField(_("briefings due"))
    briefings_attended = models.PositiveSmallIntegerField(_("briefings attended"))
    reports_due = models.PositiveSmallIntegerField(_("reports due"))
    reports_on_time = models.PositiveSmallIntegerField(_("reports on time"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "month"], name="forces_month_once"),
            models.CheckConstraint(
                condition=Q(
                    meetings_held__lte=F("meetings_due"),
                    briefings_attended__lte=F("briefings_due"),
                    reports_on_time__lte=F("reports_due"),
                ),
                name="forces_month_no_more_than_due",
            ),
        ]
        indexes = [models.Index(fields=["month"], name="forces_month_of")]

    class Privacy:
        plain = {
            "id", "team", "month", "meetings_due", "meetings_held", "briefings_due", "briefings_attended",
            "reports_due", "reports_on_time",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.team_id} {self.month:%Y-%m}"

    @property
    def due(self) -> int:
        """All that was due."""
        return self.meetings_due + self.briefings_due + self.reports_due

    @property
    def kept(self) -> int:
        """All that was held, attended and handed in on time."""
        return self.meetings_held + self.briefings_attended + self.reports_on_time
