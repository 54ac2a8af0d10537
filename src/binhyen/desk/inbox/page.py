"""What the page of the list shows: tabs, columns, saved filters, the map, and the rows themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from binhyen.core.faces import YEAR
from binhyen.desk import wording
from binhyen.desk.inbox import lines
from binhyen.desk.inbox.forms import Filter
from binhyen.desk.posts import Visit
from binhyen.matters import clusters, inbox
from binhyen.matters.inbox import Asked, Section
from binhyen.matters.models import Matter, SavedFilter
from binhyen.places import drawing

SECTIONS: dict[Section, Promise] = {
    Section.OVERDUE: _("Overdue"),
    Section.TODAY: _("Due today"),
    Section.NEW: _("New"),
    Section.MINE: _("Waiting for me"),
    Section.NEWS: _("New messages"),
    Section.IN_HAND: _("In hand"),
    Section.ABOVE: _("Waiting for the level above"),
    Section.REPORTER: _("Waiting for the reporter"),
    Section.TAKEN: _("Kept by another unit"),
    Section.OPEN: _("All open"),
    Section.DONE: _("Done"),
}
#: Tabs whose number asks for something.
PRESSING = frozenset({Section.OVERDUE, Section.TODAY, Section.NEWS})

COLUMNS: dict[str, Promise] = {
    "ap": _("Residential area"),
    "trang-thai": _("State"),
    "nguoi": _("In the hand of"),
    "han": _("Deadline"),
    "nhan": _("Received"),
    "nguon": _("Came by"),
}
USUAL = ("ap", "trang-thai", "nguoi", "han", "nhan")
COLUMNS_COOKIE = "cot"
#: Numbers beside saved filters are so many seconds old at most: each is a question of its own.
_COUNTS_LAST = 30
#: The outline without a script is drawn at about this closeness.
_DRAWN_ZOOM = 13


def shown_count(n: int) -> str:
    """Return a count as the tabs say it."""
    return f"{inbox.MOST_COUNTED}+" if n > inbox.MOST_COUNTED else str(n)


def asked_of(form: Filter, visit: Visit) -> Asked:
    """Return what the form asks of the list of one's unit."""
    assert visit.unit is not None  # noqa: S101  (asked by the views)
    who = inbox.looker(visit.user, visit.unit, visit.on)
    return Asked(visit.unit, form.filters(), who, visit.at)


def rows_of(matters: Sequence[Matter], asked: Asked) -> list[wording.Row]:
    """Return the lines as the one who asks may see them."""
    who = asked.who
    return [
        wording.row(
            matter, user_pk=who.user_pk, is_chief=who.is_chief, at=asked.at, unit_pk=asked.unit.pk
        )
        for matter in matters
    ]


def lines_of(matters: Sequence[Matter], asked: Asked, columns: Sequence["Column"]) -> SafeString:
    """Return the lines as the page shows them, with the columns that are shown."""
    labels = {column.key: column.label for column in columns if column.is_shown}
    return lines.drawn(rows_of(matters, asked), labels)


@dataclass(frozen=True)
class Tab:
    """A section with its number."""

    key: str
    url: str
    label: Promise
    count: str
    is_current: bool
    is_pressing: bool


def tabs(asked: Asked) -> list[Tab]:
    """Return the sections with how much waits in each."""
    counts = inbox.counts(asked.unit, who=asked.who, at=asked.at)
    return [
        Tab(
            section.value,
            f"?muc={section.value}",
            label,
            shown_count(counts[section]) if section in counts else "",
            section is asked.filters.section,
            bool(counts.get(section)) and section in PRESSING,
        )
        for section, label in SECTIONS.items()
    ]


@dataclass(frozen=True)
class Column:
    """A column that can be shown."""

    key: str
    label: Promise
    is_shown: bool


def columns(request: HttpRequest) -> list[Column]:
    """Return the columns, as this browser remembers them."""
    kept = request.COOKIES.get(COLUMNS_COOKIE)
    chosen = set(USUAL) if kept is None else set(kept.split("."))
    return [Column(key, label, key in chosen) for key, label in COLUMNS.items()]


def remember(response: HttpResponse, name: str, value: str) -> None:
    """Let this browser remember how one wants the list."""
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax")


@dataclass(frozen=True)
class Saved:
    """A saved filter with its number."""

    row: SavedFilter
    url: str
    count: str
    is_current: bool


def saved(visit: Visit, asked: Asked, current: str) -> list[Saved]:
    """Return the filters one has here, own and shared, each with how much it holds for the one who looks."""
    rows = list(inbox.saved_for(visit.user, asked.unit))
    names = {row.pk: f"inbox-saved-{row.pk}-{visit.user.pk}" for row in rows}
    known: Mapping[str, str] = cache.get_many(list(names.values()))
    fresh = {names[row.pk]: _count_of(row, visit) for row in rows if names[row.pk] not in known}
    if fresh:
        cache.set_many(fresh, _COUNTS_LAST)
    counts = {**known, **fresh}
    return [
        Saved(row, f"?{row.query}", counts[names[row.pk]], row.query == current) for row in rows
    ]


def _count_of(row: SavedFilter, visit: Visit) -> str:
    form = Filter(QueryDict(row.query), visit=visit)
    return shown_count(inbox.count(asked_of(form, visit)))


@dataclass(frozen=True)
class Spot:
    """A cluster on the drawn outline."""

    x: int
    y: int
    radius: int
    n: int
    url: str
    title: str


def drawn_map(asked: Asked) -> dict[str, object]:
    """Return the outline of the unit with what fits drawn on it, for a browser without a script."""
    outline = drawing.map_of(asked.unit)
    if outline is None:
        return {}
    spots = []
    for cell in clusters.cells(asked, zoom=_DRAWN_ZOOM):
        if place := outline.spot(cell.lat, cell.lon):
            radius = min(5 + round(cell.n**0.5), 14)
            url = reverse("desk:matter", args=[cell.matter.reference]) if cell.matter else ""
            title = cell.matter.title if cell.matter else ""
            spots.append(Spot(*place, radius, cell.n, url, title))
    middle = f"{asked.unit.lat},{asked.unit.lon}" if asked.unit.lat is not None else ""
    boundary = reverse("places:boundary", args=[asked.unit.address])
    return {"map": outline, "spots": spots, "centre": middle, "boundary_url": boundary}


def moment(request: HttpRequest, visit: Visit) -> str:
    """Return when the list was shown, as its script says it when it asks what is new."""
    return str(int(visit.at.timestamp()))
