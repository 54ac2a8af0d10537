"""A report as a paper: what `documents` draws, numbers and signs. In Vietnamese, whoever asks.

A report of a week stands on one page with its table in it; of longer periods the tables are an appendix, where each
figure has its register beside it.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from binhyen.core import charts, clock
from binhyen.core.charts import BarChart
from binhyen.documents.content import (
    Appendix,
    Block,
    Chart,
    Content,
    Head,
    Heading,
    Table,
    Text,
    paragraphs,
)
from binhyen.periodic import issuing, queries, sentences, skeleton, words
from binhyen.periodic.issuing import Signing
from binhyen.periodic.models import Report
from binhyen.periodic.numbers import Numbers
from binhyen.periodic.rules import Kind
from binhyen.periodic.skeleton import Section
from binhyen.places.models import Level, Unit

#: Nothing is said where nothing happened.
_NOTHING = "Không phát sinh."
_NUMBERS_TELL = "Số liệu tại Phụ lục."
_KINDS_ON_ONE_PAGE = frozenset({Kind.WEEK, Kind.URGENT})
_NUMBERS = ("right",) * 5


def paper_of(
    report: Report, numbers: Numbers, *, on: date, signing: Signing
) -> tuple[Head, Content]:
    """Return head and content of the report as it stands on a day, without number and day, which come with its issue."""
    with override("vi"):
        return signing.head, _content(report, numbers, on, signing)


def _content(report: Report, numbers: Numbers, on: date, signing: Signing) -> Content:
    is_one_page = report.length in _KINDS_ON_ONE_PAGE
    appendices = [] if is_one_page else [_appendix(report, numbers)]
    if late := _late(report, on):
        appendices.append(late)
    return Content(
        kind=issuing.KIND,
        title=title_of(report),
        blocks=tuple(_blocks(report, numbers)),
        signer=signing.signer,
        addressees=(issuing.addressee(report, signing),),
        recipients=("Như trên", *_copies(report.unit)),
        drafting_unit="BCĐ",
        appendices=tuple(appendices),
    )


def title_of(report: Report) -> str:
    """Return what the paper is about."""
    said = {"when": words.window_name(report.length, report.window)}
    if report.length is Kind.URGENT:
        return _("Urgent report on security and order, %(when)s") % said
    if report.length is Kind.WEEK:
        return _("Security and order, %(when)s (%(days)s)") % {**said, "days": words.days_of(report.window)}  # fmt: skip
    return _("Security and order and the all-people movement to protect national security, %(when)s") % said  # fmt: skip


def _copies(unit: Unit) -> tuple[str, ...]:
    if unit.level == Level.PROVINCE:
        return ("Bộ Công an", "Thường trực Tỉnh ủy, HĐND tỉnh")
    return ("Thường trực Đảng ủy, HĐND", "Công an cấp xã")


def _blocks(report: Report, numbers: Numbers) -> Iterator[Block]:
    written = dict(report.sections.values_list("section", "words"))
    if report.length not in _KINDS_ON_ONE_PAGE:
        yield Text(
            _("Numbers from %(first)s to the end of %(last)s.")
            % {"first": f"{report.since:%d/%m/%Y}", "last": f"{report.window.last_day:%d/%m/%Y}"}
        )
    for section in skeleton.sections_of(report.length):
        yield Heading(1 if section.is_part else 2, str(section.title))
        if section.is_heading:
            continue
        yield from paragraphs(written.get(section.code, "")) or (
            _unwritten(section, report.length),
        )
        if section.has_groups:
            yield from _situation(report, numbers)
            if report.length is Kind.WEEK:
                yield from _table("", skeleton.sections_of(Kind.WEEK), Kind.WEEK, numbers)


def _unwritten(section: Section, kind: Kind) -> Text:
    return Text(_NUMBERS_TELL if section.figures_of(kind) and kind is not Kind.WEEK else _NOTHING)


def _situation(report: Report, numbers: Numbers) -> Iterator[Block]:
    """Yield the notable matters, and of periods the groups and how it went."""
    notables = list(report.notables.order_by("at", "pk").values_list("words", flat=True))
    if notables:
        yield Text(_("Notable matters:"))
        yield from (Text(f"- {said}") for said in notables)
    if report.length in _KINDS_ON_ONE_PAGE:
        return
    if groups := sentences.groups_of(numbers):
        yield Table(
            _("Matters by group"),
            (_("Group"), *_windows()),
            tuple((group.name, *group.shown) for group in groups),
            ("left", "right", "right", "right"),
        )
    for chart in (sentences.groups_chart(numbers), sentences.course_chart(report.length, numbers)):
        if chart:
            yield _drawing(chart)


def _windows() -> tuple[str, str, str]:
    return (
        pgettext("periodic report", "This period"),
        pgettext("periodic report", "Period before"),
        _("Same period a year ago"),
    )


def _drawing(chart: BarChart) -> Chart:
    return Chart(charts.svg(chart), f"{chart.title}. {chart.description}", chart.title)


def _table(
    caption: str, sections: Iterable[Section], kind: Kind, numbers: Numbers, *, has_register: bool = False
) -> Iterator[Table]:  # fmt: skip
    """Yield the figures of the sections as one table; nothing where there are none."""
    now, before, year_ago = _windows()
    change = pgettext("periodic report", "Change")
    told = [line for section in sections for line in sentences.figures_of(section, kind, numbers)]
    rows: list[tuple[str, ...]] = [
        (line.title, line.now, line.before, line.since_before, line.year_ago, line.since_year_ago)
        for line in told
    ]
    columns: tuple[str, ...] = (_("Figure"), now, before, change, year_ago, change)
    if has_register:
        rows = [(*row, line.register) for row, line in zip(rows, told, strict=True)]
        columns = (*columns, _("Source register"))
    if rows:
        yield Table(caption, columns, tuple(rows), ("left", *_NUMBERS))


def _appendix(report: Report, numbers: Numbers) -> Appendix:
    blocks: list[Block] = [
        table
        for section in skeleton.sections_of(report.length)
        for table in _table(
            str(section.title), [section], report.length, numbers, has_register=True
        )
    ]
    blocks.append(Text(_("A change is told where the earlier base is at least five. Counts of groups below five stand among the others.")))  # fmt: skip
    return Appendix(_("Figures of the period"), tuple(blocks))


def _late(report: Report, on: date) -> Appendix | None:
    """Return which units below are late; None where the unit has none below that report to it."""
    if report.unit.level == Level.COMMUNE or report.length is Kind.URGENT:
        return None
    below = queries.below(report.unit, report.length, report.window, on=on)
    if not below.lines:
        return None
    said = _("Units that work in the house: %(all)d; reports sent: %(sent)d; late: %(late)d.") % {
        "all": len(below.lines),
        "sent": sum(line.state is not None for line in below.lines),
        "late": len(below.late),
    }
    rows = tuple(
        (line.unit.full_name, f"{line.due_on:%d/%m/%Y}", _sent_on(line)) for line in below.late
    )
    columns = (_("Unit"), _("Due on"), _("Sent on"))
    table = (Table(_("Units that are late"), columns, rows),) if rows else ()
    return Appendix(_("How the units reported"), (Text(said), *table))


def _sent_on(line: queries.Line) -> str:
    is_sent = line.state is not None and line.report and line.report.sent_at
    return f"{clock.local_day(line.report.sent_at):%d/%m/%Y}" if is_sent else _("not sent yet")  # type: ignore[union-attr, arg-type]
