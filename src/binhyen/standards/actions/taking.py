"""What is taken out of the house is on the trail."""

from datetime import datetime

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit
from binhyen.standards.models import StoredCatalogue


def take_matrix(
    *, unit: Unit, catalogue: StoredCatalogue, year: int, by: User, at: datetime
) -> None:
    """Record that the units below were taken side by side as a file. Raises NotAllowed."""
    policy.require(by, "standards.read", unit, on=clock.local_day(at))
    audit.record(
        event="standards.matrix_taken",
        subject=unit.path,
        actor=by.ref,
        at=at,
        detail={"catalogue": str(catalogue), "year": year},
    )
