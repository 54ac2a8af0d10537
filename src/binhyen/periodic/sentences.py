"""What the numbers of a report say, on the page, on paper and in a workbook alike."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from binhyen.core import charts
from binhyen.core.charts import BarChart
from binhyen.figures import telling
from binhyen.figures.measures import MEASURES
from binhyen.figures.rules import Open
from binhyen.periodic import words
from binhyen.periodic.numbers import Numbers, Row, Why
from binhyen.periodic.rules import Kind
from binhyen.periodic.skeleton import Section
from binhyen.reports.catalogues import taxonomy

#: The register that stands behind the figures of a room.
REGISTERS: Mapping[str, Promise] = {
    "reports": gettext_lazy("register of reports"),
    "matters": gettext_lazy("register of matters"),
    "forces": gettext_lazy("register of the security teams"),
    "movement": gettext_lazy("register of the movement"),
    "newsroom": gettext_lazy("register of campaigns"),
    "standards": gettext_lazy("files of recognition"),
}
_WHY: Mapping[Why, Promise] = {
    Why.SPAN: gettext_lazy("told of calendar months only"),
    Why.EARLY: gettext_lazy("told when the period is over"),
}
#: What stands where a group is among the others of its window.
FOLDED = "·"
OTHERS = pgettext_lazy("groups of matters", "Others and small groups")


@dataclass(frozen=True)
class Told:
    """A line of a table: what is counted, three windows with the changes against the earlier two, and its register."""

    title: str
    measure: str
    now: str
    before: str
    since_before: str
    year_ago: str
    since_year_ago: str
    register: str


def tell(row: Row) -> Told:
    """Return one figure as it is read."""
    figure = row.figure
    measure = figure.measure

    def shown(value: object) -> str:
        return telling.NONE if value is None else telling.shown(measure, value)  # type: ignore[arg-type]

    return Told(
        title=str(figure.title),
        measure=str(MEASURES[measure]),
        now=str(_WHY[row.why]) if row.why else shown(row.now),
        before=shown(row.before),
        since_before=telling.changed(measure, row.since_before),
        year_ago=shown(row.year_ago),
        since_year_ago=telling.changed(measure, row.since_year_ago),
        register=str(REGISTERS.get(figure.group, figure.group)),
    )


def figures_of(section: Section, kind: Kind, numbers: Numbers) -> list[Told]:
    """Return the figures that stand in a section, in their order."""
    names = section.figures_of(kind)
    return [tell(numbers.rows[name]) for name in names if name in numbers.rows]


@dataclass(frozen=True)
class Group:
    """The matters of a group in three windows; None where it stands among the others."""

    name: str
    counts: tuple[int | None, int | None, int | None]

    @property
    def shown(self) -> tuple[str, ...]:
        """The counts as they are read."""
        return tuple(FOLDED if n is None else str(n) for n in self.counts)


def groups_of(numbers: Numbers) -> list[Group]:
    """Return the matters by group, the others last; nothing where no window is large enough to tell any."""
    now, before, year_ago = numbers.groups
    rows = [
        Group(group_name(code), (_of(now, code), _of(before, code), _of(year_ago, code)))
        for code in numbers.named_groups()
    ]
    if rows:
        others = tuple(each.others if each else None for each in numbers.groups)
        rows.append(Group(str(OTHERS), (others[0], others[1], others[2])))
    return rows


def _of(told: Open | None, code: str) -> int | None:
    return dict(told.named).get(code) if told else None


def group_name(code: str) -> str:
    """Return a group of categories as it is called."""
    return taxonomy().groups[code].name(get_language() or "vi")


def groups_chart(numbers: Numbers) -> BarChart | None:
    """Return the groups of the window as bars; None where none is told."""
    now = numbers.groups[0]
    if not now or not now.named:
        return None
    rows = [(group_name(code), n) for code, n in now.named]
    if now.others:
        rows.append((str(OTHERS), now.others))
    return _chart("groups", _("Matters opened, by group"), rows)


def course_chart(kind: Kind, numbers: Numbers) -> BarChart | None:
    """Return the matters of the last windows as bars; None where nothing happened in any."""
    if not any(n for _window, n in numbers.course):
        return None
    rows = [(words.window_name(kind, window), n) for window, n in numbers.course]
    return _chart("course", _("Matters opened, over the last periods"), rows)


def _chart(name: str, title: str, rows: list[tuple[str, int]]) -> BarChart:
    return charts.bar_chart(
        name=name,
        title=title,
        description="; ".join(f"{label}: {n}" for label, n in rows),
        rows=[(label, n, str(n)) for label, n in rows],
    )
