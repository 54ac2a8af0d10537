"""What is offered in the end: the learnt ranking, and the keywords where learning cannot know. Pure.

Measured as it is used: the accuracy shown to the administrator is that of this function.
"""

from dataclasses import dataclass

from binhyen.matters.suggesting import features
from binhyen.matters.suggesting.lexicon import Lexicon
from binhyen.matters.suggesting.weights import Weights
from binhyen.reports.catalogues import taxonomy

MOST = 3
#: Below this a learnt category is noise.
LEAST_SHARE = 0.05


@dataclass(frozen=True)
class Offer:
    """A category, its share, and whether it was learnt."""

    category: str
    share: float
    is_learnt: bool = False


def rank(words: str, *, learnt: Weights | None, lexicon_: Lexicon) -> list[Offer]:
    """Return at most three offers, the most likely first; none for what is not taken here."""
    if not words.strip() or not lexicon_.is_taken(words):
        return []
    by_words = [Offer(category, share) for category, share in lexicon_.rank(words)]
    known = _learnt(words, learnt) if learnt else []
    if learnt is None or not known:
        return _still_offered(by_words)[:MOST]
    return _joined(known, by_words, learnt)


def _learnt(words: str, learnt: Weights) -> list[Offer]:
    ranked = learnt.rank(features.prepared(words))
    return _still_offered(
        [Offer(*each, is_learnt=True) for each in ranked if each[1] >= LEAST_SHARE]
    )


def _joined(known: list[Offer], by_words: list[Offer], learnt: Weights) -> list[Offer]:
    """Put in the best keyword category that the model was never shown: violence against a child first of all, since
    nothing of such matters may be learnt; any other last."""
    new = next((each for each in by_words[:1] if each.category not in learnt.categories), None)
    if new is None:
        return known[:MOST]
    if taxonomy().categories[new.category].is_restricted:
        return [new, *known][:MOST]
    return [*known[: MOST - 1], new]


def _still_offered(offers: list[Offer]) -> list[Offer]:
    """Leave out what is not offered (any more): a catalogue changes, a model was learnt before."""
    categories = taxonomy().categories
    return [
        each
        for each in offers
        if each.category in categories and categories[each.category].is_offered
    ]
