"""Figures of acts, from the day counts that each act writes along with itself."""

from collections.abc import Iterator, Mapping

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from binhyen.figures import registry
from binhyen.figures.computing import Counted
from binhyen.figures.measures import Basis, Measure
from binhyen.figures.queries import Scope
from binhyen.figures.registry import Line, Part, Tally
from binhyen.figures.rules import Period, Source
from binhyen.matters import counting
from binhyen.matters.figures.wanted import of_categories, units_of, wanted
from binhyen.matters.models import Move
from binhyen.matters.workflow import Act
from binhyen.reports.catalogues import taxonomy

KIND = "matter_acts"


def _source(event: str, n: int, scope: Scope, period: Period) -> Source:
    return Source(KIND, n, wanted(scope, period) | {"event": event})


def _count(name: str, title: Promise, definition: Promise, measure: Measure) -> None:
    """Register the figure `name` as the number of acts that are counted under the same name."""
    registry.figure(
        name,
        measure=measure,
        title=title,
        definition=definition,
        basis=Basis.COUNTED,
        by_category=True,
    )(Counted(name, _source))


def _share(
    name: str, part: str, whole: tuple[str, ...], title: Promise, definition: Promise
) -> None:
    """Register the figure `name` as the acts counted as `part` among those counted as one of `whole`."""
    registry.figure(
        name,
        measure=Measure.PERCENT,
        title=title,
        definition=definition,
        basis=Basis.COUNTED,
        by_category=True,
    )(Counted(part, _source, whole))


def _opened_of(name: str, group: str, title: Promise, definition: Promise) -> None:
    """Register the figure `name` as the matters opened whose category belongs to `group` of the taxonomy.

    Need-to-know kinds are left out: beside a list from which they are missing, a small count would tell of them.
    """

    def kinds() -> list[str]:
        return [
            code
            for code, each in taxonomy().categories.items()
            if each.group == group and not each.is_restricted
        ]

    registry.figure(
        name,
        measure=Measure.MATTERS,
        title=title,
        definition=definition,
        basis=Basis.COUNTED,
    )(Counted("matters.opened", _source, kinds=kinds))


_count(
    "matters.opened",
    _("Matters opened"),
    _("Matters opened in the period, each once, however many people reported it."),
    Measure.MATTERS,
)
_count(
    "matters.settled",
    _("Matters settled"),
    _("Times in the period that a matter was settled; one that was reopened and settled again counts again."),
    Measure.MATTERS,
)  # fmt: skip
_count(
    "matters.proposed",
    _("Proposed to the level above"),
    _("Proposals sent to the level above in the period."),
    Measure.ACTS,
)
_count(
    "matters.answered",
    _("Proposals answered"),
    _("Proposals that the level above answered in the period, whatever the answer."),
    Measure.ACTS,
)
_count(
    "matters.referred",
    _("Handed to the competent body"),
    _("Matters handed in the period to the body that the law makes competent."),
    Measure.MATTERS,
)
_count(
    "matters.set_aside",
    _("Found to be without ground"),
    _("Matters of which it was found in the period that there was nothing to settle."),
    Measure.MATTERS,
)
_count(
    "matters.closed",
    _("Matters closed"),
    _("Matters closed in the period, after the reporter could answer."),
    Measure.MATTERS,
)
_count(
    "matters.reopened",
    _("Matters reopened"),
    _("Times in the period that an ended matter was taken up again."),
    Measure.ACTS,
)
_share(
    "matters.settled_at_base_share",
    counting.AT_BASE,
    ("matters.settled",),
    _("Settled at the base, of those settled"),
    _("Of the matters settled in the period, the share that the commune settled itself."),
)
_share(
    "matters.on_time_share",
    counting.ON_TIME,
    (counting.ON_TIME, counting.LATE),
    _("Dealt with on time"),
    _("Of the matters settled or handed over in the period, the share that met their deadline."),
)
_share(
    "matters.reopened_share",
    "matters.reopened",
    ("matters.settled", "matters.referred", "matters.set_aside"),
    _("Reopened, of those ended"),
    _("Matters taken up again in the period, as a share of the matters ended in it."),
)
_share(
    "matters.set_aside_share",
    "matters.set_aside",
    ("matters.settled", "matters.referred", "matters.set_aside"),
    _("Without ground, of those ended"),
    _("Of the matters ended in the period, the share in which there was nothing to settle."),
)
_opened_of(
    "matters.opened_crime",
    "crime",
    _("Theft, fraud, fighting"),
    _(
        "Matters opened in the period of the group “theft, fraud, fighting”, need-to-know kinds left out."
    ),
)
_opened_of(
    "matters.opened_social_evils",
    "social_evil",
    _("Drugs, gambling, social evils"),
    _("Matters opened in the period of the group “drugs, gambling, social evils”."),
)
_opened_of(
    "matters.opened_traffic",
    "traffic",
    _("Traffic"),
    _("Matters opened in the period of the group “traffic”."),
)
_opened_of(
    "matters.opened_fire",
    "fire",
    _("Fire, explosion, electricity"),
    _("Matters opened in the period of the group “fire, explosion, electricity”."),
)


@registry.lists(KIND, guarded_by="matters.read")
def acts_behind(filters: Mapping[str, str]) -> Iterator[Line]:
    """List the acts that a day count stands for; of a restricted matter only that it is one."""
    rows = Move.objects.filter(
        of_categories(filters),
        _counted_as(filters["event"]),
        matter__unit__among=units_of(filters),
        day__gte=filters["since"],
        day__lt=filters["until"],
    ).select_related("matter", "matter__area")
    for act in rows.order_by("at", "pk").iterator(chunk_size=500):
        hidden = act.matter.is_restricted
        where = act.matter.area.full_name if act.matter.area and not hidden else ""
        yield Line(act.matter.reference, "" if hidden else act.category, where, act.day)


def _counted_as(event: str) -> Q:
    flags = {
        counting.AT_BASE: Q(is_at_base=True),
        counting.ON_TIME: Q(is_on_time=True),
        counting.LATE: Q(is_on_time=False),
    }
    acts = [act.value for act, name in counting.COUNTED.items() if name == event]
    return flags.get(event, Q(act__in=acts))


@registry.recounts(*counting.EVENTS)
def recount(part: Part | None = None) -> Iterator[Tally]:
    """Count the acts in the histories by the unit where the matter arose, the day and the category of the act."""
    keys = ("act", "is_on_time", "is_at_base", "matter__unit_id", "day", "category")
    moves = Move.objects.all()
    if part:
        moves = moves.filter(matter__unit__among=part.unit_ids)
        moves = moves.filter(day__gte=part.period.since, day__lt=part.period.until)
    rows = moves.values(*keys).annotate(n=Count("pk")).order_by(*keys)
    for row in rows.iterator(chunk_size=2000):
        events = counting.events(
            Act(row["act"]), was_on_time=row["is_on_time"], was_at_base=row["is_at_base"]
        )
        for event in events:
            yield Tally(
                event, row["matter__unit_id"], row["day"].isoformat(), row["category"], row["n"]
            )
