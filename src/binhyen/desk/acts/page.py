"""What an act's page is: its address, its move, whom the policy lets do it, its words, its form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from binhyen.desk import forms
from binhyen.desk.posts import Visit
from binhyen.matters.models import Matter
from binhyen.matters.workflow import Act

Run = Callable[[Matter, forms.ActForm, Visit], None]
#: An exception of the act -> the field it belongs to ("" for none) and the sentence the officer reads.
Refusals = Mapping[type[Exception], tuple[str, Promise]]


class Purpose(StrEnum):
    """What an officer has in mind who looks for an act: the matter's page keeps the acts of one purpose together."""

    NEXT = "NEXT"
    GIVE = "GIVE"
    ABOVE = "ABOVE"
    OTHER = "OTHER"


#: The name of each bundle of acts, in the order of the page; what one does next stands open, before them.
PURPOSES: Mapping[Purpose, Promise] = {
    Purpose.GIVE: _("Give it to somebody"),
    Purpose.ABOVE: _("Ask above, or hand over"),
    Purpose.OTHER: _("Other steps"),
}


def always(matter: Matter, visit: Visit) -> bool:
    """Say that nothing in the matter itself speaks against the act."""
    return True


def no_choices(matter: Matter, visit: Visit) -> object:
    """Return nothing: the form asks for no choice that depends on the matter."""
    return None


def nothing_preset(asked: Mapping[str, str]) -> dict[str, str]:
    """Return nothing: the address presets no field."""
    return {}


def nothing_beside(matter: Matter, visit: Visit) -> dict[str, object]:
    """Return nothing: the page shows its form alone."""
    return {}


@dataclass(frozen=True)
class ActPage:
    """One act: its address, its move, the action the policy is asked for, its words, its form."""

    slug: str
    act: Act
    action: str
    label: Promise
    consequence: Promise
    form: type[forms.ActForm]
    run: Run
    done: Promise
    is_warning: bool = False  # the button is red: it takes something away
    purpose: Purpose = Purpose.NEXT  # where it stands on the matter's page
    is_main: bool = False  # the button is green: it is what one does next
    key: str = ""  # the single key that presses it on the matter's page
    is_at_once: bool = False  # one button on the matter's own page, no words asked
    suits: Callable[[Matter, Visit], bool] = always  # whether the matter itself allows it
    choices: Callable[[Matter, Visit], object] = no_choices  # what the form has to choose from
    preset: Callable[[Mapping[str, str]], dict[str, str]] = (
        nothing_preset  # what the address chooses
    )
    beside: Callable[[Matter, Visit], dict[str, object]] = nothing_beside  # shown above the form
    refusals: Refusals = field(default_factory=dict)

    def refusal_of(self, reason: Exception) -> tuple[str, Promise]:
        """Return the field and the sentence of a refusal; the most special one that the page knows."""
        kinds = type(reason).__mro__
        return next(self.refusals[kind] for kind in kinds if kind in self.refusals)
