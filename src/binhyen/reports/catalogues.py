"""What may be reported, who receives it and how fast the law wants it handled: the taxonomy as data, checked when it is read."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

from binhyen.core.working_time import Measure

FILE = Path(__file__).with_name("data") / "incident-taxonomy.yaml"
SCHEMA = "binhyen.incidents/1"
LEVELS = frozenset({"commune", "province"})
COMPETENCES = frozenset({"settle", "pass_on"})
SENSITIVITIES = frozenset({"S0", "S1", "S2", "S3"})
_OPEN_TO_VIEW = frozenset({"S0", "S1"})
#: Ordinary, and still nobody else's business: where a weapon is handed over, what was lost and can be claimed.
_KEPT_CLOSED = frozenset({"handover", "service"})
VERIFIED = frozenset({"full", "partial", "none"})
STARTS = frozenset(
    {"report", "assignment", "request", "discovery", "minutes", "acceptance", "end", "message"}
)
_MEASURES = {
    "hours": Measure.HOURS,
    "days": Measure.DAYS,
    "working days": Measure.WORKING_DAYS,
    "working hours": Measure.WORKING_HOURS,
}
#: Not offered to residents though it is neither derived nor refused: a rule sets it.
_SET_BY_RULE = "DSP-PROLONGED"
_GRAVE = "CLK-CRIME-GRAVE"

_Named = TypeVar("_Named")


class BadTaxonomy(ValueError):
    """The taxonomy file says something that cannot be meant; the message names the entry."""


class Purpose(StrEnum):
    """What a clock is for."""

    EMERGENCY = "EMERGENCY"  # act now, whatever the hour
    ACKNOWLEDGE = "ACKNOWLEDGE"  # say that it arrived
    HAND_OVER = "HAND_OVER"  # pass it to who is competent
    RECORD = "RECORD"  # draw up minutes
    DECIDE = "DECIDE"
    MEDIATE = "MEDIATE"
    ANSWER = "ANSWER"


@dataclass(frozen=True)
class Group:
    """Categories shown together."""

    code: str
    vi: str
    en: str

    def name(self, language: str) -> str:
        """Return the name in Vietnamese, or in English for "en"."""
        return self.en if language == "en" else self.vi


@dataclass(frozen=True)
class Clock:
    """One limit of the law or of good practice. `limits`: situation -> (amount, measure); "ordinary" is always there."""

    id: str
    what_vi: str
    what_en: str
    purpose: Purpose
    counts_from: str
    limit: str
    limits: Mapping[str, tuple[int, Measure]]
    law_vi: str
    law_en: str
    refs: tuple[str, ...]
    verified: str

    def what(self, language: str) -> str:
        """Return what is to be done, in Vietnamese, or in English for "en"."""
        return self.what_en if language == "en" else self.what_vi

    def law(self, language: str) -> str:
        """Return where it is written, in Vietnamese, or in English for "en"."""
        return self.law_en if language == "en" else self.law_vi


@dataclass(frozen=True)
class Category:
    """One thing that may be reported."""

    code: str
    vi: str
    en: str
    examples_vi: str
    examples_en: str
    advice_vi: str
    advice_en: str
    group: str
    receiver: str
    escalate: str
    competence: Mapping[str, str]
    clocks: tuple[Clock, ...]
    phones: tuple[str, ...]
    sensitivity: str
    note: str

    def name(self, language: str) -> str:
        """Return the name in Vietnamese, or in English for "en"."""
        return self.en if language == "en" else self.vi

    def examples(self, language: str) -> str:
        """Return plain examples in Vietnamese, or in English for "en"; empty where residents are not offered it."""
        return self.examples_en if language == "en" else self.examples_vi

    def advice(self, language: str) -> str:
        """Return what to do before anything else, in Vietnamese, or in English for "en"; empty for most."""
        return self.advice_en if language == "en" else self.advice_vi

    @property
    def is_derived(self) -> bool:
        """Say whether only statistics or a rule set it, never a person who reports."""
        return self.group == "derived" or self.code == _SET_BY_RULE

    @property
    def is_refused(self) -> bool:
        """Say whether it is turned away with a referral and nothing is kept."""
        return self.group == "refused"

    @property
    def is_offered(self) -> bool:
        """Say whether it can be reported."""
        return not (self.is_derived or self.is_refused)

    @property
    def is_urgent(self) -> bool:
        """Say whether the emergency numbers stand before the form."""
        return any(
            clock.purpose is Purpose.EMERGENCY or clock.id == _GRAVE for clock in self.clocks
        )

    @property
    def is_public(self) -> bool:
        """Say whether anybody may know that something of this kind was reported: hazards and nuisances."""
        return (
            self.is_offered and self.sensitivity in _OPEN_TO_VIEW and self.group not in _KEPT_CLOSED
        )

    @property
    def is_restricted(self) -> bool:
        """Say whether it is need-to-know: a child, domestic or sexual violence."""
        return self.sensitivity == "S3"


@dataclass(frozen=True)
class Taxonomy:
    """All of it, in the order of the file."""

    groups: Mapping[str, Group]
    clocks: Mapping[str, Clock]
    categories: Mapping[str, Category]

    def offered(self) -> dict[Group, list[Category]]:
        """Return what residents may choose, by group, both in order."""
        found: dict[Group, list[Category]] = {}
        for group in self.groups.values():
            inside = [c for c in self.categories.values() if c.group == group.code and c.is_offered]
            if inside:
                found[group] = inside
        return found


@cache
def taxonomy() -> Taxonomy:
    """Return the taxonomy of the house. Raises BadTaxonomy when the file is wrong."""
    return read(FILE.read_text(encoding="utf-8"))


def read(text: str) -> Taxonomy:
    """Return the taxonomy written in `text` (YAML). Raises BadTaxonomy naming the entry that is wrong."""
    data = yaml.safe_load(text)
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        message = f"the file must say schema: {SCHEMA}"
        raise BadTaxonomy(message)
    groups = _keyed((_group(entry) for entry in data["groups"]), "code")
    clocks = _keyed((_clock(entry) for entry in data["clocks"]), "id")
    categories = _keyed((_category(entry, groups, clocks) for entry in data["categories"]), "code")
    return Taxonomy(groups, clocks, categories)


def _keyed(entries: Iterable[_Named], key: str) -> dict[str, _Named]:
    found: dict[str, _Named] = {}
    for entry in entries:
        name = getattr(entry, key)
        if name in found:
            message = f"{name} stands twice"
            raise BadTaxonomy(message)
        found[name] = entry
    return found


def _group(entry: Mapping[str, Any]) -> Group:
    _check_keys(entry, "group", {"code", "vi", "en"})
    return Group(entry["code"], entry["vi"], entry["en"])


_CLOCK_KEYS = {
    "id", "what_vi", "what_en", "purpose", "counts_from", "limit", "limits", "law", "law_vi", "verified",
}  # fmt: skip


def _clock(entry: Mapping[str, Any]) -> Clock:
    _check_keys(entry, "clock", _CLOCK_KEYS, optional={"refs"})
    name = entry["id"]
    _one_of(entry["purpose"], frozenset(Purpose), f"{name}: purpose")
    _one_of(entry["counts_from"], STARTS, f"{name}: counts_from")
    _one_of(entry["verified"], VERIFIED, f"{name}: verified")
    limits = {situation: _limit(words, name) for situation, words in entry["limits"].items()}
    _one_of("ordinary", limits, f"{name}: limits must name the ordinary case;")
    return Clock(
        id=name,
        what_vi=entry["what_vi"],
        what_en=entry["what_en"],
        purpose=Purpose(entry["purpose"]),
        counts_from=entry["counts_from"],
        limit=entry["limit"],
        limits=limits,
        law_vi=entry["law_vi"],
        law_en=entry["law"],
        refs=tuple(entry.get("refs", ())),
        verified=entry["verified"],
    )


def _limit(words: str, clock: str) -> tuple[int, Measure]:
    amount, _, measure = words.partition(" ")
    if not amount.isdecimal() or measure not in _MEASURES:
        message = f"{clock}: a limit is a number and one of {sorted(_MEASURES)}, got {words!r}"
        raise BadTaxonomy(message)
    return int(amount), _MEASURES[measure]


_CATEGORY_KEYS = {
    "code", "vi", "en", "group", "receiver", "escalate", "clocks", "phones", "sensitivity",
}  # fmt: skip
_CATEGORY_OPTIONS = {
    "examples_vi", "examples_en", "advice_vi", "advice_en", "competence", "note",
}  # fmt: skip


def _category(
    entry: Mapping[str, Any], groups: Mapping[str, Group], clocks: Mapping[str, Clock]
) -> Category:
    _check_keys(entry, "category", _CATEGORY_KEYS, optional=_CATEGORY_OPTIONS)
    code = entry["code"]
    _one_of(entry["group"], groups, f"{code}: group")
    _one_of(entry["sensitivity"], SENSITIVITIES, f"{code}: sensitivity")
    for name in entry["clocks"]:
        _one_of(name, clocks, f"{code}: clock")
    category = Category(
        code=code,
        vi=entry["vi"],
        en=entry["en"],
        examples_vi=entry.get("examples_vi", ""),
        examples_en=entry.get("examples_en", ""),
        advice_vi=entry.get("advice_vi", ""),
        advice_en=entry.get("advice_en", ""),
        group=entry["group"],
        receiver=entry["receiver"],
        escalate=entry["escalate"],
        competence=dict(entry.get("competence", {})),
        clocks=tuple(clocks[name] for name in entry["clocks"]),
        phones=tuple(entry["phones"]),
        sensitivity=entry["sensitivity"],
        note=entry.get("note", ""),
    )
    _check_whole(category)
    return category


def _check_whole(category: Category) -> None:
    """Refuse a category that can be reported and does not say everything a report needs."""
    if not category.is_offered:
        return
    if category.competence.keys() != LEVELS:
        message = f"{category.code}: competence must name {sorted(LEVELS)}"
        raise BadTaxonomy(message)
    for level, competence in category.competence.items():
        _one_of(competence, COMPETENCES, f"{category.code}: competence of the {level}")
    if not (category.clocks and category.examples_vi and category.examples_en):
        message = f"{category.code}: a category that is offered needs clocks and examples"
        raise BadTaxonomy(message)


def _one_of(value: object, allowed: Collection[object], what: str) -> None:
    if value not in allowed:
        message = f"{what} must be one of {sorted(map(str, allowed))}, got {value!r}"
        raise BadTaxonomy(message)


def _check_keys(
    entry: Mapping[str, Any],
    what: str,
    wanted: Collection[str],
    *,
    optional: Collection[str] = (),
) -> None:
    missing = sorted(set(wanted) - set(entry))
    unknown = sorted(set(entry) - set(wanted) - set(optional))
    if missing or unknown:
        name = entry.get("code") or entry.get("id") or "?"
        message = f"{what} {name}: missing {missing}, unknown {unknown}"
        raise BadTaxonomy(message)
