"""What a unit came to over the years; what the units that went whole into it achieved stays theirs and is its past."""

from collections.abc import Iterable
from dataclasses import dataclass

from binhyen.places import queries as places
from binhyen.places.models import Unit
from binhyen.standards.models import Assessment, Finding, Recognition, StoredCatalogue
from binhyen.standards.rules import ENOUGH


@dataclass(frozen=True)
class Year:
    """One unit in one year under one catalogue: the dossier with how much was met, and the recognition, if any."""

    unit: Unit
    year: int
    catalogue: StoredCatalogue
    assessment: Assessment | None
    recognition: Recognition | None
    met: int = 0
    total: int = 0
    is_overridden: bool = False


@dataclass(frozen=True)
class Past:
    """The years of one unit, the newest first."""

    unit: Unit
    years: tuple[Year, ...]


def of(unit: Unit) -> tuple[Past, list[Past]]:
    """Return the unit's own years, and for each unit of its level that went whole into it the years of that one."""
    olds = places.earlier_selves(unit)
    years = _years([unit, *olds])
    own, *past = (Past(one, tuple(years.get(one.pk, []))) for one in (unit, *olds))
    return own, [one for one in past if one.years]


def _years(units: list[Unit]) -> dict[int, list[Year]]:
    dossiers = {
        (row.unit_id, row.catalogue.catalogue_id, row.year): row
        for row in Assessment.objects.filter(unit__in=units)
        .select_related("catalogue")
        .defer("frozen")
        .order_by("pk")
    }
    recognitions = {
        (row.unit_id, row.catalogue.catalogue_id, row.year): row
        for row in Recognition.objects.filter(unit__in=units)
        .select_related("catalogue")
        .order_by("pk")
    }
    met = _met(dossiers.values())
    by_pk = {unit.pk: unit for unit in units}
    found: dict[int, list[Year]] = {}
    keys = sorted(dossiers.keys() | recognitions.keys(), key=lambda key: (-key[2], key[1], key[0]))
    for key in keys:
        dossier, recognition = dossiers.get(key), recognitions.get(key)
        stored = (dossier or recognition).catalogue  # type: ignore[union-attr]  # one of them is there
        count, total, is_overridden = met.get(dossier.pk, (0, 0, False)) if dossier else (0, 0, False)  # fmt: skip
        year = Year(by_pk[key[0]], key[2], stored, dossier, recognition, count, total, is_overridden)  # fmt: skip
        found.setdefault(key[0], []).append(year)
    return found


def _met(dossiers: Iterable[Assessment]) -> dict[int, tuple[int, int, bool]]:
    """Return for each dossier how many of its own criteria are met, of how many, and whether people decided otherwise."""
    own = {
        row.pk: {criterion.id for criterion in row.catalogue.read().criteria} for row in dossiers
    }
    met = dict.fromkeys(own, 0)
    overridden: set[int] = set()
    rows = Finding.objects.filter(assessment__in=own).defer("lineage").prefetch_related("overrides")
    for row in rows:
        if row.criterion in own[row.assessment_id]:
            met[row.assessment_id] += row.effective in ENOUGH
        if row.overrides.all():
            overridden.add(row.assessment_id)
    return {pk: (met[pk], len(own[pk]), pk in overridden) for pk in own}
