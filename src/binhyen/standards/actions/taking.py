"""What is taken out of the house is on the trail."""

from datetime import datetime

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit
from binhyen.standards.models import StoredCatalogue


def take_scorecard(
    *, unit: Unit, catalogue: StoredCatalogue, year: int, by: User, at: datetime
) -> None:
    """Record that a unit's scorecard was taken as a file. Raises NotAllowed."""
    _take("standards.scorecard_taken", unit, catalogue, year, by, at)


def take_matrix(
    *, unit: Unit, catalogue: StoredCatalogue, year: int, by: User, at: datetime
) -> None:
    """Record that the units below were taken side by side as a file. Raises NotAllowed."""
    _take("standards.matrix_taken", unit, catalogue, year, by, at)


def _take(
    event: str, unit: Unit, catalogue: StoredCatalogue, year: int, by: User, at: datetime
) -> None:
    policy.require(by, "standards.read", unit, on=clock.local_day(at))
    audit.record(
        event=event,
        subject=unit.path,
        actor=by.ref,
        at=at,
        detail={"catalogue": str(catalogue), "year": year},
    )
