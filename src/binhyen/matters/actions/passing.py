"""Hand a matter over to another unit of the province, and give it back with a reason."""

from datetime import datetime

from django.db import transaction

from binhyen.core import clock
from binhyen.matters import standing
from binhyen.matters.actions import parts
from binhyen.matters.actions.assigning import tell
from binhyen.matters.actions.moving import Doing, ask, move
from binhyen.matters.models import Matter
from binhyen.matters.workflow import Act
from binhyen.notices.words import What
from binhyen.people.models import User
from binhyen.places.models import Unit


class NoReceivers(Exception):
    """Nobody there can take it: another province, no police in post, the unit itself, or it exists no more."""


class NotPassedOn(Exception):
    """Nobody handed the matter to the unit, so there is nobody to give it back to."""


@transaction.atomic
def transfer(
    *,
    matter: Matter,
    to: Unit,
    words: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> None:
    """Hand `matter` over to another commune of the province, where it is new again. Its clocks run on from the receipt,
    its reporters keep their thread, and the unit where it arose keeps it in sight.

    Raises NotAllowed, NoReceivers, MoveNotAllowed, Outrun.
    """
    ask("matters.transfer", matter, by=by, at=at)
    if not standing.receivers(matter.keeper, clock.local_day(at)).filter(pk=to.pk).exists():
        raise NoReceivers(to)
    detail = {"from": matter.keeper.path, "to": to.path}
    _pass(
        matter, Doing(Act.TRANSFER, by, at, words, detail), to, version, passed_from=matter.keeper
    )
    told = standing.on_duty(matter, clock.local_day(at))
    tell(matter, What.PASSED_ON, told, at=at, but=by)


@transaction.atomic
def give_back(
    *, matter: Matter, words: str, by: User, at: datetime, version: int | None = None
) -> None:
    """Give `matter` back to the unit that handed it over, or whose take-over was accepted, with the reason in `words`.

    What was taken over counts as never taken over from then on: the unit settles it itself.
    Raises NotAllowed, NotPassedOn, NoReceivers, MoveNotAllowed, Outrun.
    """
    ask("matters.transfer", matter, by=by, at=at)
    to, on = matter.passed_from, clock.local_day(at)
    if to is None:
        raise NotPassedOn(matter)
    if not to.exists_on(on) or not standing.officers(to, on).exists():
        raise NoReceivers(to)
    detail = {"from": matter.keeper.path, "to": to.path}
    _pass(matter, Doing(Act.GIVE_BACK, by, at, words, detail), to, version, passed_from=None)
    taken = matter.proposals.filter(kind="TAKE_OVER", answer="ACCEPTED", returned_at=None)
    taken.update(returned_at=at)
    tell(matter, What.GIVEN_BACK, standing.on_duty(matter, on), at=at, but=by)


def _pass(
    matter: Matter, doing: Doing, to: Unit, version: int | None, *, passed_from: Unit | None
) -> None:
    """Carry the file to `to`; who worked on it here does no longer, and their open parts end with it."""
    move(
        matter,
        doing,
        version=version,
        keeper=to,
        passed_from=passed_from,
        handler=None,
        crew=None,
    )
    parts.drop_open(matter, at=doing.at, why=doing.words)
