"""A number names one decision: in one body, in one year, of one day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.db.models import Q

from binhyen.movement.actions.refusals import NumberUsed
from binhyen.movement.models import Committee, Designation, Plan, Seat
from binhyen.places.models import Unit


@dataclass(frozen=True)
class Decision:
    """A decision as papers name it."""

    number: str
    decided_on: date


def require_free(decision: Decision, unit: Unit) -> None:
    """Raise NumberUsed when a decision of the unit's bodies has this number in that year: for what a decision founds."""
    for known in _known(decision, unit):
        raise NumberUsed(known.number, known.decided_on)


def require_same(decision: Decision, unit: Unit) -> None:
    """Raise NumberUsed when a decision of another day has this number in that year.

    One decision may replace several seats or choose several units, so the same day is no fault.
    """
    for known in _known(decision, unit):
        if known.decided_on != decision.decided_on:
            raise NumberUsed(known.number, known.decided_on)


def _known(decision: Decision, unit: Unit) -> Iterator[Decision]:
    """Yield the decisions of the unit's committees with this number and year, whatever they decided.

    Numbers are compared here and not in the query: SQLite folds no Đ.
    """
    year = decision.decided_on.year
    seats = Seat.objects.filter(committee__unit=unit)
    made = Q(decided_on__year=year)
    rows = (
        Committee.objects.filter(made, unit=unit).values_list("decision_number", "decided_on"),
        seats.filter(made).values_list("decision_number", "decided_on"),
        seats.filter(ended_by_date__year=year).values_list("ended_by_number", "ended_by_date"),
        Designation.objects.filter(made, committee__unit=unit).values_list(
            "decision_number", "decided_on"
        ),
        Designation.objects.filter(revoked_on__year=year, committee__unit=unit).values_list(
            "revoked_by_number", "revoked_on"
        ),
        Plan.objects.filter(made, committee__unit=unit).values_list(
            "decision_number", "decided_on"
        ),
    )
    for number, decided_on in chain.from_iterable(rows):
        if decided_on and number.casefold() == decision.number.casefold():
            yield Decision(number, decided_on)
