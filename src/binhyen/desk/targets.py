"""To whom work may be given, as the choices of a form: "crew:3" or "person:12"."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from binhyen.core import text
from binhyen.matters import standing
from binhyen.matters.actions import Target
from binhyen.people.models import User
from binhyen.places.models import Unit

Choices = list[tuple[str, str]]


def of(unit: Unit, on: date, *, has_crews: bool = True, has_teams: bool = False) -> Choices:
    """Return the crews of `unit` and its officers, and for parts of a matter the members of its areas' teams."""
    crews = [
        (f"crew:{crew.pk}", _("Crew: %(name)s") % {"name": crew.name})
        for crew in (standing.crews(unit, on) if has_crews else ())
    ]
    people = standing.candidates(unit, on) if has_teams else standing.officers(unit, on)
    return crews + [(f"person:{user.pk}", user.full_name) for user in people]


def read(chosen: str) -> Target:
    """Return who was chosen, of the choices that `of` gave."""
    return Target.written(chosen)


def names_of(refs: Iterable[str]) -> dict[str, str]:
    """Return the names of users by the references that the history keeps, in one query."""
    numbers = {text.whole(ref[2:]) or 0 for ref in refs if ref.startswith("U-")}
    found = User.objects.filter(pk__in=numbers) if numbers else ()
    return {user.ref: user.full_name for user in found}
