"""Units over time and the successions between them."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


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
        return self.filter(path__gte=unit.path, path__lt=unit.path[:-1] + "0")


class Unit(models.Model):
    """One legal existence of a unit; a merger, split, renaming or new parent closes it and opens another.

    `path` names the ancestors and the unit, each ended by "/", for example "2025:80/2025:28051/". A code of the
    statistics office means nothing without its edition, because codes are reused across the reform.
    """

    edition = models.CharField(max_length=10)  # "2024", "2025"; "local" where the commune added it
    code = models.CharField(max_length=20)
    level = models.CharField(max_length=20, choices=Level.choices)
    kind = models.CharField(max_length=40)  # xa, phuong, thi_tran, dac_khu, tinh, ap, khu_pho, ...
    name = models.CharField(max_length=120)  # without the kind: "Mỹ Lạc"
    full_name = models.CharField(max_length=160)  # "Xã Mỹ Lạc"
    full_name_en = models.CharField(max_length=160, blank=True)
    folded_name = models.CharField(max_length=160)  # core.text.fold(full_name), for search
    sort_key = models.CharField(max_length=400)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=160, unique=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)  # first day on which it no longer exists
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    area_km2 = models.FloatField(null=True, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)

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
            "folded_name", "sort_key", "parent", "path", "valid_from", "valid_to", "lat", "lon",
            "area_km2", "population",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return self.full_name

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
    basis = models.CharField(max_length=80)  # the resolution
    clause = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="places_succession_once")
        ]

    class Privacy:
        plain = {"id", "old", "new", "extent", "on", "basis", "clause"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"
