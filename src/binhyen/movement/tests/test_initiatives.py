"""Initiatives by name, points and teams; what they were copied from, when they end, what they brought."""

from datetime import date, timedelta
from decimal import Decimal
from importlib import import_module
from types import SimpleNamespace

import pytest

from binhyen.audit.models import Entry
from binhyen.figures import registry
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import Period
from binhyen.movement import actions, queries
from binhyen.movement.models import Initiative, InitiativeKind, InitiativePoint, YearClass
from binhyen.people import policy
from binhyen.people.tests import factories as people
from binhyen.places.actions import BadTable
from binhyen.places.models import Level

filling = import_module("binhyen.movement.migrations.0006_points_as_rows")

FOUNDED = date(2025, 9, 5)
BEFORE = Period(date(2024, 9, 1), date(2025, 6, 1))
AFTER = Period(date(2025, 9, 5), date(2026, 2, 1))


def start(unit, by, at, *, name="Cổng trường an toàn", **more):
    more = {"kind": InitiativeKind.SCHOOL_GATE, "founded_on": FOUNDED} | more
    return actions.start_initiative(unit=unit, name=name, by=by, at=at, **more)


@pytest.fixture
def initiative(commune, secretary, at):
    return start(commune, secretary, at, decision_number="04/QĐ-UBND", teams=2, members=9)


def counted(initiative, on):
    row = queries.with_totals(Initiative.objects.filter(pk=initiative.pk), on=on).get()
    return row.points, row.teams, row.members


def test_the_first_point_is_the_unit_itself(initiative, commune, today):
    assert initiative.points_there.get().territory == commune
    assert counted(initiative, today) == (1, 2, 9)
    assert counted(initiative, FOUNDED - timedelta(days=1)) == (0, 0, 0)


def test_points_known_by_number_wait_for_their_territory(commune, area, secretary, at, today):
    known = start(commune, secretary, at, points=3, teams=4)
    assert counted(known, today) == (3, 4, 0)
    actions.open_point(
        initiative=known, territory=area, opened_on=FOUNDED, teams=1, is_counted=True, by=secretary, at=at
    )  # fmt: skip
    assert counted(known, today) == (3, 5, 0)
    assert known.points_there.filter(territory=None).count() == 1


def test_a_name_is_taken_once(initiative, commune, secretary, at):
    with pytest.raises(actions.AlreadyThere):
        start(commune, secretary, at)


def test_a_decision_founds_one_initiative_a_year(initiative, commune, secretary, at):
    with pytest.raises(actions.DecisionTaken):
        start(commune, secretary, at, name="Khác", decision_number="04/QĐ-UBND")
    start(commune, secretary, at, name="Năm sau", decision_number="04/QĐ-UBND", founded_on=date(2026, 1, 5))  # fmt: skip


def test_describing_keeps_its_own_decision(initiative, secretary, at):
    actions.describe_initiative(
        initiative=initiative, decision_number="04/QĐ-UBND", decided_on=FOUNDED, purpose="Giữ cổng trường",
        way_of_working="Trực hai buổi", by=secretary, at=at,
    )  # fmt: skip
    initiative.refresh_from_db()
    assert initiative.way_of_working == "Trực hai buổi"


def test_a_point_is_not_opened_before_the_founding(initiative, area, secretary, at):
    with pytest.raises(actions.BeforeFounding):
        actions.open_point(
            initiative=initiative, territory=area, opened_on=FOUNDED - timedelta(days=1), by=secretary, at=at
        )  # fmt: skip
    assert initiative.points_there.count() == 1


def test_a_territory_is_a_point_once_until_it_is_closed(initiative, area, secretary, at, today):
    point = actions.open_point(
        initiative=initiative, territory=area, opened_on=FOUNDED, by=secretary, at=at
    )
    with pytest.raises(actions.AlreadyThere):
        actions.open_point(
            initiative=initiative, territory=area, opened_on=today, by=secretary, at=at
        )
    actions.close_point(point=point, closed_on=today, by=secretary, at=at)
    assert counted(initiative, today)[0] == 1
    actions.open_point(initiative=initiative, territory=area, opened_on=today, by=secretary, at=at)
    assert counted(initiative, today)[0] == 2


def test_a_point_lies_where_the_unit_does(initiative, other_commune, secretary, at):
    with pytest.raises(actions.NotTheirs):
        actions.open_point(
            initiative=initiative, territory=other_commune, opened_on=FOUNDED, by=secretary, at=at
        )


def test_who_is_of_another_commune_changes_nothing(initiative, area, lan, at):
    with pytest.raises(policy.NotAllowed):
        actions.open_point(initiative=initiative, territory=area, opened_on=FOUNDED, by=lan, at=at)


def test_classed_as_closed_it_ends_and_its_points_with_it(initiative, area, secretary, at, today):
    actions.open_point(
        initiative=initiative, territory=area, opened_on=FOUNDED, by=secretary, at=at
    )
    close = date(2026, 2, 2)
    classed = {"initiative": initiative, "year": 2026, "paper_number": "9/BC", "by": secretary, "at": at}  # fmt: skip
    actions.class_initiative(class_of_year=YearClass.CLOSED, decided_on=close, **classed)
    assert initiative.ended_on == close
    assert counted(initiative, today)[0] == 0
    assert counted(initiative, close - timedelta(days=1))[0] == 2
    assert not Initiative.objects.at_work_on(today).exists()
    with pytest.raises(actions.Ended):
        actions.open_point(
            initiative=initiative, territory=area, opened_on=today, by=secretary, at=at
        )

    actions.class_initiative(class_of_year=YearClass.AVERAGE, decided_on=close, **classed)
    assert initiative.ended_on is None
    assert counted(initiative, today)[0] == 2


def test_it_is_not_classed_for_a_year_before_it_was_founded(initiative, secretary, at):
    with pytest.raises(actions.BeforeFounding):
        actions.class_initiative(
            initiative=initiative, year=2024, class_of_year=YearClass.EFFECTIVE, decided_on=FOUNDED,
            paper_number="9/BC", by=secretary, at=at,
        )  # fmt: skip


def test_copies_are_told_as_a_chain_and_never_go_round(commune, other_commune, secretary, at):
    theirs = people.officer("Thư ký Mỹ An", "SECRETARY", other_commune)
    first = start(commune, secretary, at, name="Gốc")
    second = start(other_commune, theirs, at, name="Bản thứ hai")
    third = start(commune, secretary, at, name="Bản thứ ba")
    actions.copy_from(initiative=second, origin=first, by=theirs, at=at)
    actions.copy_from(initiative=third, origin=second, by=secretary, at=at)
    assert queries.copied_from(third) == [second, first]
    assert queries.copies(first) == [second, third]
    for origin in (first, second, third):
        with pytest.raises(actions.CopiesItself):
            actions.copy_from(initiative=first, origin=origin, by=secretary, at=at)


def test_nothing_is_copied_from_what_came_later(initiative, commune, secretary, at):
    later = start(commune, secretary, at, name="Sau", founded_on=FOUNDED + timedelta(days=1))
    with pytest.raises(actions.CopiesItself):
        actions.copy_from(initiative=initiative, origin=later, by=secretary, at=at)
    assert later not in queries.origins_called("", copy=initiative)


def test_a_result_is_typed_with_its_paper_or_asked_of_a_figure(initiative, secretary, at):
    noted = {"initiative": initiative, "before": BEFORE, "after": AFTER, "by": secretary, "at": at}
    typed = actions.Typed("lượt", Decimal(12), Decimal(3), "40/BC-THPT")
    actions.note_result(name="Ùn tắc trước cổng", told=typed, **noted)
    actions.note_result(name="Vụ việc", told=actions.Asked("matters.opened"), **noted)
    assert [(each.before, each.after) for each in queries.results(initiative)] == [(12, 3), (0, 0)]
    with pytest.raises(actions.AlreadyThere):
        actions.note_result(name="Vụ việc", told=typed, **noted)
    with pytest.raises(registry.UnknownFigure):
        actions.note_result(name="Lạ", told=actions.Asked("không.có"), **noted)


def test_a_figure_of_few_people_is_no_result_that_stands_alone(initiative, secretary, at):
    noted = {"initiative": initiative, "before": BEFORE, "after": AFTER, "by": secretary, "at": at}
    with pytest.raises(registry.UnknownFigure):
        actions.note_result(name="Tuổi", told=actions.Asked("forces.strength_61_70"), **noted)
    actions.note_result(name="Vụ việc", told=actions.Asked("matters.opened"), **noted)
    initiative.results.update(figure="forces.strength_61_70")
    assert [(each.before, each.after) for each in queries.results(initiative)] == [(None, None)]


def test_replications_are_the_points_beyond_the_first(initiative, area, secretary, at):
    actions.open_point(
        initiative=initiative, territory=area, opened_on=FOUNDED, by=secretary, at=at
    )
    actions.class_initiative(
        initiative=initiative, year=2026, class_of_year=YearClass.EFFECTIVE, decided_on=date(2026, 3, 1),
        paper_number="9/BC", by=secretary, at=at,
    )  # fmt: skip
    year = Period(date(2025, 11, 15), date(2026, 11, 15))
    value = registry.ask("movement.replications", scope_of(initiative.unit), year)
    assert value.numerator == 1
    assert [line.reference for line in registry.lines(value.sources[0])] == [initiative.name]


def table(*rows):
    return "\n".join(("địa bàn;ngày;số tổ;số thành viên", *rows)).encode()


def take(initiative, content, by, at):
    return actions.import_points(initiative=initiative, content=content, by=by, at=at)


def test_a_table_of_points_is_taken_over(initiative, area, commune, secretary, at, today):
    people.unit("Trường Mỹ Lạc", level=Level.SCHOOL, edition="local", parent=commune)
    opened = take(
        initiative, table("ấp cầu lớn;10/9/2025;1;5", "Trường Mỹ Lạc;2025-10-01;;"), secretary, at
    )
    assert [point.territory.name for point in opened] == ["Cầu Lớn", "Trường Mỹ Lạc"]
    assert counted(initiative, today) == (3, 3, 14)
    assert Entry.objects.get(event="movement.points_imported").detail == {"points": 2}


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("Cầu Lớn;31/2/2026;1;5", "ngày"),
        ("Cầu Lớn;10/9/2027;1;5", "ngày"),
        ("Cầu Lớn;4/9/2025;1;5", "ngày"),
        ("Cầu Lớn;;1;5", "ngày"),
        ("Không Có;10/9/2025;1;5", "địa bàn"),
        (";10/9/2025;1;5", "địa bàn"),
        ("Mỹ Thạnh;10/9/2025;1;5", "địa bàn"),
        ("Cầu Lớn;10/9/2025;-1;5", "số tổ"),
        ("Cầu Lớn;10/9/2025;1;năm", "số thành viên"),
    ],
)
def test_a_table_with_one_bad_row_opens_nothing(initiative, area, commune, secretary, at, row, column):  # fmt: skip
    people.unit("Bà Nhã", level=Level.RESIDENTIAL_AREA, edition="local", parent=commune)
    with pytest.raises(BadTable) as refused:
        take(initiative, table("Bà Nhã;10/9/2025;1;5", row), secretary, at)
    assert [(fault.row, fault.column) for fault in refused.value.errors] == [(3, column)]
    assert InitiativePoint.objects.count() == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"a\0b", b"ngay\n1/1/2026", b"dia ban;ngay", b"dia ban;ngay;ngay\na;b;c", b"dia ban;ngay;ho ten\na;b;c"],
)  # fmt: skip
def test_what_is_no_such_table_is_refused(initiative, secretary, at, content):
    with pytest.raises(BadTable):
        take(initiative, content, secretary, at)


def test_whoever_takes_the_register_is_on_the_trail(initiative, commune, hanh, at):
    rows = list(actions.take_register(unit=commune, year=2026, as_what="csv", by=hanh, at=at))
    assert [(row.name, row.points) for row in rows] == [(initiative.name, 1)]
    assert Entry.objects.get(event="movement.register_taken").detail["initiatives"] == 1


def test_a_number_of_points_becomes_as_many_rows():
    old = SimpleNamespace(pk=3, unit_id=7, points=3, teams=5, founded_on=FOUNDED)
    rows = list(filling.points_of(SimpleNamespace, old, None))
    assert [(row.territory_id, row.teams) for row in rows] == [(7, 5), (None, 0), (None, 0)]
