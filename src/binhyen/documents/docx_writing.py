"""A paper as DOCX, to go on editing: the same words and measures, with real styles, borders and fields.

Rules are paragraph borders, page numbers are fields in the top margin of sections whose first page differs, tables
repeat their header row. Lengths arrive in millimetres and points and are written in the format's own units.
"""

import copy
import io
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from itertools import count
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt

from binhyen.documents import checks, layout, tables, typesetting
from binhyen.documents.content import Content, Head
from binhyen.documents.layout import Drawing, Frame, Grid, Item, Line, Pairs, Rule, Sheet, Style

FONT = "Times New Roman"
LANGUAGE = "vi-VN"
_DRAWING_PPI = 150
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
#: Twentieths of a point in a millimetre; English metric units in a millimetre.
_DXA, _EMU = 1440 / 25.4, 36000
_OUTLINE = 9
#: Points between a word and its frame.
_FRAME_SPACE = 3
_THIN = 'w:val="single" w:sz="6" w:space="0" w:color="000000"'
#: The styles as a word processor lists them.
_NAMES = {
    "body": "Nội dung", "parent": "Cơ quan chủ quản", "issuer": "Cơ quan ban hành", "nation": "Quốc hiệu",
    "motto": "Tiêu ngữ", "number": "Số ký hiệu", "about": "Trích yếu công văn", "place": "Địa danh thời gian",
    "stamp": "Dấu chỉ mức độ", "type": "Tên loại", "abstract": "Trích yếu", "authority": "Thẩm quyền",
    "reference": "Chỉ dẫn kèm theo", "resolved": "Quyết định", "addressee": "Kính gửi", "greeting": "Kính gửi nhiều nơi",
    "greeted": "Nơi được gửi", "greeted last": "Nơi được gửi cuối", "basis": "Căn cứ", "part": "Phần chương mục", "part title": "Tên phần chương mục",
    "article": "Điều khoản", "heading 1": "Đề mục I", "heading 2": "Đề mục 1", "heading 3": "Đề mục a",
    "caption": "Tên bảng biểu", "cell": "Ô bảng", "column": "Đầu cột", "office": "Chức vụ", "name": "Người ký",
    "receive": "Nơi nhận", "receiver": "Danh sách nơi nhận", "appendix": "Phụ lục", "foot": "Chân trang đầu",
    "honour": "Tên giấy công nhận", "honoured": "Đơn vị được công nhận", "honouring": "Nội dung công nhận",
}  # fmt: skip


def render(head: Head, content: Content) -> bytes:
    """Return the paper as a DOCX file. Raises checks.Refused with a sentence."""
    checks.check(head, content)
    sheet = layout.lay_out(head, content)
    paper = docx.Document(io.BytesIO(_blank()))
    _describe(paper, sheet)
    _Drawer(paper, sheet).draw()
    written = io.BytesIO()
    paper.save(written)
    return written.getvalue()


@cache
def _blank() -> bytes:
    """Return an empty paper that holds all styles: making them costs more than filling it."""
    paper = docx.Document()
    _defaults(paper)
    for name, style in layout.STYLES.items():
        _style(paper, name, style)
    _page(paper.sections[0])
    _shed(paper)
    written = io.BytesIO()
    paper.save(written)
    return written.getvalue()


def _shed(paper: Document) -> None:
    """Take out what the library's own template brings and no paper needs: a picture of it, styles of 2010, data."""
    for held in (paper.part.rels, paper.part.package.rels):
        for key, relation in list(held.items()):
            if relation.reltype.endswith(("/stylesWithEffects", "/customXml", "/thumbnail")):
                del held[key]


def _key(style: str) -> str:
    """Return the name by which paragraphs of the file point at a style."""
    return "by" + style.title().replace(" ", "")


def _defaults(paper: Document) -> None:
    """Set the font for every script, the language, and plain spacing."""
    run = paper.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for child in list(run):
        run.remove(child)
    run.append(parse_xml(f"<w:rFonts {nsdecls('w')} {_fonts()}/>"))
    run.append(parse_xml(f'<w:sz {nsdecls("w")} w:val="28"/>'))
    run.append(parse_xml(f'<w:szCs {nsdecls("w")} w:val="28"/>'))
    lang = f'w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="{LANGUAGE}"'
    run.append(parse_xml(f"<w:lang {nsdecls('w')} {lang}/>"))
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(14)
    normal.element.rPr.rFonts.attrib.update(
        {qn(f"w:{script}"): FONT for script in ("ascii", "hAnsi", "cs", "eastAsia")}
    )
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.space_before = Pt(0)
    normal.paragraph_format.line_spacing = 1
    # below 15 a word processor opens the file as one of an older make
    compat = paper.settings.element.find(qn("w:compat"))
    for held in list(compat):
        if held.get(qn("w:name")) == "compatibilityMode":
            held.set(qn("w:val"), "15")


def _fonts() -> str:
    return " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "cs", "eastAsia"))


def _style(paper: Document, name: str, look: Style) -> None:
    made: Any = paper.styles.add_style(_NAMES[name], WD_STYLE_TYPE.PARAGRAPH)
    made.element.set(qn("w:styleId"), _key(name))
    made.base_style = paper.styles["Normal"]
    made.quick_style = True
    made.font.size, made.font.bold, made.font.italic = Pt(look.size), look.bold, look.italic
    shape = made.paragraph_format
    shape.alignment = _ALIGN[look.align]
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.line)
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.first_line_indent, shape.left_indent = Mm(look.first), Mm(look.left)
    shape.keep_with_next = look.keep
    shape.widow_control = True


def _describe(paper: Document, sheet: Sheet) -> None:
    """Write title, issuer, language and day into the file; no clock and no name of a program."""
    about = paper.core_properties
    about.title, about.author, about.language = sheet.name[:255], sheet.issuer[:255], LANGUAGE
    about.comments, about.last_modified_by = "", ""
    day = sheet.day
    made = (
        datetime(day.year, day.month, day.day, tzinfo=UTC)
        if day
        else datetime(2000, 1, 1, tzinfo=UTC)
    )
    about.created, about.modified, about.revision = made, made, 1


def _page(section: Section) -> None:
    """Set paper, margins and the page number, which the first page of a section does not show."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(layout.TOP), Mm(layout.BOTTOM)
    section.left_margin, section.right_margin = Mm(layout.LEFT), Mm(layout.RIGHT)
    section.header_distance, section.footer_distance = Mm(8), Mm(8)
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    header.alignment = WD_ALIGN_PARAGRAPH.CENTER
    size = f'<w:rPr><w:sz w:val="{2 * layout.PAGE_NUMBER_SIZE}"/></w:rPr>'
    header._p.append(
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r>{size}<w:t>2</w:t></w:r></w:fldSimple>'
        )
    )


def _certificate_page(section: Section) -> None:
    """Lay the paper on its side, inside a double frame."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    margin = Mm(layout.CERTIFICATE_MARGIN)
    section.top_margin = section.bottom_margin = section.left_margin = section.right_margin = margin
    side = 'w:val="thickThinSmallGap" w:sz="24" w:space="24" w:color="8A1C14"'
    sides = "".join(f"<w:{name} {side}/>" for name in ("top", "left", "bottom", "right"))
    border = parse_xml(f'<w:pgBorders {nsdecls("w")} w:offsetFrom="page">{sides}</w:pgBorders>')
    section._sectPr.find(qn("w:pgMar")).addnext(border)


class _Drawer:
    """Draws a sheet into an empty paper: writes the body as XML, in the order that the format asks for."""

    def __init__(self, paper: Document, sheet: Sheet) -> None:
        self.paper = paper
        self.sheet = sheet
        self.numbers = count(1)

    def draw(self) -> None:
        """Draw the sheet, each appendix in a section of its own."""
        sheet, section = self.sheet, self.paper.sections[0]
        columns: tuple[float, float] = layout.SIGN_COLUMNS
        width: float = layout.WIDTH
        if sheet.certificate:
            _certificate_page(section)
            columns, width = (layout.CERTIFICATE_WIDTH / 2,) * 2, layout.CERTIFICATE_WIDTH
        if sheet.foot:
            self._foot(section)
        parts = [
            (self._pairs(sheet.head, layout.HEAD_COLUMNS) if sheet.head else "")
            + self._items(sheet.body, width)
            + _gap(layout.SIGN_GAP, keep=True)
            + self._pairs(sheet.end, columns),
            *(self._items(appendix, width) for appendix in sheet.appendices),
        ]
        self._fill(parts)

    def _fill(self, parts: list[str]) -> None:
        """Put the parts into the body; all but the last end with the settings of their section."""
        body = self.paper.element.body
        last = body.sectPr
        for place, part in enumerate(parts):
            is_last = place == len(parts) - 1
            # The settings of a section need a paragraph, and so does a table at the end; else it might take a page.
            end = "" if is_last and not part.endswith("</w:tbl>") else _gap(1)
            held = parse_xml(f"<w:body {nsdecls('w', 'r', 'wp', 'a', 'pic')}>{part}{end}</w:body>")
            settings = last
            if not is_last:
                settings = copy.deepcopy(last)
                held[-1].pPr.append(settings)
            if place:
                start = parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>')
                settings.find(qn("w:pgMar")).addnext(start)
            for element in list(held):
                last.addprevious(element)

    def _foot(self, section: Section) -> None:
        """Write the address line under the first page, below a rule."""
        foot = section.first_page_footer.paragraphs[0]
        foot.style = self.paper.styles[_NAMES["foot"]]
        foot.add_run(self.sheet.foot)
        border = parse_xml(f"<w:pBdr {nsdecls('w')}><w:top {_THIN}/></w:pBdr>")
        foot._p.get_or_add_pPr().find(qn("w:pStyle")).addnext(border)

    def _pairs(self, rows: layout.Rows, columns: tuple[float, float]) -> str:
        """Return rows of two columns without borders, which pages do not divide."""
        written = []
        for place, row in enumerate(rows):
            hold = place < len(rows) - 1
            cells = "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="{_dxa(width)}" w:type="dxa"/></w:tcPr>'
                f"{self._items(cell, width, keep=hold) or _gap(1)}</w:tc>"
                for cell, width in zip(row, columns, strict=True)
            )
            written.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
        return _table("".join(written), columns, borders="", padding=0)

    def _items(self, items: Iterable[Item], width: float, *, keep: bool = False) -> str:
        return "".join(self._item(item, width, keep=keep) for item in items)

    def _item(self, item: Item, width: float, *, keep: bool) -> str:
        match item:
            case Line():
                return _line(item, keep=keep)
            case Rule():
                return _rule(item, width)
            case Frame():
                return _frame(item, width)
            case Grid():
                return _grid(item)
            case Drawing():
                return self._drawing(item)
            case Pairs():
                return self._pairs(item.rows, layout.HEAD_COLUMNS)

    def _drawing(self, drawing: Drawing) -> str:
        """Return the drawing as a picture, made by the typesetter, with its alternative text."""
        data = {"svg": drawing.svg, "alt": drawing.alt, "width": layout.DRAWING_WIDTH}
        (png,) = typesetting.pictures("drawing.typ", data, ppi=_DRAWING_PPI)
        key, image = self.paper.part.get_or_add_image(io.BytesIO(png))
        wide = layout.DRAWING_WIDTH * _EMU
        high = round(wide * image.px_height / image.px_width)
        number = next(self.numbers)
        name = f'id="{number}" name="Biểu đồ {number}" descr={quoteattr(drawing.alt)}'
        picture = (
            f'<pic:pic><pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{key}"/>'
            "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
            f'<a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        )
        kind = "http://schemas.openxmlformats.org/drawingml/2006/picture"
        return (
            f'<w:p><w:pPr><w:spacing w:before="40" w:after="160"/><w:jc w:val="center"/></w:pPr><w:r><w:drawing><wp:inline>'
            f'<wp:extent cx="{wide}" cy="{high}"/><wp:docPr {name}/><a:graphic><a:graphicData uri="{kind}">'
            f"{picture}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        )


def _dxa(millimetres: float) -> int:
    return round(millimetres * _DXA)


def _run(said: str, look: str = "") -> str:
    shape = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{shape}<w:t xml:space="preserve">{escape(said)}</w:t></w:r>' if said else ""


def _line(line: Line, *, keep: bool = False) -> str:
    held = "<w:keepNext/>" if line.keep or keep else ""
    indent = "" if line.left is None else f'<w:ind w:left="{_dxa(line.left)}"/>'
    level = f'<w:outlineLvl w:val="{min(line.level, _OUTLINE) - 1}"/>' if line.level else ""
    runs = _run(line.text[: line.strong], "<w:b/>") + _run(line.text[line.strong :])
    return f'<w:p><w:pPr><w:pStyle w:val="{_key(line.style)}"/>{held}{indent}{level}</w:pPr>{runs}</w:p>'


def _gap(points: int, *, keep: bool = False) -> str:
    """Return an empty paragraph of exactly so many points."""
    held = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr>{held}<w:spacing w:line="{20 * points}" w:lineRule="exact"/></w:pPr></w:p>'


def _rule(rule: Rule, width: float) -> str:
    side = _dxa((width - rule.length) / 2)
    return (
        f"<w:p><w:pPr><w:keepNext/><w:pBdr><w:top {_THIN}/></w:pBdr>"
        f'<w:spacing w:before="40" w:after="{round(20 * rule.after)}" w:line="40" w:lineRule="exact"/>'
        f'<w:ind w:left="{side}" w:right="{side}"/></w:pPr></w:p>'
    )


def _frame(frame: Frame, width: float) -> str:
    side = _dxa((width - frame.width) / 2) + 20 * _FRAME_SPACE
    colour = "C00000" if frame.red else "000000"
    edge = f'w:val="single" w:sz="8" w:space="{_FRAME_SPACE}" w:color="{colour}"'
    edges = "".join(f"<w:{name} {edge}/>" for name in ("top", "left", "bottom", "right"))
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{_key("stamp")}"/><w:pBdr>{edges}</w:pBdr>'
        f'<w:ind w:left="{side}" w:right="{side}"/></w:pPr>'
        f'{_run(frame.text, f"""<w:color w:val="{colour}"/>""")}</w:p>'
    )


def _grid(grid: Grid) -> str:
    """Return a table whose first row stands again on every page."""
    edge = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f"<w:{name} {edge}/>" for name in sides)
    shapes = [
        f'<w:tc><w:tcPr><w:tcW w:w="{_dxa(width)}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="'
        for width in grid.widths
    ]
    column = f'{_key("column")}"/></w:pPr>'
    top = "".join(
        f"{shape}{column}{_run(name)}</w:p></w:tc>"
        for shape, name in zip(shapes, grid.columns, strict=True)
    )
    aligned = [
        f'{shape}{_key("cell")}"/><w:jc w:val="{align}"/></w:pPr>'
        for shape, align in zip(shapes, grid.align, strict=True)
    ]
    rows = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(
            f"{shape}{_run(cell)}</w:p></w:tc>" for shape, cell in zip(aligned, row, strict=True)
        )
        + "</w:tr>"
        for row in grid.rows
    )
    first = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{top}</w:tr>"
    borders = f"<w:tblBorders>{borders}</w:tblBorders>"
    return _table(first + rows, grid.widths, borders=borders, padding=tables.PADDING) + _gap(8)


def _table(rows: str, widths: tuple[float, ...], *, borders: str, padding: float) -> str:
    cells = "".join(f'<w:gridCol w:w="{_dxa(width)}"/>' for width in widths)
    side = f'w:w="{_dxa(padding)}" w:type="dxa"'
    edge = f'w:w="{50 if borders else 0}" w:type="dxa"'
    margins = f"<w:tblCellMar><w:top {edge}/><w:left {side}/><w:bottom {edge}/><w:right {side}/></w:tblCellMar>"
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{_dxa(sum(widths))}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>'
        f"{margins}</w:tblPr><w:tblGrid>{cells}</w:tblGrid>{rows}</w:tbl>"
    )
