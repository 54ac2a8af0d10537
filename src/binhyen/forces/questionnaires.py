"""The questionnaire of a survey as data: read a file, check every key, and name file, line and id of what is wrong. Pure.

data/QUESTIONNAIRES.md names the keys.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).with_name("data")
SCHEMA = "binhyen.questionnaire/1"
SCALE = range(1, 6)
#: A text is a word or two about the work, not a story about somebody.
MOST_WORDS = 500
NO, YES = 0, 1
PREFILLS = frozenset({"established", "serving", "patrols"})
_LINE = "__line__"

Answers = Mapping[str, object]


class Who(StrEnum):
    """Who answers."""

    COMMUNE = "commune"
    PARTNERS = "partners"
    MEMBERS = "members"
    RESIDENTS = "residents"


class ItemKind(StrEnum):
    """What an answer looks like."""

    SCALE = "scale"
    YES_NO = "yes_no"
    COUNT = "count"
    CHOICE = "choice"
    TEXT = "text"


class QuestionnaireInvalid(ValueError):
    """The file says something that cannot be meant; the message names file, line and id."""


class NotAnAnswer(ValueError):
    """A value that the question does not know, or an answer to a question that was not asked."""


@dataclass(frozen=True)
class Named:
    """Something with an id and words in both languages."""

    id: str
    title_vi: str
    title_en: str

    def title(self, language: str) -> str:
        """Return the words in Vietnamese, or in English for "en"."""
        return self.title_en if language == "en" else self.title_vi


@dataclass(frozen=True)
class Gap:
    """When an item is a gap: a mean or percentage `below` a number, or a count `under` another count of the team."""

    below: int | None = None
    under: str = ""


@dataclass(frozen=True)
class Item(Named):
    """One question, or one figure of the commune."""

    kind: ItemKind
    asked: frozenset[Who]
    most: int = 0
    prefill: str = ""
    options: tuple[Named, ...] = ()
    gap: Gap | None = None

    def allows(self, value: int) -> bool:
        """Say whether `value` is one of its answers: a point of the scale, 0 or 1, an option's number, a count."""
        if self.kind is ItemKind.SCALE:
            return value in SCALE
        if self.kind is ItemKind.YES_NO:
            return value in (NO, YES)
        if self.kind is ItemKind.CHOICE:
            return str(value) in {option.id for option in self.options}
        return self.kind is ItemKind.COUNT and 0 <= value <= self.most


@dataclass(frozen=True)
class Block(Named):
    """A part of the questionnaire."""

    items: tuple[Item, ...]

    def asked_of(self, who: Who) -> tuple[Item, ...]:
        """Return the items that `who` answers."""
        return tuple(item for item in self.items if who in item.asked)


@dataclass(frozen=True)
class Questionnaire(Named):
    """One version of one questionnaire; `source` says where the questions come from."""

    version: str
    source: str
    blocks: tuple[Block, ...]

    def asked_of(self, who: Who) -> dict[str, Item]:
        """Return the items that `who` answers, by id, in order."""
        return {item.id: item for block in self.blocks for item in block.asked_of(who)}

    def block(self, name: str) -> Block:
        """Return the block of that id. Raises KeyError."""
        return {block.id: block for block in self.blocks}[name]


def checked(questions: Mapping[str, Item], answers: Answers) -> tuple[list[tuple[str, int]], dict[str, str]]:  # fmt: skip
    """Return the answers as (item, value) pairs, one for each option chosen, and the texts; what was skipped is left out.

    Raises NotAnAnswer naming the item.
    """
    values: list[tuple[str, int]] = []
    texts: dict[str, str] = {}
    for name, answer in answers.items():
        if name not in questions:
            raise NotAnAnswer(name)
        if answer in (None, "", []):
            continue
        item = questions[name]
        if item.kind is ItemKind.TEXT:
            texts[name] = _text(name, answer)
        else:
            values += [(name, value) for value in _values(item, answer)]
    return values, texts


def _text(name: str, answer: object) -> str:
    if not isinstance(answer, str) or len(answer) > MOST_WORDS:
        raise NotAnAnswer(name)
    return answer


def _values(item: Item, answer: object) -> list[int]:
    several = answer if isinstance(answer, list | tuple) else [answer]
    is_choice = item.kind is ItemKind.CHOICE
    if (len(several) > 1 and not is_choice) or len(set(several)) < len(several):
        raise NotAnAnswer(item.id)
    for value in several:
        if isinstance(value, bool) or not isinstance(value, int) or not item.allows(value):
            raise NotAnAnswer(item.id)
    return list(several)


@cache
def shipped() -> dict[tuple[str, str], Questionnaire]:
    """Return every questionnaire of the house by id and version. Raises QuestionnaireInvalid."""
    found: dict[tuple[str, str], Questionnaire] = {}
    for path in sorted(FOLDER.glob("questionnaire-*.yaml")):
        one = parse(path.read_text(encoding="utf-8"), file=path.name)
        if (one.id, one.version) in found:
            message = f"{path.name}, line 1: {one.id} {one.version} is in another file already"
            raise QuestionnaireInvalid(message)
        found[one.id, one.version] = one
    return found


def latest() -> Questionnaire:
    """Return the newest version that ships."""
    return max(shipped().values(), key=lambda one: one.version)


def parse(text: str, *, file: str) -> Questionnaire:
    """Return the questionnaire written in `text` (YAML). Raises QuestionnaireInvalid."""
    return _Reading(file).questionnaire(text)


class _Loader(yaml.SafeLoader):
    """YAML that remembers on which line a mapping begins; a key given twice is refused."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:  # noqa: FBT001, FBT002  # the library's signature
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key, (key_node, _) in zip(keys, node.value, strict=True):
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key `{key}` stands twice", key_node.start_mark
                )
        return {**super().construct_mapping(node, deep=deep), _LINE: node.start_mark.line + 1}


class _Reading:
    """One file while it is read: every fault leaves with its place."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.seen: set[str] = set()

    def fault(self, at: Mapping[str, Any], sentence: str) -> QuestionnaireInvalid:
        name = at.get("id") or at.get("value") or "?"
        return QuestionnaireInvalid(f"{self.file}, line {at.get(_LINE, 1)}, id {name}: {sentence}")

    def questionnaire(self, text: str) -> Questionnaire:
        data = self._load(text)
        if data.get("schema") != SCHEMA:
            raise self.fault(data, f"`schema` must be {SCHEMA}, got {data.get('schema')!r}")
        self._keys(data, {"schema", "id", "version", "title_vi", "title_en", "source", "blocks"})
        blocks = tuple(self._block(entry) for entry in self._list(data, "blocks"))
        for item in (item for block in blocks for item in block.items):
            if item.gap and item.gap.under and item.gap.under not in self.seen:
                raise self.fault(
                    {"id": item.id},
                    f"`gap` is under {item.gap.under!r}, which is no item of this file",
                )
        return Questionnaire(*self._named(data), str(data["version"]), data["source"], blocks)

    def _load(self, text: str) -> dict[str, Any]:
        try:
            data = yaml.load(text, Loader=_Loader)  # noqa: S506  # a SafeLoader
        except yaml.YAMLError as reason:
            mark = getattr(reason, "problem_mark", None)
            fault = getattr(reason, "problem", None) or "it is not valid YAML"
            place = f"line {mark.line + 1}" if mark else "line 1"
            message = f"{self.file}, {place}: {fault}"
            raise QuestionnaireInvalid(message) from reason
        if not isinstance(data, dict):
            raise self.fault({}, "keys and values must stand at the top")
        return data

    def _block(self, entry: dict[str, Any]) -> Block:
        self._keys(entry, {"id", "title_vi", "title_en", "asked", "items"})
        named = self._named(entry)
        asked = self._asked(entry)
        return Block(*named, tuple(self._item(one, asked) for one in self._list(entry, "items")))

    def _item(self, entry: dict[str, Any], asked: frozenset[Who]) -> Item:
        self._keys(
            entry,
            {"id", "kind", "title_vi", "title_en"},
            {"asked", "most", "prefill", "options", "gap"},
        )
        named = self._named(entry)
        kind = ItemKind(self._one_of(entry, "kind", list(ItemKind)))
        return Item(
            *named,
            kind=kind,
            asked=self._asked(entry) if "asked" in entry else asked,
            most=self._most(entry, kind),
            prefill=self._one_of(entry, "prefill", [*PREFILLS, ""]),
            options=self._options(entry, kind),
            gap=self._gap(entry),
        )

    def _most(self, entry: dict[str, Any], kind: ItemKind) -> int:
        most = entry.get("most", 0)
        if kind is ItemKind.COUNT and (not isinstance(most, int) or most < 1):
            raise self.fault(entry, f"a count needs `most`, a whole number above 0, got {most!r}")
        return int(most) if kind is ItemKind.COUNT else 0

    def _options(self, entry: dict[str, Any], kind: ItemKind) -> tuple[Named, ...]:
        if kind is not ItemKind.CHOICE:
            return ()
        found = [self._option(one) for one in self._list(entry, "options")]
        if len({option.id for option in found}) < len(found):
            raise self.fault(entry, "two of its `options` have the same value")
        return tuple(found)

    def _option(self, entry: dict[str, Any]) -> Named:
        self._keys(entry, {"value", "title_vi", "title_en"})
        if not isinstance(entry["value"], int):
            raise self.fault(
                entry, f"`value` of an option must be a number, got {entry['value']!r}"
            )
        return Named(str(entry["value"]), entry["title_vi"], entry["title_en"])

    def _gap(self, entry: dict[str, Any]) -> Gap | None:
        gap = entry.get("gap")
        if gap is None:
            return None
        told = {key: value for key, value in gap.items() if key != _LINE} if isinstance(gap, dict) else {}  # fmt: skip
        if set(told) == {"below"} and isinstance(told["below"], int):
            return Gap(below=told["below"])
        if set(told) == {"under"}:
            return Gap(under=str(told["under"]))
        raise self.fault(entry, "`gap` must be `below` with a number or `under` with an item's id")

    def _asked(self, entry: dict[str, Any]) -> frozenset[Who]:
        asked = entry.get("asked")
        if not isinstance(asked, list) or not asked or set(asked) - set(Who):
            raise self.fault(entry, f"`asked` must list some of {', '.join(Who)}, got {asked!r}")
        return frozenset(Who(one) for one in asked)

    def _one_of(self, entry: dict[str, Any], key: str, allowed: Collection[str]) -> str:
        value = entry.get(key, "")
        if value not in allowed:
            known = ", ".join(sorted(one for one in allowed if one))
            raise self.fault(entry, f"`{key}` must be one of {known}, got {value!r}")
        return str(value)

    def _named(self, entry: dict[str, Any]) -> tuple[str, str, str]:
        for key in ("id", "title_vi", "title_en"):
            if not isinstance(entry[key], str) or not entry[key].strip():
                raise self.fault(entry, f"`{key}` must be a text, got {entry[key]!r}")
        if entry["id"] in self.seen:
            raise self.fault(entry, "this id stands twice in the file")
        self.seen.add(entry["id"])
        return entry["id"], entry["title_vi"], entry["title_en"]

    def _list(self, entry: dict[str, Any], key: str) -> Iterator[dict[str, Any]]:
        value = entry.get(key)
        if not isinstance(value, list) or not value:
            raise self.fault(entry, f"`{key}` must be a list with at least one entry")
        for one in value:
            if not isinstance(one, dict):
                raise self.fault(entry, f"each of `{key}` must have keys of its own, got {one!r}")
            yield one

    def _keys(
        self, entry: dict[str, Any], wanted: Collection[str], optional: Collection[str] = ()
    ) -> None:
        missing = sorted(set(wanted) - set(entry))
        unknown = sorted(set(entry) - set(wanted) - set(optional) - {_LINE})
        if missing or unknown:
            raise self.fault(
                entry,
                f"missing {missing}, unknown {unknown}; see data/QUESTIONNAIRES.md for the keys",
            )
