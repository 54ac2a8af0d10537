"""Random trees, mergers and years: what is summed up equals its parts, a closed year stays as it was counted, and the
records behind a figure are as many as it says.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from binhyen.figures import actions as counting
from binhyen.figures import registry
from binhyen.figures.measures import Basis
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import Period
from binhyen.matters import actions
from binhyen.matters.models import Matter
from binhyen.matters.tests import factories
from binhyen.matters.words import Outcome
from binhyen.people.models import User
from binhyen.places.models import Unit
from binhyen.standards.tests.trees import House, Tree, built, moment, trees

YEARS = (Period(date(2024, 1, 1), date(2025, 1, 1)), Period(date(2025, 1, 1), date(2026, 1, 1)))
PERIODS = (*YEARS, Period(date(2025, 5, 15), date(2025, 8, 15)))
CATEGORIES = ("NOI", "TRF-RISK", "THF", "DSP", "FIR-RISK")
#: Sums of sums hold for counts and for the two parts of an exact share; never for a median or a lowest level.
SUMMED = frozenset({"matters", "reports", "acts", "percent"})


@dataclass(frozen=True)
class Told:
    """One matter of a plan: of which commune, on which day, what of, and how it ends after how many days."""

    commune: int
    day: int
    category: str
    end: str
    after: int
    in_area: bool


@dataclass(frozen=True)
class Plan:
    """A tree of communes, and the matters."""

    tree: Tree
    matters: tuple[Told, ...]


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    tree = draw(trees())
    matter = st.builds(
        Told,
        commune=st.integers(0, len(tree.areas) - 1),
        day=st.integers(0, 700),
        category=st.sampled_from(CATEGORIES),
        end=st.sampled_from(["open", "settle", "refer", "set_aside", "reopen"]),
        after=st.integers(0, 60),
        in_area=st.booleans(),
    )
    return Plan(tree, tuple(draw(st.lists(matter, min_size=1, max_size=7))))


def tell(house: House, told: Told) -> None:
    """Open a matter and end it as the plan says; what was opened before the merger ends before it."""
    opened = moment(YEARS[0].since, told.day)
    commune = house.commune_on(told.commune, opened.date())
    officer = house.officers[commune.pk]
    area = (
        Unit.objects.below(commune).on(opened.date()).order_by("pk").first()
        if told.in_area
        else None
    )
    matter = factories.matter(commune, opened, category=told.category, area=area)
    ended = opened + timedelta(days=told.after, hours=1)
    if commune.valid_to and ended.date() >= commune.valid_to:
        return
    actions.take_in_hand(matter=matter, by=officer, at=ended)
    end(matter, told.end, officer, ended + timedelta(minutes=1))


def end(matter: Matter, how: str, by: User, at: datetime) -> None:
    if how in {"settle", "reopen"}:
        actions.settle(matter=matter, outcome=Outcome.PLEDGED, words="Xong.", by=by, at=at)
    if how == "reopen":
        actions.reopen(matter=matter, words="Lại ồn.", by=by, at=at + timedelta(minutes=1))
    if how == "refer":
        actions.refer(
            matter=matter, to_whom="Cơ quan điều tra", outside_ref="1/CV", words="Chuyển.", by=by, at=at
        )  # fmt: skip
    if how == "set_aside":
        actions.set_aside(matter=matter, words="Không có.", by=by, at=at)


def summed() -> list[registry.Figure]:
    """Return the figures of which the whole is the sum of its parts."""
    return [
        figure
        for figure in registry.all_figures()
        if figure.measure in SUMMED
        and figure.group in {"matters", "reports"}
        and (figure.basis is Basis.COUNTED or figure.measure != "percent")
    ]


def asked(unit: Unit, period: Period) -> dict[str, tuple[int, int]]:
    scope = scope_of(unit)
    values = {figure.name: registry.ask(figure.name, scope, period) for figure in summed()}
    return {name: (value.numerator, value.denominator or 0) for name, value in values.items()}


def check_sums(house: House) -> None:
    for period in PERIODS:
        parts = [asked(commune, period) for commune in house.communes()]
        for name, whole in asked(house.province, period).items():
            numerators, denominators = zip(*(part[name] for part in parts), strict=True)
            assert whole == (sum(numerators), sum(denominators)), (name, period)


def check_lineage(unit: Unit) -> None:
    for period in PERIODS:
        for figure in summed():
            value = registry.ask(figure.name, scope_of(unit), period)
            listed = [source for source in value.sources if source.filters]
            lines = sum(len(registry.lines(source)) for source in listed)
            assert not listed or lines == value.numerator, (figure.name, period)


def counted_in(house: House, period: Period) -> dict[tuple[int, str], tuple[int, int]]:
    """Return the counted figures of every unit: what acts of a later year must leave alone."""
    names = {figure.name for figure in summed() if figure.basis is Basis.COUNTED}
    return {
        (unit.pk, name): value
        for unit in (house.province, *house.before)
        for name, value in asked(unit, period).items()
        if name in names
    }


@given(plan=plans())
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_whole_is_the_sum_of_its_parts_and_a_closed_year_stays(db, plan):
    with transaction.atomic():
        house = built(plan.tree)
        by_day = sorted(plan.matters, key=lambda told: told.day)
        closing = (YEARS[0].until - YEARS[0].since).days
        for told in by_day:
            if told.day + told.after < closing - 1:
                tell(house, told)
        closed = counted_in(house, YEARS[0])
        for told in by_day:
            if told.day >= closing:
                tell(house, told)
        assert counted_in(house, YEARS[0]) == closed
        check_sums(house)
        check_lineage(house.province)
        assert counting.differences() == []
        transaction.set_rollback(True)
