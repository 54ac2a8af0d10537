"""Text search: what a matter is found by, and the question to the database's own index.

Both sides are folded (no marks, đ is d), and the words with their marks stand beside, so that who types "mả" is shown
"mả" before "ma". Both databases get the same tokens and are asked the same question, each in its own tongue.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from binhyen.core import text

#: Longer than any word of the language; a database refuses a lexeme of thousands of letters.
_LONGEST = 40
#: A prefix of one letter would fit nearly everything.
_SHORTEST_PREFIX = 2
#: More words than these narrow nothing further.
_MOST_WORDS = 8

_SQL = {
    "sqlite": "SELECT rowid FROM matters_found WHERE matters_found MATCH %s",
    "postgresql": "SELECT matter_id FROM matters_mattertext WHERE found @@ %s::tsquery",
}


def tokens(texts: Iterable[str]) -> str:
    """Return the words of `texts`, folded and as written, each once, with blanks between."""
    found: dict[str, None] = {}
    for each in texts:
        found.update(dict.fromkeys(word[:_LONGEST] for word in text.fold(each).split()))
        found.update(dict.fromkeys(word[:_LONGEST] for word in text.words(each)))
    return " ".join(found)


@dataclass(frozen=True)
class Sought:
    """What was typed, as words to look for; the last may be the beginning of one."""

    folded: tuple[str, ...]
    exact: tuple[str, ...]

    @property
    def has_marks(self) -> bool:
        """Say whether something was typed with marks, so that some finds fit better than others."""
        return self.exact != self.folded


def sought(typed: str) -> Sought:
    """Return what to look for; nothing when only punctuation was typed."""
    folded = [word[:_LONGEST] for word in text.fold(typed).split()][:_MOST_WORDS]
    exact = [word[:_LONGEST] for word in text.words(typed)][:_MOST_WORDS]
    return Sought(tuple(folded), tuple(exact))


def holds(words: tuple[str, ...], keeper: int) -> Q:
    """Keep the matters of a keeper whose words hold all of `words`, the last as a beginning."""
    question = _MATCH[connection.vendor](words, keeper)
    return Q(pk__in=RawSQL(_SQL[connection.vendor], [question]))  # noqa: S611  (fixed SQL, words as a parameter)


def _fts5(words: tuple[str, ...], keeper: int) -> str:
    parts = [f'"{word}"' for word in words[:-1]] + [f'"{words[-1]}"{_star(words[-1], "*")}']
    return f"keeper_id : {keeper} AND " + " AND ".join(f"tokens : {part}" for part in parts)


def _tsquery(words: tuple[str, ...], keeper: int) -> str:
    parts = [f"'{word}'" for word in words[:-1]] + [f"'{words[-1]}'{_star(words[-1], ':*')}"]
    return f"'_{keeper}' & " + " & ".join(parts)


def _star(word: str, mark: str) -> str:
    return mark if len(word) >= _SHORTEST_PREFIX else ""


_MATCH = {"sqlite": _fts5, "postgresql": _tsquery}
