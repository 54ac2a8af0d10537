"""Note what an initiative brought, before and after."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.figures import registry
from binhyen.figures.rules import Period
from binhyen.movement.actions.refusals import AlreadyThere
from binhyen.movement.models import Initiative, InitiativeResult
from binhyen.people import policy
from binhyen.people.models import User


@dataclass(frozen=True)
class Typed:
    """A result that a paper states."""

    measure: str
    before: Decimal
    after: Decimal
    paper_number: str


@dataclass(frozen=True)
class Asked:
    """A result that a figure of the house tells."""

    figure: str


@transaction.atomic
def note_result(
    *,
    initiative: Initiative,
    name: str,
    before: Period,
    after: Period,
    told: Typed | Asked,
    by: User,
    at: datetime,
) -> InitiativeResult:
    """Note a measure for the periods `before` and `after`. Raises NotAllowed, UnknownFigure or AlreadyThere."""
    policy.require(by, "movement.manage", initiative, on=clock.local_day(at))
    if initiative.results.filter(name=name, after_since=after.since).exists():
        raise AlreadyThere(name)
    result = InitiativeResult.objects.create(
        initiative=initiative, name=name, before_since=before.since, before_until=before.until,
        after_since=after.since, after_until=after.until, **_values(told),
    )  # fmt: skip
    audit.record(
        event="movement.result_noted",
        subject=f"initiative {initiative.pk}",
        actor=by.ref,
        at=at,
        detail={"result": result.pk, "figure": result.figure, "paper": result.paper_number},
    )
    return result


def _values(told: Typed | Asked) -> dict[str, object]:
    if isinstance(told, Asked):
        return {"figure": _told_alone(told.figure)}
    return {
        "measure": told.measure,
        "before": told.before,
        "after": told.after,
        "paper_number": told.paper_number,
    }


def _told_alone(name: str) -> str:
    """Return the name of a figure that may be told of any period: one of so few people may not."""
    if not registry.get_figure(name).stands_alone:
        raise registry.UnknownFigure(name)
    return name
