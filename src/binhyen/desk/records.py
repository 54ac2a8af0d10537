"""Which of the records behind a figure somebody may read one by one; of the others the pages tell how many they are."""

from collections.abc import Sequence
from datetime import date

from binhyen.figures import registry
from binhyen.figures.registry import Line
from binhyen.matters.models import Matter
from binhyen.people import policy
from binhyen.people.models import User

_FREE, _OF_MATTERS = "figures.read", "matters.read"


def are_matters(kind: str) -> bool:
    """Say whether the records of this kind are matters, with a page of their own."""
    return registry.guard_of(kind) == _OF_MATTERS


def readable(kind: str, lines: Sequence[Line], user: User, *, on: date) -> list[Line]:
    """Return those of the lines that `user` may read by themselves, who may read the figure as a whole."""
    guard = registry.guard_of(kind)
    if guard == _FREE:
        return list(lines)
    if guard == _OF_MATTERS:
        return _matters(lines, user, on)
    return [line for line in lines if guard and policy.can(user, guard, line, on=on)]


def _matters(lines: Sequence[Line], user: User, on: date) -> list[Line]:
    references = {line.reference for line in lines}
    found = Matter.objects.visible_to(user, on).filter(reference__in=references)
    known = set(found.values_list("reference", flat=True))
    return [line for line in lines if line.reference in known]
