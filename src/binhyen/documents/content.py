"""What an official paper says, apart from how it looks: plain values, to JSON and back, from which both outputs are made.

Every word is cleaned as it comes in: composed letters (NFC), single blanks, none of the marks and control characters
that pasted text carries unseen. Numbers of chapters, articles, clauses and points are not written here; they are
given by order when the paper is laid out.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any

from binhyen.core import text as words

# What word processors put for a bullet, letters of the symbol fonts among them, and their hyphens that do not break:
# no other font has them.
_DASHES = dict.fromkeys([*range(0xF000, 0xF100), 0x2022, 0x25CF, 0x25AA, 0x2010, 0x2011], "-")
_JOINERS = dict.fromkeys([0x200C, 0x200D])
#: Fields that hold a drawing and not words.
_DRAWN = {"svg"}


def clean(said: str) -> str:
    """Return the words on one line as they are printed: composed, single blanks, nothing unseen."""
    plain = words.visible(said).translate(_JOINERS).translate(_DASHES)
    spaced = "".join(
        " " if unicodedata.category(letter) in {"Cc", "Zs", "Zl", "Zp"} else letter
        for letter in plain
    )
    return words.nfc(re.sub(" +", " ", spaced))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, (list, tuple)):
        return tuple(_cleaned(item) for item in value)
    return value


class _Worded:
    """A part of a paper: its words are cleaned as it is made, its lists are tuples."""

    def __post_init__(self) -> None:
        for field in fields(self):  # type: ignore[arg-type]
            if field.name not in _DRAWN:
                object.__setattr__(self, field.name, _cleaned(getattr(self, field.name)))


@dataclass(frozen=True)
class Head(_Worded):
    """Who issues the paper, its number, place and day (boxes 1-4, 10b and 11 of Decree 30/2020, App. I).

    `parent` and `body` as they are named; capitals come with the layout. `symbol` is what follows the number, as
    `QĐ-BCĐ`. A draft has no `number`; without a `day` the line leaves room for it, and `year`, if given, is printed.
    `urgency` is KHẨN, THƯỢNG KHẨN or HỎA TỐC.
    """

    parent: str
    body: str
    symbol: str
    place: str
    number: int | None
    day: date | None
    urgency: str = ""
    circulation: str = ""
    year: int | None = None


@dataclass(frozen=True)
class Signer(_Worded):
    """Who signs (box 7): `on_behalf` holds lines as "TM. ỦY BAN NHÂN DÂN", `capacity` is "", "KT. CHỦ TỊCH", "TL. …",
    `office` the signer's own. `name` without titles."""

    capacity: str
    office: str
    name: str
    on_behalf: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part(_Worded):
    """Phần I, II …"""

    title: str


@dataclass(frozen=True)
class Chapter(_Worded):
    """Chương I, II …, counted through the whole paper."""

    title: str


@dataclass(frozen=True)
class Section(_Worded):
    """Mục 1, 2 … of a chapter."""

    title: str


@dataclass(frozen=True)
class Article(_Worded):
    """Điều 1, 2 …, counted through the whole paper; with a `title` of its own, or running straight into its `text`."""

    text: str = ""
    title: str = ""


@dataclass(frozen=True)
class Clause(_Worded):
    """Khoản 1, 2 … of an article or heading."""

    text: str = ""
    title: str = ""


@dataclass(frozen=True)
class Point(_Worded):
    """Điểm a), b), … đ) of a clause, in the order of the Vietnamese alphabet."""

    text: str


@dataclass(frozen=True)
class Heading(_Worded):
    """A heading of a plan or report: level 1 is "I. IN CAPITALS", level 2 "1. Bold", level 3 "a) Italic"."""

    level: int
    text: str


@dataclass(frozen=True)
class Text(_Worded):
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Table(_Worded):
    """A table: `rows` are as wide as `columns`; `align` has "left", "center" or "right" for each, "left" where missing."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chart(_Worded):
    """A drawing as SVG with the sentence that stands for it to those who cannot see it."""

    svg: str
    alt: str
    caption: str = ""


Block = Part | Chapter | Section | Article | Clause | Point | Heading | Text | Table | Chart
_BLOCKS: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (Part, Chapter, Section, Article, Clause, Point, Heading, Text, Table, Chart)
}


@dataclass(frozen=True)
class Appendix(_Worded):
    """An appendix with pages of its own, numbered I, II … where there are several.

    With a `kind` it is no appendix but the text that the paper issues, a regulation (QC) or a programme: it has a head of
    its own and names the paper's number and day, and bears neither a number nor a signature (Decree 30/2020, App. III,
    form 1.3).
    """

    title: str
    blocks: tuple[Block, ...]
    kind: str = ""


@dataclass(frozen=True)
class Content(_Worded):
    """What one paper says.

    `kind` is the code of Appendix III (QĐ, KH, BC …; CV for an official letter, GCN for a certificate). `title` is the
    abstract. `authority` is the line above the legal bases of a decision ("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ …").
    `addressees` are greeted with "Kính gửi:", `recipients` get copies, `keeper` and `drafting_unit` make the last
    line of "Nơi nhận:". In minutes `second_signer` is the secretary, on the left. `foot` is the address line of box 13.
    """

    kind: str
    title: str
    blocks: tuple[Block, ...]
    signer: Signer
    bases: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    keeper: str = "VT"
    drafting_unit: str = ""
    second_signer: Signer | None = None
    appendices: tuple[Appendix, ...] = ()
    foot: str = ""
    authority: str = ""


def paragraphs(said: str) -> tuple[Text, ...]:
    """Return what was typed into a large field as one paragraph for each line that says something."""
    lines = (clean(line) for line in re.split(r"[\n\r\v\f\u0085\u2028\u2029]+", said))
    return tuple(Text(line) for line in lines if line)


def to_json(content: Content) -> str:
    """Return the content as JSON, each block with the name of its kind."""
    return json.dumps(_plain(content), ensure_ascii=False, sort_keys=True)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        held = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"block": type(value).__name__, **held} if isinstance(value, Block) else held
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def from_json(said: str) -> Content:
    """Return the content that `to_json` wrote. Raises ValueError for anything else."""
    try:
        held = json.loads(said)
        held["blocks"] = _blocks(held["blocks"])
        held["appendices"] = tuple(
            Appendix(each["title"], _blocks(each["blocks"]), each.get("kind", ""))
            for each in held.get("appendices", ())
        )
        held["signer"] = Signer(**held["signer"])
        if held.get("second_signer"):
            held["second_signer"] = Signer(**held["second_signer"])
        return Content(**held)
    except (KeyError, TypeError, AttributeError) as reason:
        raise ValueError(f"this is not the content of a paper: {reason}") from reason


def _blocks(held: list[Mapping[str, Any]]) -> tuple[Block, ...]:
    return tuple(
        _BLOCKS[each["block"]](**{name: value for name, value in each.items() if name != "block"})
        for each in held
    )
