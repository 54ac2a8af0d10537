"""Reads over catalogues, assessments and recognitions."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from binhyen.figures import queries as figures
from binhyen.figures.queries import Scope
from binhyen.figures.rules import Period
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import LOCAL_LEVELS, Level, Unit
from binhyen.standards import rules
from binhyen.standards.catalogues import Calls, Catalogue, Criterion, Verified
from binhyen.standards.models import (
    Assessment,
    Confirmation,
    Finding,
    Override,
    Recognition,
    StoredCatalogue,
)
from binhyen.standards.workflow import State

#: The kind of unit that catalogues speak of, by level.
UNIT_TYPES: dict[str, str] = {
    Level.COMMUNE: "commune",
    Level.RESIDENTIAL_AREA: "residential_area",
    Level.AGENCY: "agency",
    Level.ENTERPRISE: "enterprise",
    Level.SCHOOL: "education",
}


def visible_to(user: User | AnonymousUser, *, on: date) -> QuerySet[Assessment]:
    """Return the assessments `user` may read on `on`: of the units of their posts and of all below."""
    reach = Q(pk__in=())
    for post in policy.posts_granting(user, "standards.read", on=on):
        reach |= Q(keeper__path__under=post.unit.path)
    return Assessment.objects.filter(reach).select_related(
        "unit", "keeper__parent__parent", "catalogue"
    )


def in_force(period: Period) -> QuerySet[StoredCatalogue]:
    """Return the catalogues in force on the last day of the period, by id, the newest version last."""
    last = period.last_day
    return (
        StoredCatalogue.objects.filter(valid_from__lte=last)
        .filter(Q(valid_to=None) | Q(valid_to__gt=last))
        .order_by("catalogue_id", "valid_from", "loaded_at", "pk")
    )


def newest() -> dict[str, StoredCatalogue]:
    """Return catalogue id -> its newest version."""
    rows = StoredCatalogue.objects.select_related("owner")
    rows = rows.order_by("catalogue_id", "valid_from", "loaded_at", "pk")
    return {row.catalogue_id: row for row in rows}


def catalogues_for(
    unit: Unit, known: Mapping[str, StoredCatalogue] | None = None
) -> list[StoredCatalogue]:
    """Return the newest catalogues that speak of this kind of unit, a province's own sheets first, then by id.

    Who has the `newest` at hand gives them, here and below.
    """
    unit_type = UNIT_TYPES.get(unit.level, "")
    rows = [
        row
        for row in (known or newest()).values()
        if unit_type in row.read().unit_types
        and (row.owner is None or unit.path.startswith(row.owner.path))
    ]
    return sorted(rows, key=lambda row: (row.owner_id is None, row.catalogue_id))


def is_of(row: StoredCatalogue, family: str) -> bool:
    """Say whether the catalogue, or the one it began as, is of a family such as "tt124."."""
    return (row.clone_of or row.catalogue_id).startswith(family)


def confirmed_in(
    stored: StoredCatalogue, known: Mapping[str, StoredCatalogue] | None = None
) -> frozenset[str]:
    """Return the criteria that were held against the signed text: of this version, and of those computed beside it."""
    beside = [name for criterion in stored.read().criteria for name in criterion.includes]
    wanted = Q(catalogue=stored)
    if beside:
        rows = (known or newest()).values()
        wanted |= Q(criterion__in=beside, catalogue__in=[row.pk for row in rows])
    return frozenset(Confirmation.objects.filter(wanted).values_list("criterion", flat=True))


def verification(stored: StoredCatalogue, confirmed: frozenset[str]) -> dict[Verified, int]:
    """Return how many criteria are verified in full, in part and not at all; what is confirmed is so in full."""
    counted = Counter(
        Verified.FULL if criterion.id in confirmed else criterion.verified
        for criterion in stored.read().criteria
    )
    return {state: counted[state] for state in Verified}


def catalogue_for_year(catalogue_id: str, year: int) -> StoredCatalogue | None:
    """Return the version in force at the end of the period of `year`."""
    row = newest().get(catalogue_id)
    return version_of_year(row, year) if row else None


def version_of_year(row: StoredCatalogue, year: int) -> StoredCatalogue | None:
    """Return the same, of the catalogue whose newest version is `row`: this one, unless it begins later."""
    if row.is_in_force_on(row.read().period(year).last_day):
        return row
    return in_force(row.read().period(year)).filter(catalogue_id=row.catalogue_id).last()


def decided_by(catalogue: Catalogue, unit: Unit, period: Period) -> date:
    """Return the last day on which a unit of this kind is decided; without a deadline, the period's last day."""
    before = catalogue.decide_before(UNIT_TYPES.get(unit.level, ""), rules.year_of(period))
    return date.fromordinal((before or period.until).toordinal() - 1)


def overridden_in(assessment: Assessment) -> frozenset[str]:
    """Return the criteria on which two people once decided otherwise than computed."""
    return overridden_in_all([assessment]).get(assessment.pk, frozenset())


def overridden_in_all(assessments: Iterable[Assessment]) -> dict[int, frozenset[str]]:
    """Return the same for each dossier that has such criteria."""
    rows = Override.objects.filter(finding__assessment__in=[one.pk for one in assessments])
    found: dict[int, set[str]] = {}
    for dossier, criterion in rows.values_list("finding__assessment", "finding__criterion"):
        found.setdefault(dossier, set()).add(criterion)
    return {dossier: frozenset(criteria) for dossier, criteria in found.items()}


def window_of(assessment: Assessment) -> Period | None:
    """Return the days on which the dossier may be handed in, None where it may whenever the unit asks."""
    unit_type = UNIT_TYPES.get(assessment.unit.level, "")
    return assessment.catalogue.read().window(unit_type, assessment.year)


def included(criterion: Criterion) -> list[Criterion]:
    """Return the criteria of other catalogues that are computed beside this one, in its order."""
    return _beside([criterion]).get(criterion.id, [])


def included_in(
    catalogue: Catalogue, known: Mapping[str, StoredCatalogue] | None = None
) -> dict[str, list[Criterion]]:
    """Return the same for each criterion of a catalogue that has such."""
    return _beside(catalogue.criteria, known)


def _beside(
    criteria: Iterable[Criterion], stored: Mapping[str, StoredCatalogue] | None = None
) -> dict[str, list[Criterion]]:
    with_others = [criterion for criterion in criteria if criterion.includes]
    if not with_others:
        return {}
    rows = (stored or newest()).values()
    known = {other.id: other for row in rows for other in row.read().criteria}
    return {
        criterion.id: [known[name] for name in criterion.includes if name in known]
        for criterion in with_others
    }


@dataclass(frozen=True)
class Meeting:
    """How many units there are of the kinds asked for, and the findings of those that met a criterion."""

    units: int
    findings: tuple[int, ...]


def meeting(calls: Calls, scope: Scope, period: Period) -> Meeting:
    """Return who of a scope met a criterion in the dossier of the period's year, once handed in."""
    last, year = period.last_day, rules.year_of(period)
    levels = [level for level, unit_type in UNIT_TYPES.items() if unit_type in calls.over]
    units = Unit.objects.on(last).filter(pk__among=scope.unit_ids, level__in=levels)
    rows = Finding.objects.filter(
        criterion=calls.criterion,
        assessment__unit__in=units,
        assessment__until__gt=date(year, 1, 1),
        assessment__until__lte=date(year + 1, 1, 1),
        assessment__state__in=sorted(_HANDED_IN),
    )
    met = {row.assessment.unit_id: row.pk for row in rows.select_related("assessment").order_by("pk") if row.effective in rules.ENOUGH}  # fmt: skip
    return Meeting(units.count(), tuple(sorted(met.values())))


_HANDED_IN = frozenset({State.SUBMITTED, State.UNDER_APPRAISAL, State.RECOGNISED})


@dataclass(frozen=True)
class RecognisedAmong:
    """How many units there are, and the recognitions of them that stand for a year."""

    count: int
    recognitions: tuple[int, ...]


@dataclass(frozen=True)
class Recognised:
    """The same of the residential areas of a scope, and of areas, agencies, enterprises and schools together."""

    areas: RecognisedAmong
    units: RecognisedAmong


def recognised(scopes: Sequence[Scope], period: Period) -> list[Recognised]:
    """Return for each scope who exists on the last day of the period, and the standing recognitions of its year."""
    local = Unit.objects.on(period.last_day).filter(level__in=LOCAL_LEVELS)
    there = local.filter(pk__among=figures.all_units(scopes))
    levels = dict(there.values_list("pk", "level"))
    of_safety = Q(catalogue__catalogue_id__startswith="tt124.")
    of_safety |= Q(catalogue__clone_of__startswith="tt124.")
    rows = Recognition.objects.standing().filter(
        of_safety, unit_id__among=levels, year=rules.year_of(period)
    )
    # one for each unit, should two versions of a catalogue have recognised it in one year
    of_unit = dict(rows.order_by("-pk").values_list("unit_id", "pk"))
    found = []
    for scope in scopes:
        own = scope.unit_ids & levels.keys()
        areas = {pk for pk in own if levels[pk] == Level.RESIDENTIAL_AREA}
        found.append(Recognised(_among(areas, of_unit), _among(own, of_unit)))
    return found


def _among(units: Collection[int], of_unit: Mapping[int, int]) -> RecognisedAmong:
    return RecognisedAmong(len(units), tuple(sorted(of_unit[pk] for pk in units if pk in of_unit)))
