"""The ready kit of each topic as data: words in three lengths, a quiz, what it all rests on. Pure.

A file of `campaign_kits/` is one topic. Every word stands in Vietnamese and English; a leaflet's text is lines, one for each
thing to remember, which the slide and the page show as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).with_name("campaign_kits")
SCHEMA = "binhyen.campaign-kit/2"
#: The kit's texts, by the channel they are written for.
TEXTS = ("loudspeaker", "leaflet", "zalo")
QUESTIONS = 5
_KEYS = {"schema", "id", "title", "slogan", "audience", "partners", "basis", "texts", "quiz"}


class KitInvalid(ValueError):
    """The file says something that cannot be meant; the message names the file and the key."""


@dataclass(frozen=True)
class Said:
    """Words in both languages."""

    vi: str
    en: str

    def told(self, language: str) -> str:
        """Return the words in Vietnamese, or in English for "en"."""
        return self.en if language == "en" else self.vi


@dataclass(frozen=True)
class Law:
    """A text on which a kit rests; `since` when it came to amend the ones before, None where it stood from the beginning."""

    name: Said
    since: date | None


@dataclass(frozen=True)
class Question:
    """One question of the quiz: `answer` is the place of the right option, from 0."""

    question: Said
    options: tuple[Said, ...]
    answer: int
    why: Said


@dataclass(frozen=True)
class Kit:
    """All that is ready for a topic."""

    id: str
    title: Said
    slogan: Said
    audience: Said
    #: Values of people.models.Body.
    partners: tuple[str, ...]
    basis: tuple[Law, ...]
    texts: Mapping[str, Said]
    quiz: tuple[Question, ...]

    def basis_on(self, day: date, language: str) -> str:
        """Return what the kit rests on as it stood on a day: a campaign of 2025 does not cite a decree of 2026."""
        laws = [law.name for law in self.basis if law.since is None or law.since <= day]
        return "; ".join(law.told(language) for law in laws)


@cache
def kits() -> dict[str, Kit]:
    """Return every kit by its topic, in the order of the files' names. Raises KitInvalid."""
    return {path.stem: read(path) for path in sorted(FOLDER.glob("*.yaml"))}


def read(path: Path) -> Kit:
    """Return the kit of a file. Raises KitInvalid."""
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(told, dict) or set(told) != _KEYS or told["schema"] != SCHEMA:
        _refuse(path, f"wants exactly the keys {sorted(_KEYS)} and the schema {SCHEMA}")
    if told["id"] != path.stem:
        _refuse(path, f"is named otherwise than its id {told['id']!r}")
    if set(told["texts"]) != set(TEXTS):
        _refuse(path, f"texts: wants {TEXTS}")
    if len(told["quiz"]) != QUESTIONS:
        _refuse(path, f"quiz: wants {QUESTIONS} questions")
    named = {name: _said(path, name, told[name]) for name in ("title", "slogan", "audience")}
    basis = tuple(_law(path, one) for one in told["basis"])
    texts = {name: _said(path, name, words) for name, words in told["texts"].items()}
    quiz = tuple(_question(path, one) for one in told["quiz"])
    return Kit(
        id=told["id"], partners=tuple(told["partners"]), basis=basis, texts=texts, quiz=quiz, **named
    )  # fmt: skip


def _law(path: Path, told: Any) -> Law:
    since = told.get("since") if isinstance(told, dict) else None
    if since is not None and type(since) is not date:
        _refuse(path, f"basis: since wants a day, got {since!r}")
    words = (
        {key: said for key, said in told.items() if key != "since"}
        if isinstance(told, dict)
        else told
    )
    return Law(_said(path, "basis", words), since)


def _question(path: Path, told: Mapping[str, Any]) -> Question:
    options = tuple(_said(path, "options", one) for one in told["options"])
    if not 1 <= told["answer"] <= len(options):
        _refuse(path, f"quiz: answer {told['answer']} is none of {len(options)} options")
    question, why = _said(path, "question", told["question"]), _said(path, "why", told["why"])
    return Question(question, options, told["answer"] - 1, why)


def _said(path: Path, key: str, told: Any) -> Said:
    if not isinstance(told, dict) or set(told) != {"vi", "en"} or not all(told.values()):
        _refuse(path, f"{key}: wants words as vi and en, got {told!r}")
    return Said(**{language: str(words).strip() for language, words in told.items()})


def _refuse(path: Path, fault: str) -> None:
    message = f"{path.name} {fault}"
    raise KitInvalid(message)
