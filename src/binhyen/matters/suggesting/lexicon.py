"""Keywords per category as data, checked when read, and what they say of a text. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from binhyen.matters.suggesting.features import MOST_LETTERS, marked, plain
from binhyen.reports.catalogues import taxonomy

FILE = Path(__file__).resolve().parent.parent / "data" / "lexicon.yaml"
SCHEMA = "binhyen.lexicon/1"
#: A phrase found only without its marks, in a text that has marks, is half a find: a slip of the finger, or another word.
_SLIP = 0.5


class BadLexicon(ValueError):
    """The file of keywords says something that cannot be meant; the message names the entry."""


@dataclass(frozen=True)
class Phrase:
    """A keyword: with marks, without, its syllables, the categories it speaks for."""

    marked: str
    plain: str
    syllables: int
    categories: tuple[str, ...]

    @cached_property
    def first(self) -> str:
        """Its first syllable, without marks: most phrases are put aside by it."""
        return self.plain.partition(" ")[0]


@dataclass(frozen=True)
class Lexicon:
    """All phrases, the longest first, and those that speak of what is not taken."""

    phrases: tuple[Phrase, ...]
    not_taken: tuple[Phrase, ...]

    def is_taken(self, words: str) -> bool:
        """Say whether nothing in the words speaks of what is not taken here."""
        return not _found(words, self.not_taken)

    def rank(self, words: str) -> list[tuple[str, float]]:
        """Return (category, share of what was found) for each category with a keyword in the words, the best first."""
        scores: Counter[str] = Counter()
        for phrase, weight in _found(words, self.phrases):
            for category in phrase.categories:
                scores[category] += weight  # type: ignore[assignment]  # halves are numbers too
        total = sum(scores.values())
        ranked = sorted(scores.items(), key=lambda each: (-each[1], each[0]))
        return [(category, score / total) for category, score in ranked]


def _found(words: str, phrases: Iterable[Phrase]) -> list[tuple[Phrase, float]]:
    """Return the phrases that stand in the words; what a longer one covers does not count again."""
    short = words[:MOST_LETTERS]
    with_marks, without = f" {marked(short)} ", f" {plain(short)} "
    has_marks, present = with_marks != without, set(without.split())
    found = []
    for phrase in phrases:
        if phrase.first not in present:
            continue
        mark, bare = f" {phrase.marked} ", f" {phrase.plain} "
        if mark in with_marks or (bare in without and not has_marks):
            found.append((phrase, float(phrase.syllables)))
        elif bare in without and phrase.syllables > 1:
            found.append((phrase, phrase.syllables * _SLIP))
        else:
            continue
        with_marks, without = with_marks.replace(mark, " | "), without.replace(bare, " | ")
    return found


@cache
def lexicon() -> Lexicon:
    """Return the keywords of the house. Raises BadLexicon when the file is wrong."""
    return read(FILE.read_text(encoding="utf-8"))


def read(content: str) -> Lexicon:
    """Return the keywords written in `content` (YAML). Raises BadLexicon naming what is wrong."""
    data = yaml.safe_load(content)
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        message = f"the file must say schema: {SCHEMA}"
        raise BadLexicon(message)
    _check_categories(data["categories"])
    places: dict[str, list[str]] = {}
    for category, phrases in data["categories"].items():
        for phrase in _checked(phrases, category):
            places.setdefault(phrase, []).append(category)
    not_taken = {phrase: ["-"] for phrase in _checked(data["not_taken"], "not_taken")}
    return Lexicon(_phrases(places), _phrases(not_taken))


def _check_categories(categories: Mapping[str, Any]) -> None:
    offered = {each.code for each in taxonomy().categories.values() if each.is_offered}
    missing, unknown = sorted(offered - set(categories)), sorted(set(categories) - offered)
    if missing or unknown:
        message = f"categories without keywords {missing}, not offered {unknown}"
        raise BadLexicon(message)


def _checked(phrases: Any, where: str) -> list[str]:
    """Return the phrases, each a text of its own that says something."""
    if not isinstance(phrases, list) or not all(isinstance(each, str) for each in phrases):
        message = f"{where}: a list of words is needed, got {phrases!r}"
        raise BadLexicon(message)
    forms = [marked(each) for each in phrases]
    twice = sorted(phrase for phrase, times in Counter(forms).items() if times > 1 or not phrase)
    if twice or not forms:
        message = f"{where}: empty or said twice: {twice}"
        raise BadLexicon(message)
    return phrases


def _phrases(places: Mapping[str, Iterable[str]]) -> tuple[Phrase, ...]:
    found = [
        Phrase(marked(phrase), plain(phrase), len(plain(phrase).split()), tuple(categories))
        for phrase, categories in places.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.syllables, each.marked)))
