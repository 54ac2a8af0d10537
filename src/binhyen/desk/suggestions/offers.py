"""A suggestion as the officer reads it: the category by its name, and how likely in plain words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from binhyen.desk import wording
from binhyen.matters.models import Matter
from binhyen.matters.suggesting import Suggestion, suggest
from binhyen.places.models import Unit

_LIKELIHOODS: tuple[tuple[float, Promise], ...] = (
    (0.8, _("very likely")),
    (0.5, _("likely")),
    (0.0, _("possible")),
)
#: Keywords weigh nothing that could be called a probability.
_BY_KEYWORDS = _("by its words")


@dataclass(frozen=True)
class Offer:
    """A category to choose, and how likely it is."""

    code: str
    name: str
    likelihood: Promise


def offers(words: str, unit: Unit) -> list[Offer]:
    """Return what the words suggest in this unit, most likely first."""
    return [
        Offer(each.category, wording.category_name(each.category), _likelihood(each))
        for each in suggest(words, unit)
    ]


def offers_for(matter: Matter) -> list[Offer]:
    """Return what the words of a matter's reports suggest, besides what it is sorted as now."""
    said = matter.attached.order_by("pk").values_list("report__words", flat=True)
    found = offers("\n".join(said[:_MOST_READ]), matter.keeper)
    return [offer for offer in found if offer.code != matter.category]


#: The first reports of a matter say what it is.
_MOST_READ = 3


def _likelihood(suggestion: Suggestion) -> Promise:
    if not suggestion.is_learnt:
        return _BY_KEYWORDS
    return next(label for least, label in _LIKELIHOODS if suggestion.share >= least)
