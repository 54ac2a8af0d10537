"""Give out parts of a matter, do them, drop what turns out to be needless."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from binhyen.core import clock, text
from binhyen.matters import queries, standing
from binhyen.matters.actions.assigning import Target, require_target, tell
from binhyen.matters.actions.moving import Doing, Outrun, ask, stay
from binhyen.matters.models import PART_LENGTH, Matter, Part
from binhyen.matters.workflow import Act
from binhyen.notices.words import What
from binhyen.people import policy
from binhyen.people.models import User


class OpenParts(Exception):
    """The matter cannot end while `parts` of it are open."""

    def __init__(self, parts: list[Part]) -> None:
        super().__init__(", ".join(map(str, parts)))
        self.parts = parts


@dataclass(frozen=True)
class Task:
    """What is to be done, by whom, until when."""

    words: str
    to: Target
    due_at: datetime | None = None


@transaction.atomic
def add_part(*, matter: Matter, task: Task, by: User, at: datetime) -> Part:
    """Give a part of `matter` to a crew or a person, who are told.

    Raises NotAllowed, NotAssignable, OnlyToAnOfficer, MoveNotAllowed.
    """
    ask("matters.give_part", matter, by=by, at=at)
    on, to = clock.local_day(at), task.to
    require_target(to, matter.keeper, on, is_restricted=matter.is_restricted, may_be_team=True)
    stay(matter, Doing(Act.ADD_PART, by, at, task.words, to.told()))
    part = Part.objects.create(
        matter=matter,
        words=text.visible(task.words),
        crew=to.crew,
        person=to.person,
        due_at=task.due_at,
        added_by=by,
        added_at=at,
    )
    tell(matter, What.PART, to.people(on), at=at, but=by)
    return part


@transaction.atomic
def end_part(
    *, part: Part, words: str, by: User, at: datetime, done_at: datetime | None = None
) -> None:
    """Say that `part` is done. When it was the last, whoever stands for the matter is told and settles it: what was
    done is for an officer to judge, so the machine never settles by itself. `done_at` is for the history where the
    word came later than the deed.

    Raises NotAllowed, MoveNotAllowed, Outrun.
    """
    matter = part.matter
    if not may_end(part=part, by=by, at=at):
        message = f"{part} was not given to {by}"
        raise policy.NotAllowed(message)
    # The matter first and then the part, as every act on parts does: no two ever wait for each other.
    detail = {"done_at": done_at.isoformat()} if done_at else {}
    stay(matter, Doing(Act.END_PART, by, at, words, {"part": part.pk, **detail}))
    done = {"done_at": at, "done_by": by, "done_words": text.seen(words)}
    if not Part.objects.filter(pk=part.pk).undone().update(**done):
        raise Outrun(matter.reference)
    for name, value in done.items():
        setattr(part, name, value)
    told = standing.people_of(matter, clock.local_day(at))
    tell(matter, What.PART_DONE, told, at=at, but=by)


def may_end(*, part: Part, by: User, at: datetime) -> bool:
    """Say whether `by` may say that the part is done: it was given to them, or they are the police of the keeper."""
    on = clock.local_day(at)
    if queries.is_masked(part.matter, by, on):
        return False
    if Part.objects.given_to(by, on).filter(pk=part.pk).exists():
        return True
    return policy.can(by, "matters.give_part", part.matter, on=on)


@transaction.atomic
def drop_part(*, part: Part, words: str, by: User, at: datetime) -> None:
    """Say that `part` is not needed, and why. Raises NotAllowed, MoveNotAllowed, Outrun."""
    matter = part.matter
    ask("matters.give_part", matter, by=by, at=at)
    stay(matter, Doing(Act.DROP_PART, by, at, words, {"part": part.pk}))
    if not drop_open(matter, at=at, why=words, only=part):
        raise Outrun(matter.reference)


def drop_open(
    matter: Matter,
    *,
    at: datetime,
    why: str,
    only: Part | None = None,
    but_of_police_on: date | None = None,
) -> int:
    """Drop the open parts of `matter`, for an act that has its own line; return how many.

    `but_of_police_on` spares what officers were given: a matter that becomes restricted is theirs alone that day.
    """
    found = Part.objects.filter(matter=matter).undone()
    if only is not None:
        found = found.filter(pk=only.pk)
    if but_of_police_on is not None:
        police = standing.officers(matter.keeper, but_of_police_on)
        found = found.exclude(person__in=police.values("pk"))
    return found.update(dropped_at=at, dropped_why=text.visible(why)[:PART_LENGTH])


def require_none_open(matter: Matter) -> None:
    """Raise OpenParts while somebody still has to do a part of `matter`."""
    left = list(
        Part.objects.filter(matter=matter).undone().select_related("crew", "person").order_by("pk")
    )
    if left:
        raise OpenParts(left)
