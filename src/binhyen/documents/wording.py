"""Wordings: the text of each kind of paper with named fields, from which a content is composed.

A wording is a YAML file of `wordings/`, or a province's own text in the same form (`parse`). Its fields are of four
sorts: a `line`, a `text` of several paragraphs, `lines` (a list), `rows` (a list of lists). What stands in a field is
put in once and never read as a field again. A sentence that needs an optional field which was left empty is left out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from binhyen.core.text import sort_key
from binhyen.documents import content, layout
from binhyen.documents.content import Appendix, Block, Content, Signer

FOLDER = Path(__file__).with_name("wordings")
_SORTS = {"line", "text", "lines", "rows"}
_FIELD = re.compile(r"\{([a-z_]+)\}")
_ITEM = "item"
#: What every paper has: who signs, who gets it, who drew it up.
_COMMON: dict[str, Any] = {
    "signer_name": {"label": "Người ký"},
    "signer_office": {"label": "Chức vụ người ký"},
    "signer_capacity": {"label": "Quyền hạn ký thay, ký thừa lệnh (KT., TL., TUQ.)", "optional": True},
    "on_behalf": {"label": "Thay mặt (TM.)", "sort": "lines", "optional": True},
    "recipients": {"label": "Nơi nhận", "sort": "lines", "optional": True},
    "drafting_unit": {"label": "Đơn vị soạn thảo", "optional": True},
    "more_bases": {"label": "Căn cứ thêm", "sort": "lines", "optional": True},
}  # fmt: skip
_SIMPLE: dict[str, type[Any]] = {
    "part": content.Part, "chapter": content.Chapter, "section": content.Section, "article": content.Article,
    "clause": content.Clause, "point": content.Point, "text": content.Text,
}  # fmt: skip
_HEADINGS = {"heading1", "heading2", "heading3"}
#: A run of digits as long as a telephone number or an identity card's.
_TRACEABLE = re.compile(r"(?:\d[ .]?){9,}")
Value = str | Sequence[Any]


class WordingRefused(ValueError):
    """A wording or what was filled in cannot be used; `sentence` says what to mend.

    `line` is that of the wording's text, counted from 1, where the fault has one.
    """

    def __init__(self, sentence: str, *, line: int | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.line = line


class FieldMissing(WordingRefused):
    """A field that the wording needs was left empty; `field` is its name."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = name


class FieldUnknown(FieldMissing):
    """A value was given for a field that the wording does not have."""


class FieldRefused(FieldMissing):
    """What stands in a field is not of its sort, or would tell who somebody is where nobody may."""


@dataclass(frozen=True)
class Field:
    """A field as a form asks for it: `sort` is line, text, lines or rows; `columns` the headings of rows."""

    name: str
    label: str
    sort: str = "line"
    optional: bool = False
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wording:
    """One wording; `nameless` ones take no number by which a person could be traced."""

    key: str
    kind: str
    name: str
    version: int
    source: str
    fields: tuple[Field, ...]
    nameless: bool
    body: Mapping[str, Any] = field(repr=False, default_factory=dict)

    def compose(self, values: Mapping[str, Value]) -> Content:
        """Return the content with the values put in. Raises FieldMissing, FieldUnknown or FieldRefused, each with the
        field's name and a sentence."""
        return _Composer(self, _given(self, values)).content()


@cache
def kinds() -> dict[str, Wording]:
    """Return the house's wordings by key, in the order in which people look for their titles."""
    read = (parse(path.stem, path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.yaml"))
    return {each.key: each for each in sorted(read, key=lambda each: sort_key(each.name))}


def compose(kind: str, fields: Mapping[str, Value]) -> Content:
    """Return the content of one of `kinds()` with these fields. Raises KeyError for an unknown kind, else as
    `Wording.compose`."""
    return kinds()[kind].compose(fields)


def parse(key: str, said: str) -> Wording:
    """Return the wording that stands in a text of YAML. Raises WordingRefused with a sentence."""
    try:
        held = yaml.safe_load(said)
    except yaml.YAMLError as reason:
        raise WordingRefused(_("This wording cannot be read: it is not proper YAML.")) from reason
    wanted = {"kind", "name", "version", "source", "title", "blocks"}
    if not isinstance(held, dict) or not wanted <= held.keys():
        missing = ", ".join(sorted(wanted - set(held or ()))) if isinstance(held, dict) else "kind"
        raise WordingRefused(_("The wording lacks: %(names)s.") % {"names": missing})
    issued = (each["kind"] for each in held.get("appendices", ()) if "kind" in each)
    for kind in (held["kind"], *issued):
        if kind not in layout.TYPES:
            raise WordingRefused(_("“%(kind)s” is not a kind of official paper.") % {"kind": kind})
    if not str(held["version"]).isdecimal():
        raise WordingRefused(_("The version of a wording is a whole number."))
    if taken := sorted(held.get("fields", {}).keys() & {*_COMMON, _ITEM}):
        raise WordingRefused(
            _("Every wording has the field “%(field)s” already. Give yours another name.")
            % {"field": taken[0]}
        )
    for blocks in (held["blocks"], *(each["blocks"] for each in held.get("appendices", ()))):
        _check_blocks(blocks)
    fields = tuple(
        _field(name, about) for name, about in {**held.get("fields", {}), **_COMMON}.items()
    )
    known = {each.name for each in fields} | {_ITEM}
    for name in _used(held):
        if name not in known:
            raise WordingRefused(
                _("The wording uses the field “%(field)s”, which it does not name.")
                % {"field": name}
            )
    return Wording(
        key=key,
        kind=held["kind"],
        name=str(held["name"]),
        version=int(held["version"]),
        source=str(held["source"]),
        fields=fields,
        nameless=bool(held.get("nameless")),
        body=held,
    )


def _check_blocks(blocks: Any) -> None:
    """Return if each block is one that a composer knows. Raises WordingRefused."""
    for block in blocks if isinstance(blocks, list) else [blocks]:
        names = block.keys() if isinstance(block, dict) else {str(block)}
        if names == {"if", "blocks"}:
            _check_blocks(block["blocks"])
        elif not _is_block(names) or block.get("as", "text") not in _SIMPLE:
            raise WordingRefused(
                _("“%(block)s” is no part of a wording.") % {"block": ", ".join(map(str, names))}
            )


def _is_block(names: Any) -> bool:
    if "each" in names:
        return bool(names <= {"each", "as", "say"})
    return len(names) == 1 and bool(names & {*_SIMPLE, *_HEADINGS, "paragraphs", "table"})


def _field(name: str, about: Any) -> Field:
    about = about if isinstance(about, dict) else {"label": str(about)}
    sort = about.get("sort", "line")
    if sort not in _SORTS:
        raise WordingRefused(
            _("The field “%(field)s” is of the unknown sort “%(sort)s”.")
            % {"field": name, "sort": sort}
        )
    columns = tuple(map(str, about.get("columns", ())))
    return Field(name, str(about["label"]), sort, bool(about.get("optional")), columns)


def _used(held: Any) -> Iterator[str]:
    """Give the names of all fields that a wording uses, in braces or as the list of an `each`, `rows`, `paragraphs`."""
    if isinstance(held, str):
        yield from _FIELD.findall(held)
    elif isinstance(held, list):
        for item in held:
            yield from _used(item)
    elif isinstance(held, dict):
        for name, value in held.items():
            if name in {"each", "rows", "paragraphs"}:
                yield str(value)
            elif name != "fields":
                yield from _used(value)


def _given(wording: Wording, values: Mapping[str, Value]) -> dict[str, Any]:
    known = {each.name: each for each in wording.fields}
    for name in values:
        if name not in known:
            raise FieldUnknown(
                name, _("The wording has no field “%(field)s”. Take it out.") % {"field": name}
            )
    given: dict[str, Any] = {}
    for each in wording.fields:
        value = _tidy(each, values.get(each.name, ""))
        if not value and not each.optional:
            raise FieldMissing(
                each.name,
                _("The field “%(label)s” (%(field)s) is empty. Fill it in.")
                % {"label": each.label, "field": each.name},
            )
        if wording.nameless and _TRACEABLE.search(str(value)):
            raise FieldRefused(
                each.name,
                _("“%(label)s” holds a number by which a person could be found. Take it out: this paper names nobody who reported.")
                % {"label": each.label},
            )  # fmt: skip
        given[each.name] = value
    return given


def _tidy(each: Field, value: Any) -> Any:
    """Return a value of the field's sort, cleaned, without empty lines. Raises FieldRefused."""
    if not _fits(each, value):
        raise FieldRefused(
            each.name,
            _("The field “%(label)s” (%(field)s) is not filled in as it should be.")
            % {"label": each.label, "field": each.name},
        )
    if each.sort == "line":
        return content.clean(value)
    if each.sort == "text":
        return "\n".join(one.text for one in content.paragraphs(value))
    if isinstance(value, str):
        return [one.text for one in content.paragraphs(value)]
    if each.sort == "lines":
        return [line for line in map(content.clean, value) if line]
    return [tuple(map(content.clean, row)) for row in value]


def _fits(each: Field, value: Any) -> bool:
    if isinstance(value, str):
        return each.sort != "rows" or not value
    if each.sort == "rows":
        return all(
            _is_list(row) and (not each.columns or len(row) <= len(each.columns)) for row in value
        )
    return each.sort == "lines" and _is_list(value)


def _is_list(value: Any) -> bool:
    """Return whether it is a list of words."""
    return isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value)


class _Composer:
    """Puts values into one wording."""

    def __init__(self, wording: Wording, given: Mapping[str, Any]) -> None:
        self.wording = wording
        self.body = wording.body
        self.given = given

    def content(self) -> Content:
        """Return the whole."""
        given, body = self.given, self.body
        return Content(
            kind=self.wording.kind,
            title=self._said(body["title"]) or "",
            blocks=tuple(self._blocks(body["blocks"])),
            signer=Signer(
                capacity=given["signer_capacity"],
                office=given["signer_office"],
                name=given["signer_name"],
                on_behalf=tuple(given["on_behalf"]),
            ),
            second_signer=self._second(),
            bases=(*self._lines("bases"), *given["more_bases"], *self._lines("proposal")),
            addressees=self._lines("addressees"),
            recipients=(*self._lines("recipients"), *given["recipients"]),
            drafting_unit=given["drafting_unit"],
            appendices=self._appendices(),
            foot=self._said(body.get("foot", "")) or "",
            authority=self._said(body.get("authority", "")) or "",
        )

    def _appendices(self) -> tuple[Appendix, ...]:
        """Return the appendices in which something stands."""
        made = (
            Appendix(
                self._said(each["title"]) or "",
                tuple(self._blocks(each["blocks"])),
                str(each.get("kind", "")),
            )
            for each in self.body.get("appendices", ())
        )
        return tuple(each for each in made if each.blocks)

    def _second(self) -> Signer | None:
        if "second_signer" not in self.body:
            return None
        second = self.body["second_signer"]
        return Signer("", self._said(second["office"]) or "", self._said(second["name"]) or "")

    def _said(self, said: str, item: str = "") -> str | None:
        """Return the sentence with its fields put in, or None where one of them was left empty."""
        values = {**self.given, _ITEM: item}
        if any(not values[name] for name in _FIELD.findall(said)):
            return None
        return _FIELD.sub(lambda found: _shown(values[found[1]]), said)

    def _lines(self, what: str) -> tuple[str, ...]:
        """Return a list of sentences; an `each` in it gives one for each line of a field."""
        lines: list[str | None] = []
        for one in self.body.get(what, ()):
            if isinstance(one, dict):
                lines += [
                    self._said(one.get("say", "{item}"), item) for item in self.given[one["each"]]
                ]
            else:
                lines.append(self._said(one))
        return tuple(line for line in lines if line)

    def _blocks(self, blocks: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
        for block in blocks:
            yield from self._block(block)

    def _block(self, block: Mapping[str, Any]) -> Iterator[Block]:
        if "each" in block:
            make = _SIMPLE[block.get("as", "text")]
            for item in _punctuated(self.given[block["each"]]):
                yield make(self._said(block.get("say", "{item}"), item) or "")
        elif "paragraphs" in block:
            yield from content.paragraphs(self.given[block["paragraphs"]])
        elif "table" in block:
            yield from self._table(block["table"])
        elif "if" in block:
            if self.given[block["if"]]:
                yield from self._blocks(block["blocks"])
        else:
            ((name, said),) = block.items()
            yield from self._simple(name, said)

    def _simple(self, name: str, said: Any) -> Iterator[Block]:
        if name.startswith("heading"):
            if (text := self._said(said)) is not None:
                yield content.Heading(int(name.removeprefix("heading")), text)
        elif isinstance(said, dict):
            parts = {part: self._said(words) for part, words in said.items()}
            if None not in parts.values():
                yield _SIMPLE[name](**parts)
        elif (text := self._said(said)) is not None:
            is_open = name == "text" and self.wording.kind != "GCN" and text[-1:].isalnum()
            yield _SIMPLE[name](f"{text}." if is_open else text)

    def _table(self, table: Mapping[str, Any]) -> Iterator[Block]:
        """Give a table of the rows of a field, with a column of numbers in front unless told otherwise."""
        rows = self.given[table["rows"]]
        if not rows:
            return
        columns, align = list(table["columns"]), list(table.get("align", ()))
        if table.get("numbered", True):
            rows = [(str(place), *row) for place, row in enumerate(rows, start=1)]
            columns, align = ["STT", *columns], ["center", *align]
        yield content.Table(
            self._said(table.get("caption", "")) or "", tuple(columns), tuple(rows), tuple(align)
        )


def _punctuated(lines: Sequence[str]) -> list[str]:
    """Return the lines of a list, each closed by a semicolon and the last by a full stop unless they are closed."""
    return [
        line if line[-1] in ".;:?!" else f"{line}{'.' if place == len(lines) else ';'}"
        for place, line in enumerate(lines, start=1)
    ]


def _shown(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
