"""Units over time and the successions between them."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from binhyen.places import lookups  # noqa: F401  # registers `path__under`

#: The first day of units that were there before the records begin (1 February 2024): nobody wrote down since when.
BEGINNING = date(1900, 1, 1)
RECORDS_BEGIN = date(2024, 2, 1)
#: The two-tier system: the editions change on this day.
REFORM = date(2025, 7, 1)


class Level(models.TextChoices):
    """Where a unit stands in the tree."""

    PROVINCE = "PROVINCE", _("province")
    DISTRICT = "DISTRICT", _("district")
    COMMUNE = "COMMUNE", _("commune")
    RESIDENTIAL_AREA = "RESIDENTIAL_AREA", _("residential area")
    AGENCY = "AGENCY", _("agency")
    ENTERPRISE = "ENTERPRISE", _("enterprise")
    SCHOOL = "SCHOOL", _("school")


#: Levels that a commune adds itself, below itself.
LOCAL_LEVELS = frozenset({Level.RESIDENTIAL_AREA, Level.AGENCY, Level.ENTERPRISE, Level.SCHOOL})


class UnitQuerySet(models.QuerySet["Unit"]):
    """Filters on units."""

    def on(self, day: date) -> "UnitQuerySet":
        """Keep the units that existed on `day`."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gt=day))

    def below(self, unit: "Unit") -> "UnitQuerySet":
        """Keep the units under `unit`, itself left out."""
        return self.within(unit).exclude(pk=unit.pk)

    def within(self, unit: "Unit") -> "UnitQuerySet":
        """Keep `unit` and all below it: one indexed prefix."""
        return self.filter(path__under=unit.path)


class Unit(models.Model):
    """One legal existence of a unit; a merger, split, renaming or new parent closes it and opens another.

    `path` names the ancestors and the unit, each ended by "/", for example "2025:80/2025:28051/". A code of the
    statistics office means nothing without its edition, because codes are reused across the reform. A later
    existence under the same edition and code carries its first day: "2025:75@2026-04-30/".
    """

    edition = models.CharField(max_length=10)  # "2024", "2025"; "local" where the commune added it
    code = models.CharField(max_length=20)
    level = models.CharField(max_length=20, choices=Level.choices)
    kind = models.CharField(max_length=40)  # xa, phuong, thi_tran, dac_khu, tinh, ap, khu_pho, ...
    name = models.CharField(max_length=120)  # without the kind: "Mỹ Lạc"
    full_name = models.CharField(max_length=160)  # "Xã Mỹ Lạc"
    full_name_en = models.CharField(max_length=160, blank=True)
    folded_name = models.CharField(max_length=160)  # core.text.fold(full_name), for search
    other_names = models.CharField(max_length=160, blank=True)  # as a resolution spells it
    folded_other_names = models.CharField(max_length=160, blank=True)
    sort_key = models.CharField(max_length=400)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=160, unique=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)  # first day on which it no longer exists
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    area_km2 = models.FloatField(null=True, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)
    population_is_estimate = models.BooleanField(default=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code", "valid_from"], name="places_unit_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="places_unit_lives",
            ),
        ]
        indexes = [
            models.Index(fields=["level", "valid_from"], name="places_unit_level"),
            models.Index(fields=["folded_name"], name="places_unit_folded"),
        ]

    class Privacy:
        plain = {
            "id", "edition", "code", "level", "kind", "name", "full_name", "full_name_en",
            "folded_name", "other_names", "folded_other_names", "sort_key", "parent", "path",
            "valid_from", "valid_to", "lat", "lon", "area_km2", "population",
            "population_is_estimate",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        """Return the address of the page that tells its life."""
        return reverse("places:unit", args=[self.address])

    @property
    def name_within(self) -> str:
        """The full name as it stands within another: "xã Mỹ Lạc" in "Ủy ban nhân dân xã Mỹ Lạc"."""
        return f"{self.full_name[:1].lower()}{self.full_name[1:]}"

    @property
    def address(self) -> str:
        """The unit's own part of its path as its page's address: "2024-28048"."""
        return self.path.rstrip("/").rpartition("/")[2].replace(":", "-", 1)

    @property
    def last_day(self) -> date | None:
        """The last day on which it existed, None while it does."""
        return self.valid_to and self.valid_to - timedelta(days=1)

    @property
    def is_older_than_records(self) -> bool:
        """Whether its first day is not known."""
        return self.valid_from == BEGINNING

    def exists_on(self, day: date) -> bool:
        """Say whether the unit existed on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def holding_paths(self) -> tuple[str, ...]:
        """Return the paths the policy compares a post with: a unit is held by itself."""
        return (self.path,)


class Succession(models.Model):
    """One unit became another, whole or in part."""

    class Extent(models.TextChoices):
        WHOLE = "WHOLE", _("whole")
        PART = "PART", _("part")

    old = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    new = models.ForeignKey(Unit, models.PROTECT, related_name="origins")
    extent = models.CharField(max_length=5, choices=Extent.choices)
    on = models.DateField()
    #: The resolution; empty where all that is known is that the statistics office let the code go on.
    basis = models.CharField(max_length=80, blank=True)
    clause = models.CharField(max_length=20, blank=True)
    share = models.FloatField(null=True, blank=True)  # of the old unit's land, measured on the map

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="places_succession_once")
        ]

    class Privacy:
        plain = {"id", "old", "new", "extent", "on", "basis", "clause", "share"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"

    @property
    def is_whole(self) -> bool:
        """Whether the old unit went into the new one entirely."""
        return self.extent == self.Extent.WHOLE

    @property
    def percent(self) -> int | None:
        """The share of the old unit's land in whole percent, never 0 or 100; None where it was not measured."""
        return None if self.share is None else min(max(round(self.share * 100), 1), 99)
