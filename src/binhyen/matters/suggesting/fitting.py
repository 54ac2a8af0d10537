"""Learning and measuring. The only module that imports scikit-learn; nothing that answers pages imports it."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import SGDClassifier
from sklearn.preprocessing import normalize

from binhyen.matters.suggesting import features, offering
from binhyen.matters.suggesting.lexicon import Lexicon
from binhyen.matters.suggesting.weights import Weights

#: A run of letters that fewer different texts hold weighs nothing: it could be somebody's name.
LEAST_TEXTS = 5
#: One text in so many is held out, and no more than this many: beyond it the answer no longer changes.
HELD_SHARE, MOST_HELD_OUT = 5, 2000
SEED = 20250701
#: Looks at a text in all; few texts are gone through more often, within these rounds.
_LOOKS, _FEWEST_ROUNDS, _MOST_ROUNDS = 150_000, 4, 30
_BATCH = 2000


@dataclass(frozen=True)
class Text:
    """What was said, and what the matter was in the end."""

    words: str
    category: str


@dataclass(frozen=True)
class OfCategory:
    """How it went for the held-out texts of one category."""

    category: str
    texts: int  # in all
    held: int  # of them held out
    first: int  # of those, suggested first
    among: int  # of those, among the three


@dataclass(frozen=True)
class Measured:
    """Shares of the held-out texts; a share is of 1."""

    held: int
    top1: float
    top3: float
    lexicon_top1: float
    baseline_top1: float
    by_category: tuple[OfCategory, ...]


def learn(texts: Sequence[Text], lexicon: Lexicon) -> tuple[Weights | None, Measured | None]:
    """Return a model and how it did on texts that it has never seen; nothing where there are not two categories.

    The model that is measured is the one that is used: it is not learnt again with the texts held out.
    """
    shown, held = split(texts)
    times = Counter(category for _line, category in shown)
    chosen = [(line, category) for line, category in shown if times[category] >= LEAST_TEXTS]
    if len({category for _line, category in chosen}) < 2 or not held:
        return None, None
    weights = _fit(*zip(*chosen, strict=True))
    return weights, measure(texts, held, weights, lexicon)


def split(texts: Sequence[Text]) -> tuple[list[tuple[str, str]], list[Text]]:
    """Return what is learnt from, as (prepared line, category), and what is held out; every category in both in the
    same share.

    Texts that say the same are one: the form sent twice must not be asked after it was learnt.
    """
    distinct = {features.prepared(each.words): each for each in texts}
    order = sorted(distinct.items(), key=lambda each: (each[1].category, _lot(each[0])))
    step = max(HELD_SHARE, -(-len(order) // MOST_HELD_OUT))
    shown = [
        (line, text.category)
        for place, (line, text) in enumerate(order)
        if place % step != step - 1
    ]
    held = [text for place, (_line, text) in enumerate(order) if place % step == step - 1]
    return shown, held


def _lot(line: str) -> str:
    return hashlib.sha256(f"{SEED}{line}".encode()).hexdigest()


def table_of(lines: Sequence[str]) -> sparse.csr_matrix:
    """Return the prepared lines as rows of counts."""
    return sparse.vstack([*_tables(lines)], format="csr")


def _tables(lines: Sequence[str]) -> Iterator[sparse.csr_matrix]:
    """Yield the table in parts: all runs of 50,000 texts at once would need gigabytes."""
    for start in range(0, len(lines), _BATCH):
        part = lines[start : start + _BATCH]
        runs = features.runs_of(part)
        ones = np.ones(len(runs.lines), np.float32)
        shape = (len(part), features.PLACES)
        yield sparse.csr_matrix((ones, (runs.lines, runs.places)), shape=shape)


def _fit(lines: Sequence[str], labels: Sequence[str]) -> Weights:
    """Return the weights of a linear model, one against the rest, with common runs weighed down."""
    counts = table_of(lines)
    texts_with = counts.getnnz(axis=0)
    kept = np.flatnonzero(texts_with >= LEAST_TEXTS)
    rarity = (np.log((1 + len(lines)) / (1 + texts_with[kept])) + 1).astype(np.float32)
    # Each line has length one before the columns are left out and weighed: so the web process can do the same
    # from the words alone, and the rarity goes into the weights.
    rows = normalize(counts)[:, kept].multiply(rarity).tocsr()
    rounds = min(max(_LOOKS // len(lines), _FEWEST_ROUNDS), _MOST_ROUNDS)
    model = SGDClassifier(
        loss="log_loss", alpha=1e-5, max_iter=rounds, tol=None, random_state=SEED
    ).fit(rows, np.array(labels))
    return _weights(model, kept, rarity)


def _weights(model: SGDClassifier, kept: NDArray[np.int64], rarity: NDArray[np.float32]) -> Weights:
    learnt, starts = model.coef_, model.intercept_
    if len(model.classes_) == 2:
        learnt, starts = np.vstack([-learnt, learnt]), np.concatenate([-starts, starts])
    table = np.zeros((features.PLACES, len(model.classes_)), np.float16)
    table[kept] = (learnt * rarity).T.astype(np.float16)
    categories = tuple(str(each) for each in model.classes_)
    return Weights(categories, starts.astype(np.float32), table)


def measure(
    texts: Sequence[Text],
    held: Sequence[Text],
    weights: Weights,
    lexicon: Lexicon,
) -> Measured:
    """Return how often the right category was offered for the held-out texts, beside the keywords alone and the
    guess that everything is what is most common."""
    of_all, of_held = (Counter(each.category for each in some) for some in (texts, held))
    commonest = of_all.most_common(1)[0][0]
    first: Counter[str] = Counter()
    among: Counter[str] = Counter()
    by_words = 0
    for each in held:
        offers = _categories(each.words, weights, lexicon)
        first[each.category] += offers[:1] == [each.category]
        among[each.category] += each.category in offers
        by_words += _categories(each.words, None, lexicon)[:1] == [each.category]
    return Measured(
        held=len(held),
        top1=first.total() / len(held),
        top3=among.total() / len(held),
        lexicon_top1=by_words / len(held),
        baseline_top1=of_held[commonest] / len(held),
        by_category=tuple(
            OfCategory(code, times, of_held[code], first[code], among[code])
            for code, times in sorted(of_all.items())
        ),
    )


def _categories(words: str, weights: Weights | None, lexicon: Lexicon) -> list[str]:
    return [each.category for each in offering.rank(words, learnt=weights, lexicon_=lexicon)]
