"""The lines of the list, drawn in one go: a template asked sixty questions for each of 25 and took half the page's time."""

from collections.abc import Callable, Iterable, Mapping

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from binhyen.core import clock
from binhyen.desk.wording import Row
from binhyen.matters.words import STATES
from binhyen.matters.workflow import State

_NONE = "–"


def drawn(rows: Iterable[Row], labels: Mapping[str, object]) -> SafeString:
    """Return the lines with a cell for each column of `labels`, everything in it escaped."""
    said = {name: str(label) for name, label in labels.items()}
    return _together([_line(row, said) for row in rows])


def _together(parts: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308  (each part is escaped)


def _line(row: Row, labels: Mapping[str, str]) -> SafeString:
    cells = _together([_cell(row, _CELLS[name], label) for name, label in labels.items()])
    return format_html(
        '<tr class="govuk-table__row" data-row="{}"{}>\n{}\n{}\n{}</tr>\n',
        row.matter.reference,
        _point(row),
        _pick(row.matter.reference),
        _what(row),
        cells,
    )


def _point(row: Row) -> SafeString:
    matter = row.matter
    if row.is_masked or matter.lat is None or matter.lon is None:
        return SafeString()
    return format_html(' data-lat="{}" data-lon="{}"', f"{matter.lat:.5f}", f"{matter.lon:.5f}")


def _pick(reference: str) -> SafeString:
    return format_html(
        '<td class="govuk-table__cell by-rows__pick"><div class="govuk-checkboxes govuk-checkboxes--small">'
        '<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" type="checkbox" name="chon" '
        'value="{0}" id="chon-{0}"><label class="govuk-label govuk-checkboxes__label" for="chon-{0}">'
        '<span class="govuk-visually-hidden">{1}</span></label></div></div></td>',
        reference,
        _("Select %(reference)s") % {"reference": reference},
    )


def _what(row: Row) -> SafeString:
    reference = row.matter.reference
    return format_html(
        '<td class="govuk-table__cell by-rows__what"><a class="govuk-link" href="{}"><strong>{}</strong></a><br>'
        '<span class="govuk-hint">{}</span>{}</td>',
        reverse("desk:matter", args=[reference]),
        row.title,
        f"{reference} · {row.category}" if row.category else reference,
        _together([_tag(colour, words) for colour, words in _marks(row)]),
    )


def _marks(row: Row) -> Iterable[tuple[str, str]]:
    """Yield what is said beside the title, as (colour, words)."""
    if row.is_urgent and not row.is_masked:
        yield "red", _("urgent")
    if row.matter.has_news:
        yield "pink", _("new message")
    if row.matter.awaits_reporter and row.matter.is_open:
        yield "grey", _("waits for the reporter")


def _tag(colour: str, words: str) -> SafeString:
    return format_html(' <strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, words)


#: What a cell holds, and the class it has besides.
_Held = tuple[object, str]
_EMPTY: _Held = (_NONE, "by-rows__none")


def _cell(row: Row, held: Callable[[Row], _Held], label: str) -> SafeString:
    inside, more = held(row)
    return format_html(
        '<td class="govuk-table__cell{}" data-l="{}">{}</td>\n', f" {more}" if more else "", label, inside
    )  # fmt: skip


def _area(row: Row) -> _Held:
    if row.is_masked or row.matter.area is None:
        return _EMPTY
    return row.matter.area.full_name, ""


def _state(row: Row) -> _Held:
    said = STATES[State(row.matter.state)]
    return format_html('<strong class="govuk-tag {}">{}</strong>', row.tag, said), ""


def _hand(row: Row) -> _Held:
    matter = row.matter
    who = matter.handler or _NONE
    if matter.crew is None:
        return who, "" if matter.handler else "by-rows__none"
    return format_html('{}<br><span class="govuk-hint">{}</span>', who, matter.crew), ""


def _deadline(row: Row) -> _Held:
    left = row.deadline
    if left is None or row.due_at is None:
        return _EMPTY
    pattern = "{}"
    if left.is_over:
        pattern = '<strong class="govuk-tag govuk-tag--red">{}</strong>'
    elif left.is_near:
        pattern = "<strong>{}</strong>"
    words = format_html(pattern, left.words)
    if left.is_paused:
        return words, ""
    return format_html(
        '{}<br><span class="govuk-hint">{}</span>', words, clock.written(row.due_at)
    ), ""


def _received(row: Row) -> _Held:
    return clock.written(row.matter.opened_at), "by-rows__extra"


def _channel(row: Row) -> _Held:
    return (_NONE if row.is_masked else row.channel), ""


_CELLS: Mapping[str, Callable[[Row], _Held]] = {
    "ap": _area,
    "trang-thai": _state,
    "nguoi": _hand,
    "han": _deadline,
    "nhan": _received,
    "nguon": _channel,
}
