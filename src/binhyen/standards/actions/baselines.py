"""Survey a designated unit on a day, state what the house cannot compute, and freeze what was found."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.movement.models import Designation
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.standards import baselines, catalogues, measuring, queries
from binhyen.standards.actions.dossier import NotForThisUnit
from binhyen.standards.catalogues import Criterion
from binhyen.standards.models import Baseline, Reading, StoredCatalogue
from binhyen.standards.rules import Outcome


class AlreadySurveyed(Exception):
    """The designation has its baseline; there is only one beginning."""


class DayToCome(Exception):
    """Nothing is measured, and nothing decided, on a day that is still to come."""


class BaselineFrozen(Exception):
    """What was frozen is not stated anew."""


class NotStated(Exception):
    """The criterion is computed by the house, or the catalogue does not hold it: nobody states it."""


class PaperNeeded(Exception):
    """What is stated as met names its paper by number and day."""


class TooMany(Exception):
    """More criteria are said to be met than there are."""


class StillOpen(Exception):
    """Criteria that are neither computed nor stated; they must be before the baseline is frozen."""

    def __init__(self, criteria: Sequence[Criterion]) -> None:
        super().__init__(", ".join(criterion.no for criterion in criteria))
        self.criteria = tuple(criteria)


@dataclass(frozen=True)
class Statement:
    """A person's word on a criterion: met or not, by which paper of which day. No text, no file."""

    is_met: bool
    paper_number: str = ""
    dated: date | None = None


@dataclass(frozen=True)
class Others:
    """How many of the criteria beyond the catalogue the survey's paper says are met."""

    met: int
    paper_number: str
    dated: date


@transaction.atomic
def open_baseline(
    *,
    designation: Designation,
    catalogue: StoredCatalogue,
    measured_on: date,
    by: User,
    at: datetime,
) -> Baseline:
    """Measure every criterion that the house can on the last whole period before the day.

    Raises NotAllowed, NotForThisUnit, DayToCome or AlreadySurveyed.
    """
    unit = designation.unit
    policy.require(by, "standards.survey", unit, on=clock.local_day(at))
    if queries.UNIT_TYPES.get(unit.level) not in catalogue.read().unit_types:
        raise NotForThisUnit(unit.level)
    if measured_on > clock.local_day(at):
        raise DayToCome(measured_on)
    if Baseline.objects.filter(designation=designation).exists():
        raise AlreadySurveyed(designation.pk)
    period = baselines.last_whole_period(catalogue.read(), measured_on)
    baseline = Baseline.objects.create(
        designation=designation,
        unit=unit,
        catalogue=catalogue,
        measured_on=measured_on,
        since=period.since,
        until=period.until,
        opened_by=by,
        opened_at=at,
    )
    _compute(baseline)
    audit.record(
        event="standards.baseline_opened",
        subject=baseline.ref,
        actor=by.ref,
        at=at,
        detail={"unit": unit.path, "catalogue": str(catalogue), "on": measured_on.isoformat()},
    )
    return baseline


@transaction.atomic
def state_baseline(
    *,
    baseline: Baseline,
    statements: Mapping[str, Statement],
    by: User,
    at: datetime,
    others: Others | None = None,
) -> None:
    """State criteria that the house cannot compute; all of them or none.

    Raises NotAllowed, BaselineFrozen, NotStated, PaperNeeded or TooMany.
    """
    policy.require(by, "standards.survey", baseline, on=clock.local_day(at))
    _hold(baseline)
    readings = {row.criterion: row for row in baseline.readings.all()}
    for criterion, statement in statements.items():
        _state(readings.get(criterion), statement, by=by, at=at)
    if others is not None:
        _state_others(baseline, others)
    audit.record(
        event="standards.baseline_stated",
        subject=baseline.ref,
        actor=by.ref,
        at=at,
        detail={
            "criteria": {name: statement.is_met for name, statement in statements.items()},
            "others": others.met if others else None,
        },
    )


@transaction.atomic
def freeze_baseline(*, baseline: Baseline, by: User, at: datetime) -> None:
    """Compute a last time and freeze for good. Raises NotAllowed, BaselineFrozen or StillOpen."""
    policy.require(by, "standards.survey", baseline, on=clock.local_day(at))
    _hold(baseline)
    _compute(baseline)
    readings = {row.criterion: row for row in baseline.readings.all()}
    still_open = [
        criterion
        for criterion in baseline.catalogue.read().criteria
        if not readings[criterion.id].is_computed and not readings[criterion.id].stated_outcome
    ]
    if still_open:
        raise StillOpen(still_open)
    content = _content(baseline, readings)
    baseline.frozen = json.dumps(content, sort_keys=True, ensure_ascii=False)
    baseline.frozen_sha256 = catalogues.digest(content)
    baseline.frozen_at, baseline.frozen_by = at, by
    baseline.save(update_fields=["frozen", "frozen_sha256", "frozen_at", "frozen_by"])
    audit.record(
        event="standards.baseline_frozen",
        subject=baseline.ref,
        actor=by.ref,
        at=at,
        detail={
            "met": baselines.tally_of(baseline).all_met,
            "sha256": baseline.frozen_sha256,
        },
    )


def _hold(baseline: Baseline) -> None:
    """Keep the row for this transaction. Raises BaselineFrozen when somebody froze it since it was read."""
    held = Baseline.objects.filter(pk=baseline.pk, frozen_at=None)
    if not held.update(measured_on=baseline.measured_on):
        raise BaselineFrozen(baseline.ref)


def _compute(baseline: Baseline) -> None:
    """Write what every criterion comes to by the registers; what was stated stays beside it."""
    facts = measuring.gather(baseline.unit, baseline.period)
    for criterion in baseline.catalogue.read().criteria:
        measure = measuring.measure(criterion, facts)
        Reading.objects.update_or_create(
            baseline=baseline,
            criterion=criterion.id,
            defaults={
                "outcome": measure.outcome.value,
                "reason": measure.reason.value,
                "numerator": measure.numerator,
                "denominator": measure.denominator,
                "previous": measure.previous,
                "pending": measure.pending,
                "is_summed": measure.is_summed,
                "lineage": measuring.lines_of(measure.sources),
            },
        )


def _state(reading: Reading | None, statement: Statement, *, by: User, at: datetime) -> None:
    if reading is None or reading.is_computed:
        raise NotStated(reading.criterion if reading else "")
    if statement.is_met or statement.paper_number or statement.dated:
        _require_paper(statement.paper_number, statement.dated)
    reading.stated_outcome = (Outcome.MET if statement.is_met else Outcome.NOT_MET).value
    reading.paper_number, reading.dated = statement.paper_number, statement.dated
    reading.stated_by, reading.stated_at = by, at
    reading.save(
        update_fields=["stated_outcome", "paper_number", "dated", "stated_by", "stated_at"]
    )


def _state_others(baseline: Baseline, others: Others) -> None:
    _require_paper(others.paper_number, others.dated)
    if others.met > baselines.beyond(baseline.catalogue):
        raise TooMany(others.met)
    baseline.others_met, baseline.others_paper = others.met, others.paper_number
    baseline.others_dated = others.dated
    baseline.save(update_fields=["others_met", "others_paper", "others_dated"])


def _require_paper(number: str, dated: date | None) -> None:
    if dated is None or not baselines.is_paper_number(number):
        raise PaperNeeded(number)


def _content(baseline: Baseline, readings: Mapping[str, Reading]) -> dict[str, object]:
    """Return everything that was found, as plain JSON values."""
    return {
        "catalogue": baseline.catalogue.sha256,
        "measured_on": baseline.measured_on.isoformat(),
        "period": [baseline.since.isoformat(), baseline.until.isoformat()],
        "others": [baseline.others_met, baseline.others_paper],
        "readings": {
            name: {
                "outcome": row.outcome,
                "reason": row.reason,
                "numerator": row.numerator,
                "denominator": row.denominator,
                "previous": row.previous,
                "lineage": row.lineage,
                "stated": row.stated_outcome,
                "paper": [row.paper_number, row.dated.isoformat() if row.dated else ""],
            }
            for name, row in sorted(readings.items())
        },
    }
