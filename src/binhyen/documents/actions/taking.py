"""What is taken out of the house is on the trail."""

from datetime import datetime
from enum import StrEnum

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit


class Register(StrEnum):
    """What can be taken as a workbook."""

    OUTGOING = "outgoing"
    INCOMING = "incoming"
    TRACKING = "tracking"


def take_register(*, unit: Unit, register: Register, year: int, by: User, at: datetime) -> None:
    """Record that a year's register of a unit was taken as a file. Raises NotAllowed."""
    policy.require(by, "documents.read", unit, on=clock.local_day(at))
    audit.record(
        event="documents.register_taken",
        subject=unit.path,
        actor=by.ref,
        at=at,
        detail={"register": register, "year": year},
    )
