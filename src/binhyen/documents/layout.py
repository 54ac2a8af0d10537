"""How a paper looks, decided once for both outputs: Decree 30/2020/NĐ-CP, Appendix I.

`lay_out` turns a head and a content into lines, rules, tables and drawings with the words exactly as they will stand;
`pdf` and `docx` only draw them. Lengths are millimetres, sizes points. The words in this file are those of the decree:
a paper is in Vietnamese, whatever language the reader has chosen.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from binhyen.documents import letters, tables
from binhyen.documents.content import (
    Appendix,
    Article,
    Block,
    Chapter,
    Chart,
    Clause,
    Content,
    Head,
    Heading,
    Part,
    Point,
    Section,
    Signer,
    Table,
    Text,
)

TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
WIDTH = 210 - LEFT - RIGHT
#: The two columns of the head, and those of the signatures.
HEAD_COLUMNS = (71.0, 94.0)
SIGN_COLUMNS = (80.0, 85.0)
CERTIFICATE_MARGIN = 20
CERTIFICATE_WIDTH = 297 - 2 * CERTIFICATE_MARGIN
PAGE_NUMBER_SIZE = 13
DRAWING_WIDTH = 140
#: Between the last words and the signature, in points.
SIGN_GAP = 10
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
LETTERS = "abcdđeghiklmnopqrstuvxy"

#: Codes of Appendix III with the names of the types; an official letter has none.
TYPES = {
    "NQ": "NGHỊ QUYẾT", "QĐ": "QUYẾT ĐỊNH", "CT": "CHỈ THỊ", "QC": "QUY CHẾ", "QyĐ": "QUY ĐỊNH", "TB": "THÔNG BÁO",
    "HD": "HƯỚNG DẪN", "CTr": "CHƯƠNG TRÌNH", "KH": "KẾ HOẠCH", "PA": "PHƯƠNG ÁN", "ĐA": "ĐỀ ÁN", "BC": "BÁO CÁO",
    "BB": "BIÊN BẢN", "TTr": "TỜ TRÌNH", "CĐ": "CÔNG ĐIỆN", "GM": "GIẤY MỜI", "GGT": "GIẤY GIỚI THIỆU",
    "PG": "PHIẾU GỬI", "PC": "PHIẾU CHUYỂN", "PB": "PHIẾU BÁO", "CV": "", "GCN": "GIẤY CÔNG NHẬN",
}  # fmt: skip
#: What a decision says between its bases and its articles.
_RESOLVED = {"QĐ": "QUYẾT ĐỊNH:", "NQ": "QUYẾT NGHỊ:"}
#: A body and the unit it is of.
_OF_UNIT = re.compile(r"(.+?) ((?:THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU|HUYỆN|QUẬN|THÀNH PHỐ|TỈNH) .+)")
#: The frames of the degrees of urgency, App. I, II.10(b).
_URGENT = {"KHẨN": 20, "THƯỢNG KHẨN": 40, "HỎA TỐC": 30}


@dataclass(frozen=True)
class Style:
    """The look of a line: size, weight, slope and place; `line` is the exact height from line to line in points,
    `before` and `after` the space around in points, `first` and `left` the indents in millimetres."""

    size: float
    line: float
    bold: bool = False
    italic: bool = False
    align: str = "left"
    before: float = 0
    after: float = 0
    first: float = 0
    left: float = 0
    keep: bool = False


_BODY = Style(14, 18, align="justify", after=6, first=12.7)
_HEADING = replace(_BODY, bold=True, align="center", keep=True, first=0)
_MIDDLE = Style(14, 17, bold=True, align="center", keep=True)
STYLES: dict[str, Style] = {
    "body": _BODY,
    "parent": Style(12, 14.5, align="center"),
    "issuer": Style(12, 14.5, bold=True, align="center"),
    "nation": Style(12, 14.5, bold=True, align="center"),
    "motto": Style(13, 15.5, bold=True, align="center"),
    "number": Style(13, 15.5, align="center", before=4),
    "about": Style(12, 14.5, align="center", before=6),
    "place": Style(13, 15.5, italic=True, align="center", before=4),
    "stamp": Style(13, 16, bold=True, align="center", before=6),
    "type": replace(_MIDDLE, before=16),
    "abstract": _MIDDLE,
    "authority": replace(_MIDDLE, before=8, after=8),
    "reference": Style(13, 16, italic=True, align="center", after=8),
    "resolved": replace(_MIDDLE, before=4, after=8),
    "addressee": Style(14, 18, align="center", before=8, after=10),
    "greeting": Style(14, 18, before=8, left=25, keep=True),
    "greeted": Style(14, 18),
    "greeted last": Style(14, 18, after=10),
    "basis": replace(_BODY, italic=True),
    "part": replace(_HEADING, after=0, before=6),
    "part title": _HEADING,
    "article": replace(_BODY, bold=True, keep=True),
    "heading 1": replace(_BODY, bold=True, keep=True, before=2),
    "heading 2": replace(_BODY, bold=True, keep=True),
    "heading 3": replace(_BODY, italic=True, keep=True),
    "caption": Style(13, 16, italic=True, align="center", before=4, after=4, keep=True),
    "cell": Style(12, 15),
    "column": Style(12, 15, bold=True, align="center"),
    "office": Style(14, 17, bold=True, align="center"),
    "name": Style(14, 17, bold=True, align="center", before=70, after=10),
    "receive": Style(12, 14.5, bold=True, italic=True),
    "receiver": Style(11, 13),
    "appendix": Style(14, 17, bold=True, align="center", keep=True),
    "foot": Style(11, 13, align="center"),
    "honour": Style(34, 42, bold=True, align="center", before=30, after=10),
    "honoured": Style(26, 33, bold=True, align="center", before=8, after=8),
    "honouring": Style(17, 24, align="center", before=4, after=6),
}


@dataclass(frozen=True)
class Line:
    """Words in one style; the first `strong` letters are bold whatever the style. `level` above zero makes it a heading
    of the outline. `left` takes the place of the style's indent; `keep` holds the line with what follows."""

    style: str
    text: str
    strong: int = 0
    level: int = 0
    left: float | None = None
    keep: bool = False


@dataclass(frozen=True)
class Rule:
    """A thin line in the middle, `length` millimetres long, with `after` points of space below."""

    length: float
    after: float = 0


@dataclass(frozen=True)
class Frame:
    """A word in a frame of `width` millimetres."""

    text: str
    width: float
    red: bool


@dataclass(frozen=True)
class Grid:
    """A table with its columns' widths in millimetres; `align` has one word for each column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: tuple[str, ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Drawing:
    """A drawing as SVG, as wide as the text."""

    svg: str
    alt: str


@dataclass(frozen=True)
class Pairs:
    """Rows of two columns, as wide as those of the head."""

    rows: "Rows"


Item = Line | Rule | Frame | Grid | Drawing | Pairs
Rows = tuple[tuple[tuple[Item, ...], tuple[Item, ...]], ...]


@dataclass(frozen=True)
class Sheet:
    """A laid-out paper: the head in two rows of two columns, the body, the last rows of two columns, the appendices."""

    name: str
    issuer: str
    day: date | None
    head: Rows
    body: tuple[Item, ...]
    end: Rows
    appendices: tuple[tuple[Item, ...], ...]
    foot: str
    certificate: bool = False


def lay_out(head: Head, content: Content) -> Sheet:
    """Return the paper as both outputs draw it. Raises ValueError for a kind that Appendix III does not know,
    and for a certificate that holds more than headings and texts."""
    if content.kind not in TYPES:
        raise ValueError(f"kind must be one of {', '.join(TYPES)}, got {content.kind!r}")
    named = TYPES[content.kind]
    if content.kind == "GCN":
        return _certificate(head, content)
    return Sheet(
        name=f"{named} {content.title}".strip(),
        issuer=head.body,
        day=head.day,
        head=_head(head, content),
        body=_held(
            *_opening(content), *_Blocks(base=1 if named else 0).laid(_ended(content.blocks))
        ),
        end=_end(head, content),
        appendices=_appendices(head, content),
        foot=content.foot,
    )


def number_of(head: Head) -> str:
    """Return "05/QĐ-UBND", with room for the number in a draft: below ten a leading zero (App. I, II.3)."""
    return f"{'      ' if head.number is None else f'{head.number:02d}'}/{head.symbol}"


def day_of(day: date | None, year: int | None = None) -> str:
    """Return "ngày 05 tháng 02 năm 2026", with room where the day is open: days below 10 and months 1 and 2 take a
    leading zero (App. I, II.4)."""
    if day is None:
        return f"ngày     tháng     năm {year or '       '}"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def _names(head: Head) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Return boxes 2 and 1: who issues it, and the nation."""
    issuer = head.body.upper()
    length = min(letters.width(issuer, size=12, bold=True), HEAD_COLUMNS[0] - 4)
    left: tuple[Item, ...] = (
        *_in_lines("parent", head.parent.upper()),
        *_in_lines("issuer", issuer),
        Rule(round(0.4 * length, 1)),
    )
    motto = letters.width(MOTTO, size=STYLES["motto"].size, bold=True)
    return left, (Line("nation", NATION), Line("motto", MOTTO), Rule(round(motto, 2)))


def _in_lines(style: str, name: str) -> Iterable[Item]:
    """Give a name on one line, or on two where it is too long and names a unit: "ỦY BAN NHÂN DÂN", "XÃ MỸ THẠNH"."""
    look = STYLES[style]
    if letters.width(name, size=look.size, bold=look.bold) > HEAD_COLUMNS[0] - 4:
        parted = _OF_UNIT.fullmatch(name)
        yield from (Line(style, each) for each in (parted.groups() if parted else (name,)))
    elif name:
        yield Line(style, name)


def _head(head: Head, content: Content) -> Rows:
    number: list[Item] = [Line("number", f"Số: {number_of(head)}")]
    if content.kind == "CV":
        number.append(Line("about", f"V/v {content.title.removeprefix('V/v ')}"))
    if head.urgency:
        urgency = head.urgency.upper()
        number.append(Frame(urgency, _URGENT.get(urgency, 40), red=True))
    if head.circulation:
        note = head.circulation.upper()
        wide = letters.width(note, size=13, bold=True) + 6
        number.append(Frame(note, round(min(wide, 68), 1), red=False))
    place: tuple[Item, ...] = ()
    if content.kind != "BB":  # minutes say their day in their first line: App. III, form 1.9
        place = (Line("place", f"{head.place}, {day_of(head.day, head.year)}"),)
    return (_names(head), (tuple(number), place))


def _opening(content: Content) -> Iterable[Item]:
    """Give what stands between the head and the body: type, abstract, authority, addressees, bases."""
    named = TYPES[content.kind]
    if named:
        yield Line("type", named, level=1)
        yield Line("abstract", content.title)
        yield _under(content.title)
    if content.addressees:
        yield from _addressees(content.addressees)
    if content.authority:
        yield Line("authority", content.authority.upper())
    for place, basis in enumerate(content.bases, start=1):
        close = "." if place == len(content.bases) else ";"
        yield Line("basis", basis.rstrip(" ;.,") + close)
    if content.kind in _RESOLVED:
        yield Line("resolved", _RESOLVED[content.kind])


def _under(title: str) -> Rule:
    """Return the rule under an abstract: two fifths of its first line."""
    return Rule(round(min(letters.width(title, size=14, bold=True), WIDTH) * 0.4, 1), after=6)


def _addressees(addressees: Sequence[str]) -> Iterable[Item]:
    """Give one addressee on the line of the greeting, several one a line under its colon (App. I, II.9(a))."""
    if len(addressees) == 1:
        yield Line("addressee", f"Kính gửi: {addressees[0].rstrip(' ;.,')}")
        return
    greeting = STYLES["greeting"]
    yield Line("greeting", "Kính gửi:")
    left = round(greeting.left + letters.width("Kính gửi", size=greeting.size), 1)
    *others, last = (name.strip(" -;.,") for name in addressees)
    for name in others:
        yield Line("greeted", f"- {name};", left=left)
    yield Line("greeted last", f"- {last}.", left=left)


def _ended(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with the sign that ends the body, "./." (App. I, II.6)."""
    if not blocks:
        return ()
    last = blocks[-1]
    if isinstance(last, (Article, Clause, Point, Text)) and last.text:
        return (*blocks[:-1], replace(last, text=last.text.rstrip(" ./;,") + "./."))
    return (*blocks, Text("./."))


def _held(*items: Item) -> tuple[Item, ...]:
    """Return the items, the last words held with the signature: it never stands alone on a page. A paragraph of more
    than a few lines may be divided, so it is not held."""
    last = items[-1] if items else None
    if isinstance(last, Line) and letters.width(last.text, size=14) < 6 * WIDTH:
        return (*items[:-1], replace(last, keep=True))
    return items


def _end(head: Head, content: Content) -> Rows:
    """Return the signatures, with the recipients level with the signer's office (App. I, II.9(b)); in minutes the
    secretary signs on the left and the recipients stand below."""
    receivers: tuple[Item, ...] = (
        Line("receive", "Nơi nhận:"),
        *(Line("receiver", line) for line in _receivers(content)),
    )
    if second := content.second_signer:
        return (
            (_office(second), _office(content.signer)),
            ((_name(second),), (_name(content.signer),)),
            (receivers, ()),
        )
    return ((receivers, (*_office(content.signer), _name(content.signer))),)


def _receivers(content: Content) -> list[str]:
    kept = ", ".join(part for part in (content.keeper, content.drafting_unit) if part)
    names = [f"- {name.strip(' -;.,')};" for name in content.recipients]
    return [*names, f"- Lưu: {kept}."]


def _office(signer: Signer) -> tuple[Item, ...]:
    lines = (*signer.on_behalf, signer.capacity, signer.office)
    return tuple(Line("office", line.upper()) for line in lines if line)


def _name(signer: Signer) -> Item:
    return Line("name", signer.name)


def _appendices(head: Head, content: Content) -> tuple[tuple[Item, ...], ...]:
    """Return the texts that the paper issues and its appendices, of which only the latter are counted."""
    several = sum(not each.kind for each in content.appendices) > 1
    numbers = count(1)
    laid: list[tuple[Item, ...]] = []
    for each in content.appendices:
        blocks = _Blocks(base=1)
        if each.kind:
            top = _issued_head(head, content, each)
            laid.append((*top, *blocks.laid(_ended(each.blocks))))
        else:
            top = _appendix_head(head, content, each, next(numbers) if several else 0)
            laid.append((*top, *blocks.laid(each.blocks)))
    return tuple(laid)


def _issued_head(head: Head, content: Content, issued: Appendix) -> Iterable[Item]:
    """Give the head of a text that a decision issues: App. III, form 1.3."""
    yield Pairs((_names(head),))
    yield Line("type", TYPES[issued.kind], level=1)
    yield Line("abstract", issued.title)
    yield _reference(head, content)
    yield _under(issued.title)


def _appendix_head(head: Head, content: Content, appendix: Appendix, place: int) -> Iterable[Item]:
    yield Line("appendix", f"Phụ lục {roman(place)}" if place else "Phụ lục", level=1)
    yield Line("appendix", appendix.title.upper())
    yield _reference(head, content)


def _reference(head: Head, content: Content) -> Line:
    """Return which paper it goes with."""
    named = TYPES[content.kind].capitalize() or "Công văn"
    day = day_of(head.day, head.year)
    return Line("reference", f"(Kèm theo {named} số {number_of(head)} {day} của {head.body})")


def roman(number: int) -> str:
    """Return a number below a thousand in Roman letters."""
    said = ""
    for value, sign in ((500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
                        (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):  # fmt: skip
        while number >= value:
            said, number = said + sign, number - value
    return said


#: Which parts hold which: each deeper than all before it.
_RANKS: dict[type[Block], int] = {Part: 1, Chapter: 2, Section: 3, Article: 4}


class _Blocks:
    """Gives blocks their numbers by order and their levels in the outline, which never skip one."""

    def __init__(self, *, base: int) -> None:
        self.base = base
        self.open: list[int] = []
        self.counts: dict[str, int] = {}

    def laid(self, blocks: Iterable[Block]) -> Iterable[Item]:
        """Give the items of all blocks."""
        for block in blocks:
            yield from self._laid(block)

    def _laid(self, block: Block) -> Iterable[Item]:
        match block:
            case Part() | Chapter() | Section():
                yield from self._division(block)
            case Article():
                yield from self._article(block)
            case Clause():
                yield from self._clause(block)
            case Point():
                yield Line("body", f"{letter(self._next('point'))}) {block.text}")
            case Heading():
                yield self._heading(block)
            case Text():
                yield Line("body", block.text)
            case Table():
                yield from self._table(block)
            case Chart():
                yield from self._chart(block)

    def _next(self, what: str, *restarts: str) -> int:
        self.counts[what] = self.counts.get(what, 0) + 1
        for each in restarts:
            self.counts[each] = 0
        return self.counts[what]

    def _level(self, rank: int) -> int:
        self.open = [*(held for held in self.open if held < rank), rank]
        return self.base + len(self.open)

    def _division(self, block: Part | Chapter | Section) -> Iterable[Item]:
        level = self._level(_RANKS[type(block)])
        if isinstance(block, Part):
            named = f"Phần {roman(self._next('part'))}"
        elif isinstance(block, Chapter):
            named = f"Chương {roman(self._next('chapter', 'section'))}"
        else:
            named = f"Mục {self._next('section')}"
        yield Line("part", named, level=level)
        yield Line("part title", block.title.upper())

    def _article(self, block: Article) -> Iterable[Item]:
        named = f"Điều {self._next('article', 'clause', 'point')}."
        if block.title:
            yield Line("article", f"{named} {block.title}", level=self._level(4))
            if block.text:
                yield Line("body", block.text)
        else:
            yield Line("body", f"{named} {block.text}", strong=len(named))

    def _clause(self, block: Clause) -> Iterable[Item]:
        number = f"{self._next('clause', 'point')}."
        if block.title:
            yield Line("article", f"{number} {block.title}")
            if block.text:
                yield Line("body", block.text)
        else:
            yield Line("body", f"{number} {block.text}")

    def _heading(self, block: Heading) -> Item:
        level = min(max(block.level, 1), 3)
        number = self._next(
            f"heading {level}", *(f"heading {below}" for below in range(level + 1, 4))
        )
        self.counts["clause"] = self.counts["point"] = 0
        signs = {1: f"{roman(number)}.", 2: f"{number}.", 3: f"{letter(number)})"}
        said = block.text.upper() if level == 1 else block.text
        return Line(f"heading {level}", f"{signs[level]} {said}", level=self._level(10 + level))

    def _table(self, block: Table) -> Iterable[Item]:
        if block.caption:
            yield Line("caption", f"Bảng {self._next('table')}. {block.caption}")
        align = tuple((*block.align, *["left"] * len(block.columns))[: len(block.columns)])
        widths = tables.widths(block.columns, block.rows, total=WIDTH)
        yield Grid(block.columns, tables.squared(block.rows, len(block.columns)), align, widths)

    def _chart(self, block: Chart) -> Iterable[Item]:
        if block.caption:
            yield Line("caption", f"Biểu đồ {self._next('chart')}. {block.caption}")
        yield Drawing(block.svg, block.alt)


def letter(number: int) -> str:
    """Return a, b, c, d, đ, e …; after y comes aa."""
    whole, rest = divmod(number - 1, len(LETTERS))
    return LETTERS[rest] * (whole + 1)


def _certificate(head: Head, content: Content) -> Sheet:
    """Return a certificate: one framed sheet on its side, all lines in the middle."""
    looks = {1: "honour", 2: "honoured"}
    lines: list[Item] = [
        Line("nation", NATION),
        Line("motto", MOTTO),
        Rule(round(letters.width(MOTTO, size=STYLES["motto"].size, bold=True), 2)),
    ]
    if content.authority:
        lines.append(Line("authority", content.authority.upper()))
    lines.append(Line("honour", TYPES["GCN"], level=1))
    for block in content.blocks:
        if isinstance(block, Heading):
            lines.append(Line(looks.get(block.level, "honouring"), block.text))
        elif isinstance(block, Text):
            lines.append(Line("honouring", block.text))
        else:
            raise ValueError(f"a certificate holds headings and texts, got {type(block).__name__}")
    place = Line("place", f"{head.place}, {day_of(head.day, head.year)}")
    left = (Line("number", f"Số: {number_of(head)}"),)
    return Sheet(
        name=f"{TYPES['GCN']} {content.title}".strip(),
        issuer=head.body,
        day=head.day,
        head=(),
        body=tuple(lines),
        end=((left, (place, *_office(content.signer), _name(content.signer))),),
        appendices=(),
        foot="",
        certificate=True,
    )
