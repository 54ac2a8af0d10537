"""Random trees, mergers and years: what is summed up equals its parts, a closed year stays as it was counted, and the
records behind a figure are as many as it says.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from binhyen.figures import actions as counting
from binhyen.figures import registry
from binhyen.figures.measures import Basis
from binhyen.figures.models import ClosedYear, Closing
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import Period
from binhyen.matters import actions, workflow
from binhyen.matters.models import Matter, Part
from binhyen.matters.rules import Kind, Severity
from binhyen.matters.tests import factories
from binhyen.matters.words import Outcome
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit
from binhyen.reports.models import Report
from binhyen.standards.tests.trees import House, Tree, built, moment, trees

YEARS = (Period(date(2024, 1, 1), date(2025, 1, 1)), Period(date(2025, 1, 1), date(2026, 1, 1)))
PERIODS = (*YEARS, Period(date(2025, 5, 15), date(2025, 8, 15)))
CATEGORIES = ("NOI", "TRF-RISK", "THF", "DSP", "FIR-RISK")
#: What counts as nothing done.
REFUSALS: tuple[type[Exception], ...] = (
    ObjectDoesNotExist,
    policy.NotAllowed,
    workflow.MoveNotAllowed,
    *(
        each
        for each in vars(actions).values()
        if isinstance(each, type) and issubclass(each, Exception)
    ),
)
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


#: What is done in the year after to a matter of the year that is closed.
LATER = (
    "settle",
    "reopen",
    "refer",
    "set_aside",
    "sort",
    "merge",
    "split",
    "propose",
    "note",
    "close",
    "answer",
    "reply",
    "rate",
    "give part",
    "end part",
    "drop part",
    "signs",
    "mediate",
    "pass on",
)
#: Days after the first of 2024: some acts are done before its books are closed, some until the merger, some after it.
BEFORE_CLOSING, CLOSING, UNTIL_MERGER, AFTERWARDS = (367, 385), 386, (390, 546), (548, 700)
#: So late that the term of everything that was said is over.
FORGOTTEN = 2000


@dataclass(frozen=True)
class Later:
    """One act of the year after: to which of the matters, what, on which day of that year."""

    matter: int
    act: str
    day: int


@dataclass(frozen=True)
class Plan:
    """A tree of communes, the matters, and what is done later to those of the closed year."""

    tree: Tree
    matters: tuple[Told, ...]
    later: tuple[Later, ...]


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
    later = st.builds(
        Later,
        matter=st.integers(0, 6),
        act=st.sampled_from(LATER),
        day=st.one_of([st.integers(*span) for span in (BEFORE_CLOSING, UNTIL_MERGER, AFTERWARDS)]),
    )
    matters = draw(st.lists(matter, min_size=1, max_size=7))
    return Plan(tree, tuple(matters), tuple(draw(st.lists(later, min_size=6, max_size=16))))


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


def go_on(house: House, later: Later) -> None:
    """Do something in the year after to a matter of the year before; what the house refuses is not done."""
    old = list(Matter.objects.filter(opened_at__lt=moment(YEARS[1].since, 0)).order_by("pk"))
    if not old:
        return
    matter, at = old[later.matter % len(old)], moment(YEARS[0].since, later.day)
    officer = house.officers[matter.keeper_id]
    sorting = actions.Sorting("Việc đã sắp lại", "TRF-RISK", Severity.LOW)
    acting: dict[str, Any] = {"matter": matter, "by": officer, "at": at}
    does: dict[str, Callable[[], object]] = {
        "sort": lambda: actions.triage(sorting=sorting, **acting),
        "merge": lambda: actions.merge(into=old[0], **acting),
        "split": lambda: actions.split(
            report=matter.attached.order_by("pk")[:1].get().report, sorting=sorting, **acting
        ),
        "propose": lambda: actions.propose(kind=Kind.SUPPORT, words="Xin hỗ trợ.", **acting),
        "answer": lambda: answer(house, matter, at),
        "reply": lambda: actions.reply(report=report_of(matter), words="Đã nhận.", **acting),
        "rate": lambda: actions.rate(
            report=report_of(matter),
            is_settled=later.day % 2 > 0,
            stars=later.day % 5 + 1,
            words="Tôi thấy vậy.",
            at=at,
            matter=matter,
        ),
        "give part": lambda: actions.add_part(
            task=actions.Task("Hỏi hộ bên.", actions.Target(person=officer)), **acting
        ),
        "end part": lambda: actions.end_part(
            part=part_of(matter), words="Đã hỏi.", by=officer, at=at
        ),
        "drop part": lambda: actions.drop_part(
            part=part_of(matter), words="Thôi.", by=officer, at=at
        ),
        "signs": lambda: actions.record_signs(
            households=12, is_violence_threatened=False, **acting
        ),
        "mediate": lambda: actions.ask_mediation(
            mediators=[officer], words="Mời hòa giải.", **acting
        ),
        "pass on": lambda: actions.transfer(
            to=house.commune_on(0, at.date()), words="Chuyển.", **acting
        ),
        "note": lambda: actions.note(words="Đã ghé.", **acting),
        "close": lambda: actions.close(**acting),
        "reopen": lambda: actions.reopen(words="Lại ồn.", **acting),
    }
    with suppress(*REFUSALS), transaction.atomic():
        does.get(later.act, lambda: end(matter, later.act, officer, at))()


def report_of(matter: Matter) -> Report:
    found: Report = Report.objects.filter(of_matter__matter=matter).order_by("pk")[:1].get()
    return found


def part_of(matter: Matter) -> Part:
    return Part.objects.filter(matter=matter).select_related("matter").order_by("-pk")[:1].get()


def answer(house: House, matter: Matter, at: datetime) -> None:
    assert house.above is not None
    proposal = matter.proposals.filter(answer="")[:1].get()
    actions.answer(proposal=proposal, accepted=True, words="Được.", by=house.above, at=at)


def shut(house: House) -> None:
    """Close 2024 of every commune, each on a day of its own."""
    for number, commune in enumerate(house.before):
        ClosedYear.objects.create(
            unit=commune,
            year=2024,
            closed_at=moment(YEARS[0].since, CLOSING + number),
            closed_by="house",
            how=Closing.DUE,
        )


def hand_over(house: House) -> None:
    """Give what the merged communes keep to those they went into, after the first year is closed."""
    for old in house.before:
        if old.valid_to:
            actions.hand_over_on_merger(
                old_unit=old, on=old.valid_to, by=None, at=moment(old.valid_to, 0)
            )


def forget(day: int) -> None:
    """Let go of what was said of the matters that have ended, stars and all."""
    at = moment(YEARS[0].since, day)
    actions.forget_ended(at=at)
    actions.forget_loose(at=at)


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


def told(house: House) -> dict[tuple[int, str], tuple[int, int | None]]:
    """Return every figure of matters and reports of the closed year, of every unit that stood in it and of those in their
    place, whose past it is."""
    names = [each.name for each in registry.all_figures() if each.group in {"matters", "reports"}]
    values = {
        (unit.pk, name): registry.ask(name, scope_of(unit), YEARS[0])
        for unit in {house.province, *house.before, *house.after}
        for name in names
    }
    return {key: (value.numerator, value.denominator) for key, value in values.items()}


def by_kind(house: House) -> dict[tuple[str, str], int]:
    """Return the figures that are kept by category, for each of the categories."""
    names = [each.name for each in summed() if each.by_category]
    scope = scope_of(house.province)
    return {
        (name, kind): registry.ask(name, scope.of([kind]), YEARS[0]).numerator
        for name in names
        for kind in (*CATEGORIES, "DSP-PROLONGED")
    }


@given(plan=plans())
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_whole_is_the_sum_of_its_parts_and_a_closed_year_stays(db, plan):
    with transaction.atomic():
        house = built(plan.tree)
        by_day = sorted(plan.matters, key=lambda told: told.day)
        later = sorted(plan.later, key=lambda one: one.day)
        over = (YEARS[0].until - YEARS[0].since).days
        for matter in by_day:
            if matter.day + matter.after < over - 1:
                tell(house, matter)
        play(house, later, BEFORE_CLOSING)
        shut(house)
        closed, kinds = told(house), by_kind(house)
        play(house, later, UNTIL_MERGER)
        assert (told(house), by_kind(house)) == (closed, kinds)
        hand_over(house)
        for matter in by_day:
            if matter.day >= over:
                tell(house, matter)
        play(house, later, AFTERWARDS)
        assert (told(house), by_kind(house)) == (closed, kinds)
        forget(FORGOTTEN)
        assert (told(house), by_kind(house)) == (closed, kinds)
        check_sums(house)
        check_lineage(house.province)
        assert counting.differences() == []
        transaction.set_rollback(True)


def play(house: House, later: list[Later], days: tuple[int, int]) -> None:
    for one in later:
        if days[0] <= one.day <= days[1]:
            go_on(house, one)
