"""Open a dossier, compute it, hand it in; and carry it over when its unit is merged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.figures.rules import Period
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Succession, Unit
from binhyen.standards import measuring, queries, workflow
from binhyen.standards.actions.competence import require_own
from binhyen.standards.actions.moving import move, touch
from binhyen.standards.catalogues import Catalogue, Criterion, DossierPaper, Kind, Side
from binhyen.standards.models import Assessment, Finding, Step, StoredCatalogue, Vote
from binhyen.standards.rules import UNFINISHED, Measure, Outcome, Reason
from binhyen.standards.workflow import Act, State


class NotForThisUnit(Exception):
    """The catalogue does not speak of this kind of unit."""


class NotInForce(Exception):
    """The catalogue is not in force at the end of the period, or the unit did not exist in it."""


class OutsideWindow(Exception):
    """The dossier is handed in too early or too late; `window` says when it may be."""

    def __init__(self, window: Period) -> None:
        super().__init__(f"{window.since} to {window.until}")
        self.window = window


class AlreadyOpen(Exception):
    """The unit has an assessment of this catalogue and period already."""

    def __init__(self, assessment: Assessment) -> None:
        super().__init__(assessment.ref)
        self.assessment = assessment


@dataclass(frozen=True)
class Gap:
    """A criterion that keeps the dossier from being complete."""

    criterion: Criterion
    outcome: Outcome
    reason: Reason


class Incomplete(Exception):
    """The dossier cannot be handed in yet; `gaps` says what is missing."""

    def __init__(self, gaps: Sequence[Gap]) -> None:
        super().__init__(", ".join(gap.criterion.no for gap in gaps))
        self.gaps = tuple(gaps)


class NoMinutes(Exception):
    """The standard asks for the minutes of the unit's own meeting."""


@transaction.atomic
def open_assessment(
    *, unit: Unit, catalogue: StoredCatalogue, period: Period, by: User, at: datetime
) -> Assessment:
    """Open a unit's dossier and compute it. Raises NotAllowed, NotForThisUnit, NotInForce or AlreadyOpen."""
    require_own(by, "standards.assess", unit, on=clock.local_day(at))
    _check_fit(unit, catalogue, period)
    standing = (
        Assessment.objects.of_period(period)
        .filter(unit=unit, catalogue__catalogue_id=catalogue.catalogue_id)
        .exclude(state__in=[State.REFUSED.value, State.WITHDRAWN.value])
    ).first()
    if standing is not None:
        raise AlreadyOpen(standing)
    assessment = Assessment.objects.create(
        unit=unit,
        keeper=unit,
        catalogue=catalogue,
        since=period.since,
        until=period.until,
        state=State.DRAFT.value,
        opened_at=at,
    )
    Step.objects.create(assessment=assessment, act="OPEN", to_state=State.DRAFT.value, by=by, at=at)
    compute(assessment, at=at)
    audit.record(
        event="standards.opened",
        subject=assessment.ref,
        actor=by.ref,
        at=at,
        detail={
            "unit": unit.path,
            "catalogue": str(catalogue),
            "since": period.since.isoformat(),
            "until": period.until.isoformat(),
        },
    )
    return assessment


def _check_fit(unit: Unit, catalogue: StoredCatalogue, period: Period) -> None:
    if queries.UNIT_TYPES.get(unit.level) not in catalogue.read().unit_types:
        raise NotForThisUnit(unit.level)
    last = period.last_day
    is_in_force = catalogue.valid_from <= last and (
        catalogue.valid_to is None or last < catalogue.valid_to
    )
    if not is_in_force or unit.valid_from >= period.until:
        raise NotInForce(str(catalogue))
    if unit.valid_to is not None and unit.valid_to <= period.since:
        raise NotInForce(unit.full_name)


@transaction.atomic
def assess(*, assessment: Assessment, by: User, at: datetime) -> None:
    """Compute every criterion anew. Raises NotAllowed, MoveNotAllowed once handed in, or Outrun."""
    require_own(by, "standards.assess", assessment, on=clock.local_day(at))
    require_editable(assessment)
    touch(assessment)
    compute(assessment, at=at)
    audit.record(event="standards.computed", subject=assessment.ref, actor=by.ref, at=at)


def require_editable(assessment: Assessment) -> None:
    """Raise MoveNotAllowed unless the unit is working on the dossier."""
    state = State(assessment.state)
    if state not in workflow.EDITABLE:
        raise workflow.MoveNotAllowed(Act.SUBMIT, state)


def compute(assessment: Assessment, *, at: datetime, only: str = "") -> None:
    """Write what every criterion, or only one, comes to now, with its lineage; a person's decision stays."""
    catalogue = assessment.catalogue.read()
    facts = measuring.gather(assessment.unit, assessment.period, assessment)
    for criterion in criteria_with_included(catalogue):
        if only in ("", criterion.id):
            _write(assessment, criterion.id, measuring.measure(criterion, facts), at)
    Assessment.objects.filter(pk=assessment.pk).update(computed_at=at)
    assessment.computed_at = at


def criteria_with_included(catalogue: Catalogue) -> list[Criterion]:
    """Return the catalogue's criteria, each followed by those computed beside it."""
    return [
        found
        for criterion in catalogue.criteria
        for found in (criterion, *queries.included(criterion))
    ]


def _write(assessment: Assessment, criterion: str, measure: Measure, at: datetime) -> None:
    Finding.objects.update_or_create(
        assessment=assessment,
        criterion=criterion,
        defaults={
            "outcome": measure.outcome.value,
            "reason": measure.reason.value,
            "numerator": measure.numerator,
            "denominator": measure.denominator,
            "previous": measure.previous,
            "chance": measure.chance,
            "pending": measure.pending,
            "is_summed": measure.is_summed,
            "lineage": measuring.lines_of(measure.sources),
            "computed_at": at,
        },
    )


def gaps(assessment: Assessment) -> list[Gap]:
    """Return what the unit itself still has to do; what a level above attests may come after handing in."""
    findings = {finding.criterion: finding for finding in assessment.findings.all()}
    found = []
    for criterion in assessment.catalogue.read().criteria:
        finding = findings.get(criterion.id)
        outcome = finding.effective if finding else Outcome.MISSING
        waits_for_above = criterion.kind is Kind.ATTESTATION and criterion.attested_by is Side.ABOVE
        if criterion.is_mandatory and outcome in UNFINISHED and not waits_for_above:
            reason = Reason(finding.reason) if finding else Reason.NOT_COMPUTED
            found.append(Gap(criterion, outcome, reason))
    return found


def lacks_minutes(assessment: Assessment) -> bool:
    """Say whether the standard asks for the minutes of the unit's own meeting, and the dossier has none."""
    is_asked = assessment.catalogue.read().asks(DossierPaper.MINUTES) is not None
    return is_asked and not Vote.objects.filter(assessment=assessment).exists()


@transaction.atomic
def submit(*, assessment: Assessment, paper: str, by: User, at: datetime) -> None:
    """Hand the dossier in with the number of its submission, computed a last time.

    One that was returned may come back after the window. Raises NotAllowed, OutsideWindow, Incomplete, NoMinutes,
    MoveNotAllowed or Outrun.
    """
    require_own(by, "standards.submit", assessment, on=clock.local_day(at))
    require_editable(assessment)
    window = queries.window_of(assessment)
    if window and assessment.submitted_at is None and clock.local_day(at) not in window:
        raise OutsideWindow(window)
    compute(assessment, at=at)
    missing = gaps(assessment)
    if missing:
        raise Incomplete(missing)
    if lacks_minutes(assessment):
        raise NoMinutes(assessment.ref)
    move(assessment, Act.SUBMIT, by=by, at=at, paper=paper, submitted_at=at)
    audit.record(
        event="standards.submitted",
        subject=assessment.ref,
        actor=by.ref,
        at=at,
        detail={"paper": paper},
    )


@transaction.atomic
def rework(*, assessment: Assessment, by: User, at: datetime) -> None:
    """Open a returned dossier again. Raises NotAllowed, MoveNotAllowed or Outrun."""
    require_own(by, "standards.assess", assessment, on=clock.local_day(at))
    move(assessment, Act.REWORK, by=by, at=at)
    compute(assessment, at=at)
    audit.record(event="standards.reopened", subject=assessment.ref, actor=by.ref, at=at)


@transaction.atomic
def hand_over_on_merger(*, old_unit: Unit, by: User | None, at: datetime) -> int:
    """Give the dossiers of a unit that ceased to the unit it went whole into; return how many. Raises NotAllowed.

    They keep speaking of the unit of their day; only who may read and finish them changes.
    """
    successor = (
        Unit.objects.filter(origins__old=old_unit, origins__extent=Succession.Extent.WHOLE)
        .order_by("pk")
        .first()
    )
    if successor is None:
        return 0
    if by is not None:
        policy.require(by, "matters.hand_over", successor, on=clock.local_day(at))
    count = Assessment.objects.filter(keeper=old_unit).update(keeper=successor)
    audit.record(
        event="standards.handed_over",
        subject=old_unit.path,
        actor=by.ref if by else "shell",
        at=at,
        detail={"to": successor.path, "assessments": count},
    )
    return count
