"""Models that suggest a category: which unit's, how good, whether in use."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from binhyen.people.models import User
from binhyen.places.models import Unit

DIGEST_LENGTH = 64


class Learning(models.TextChoices):
    """Where a model stands."""

    ASKED = "ASKED", "asked"
    BEGUN = "BEGUN", "begun"
    IN_USE = "IN_USE", "in use"
    #: Worse than the keywords on the texts held out: kept as a number, never answered from.
    WORSE = "WORSE", "worse than the keywords"
    TOO_FEW = "TOO_FEW", "too few texts"
    REPLACED = "REPLACED", "replaced"
    FAILED = "FAILED", "failed"


#: Somebody waits for it.
WAITING = (Learning.ASKED, Learning.BEGUN)
#: A process that began and was not heard of for so long is taken for dead.
TAKES_AT_MOST = timedelta(minutes=15)


class SuggestionModelQuerySet(models.QuerySet["SuggestionModel"]):
    """Filters on models."""

    def in_use(self) -> "SuggestionModelQuerySet":
        """Keep those that answer."""
        return self.filter(state=Learning.IN_USE)

    def waiting(self) -> "SuggestionModelQuerySet":
        """Keep those whose learning is not over."""
        return self.filter(state__in=WAITING)

    def to_learn(self, at: datetime) -> "SuggestionModelQuerySet":
        """Keep those that nobody learns now: asked for, or begun so long ago that the process must be dead."""
        stuck = Q(state=Learning.BEGUN, begun_at__lt=at - TAKES_AT_MOST)
        return self.filter(Q(state=Learning.ASKED) | stuck)


class SuggestionModel(models.Model):
    """One learning from the settled matters of a unit: asked for, measured, and its weights while in use.

    The weights lie in the row, not in a file: a new model is there for every web process on every machine at the moment
    its transaction ends, the old one until then; and it is in the backup. They are numbers under hashed places.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=8, choices=Learning.choices)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    begun_at = models.DateTimeField(null=True, blank=True)
    trained_at = models.DateTimeField(null=True, blank=True)
    n_texts = models.PositiveIntegerField(default=0)
    n_held = models.PositiveIntegerField(default=0)
    top1 = models.FloatField(null=True, blank=True)
    top3 = models.FloatField(null=True, blank=True)
    lexicon_top1 = models.FloatField(null=True, blank=True)
    baseline_top1 = models.FloatField(null=True, blank=True)
    #: Per category: texts, held out, right first, right among three; only where there are five texts or more.
    by_category = models.JSONField(default=list, blank=True)
    digest = models.CharField(max_length=DIGEST_LENGTH, blank=True)
    weights = models.BinaryField(default=b"")

    objects = SuggestionModelQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(state="IN_USE"),
                name="matters_model_one_in_use",
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(state__in=["ASKED", "BEGUN"]),
                name="matters_model_one_waiting",
            ),
            models.CheckConstraint(
                condition=~Q(state="IN_USE") | ~Q(digest="") & Q(top1__isnull=False),
                name="matters_model_measured",
            ),
        ]
        indexes = [models.Index(fields=["unit", "-asked_at"], name="matters_models_of_unit")]

    class Privacy:
        plain = {
            "id", "unit", "state", "asked_at", "asked_by", "begun_at", "trained_at", "n_texts", "n_held",
            "top1", "top3", "lexicon_top1", "baseline_top1", "by_category", "digest", "weights",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.unit_id} {self.state} {self.n_texts}"

    def holding_paths(self) -> tuple[str, ...]:
        """Return the path of the unit it is of."""
        return (self.unit.path,)

    @staticmethod
    def bytes_of(pk: int) -> bytes:
        """Return the stored weights of a model, read only when a process does not hold them yet."""
        return bytes(SuggestionModel.objects.values_list("weights", flat=True).get(pk=pk))
