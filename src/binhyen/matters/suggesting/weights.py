"""A learnt model as numbers: per hashed place and category one weight. Numpy only; holds no word."""

import hashlib
import io
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from binhyen.matters.suggesting import features

#: Models a process keeps unpacked, each at most 5 MB; a web process of a province answers for many communes in turn.
MOST_HELD = 8
#: A score beyond it says nothing more.
_FAR = 30


class Unreadable(ValueError):
    """The stored bytes are not the model they were."""


@dataclass(frozen=True)
class Weights:
    """What was learnt: the categories, and for each its weight at every place (a row per place) and its start."""

    categories: tuple[str, ...]
    starts: NDArray[np.float32]
    table: NDArray[np.float16]

    def rank(self, line: str) -> list[tuple[str, float]]:
        """Return (category, share) of a prepared line, most likely first; nothing when no part of it is known."""
        places, values = features.of_line(line)
        rows = self.table[places].astype(np.float32)
        if not rows.any():
            return []
        scores = np.clip(values @ rows + self.starts, -_FAR, _FAR)
        shares = 1 / (1 + np.exp(-scores))
        shares /= shares.sum()
        order = np.argsort(-shares, kind="stable")
        return [(self.categories[place], float(shares[place])) for place in order]


def packed(weights: Weights) -> bytes:
    """Return the model as it is stored: numbers and the codes of categories, compressed."""
    target = io.BytesIO()
    np.savez_compressed(
        target,
        categories=np.array(weights.categories),
        starts=weights.starts.astype(np.float32),
        table=weights.table.astype(np.float16),
    )
    return target.getvalue()


def digest_of(content: bytes) -> str:
    """Return the digest by which a stored model is known."""
    return hashlib.sha256(content).hexdigest()


def read(content: bytes) -> Weights:
    """Return the stored model. Nothing in it is run (no pickle)."""
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        return Weights(
            tuple(str(code) for code in stored["categories"]), stored["starts"], stored["table"]
        )


_held: OrderedDict[str, Weights] = OrderedDict()


def unpacked(pk: int, digest: str, load: Callable[[int], bytes]) -> Weights:
    """Return the model `pk`, unpacked once per process. Raises Unreadable when its bytes are not what was stored."""
    found = _held.pop(digest, None)
    if found is None:
        content = load(pk)
        if digest_of(content) != digest:
            message = f"model {pk} does not have the digest {digest}"
            raise Unreadable(message)
        found = read(content)
    _held[digest] = found
    while len(_held) > MOST_HELD:
        _held.popitem(last=False)
    return found
