"""Which of the records behind a figure somebody may read one by one; of the others the pages tell how many they are."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from binhyen.figures import registry
from binhyen.figures.registry import Line
from binhyen.matters.models import Matter
from binhyen.people import policy
from binhyen.people.models import User

_FREE, _OF_MATTERS = "figures.read", "matters.read"


def are_matters(kind: str) -> bool:
    """Say whether the records of this kind are matters, with a page of their own."""
    return registry.guard_of(kind) == _OF_MATTERS


def are_decisions(kind: str) -> bool:
    """Say whether the records of this kind are called by the number of a decision."""
    return kind == "recognitions"


#: What a record is of, by its kind: the page that shows it.
_PAGES = {
    "initiatives": "desk:initiative",
    "team_ratings": "desk:team",
    "force_teams": "desk:team",
    "force_trainings": "desk:training",
    "duties": "desk:team",
    "team_months": "desk:team",
    "findings": "desk:assessment",
}


def address(kind: str, line: Line) -> str:
    """Return the page of a record that may be read, empty where it has none."""
    if are_matters(kind):
        return reverse("desk:matter", args=[line.reference])
    page = _PAGES.get(kind)
    return reverse(page, args=[line.pk]) if page and line.pk else ""


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
