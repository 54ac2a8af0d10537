"""What several forces keep together in one initiative: partners, papers, activities, and counts per school and term.

No person is named here, and no class of a school: a count is of one school, one term and one kind.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from binhyen.movement.models.initiative import Initiative
from binhyen.places.models import Unit


class Force(models.TextChoices):
    """The three forces that look after pupils together."""

    SCHOOL = "SCHOOL", pgettext_lazy("partner", "the school")
    FAMILY = "FAMILY", pgettext_lazy("partner", "the families")
    POLICE = "POLICE", pgettext_lazy("partner", "the police")


class InitiativePartner(models.Model):
    """A body that shares in an initiative, and what it does by the rules of coordination."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="partners")
    force = models.CharField(_("force"), max_length=10, choices=Force.choices)
    body = models.CharField(_("body"), max_length=160)
    does = models.CharField(_("what it does"), max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["initiative", "force"], name="movement_partner_once")
        ]

    class Privacy:
        plain = {"id", "initiative", "force", "body", "does"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return self.body


class JointPaperKind(models.TextChoices):
    """What the partners signed together."""

    JOINT_PLAN = "JOINT_PLAN", _("joint plan")
    RULES = "RULES", _("rules of coordination")
    REPORT = "REPORT", pgettext_lazy("paper", "report on the results")


class InitiativePaper(models.Model):
    """A paper of an initiative by kind, number and day; the paper itself lies in the archive."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="papers")
    kind = models.CharField(_("kind"), max_length=12, choices=JointPaperKind.choices)
    number = models.CharField(_("number"), max_length=40)
    issued_on = models.DateField(_("issued on"))
    title = models.CharField(_("title"), max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "number", "issued_on"], name="movement_joint_paper_once"
            )
        ]

    class Privacy:
        plain = {"id", "initiative", "kind", "number", "issued_on", "title"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"


class ActivityKind(models.TextChoices):
    """What is done together on a day."""

    LAW_TALK = "LAW_TALK", _("talk about the law")
    LIFE_SKILLS = "LIFE_SKILLS", _("lesson in life skills")
    GATE_DUTY = "GATE_DUTY", _("duty at the school gate")
    PARENTS = "PARENTS", _("meeting with parents")
    TRAFFIC = "TRAFFIC", _("traffic practice")
    DRILL = "DRILL", _("fire or rescue drill")
    REVIEW = "REVIEW", _("meeting of the partners")
    OTHER = "OTHER", pgettext_lazy("activity", "other")


class Activity(models.Model):
    """What the partners did on a day: kind, place, and how many came."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="activities")
    held_on = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=12, choices=ActivityKind.choices)
    place = models.CharField(_("place"), max_length=160)
    attendance = models.PositiveIntegerField(_("how many came"))

    class Meta:
        indexes = [models.Index(fields=["initiative", "held_on"], name="movement_activity_day")]

    class Privacy:
        plain = {"id", "initiative", "held_on", "kind", "place", "attendance"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.held_on}: {self.get_kind_display()}"


class SchoolTerm(models.Model):
    """A term of a school for which violations were counted; `school_year` is the year it begins in."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="terms")
    school = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    school_year = models.PositiveIntegerField(_("school year"))
    number = models.PositiveSmallIntegerField(_("term"))
    since = models.DateField(_("from"))
    until = models.DateField(_("to"))  # the first day after it
    paper_number = models.CharField(_("paper"), max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "school", "school_year", "number"], name="movement_term_once"
            ),
            models.CheckConstraint(condition=Q(number__in=[1, 2]), name="movement_term_1_or_2"),
            models.CheckConstraint(
                condition=Q(since__lt=F("until")), name="movement_term_has_days"
            ),
        ]

    class Privacy:
        plain = {
            "id", "initiative", "school", "school_year", "number", "since", "until", "paper_number",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.number}/{self.school_year}"


class ViolationKind(models.TextChoices):
    """Kinds of pupils' violations as the school's own report counts them."""

    TRAFFIC = "TRAFFIC", _("traffic rules")
    FIGHTING = "FIGHTING", _("fighting")
    SMOKING = "SMOKING", _("smoking, e-cigarettes, alcohol")
    GAMBLING = "GAMBLING", _("gambling")
    DAMAGE = "DAMAGE", _("damage to property")
    ONLINE = "ONLINE", _("conduct on the net")
    OTHER = "OTHER", pgettext_lazy("violation", "other")


class TermCount(models.Model):
    """How many violations of one kind a school counted in one term.

    Stored exactly, shown never: no page, file or figure reads this number but through `queries.terms`, which hides
    small counts (figures.suppression). It is stored as it is because a term that is corrected, or one more kind, must be
    suppressed from the true numbers; the unit that stated it has the paper named beside it.
    """

    term = models.ForeignKey(SchoolTerm, models.CASCADE, related_name="counts")
    kind = models.CharField(_("kind"), max_length=10, choices=ViolationKind.choices)
    n = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["term", "kind"], name="movement_term_count_once")
        ]

    class Privacy:
        plain = {"id", "term", "kind", "n"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.term}: {self.kind}"
