"""Members of the force and their service: what the law's list names (Art. 13, requirement P-31) and nothing else.

There is no column for a birthday, sex, an address, a number of an identity card, a diagnosis or a background, and a test
of this room holds that.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from binhyen.core.privacy import ARCHIVE_DAYS, Kept
from binhyen.forces.models.team import Team
from binhyen.people.models import User
from binhyen.places import queries as places
from binhyen.places.models import Unit

#: What is known of somebody besides the name is kept for so long after the last day of service.
DETAIL_DAYS = 365


class Education(models.TextChoices):
    """How far somebody went to school, as the standard of Art. 13 asks."""

    PRIMARY = "PRIMARY", _("primary school")
    LOWER_SECONDARY = "LOWER_SECONDARY", _("lower secondary school")
    UPPER_SECONDARY = "UPPER_SECONDARY", _("upper secondary school")
    COLLEGE = "COLLEGE", _("vocational school or college")
    UNIVERSITY = "UNIVERSITY", _("university or above")


class TeamRole(models.TextChoices):
    """What a member is in the team (Art. 16), leader first."""

    LEADER = "LEADER", _("team leader")
    DEPUTY = "DEPUTY", _("deputy team leader")
    MEMBER = "MEMBER", _("team member")


class Ending(models.TextChoices):
    """Why a spell of service ended; of Art. 17 only the letters that the yearly rating asks for have a code."""

    ROLE = "ROLE", _("took another role in the team")
    MOVED = "MOVED", _("moved to another team")
    OWN_WISH = "OWN_WISH", _("own wish")
    STANDARD = "STANDARD", _("a standard of service is no longer met")
    ART_17_3_C = "ART_17_3_C", _("let go under Art. 17(3)(c)")
    ART_17_3_D = "ART_17_3_D", _("let go under Art. 17(3)(d)")
    OTHER = "OTHER", _("other ground")


#: How an officer may end a service; the other two follow from an act that begins another.
LEAVING = (
    Ending.OWN_WISH, Ending.STANDARD, Ending.ART_17_3_C, Ending.ART_17_3_D, Ending.OTHER,
)  # fmt: skip


class Member(models.Model):
    """A person of the force of a commune."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="force_members")
    user = models.OneToOneField(
        User, models.PROTECT, related_name="force_member", null=True, blank=True
    )
    full_name = models.CharField(_("full name"), max_length=120)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True)
    education = models.CharField(
        _("education"), max_length=20, choices=Education.choices, blank=True
    )
    applied_on = models.DateField(_("applied on"), null=True, blank=True)
    #: The commune police attest good conduct on this day; without a day they have not.
    attested_on = models.DateField(_("attested by the commune police on"), null=True, blank=True)
    health_until = models.DateField(_("health certificate valid until"), null=True, blank=True)
    is_resident = models.BooleanField(_("lives here for a year or longer"), default=False)
    age_exception = models.CharField(_("decision on service beyond 70"), max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_year=None) | Q(birth_year__range=(1900, 2100)),
                name="forces_member_born",
            )
        ]

    class Privacy:
        plain = {"id", "unit", "user"}
        personal = {
            "full_name": Kept(ARCHIVE_DAYS, "to say who was appointed by which decision"),
            # As long as the name: the decision says both, and the ages of a closed year are told from it.
            "birth_year": Kept(
                ARCHIVE_DAYS, "Art. 13: 18 to 70 years of age; to tell namesakes apart"
            ),
            "education": Kept(DETAIL_DAYS, "Art. 13: lower secondary school"),
            "applied_on": Kept(DETAIL_DAYS, "Art. 13: who serves has applied and agrees"),
            "attested_on": Kept(DETAIL_DAYS, "Art. 13: the police attest good conduct"),
            "health_until": Kept(DETAIL_DAYS, "Art. 13: a health certificate"),
            "is_resident": Kept(DETAIL_DAYS, "Art. 13: lives here for a year"),
            "age_exception": Kept(DETAIL_DAYS, "Art. 13: the chair decides beyond 70"),
        }
        forgotten_by = "forces.forget_details"

    def __str__(self) -> str:
        return self.full_name

    def holding_paths(self) -> tuple[str, ...]:
        """Return the path of the commune and of the one it was merged into."""
        return places.paths_onward(self.unit)


class Service(models.Model):
    """A spell of service of a member in a team and a role, [since, until), with the decisions that began and ended it."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="services")
    team = models.ForeignKey(Team, models.PROTECT, related_name="services")
    role = models.CharField(_("role in the team"), max_length=10, choices=TeamRole.choices)
    since = models.DateField(_("serves from"))
    decision_number = models.CharField(_("decision of appointment"), max_length=40)
    decided_on = models.DateField(_("date of the decision"))
    until = models.DateField(_("until"), null=True, blank=True)
    ending = models.CharField(_("how it ended"), max_length=12, choices=Ending.choices, blank=True)
    ending_number = models.CharField(_("decision of ending"), max_length=40, blank=True)
    ending_decided_on = models.DateField(_("date of the decision"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None, ending="", ending_number="", ending_decided_on=None)
                | (Q(until__gt=F("since")) & ~Q(ending="") & ~Q(ending_number="")),
                name="forces_service_ends_by_decision",
            ),
            models.UniqueConstraint(
                fields=["member"], condition=Q(until=None), name="forces_one_service_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["team"], condition=Q(role="LEADER", until=None), name="forces_one_leader"
            ),
        ]
        indexes = [models.Index(fields=["team", "since"], name="forces_service_of_team")]

    class Privacy:
        plain = {
            "id", "member", "team", "role", "since", "decision_number", "decided_on", "until",
            "ending_number", "ending_decided_on",
        }  # fmt: skip
        personal = {"ending": Kept(ARCHIVE_DAYS, "the rating asks who was let go; by law")}
        forgotten_by = "forces.forget_names"

    def __str__(self) -> str:
        return f"{self.member_id} {self.role} {self.since}"

    def holding_paths(self) -> tuple[str, ...]:
        """Return the paths of the team's commune and of the one it was merged into."""
        return self.team.holding_paths()
