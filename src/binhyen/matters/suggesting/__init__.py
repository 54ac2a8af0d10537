"""What kind of matter the words tell of: a suggestion, never a decision.

Learnt from the matters the unit itself has settled, and from a list of keywords until there are enough of them or where
they do worse. The web process answers with numpy alone; scikit-learn learns in a process of the worker.

The wall. A model belongs to the unit that keeps the matters and answers only there: it is made of texts that the unit's
own police read, so it tells nobody anything new. Restricted texts (S3) never enter, whatever part of their way was
restricted; texts about what is not taken here never enter; digits are masked, so no phone or plate number is learnt; and
a run of letters weighs nothing unless five different texts hold it. What is stored is numbers under hashed places: no
word, no list of words, no text (docs/adr, "A suggestion learns behind the unit's wall").
"""

from dataclasses import dataclass

from binhyen.matters.models import SuggestionModel
from binhyen.matters.suggesting import lexicon, offering, weights
from binhyen.places.models import Level, Unit

__all__ = ["Suggestion", "suggest", "unit_that_learns"]

_LOCAL = frozenset({Level.RESIDENTIAL_AREA, Level.AGENCY, Level.ENTERPRISE, Level.SCHOOL})


@dataclass(frozen=True)
class Suggestion:
    """A category that may be meant, and how much speaks for it: a share of 1 over all that were weighed."""

    category: str
    share: float
    #: Learnt from the unit's own matters; otherwise it comes from keywords and the share is no probability.
    is_learnt: bool = False


def suggest(words: str, unit: Unit) -> list[Suggestion]:
    """Return what `words` may tell of, most likely first, at most three; nothing where nothing speaks for anything.

    Words that look like what is not taken here (petitions, opinions, belief) are not classified as anything. Reads
    one row and keeps no word.
    """
    learnt = _model_of(unit)
    ranked = offering.rank(words, learnt=learnt, lexicon_=lexicon.lexicon())
    return [Suggestion(each.category, each.share, each.is_learnt) for each in ranked]


def unit_that_learns(unit: Unit) -> Unit:
    """Return the unit whose matters teach: the commune of a residential area or organisation, else itself."""
    if unit.level in _LOCAL and unit.parent is not None:
        return unit.parent
    return unit


def _model_of(unit: Unit) -> weights.Weights | None:
    """Return the unit's model in use: unpacked once per process, asked for by number each time."""
    home = unit_that_learns(unit)
    in_use = SuggestionModel.objects.in_use().filter(unit=home).values_list("pk", "digest").first()
    return weights.unpacked(*in_use, SuggestionModel.bytes_of) if in_use else None
