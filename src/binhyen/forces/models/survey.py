"""Survey rounds of the force. Nobody's sheet is kept: an answer is one more in a tally the moment it is given."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from binhyen.core.privacy import Kept
from binhyen.forces.models.team import Team
from binhyen.forces.questionnaires import MOST_WORDS
from binhyen.places import queries as places
from binhyen.places.models import Unit


class Answering(models.TextChoices):
    """Who answers; as the questionnaire names them."""

    COMMUNE = "COMMUNE", _("the commune")
    PARTNERS = "PARTNERS", _("partners")
    MEMBERS = "MEMBERS", _("members of the teams")
    RESIDENTS = "RESIDENTS", _("residents")


class Partner(models.TextChoices):
    """Who rates how a team coordinates."""

    VILLAGE_HEAD = "VILLAGE_HEAD", _("head of the residential area")
    FRONT = "FRONT", _("Fatherland Front")
    UNIONS = "UNIONS", _("unions and associations")
    SCHOOL = "SCHOOL", _("school")
    POLICE = "POLICE", _("commune police")


class Mistake(models.TextChoices):
    """Why forms that were typed in from paper are taken back."""

    TYPED_WRONG = "TYPED_WRONG", _("an answer was typed wrongly")
    WRONG_AREA = "WRONG_AREA", _("the forms belong to another area")
    TWICE = "TWICE", _("the same forms were typed in twice")
    DOES_NOT_COUNT = "DOES_NOT_COUNT", _("a form does not count, for example one filled in twice")


class SurveyRound(models.Model):
    """One survey of a commune's teams: which questionnaire, from which day to which."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="survey_rounds")
    year = models.PositiveIntegerField(_("year"))
    questionnaire = models.CharField(max_length=60)
    version = models.CharField(_("version"), max_length=20)
    opens_on = models.DateField(_("first day"))
    #: The last day on which answers are taken.
    closes_on = models.DateField(_("last day"))
    #: How many residents are to be asked, over all areas.
    target = models.PositiveIntegerField(_("residents to ask"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="forces_survey_once_a_year"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="forces_survey_closes_after"
            ),
        ]

    class Privacy:
        plain = {
            "id", "unit", "year", "questionnaire", "version", "opens_on", "closes_on", "target",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"

    def holding_paths(self) -> tuple[str, ...]:
        """Return the path of the commune and of the one it was merged into."""
        return places.paths_onward(self.unit)

    def is_open(self, on: date) -> bool:
        """Say whether answers are taken on that day."""
        return self.opens_on <= on <= self.closes_on


class SurveyGroup(models.Model):
    """Who answers about what in a round: the members of one team, one partner about one team, the residents of one area."""

    survey = models.ForeignKey(SurveyRound, models.PROTECT, related_name="groups")
    who = models.CharField(max_length=10, choices=Answering.choices)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    area = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    partner = models.CharField(max_length=20, choices=Partner.choices, blank=True)
    #: How many are asked: members serving, codes of a partner, residents of the sample.
    asked = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["survey", "who"], name="forces_groups_of_survey")]

    class Privacy:
        plain = {"id", "survey", "who", "team", "area", "partner", "asked", "answered"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.survey_id} {self.who} {self.team_id or self.area_id}"


class SurveyTally(models.Model):
    """How many of a group gave one answer to one question. What one person answered together cannot be put together again."""

    group = models.ForeignKey(SurveyGroup, models.PROTECT, related_name="tallies")
    item = models.CharField(max_length=60)
    value = models.PositiveSmallIntegerField()
    n = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "item", "value"], name="forces_tally_once")
        ]

    class Privacy:
        plain = {"id", "group", "item", "value", "n"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.group_id} {self.item}={self.value}: {self.n}"


class SurveyFigure(models.Model):
    """A figure that the commune states about one team."""

    group = models.ForeignKey(SurveyGroup, models.PROTECT, related_name="figures")
    item = models.CharField(max_length=60)
    value = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "item"], name="forces_surveyfigure_once")
        ]

    class Privacy:
        plain = {"id", "group", "item", "value"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.group_id} {self.item}: {self.value}"


class SurveyRemark(models.Model):
    """What somebody proposed in words; of whom it is not kept, nor from which team, nor when."""

    survey = models.ForeignKey(SurveyRound, models.PROTECT, related_name="remarks")
    who = models.CharField(max_length=10, choices=Answering.choices)
    item = models.CharField(max_length=60)
    words = models.TextField(max_length=MOST_WORDS)

    class Privacy:
        plain = {"id", "survey", "who", "item"}
        personal = {"words": Kept(days=730, why="to plan what strengthens the force")}
        forgotten_by = "forces.forget_words"

    def __str__(self) -> str:
        return f"{self.survey_id} {self.item}"


class SurveyCode(models.Model):
    """A code that lets somebody of a group answer once. Who drew which slip is not known, nor when it was used."""

    group = models.ForeignKey(SurveyGroup, models.PROTECT, related_name="codes")
    digest = models.CharField(max_length=60, unique=True)
    is_used = models.BooleanField(default=False)

    class Privacy:
        plain = {"id", "group", "digest", "is_used"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.group_id} {'used' if self.is_used else 'open'}"


class SurveyKey(models.Model):
    """The key of a form that a resident has sent, so that it counts once. It belongs to the form, not to a person."""

    survey = models.ForeignKey(SurveyRound, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=60, unique=True)

    class Privacy:
        plain = {"id", "survey", "digest"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return str(self.survey_id)
