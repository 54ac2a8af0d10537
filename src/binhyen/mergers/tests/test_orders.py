"""An order hands over everything of a day or nothing: areas with their dossiers and posts, matters, dossiers, posts that end."""

from datetime import date, timedelta

import pytest

from binhyen.audit.models import Entry
from binhyen.figures.closing import YearClosed
from binhyen.figures.models import ClosedYear, Closing
from binhyen.matters.models import Matter
from binhyen.matters.tests import factories
from binhyen.mergers import actions, queries
from binhyen.mergers.models import HandOver, Stage
from binhyen.notices.models import Notice
from binhyen.people.models import Post, Role
from binhyen.people.tests import factories as people
from binhyen.places.models import Level, Succession, Unit
from binhyen.standards import actions as standards
from binhyen.standards.models import Assessment
from binhyen.standards.tests import factories as dossiers

REFORM = people.REFORM
DECISION = {"decision_number": "1682/NQ-UBTVQH15", "decided_on": date(2025, 6, 16)}
BEFORE = people.AT.replace(year=2025, month=6)


def old_unit(name, parent, level=Level.RESIDENTIAL_AREA, **more):
    return people.unit(name, level=level, edition="local", parent=parent, since=date(2024, 1, 1), **more)  # fmt: skip


@pytest.fixture
def merged(old_commune, chief):
    """Mỹ Lạc, which keeps an area, a school with its head, a matter and a dossier."""
    old_unit("Rạch Đào", old_commune)
    school = old_unit("Mỹ Lạc", old_commune, Level.SCHOOL)
    head = people.officer("Dương Văn Tư", Role.HEAD, old_commune)
    principal = people.officer("Dương Thị Hiếu", Role.HEAD, school)
    factories.matter(old_commune, BEFORE)
    for unit, by, stored in (
        (old_commune, head, dossiers.stored()),
        (school, principal, dossiers.stored("tt124-education.yaml")),
    ):
        standards.open_assessment(
            unit=unit, catalogue=stored, period=stored.read().period(2025), by=by, at=BEFORE
        )
    return old_commune


@pytest.fixture
def divided(old_commune, commune, other_commune):
    """Mỹ Lạc, of which one part went to Mỹ Thạnh and one to Mỹ An."""
    Succession.objects.all().delete()
    for heir in (commune, other_commune):
        people.succeed(old_commune, heir, extent=Succession.Extent.PART)
    return old_commune, [
        old_unit("Cầu Tre", old_commune, lat=10.629, lon=106.366),
        old_unit("Rạch Đào", old_commune),
    ]


@pytest.fixture
def province_administrator(province):
    return people.officer("Trương Thị Tỉnh", Role.ADMINISTRATOR, province)


def order(by, at, **more):
    return actions.order(on=REFORM, goes=more.pop("goes", {}), by=by, at=at, **DECISION, **more)


def test_what_is_kept_is_counted_before_anything_is_done(merged, administrator, today):
    (kept,) = queries.kept_on(REFORM, administrator, on=today)
    assert queries.days(administrator, on=today) == [REFORM]
    assert [unit.name for unit in kept.heirs] == ["Mỹ Thạnh"]
    assert (len(kept.areas), kept.matters, kept.open_matters) == (2, 1, 1)
    assert (kept.dossiers, kept.posts, kept.is_divided) == (1, 1, False)


def test_an_order_is_carried_out_whole(merged, commune, administrator, at, chief):
    made = order(administrator, at)
    assert actions.carry_out_orders(at=at) == 1
    made.refresh_from_db()
    (went,) = made.units.all()
    assert made.stage == Stage.DONE
    assert (went.areas, went.matters, went.dossiers, went.posts) == (2, 1, 2, 2)
    assert Matter.objects.get().keeper == commune
    school = commune.children.get(level=Level.SCHOOL)
    assert {row.keeper for row in Assessment.objects.all()} == {commune, school}
    assert queries.days(administrator, on=at.date()) == []


def test_posts_of_the_old_unit_end_today_and_those_of_its_school_go_on(
    merged, commune, administrator, at, today
):
    order(administrator, at)
    actions.carry_out_orders(at=at)
    assert not Post.objects.in_force(today).filter(unit=merged).exists()
    assert Post.objects.get(unit=merged).until == today
    school = commune.children.get(level=Level.SCHOOL)
    gone_on = Post.objects.in_force(today).get(unit=school)
    assert (gone_on.user.full_name, gone_on.role) == ("Dương Thị Hiếu", Role.HEAD)


def test_the_chief_and_everybody_whose_post_changed_are_told(merged, administrator, at, chief):
    order(administrator, at)
    actions.carry_out_orders(at=at)
    told = {(row.user.full_name, row.what) for row in Notice.objects.select_related("user")}
    assert told >= {
        (chief.full_name, "MERGED"),
        ("Dương Văn Tư", "POSTS"),
        ("Dương Thị Hiếu", "POSTS"),
        (administrator.full_name, "HANDED_OVER"),
    }


def test_the_trail_names_order_and_decision(merged, administrator, at):
    made = order(administrator, at)
    actions.carry_out_orders(at=at)
    ordered = Entry.objects.get(event="mergers.ordered")
    assert ordered.detail["decision"] == DECISION["decision_number"]
    assert Entry.objects.get(event="mergers.handed_over").subject == f"hand-over {made.pk}"


def test_carried_out_again_it_does_nothing(merged, administrator, at):
    order(administrator, at)
    assert actions.carry_out_orders(at=at) == 1
    assert actions.carry_out_orders(at=at) == 0


def test_what_a_stopped_worker_left_is_taken_up_again(merged, administrator, at):
    made = order(administrator, at)
    HandOver.objects.update(stage=Stage.RUNNING, started_at=at)
    assert actions.carry_out_orders(at=at + timedelta(minutes=5)) == 1
    made.refresh_from_db()
    assert made.stage == Stage.DONE


def test_where_one_unit_cannot_be_handed_over_nothing_is(
    merged, commune, province, administrator, at
):
    later = people.unit(
        "Bình An", code="28054", edition="2024", parent=merged.parent, since=date(2004, 7, 1), until=REFORM
    )  # fmt: skip
    people.succeed(later, commune)
    factories.matter(later, BEFORE)
    made = order(administrator, at)
    Succession.objects.filter(old=later).delete()
    assert actions.carry_out_orders(at=at) == 0
    made.refresh_from_db()
    assert (made.stage, made.failed_over) == (Stage.FAILED, "Xã Bình An")
    assert set(Matter.objects.values_list("keeper__name", flat=True)) == {"Mỹ Lạc", "Bình An"}
    assert Unit.objects.filter(parent=merged, valid_to=None).count() == 2
    assert Post.objects.filter(unit=merged, until=None).exists()
    assert Entry.objects.filter(event="mergers.failed").exists()


def test_an_order_of_who_lost_the_post_meanwhile_is_not_carried_out(
    merged, administrator, at, today
):
    made = order(administrator, at)
    Post.objects.filter(user=administrator).update(until=today)
    assert actions.carry_out_orders(at=at) == 0
    made.refresh_from_db()
    assert made.stage == Stage.FAILED


@pytest.fixture
def close(at):
    """Close the year of the merger for a unit, as the house does on its day."""
    return lambda unit: ClosedYear.objects.create(
        unit=unit, year=2025, closed_at=at, closed_by="house", how=Closing.DUE
    )


@pytest.mark.parametrize("whose", ["old_commune", "commune", "province"])
def test_no_merger_of_a_closed_year_is_ordered(
    merged, commune, administrator, at, today, close, request, whose
):
    row = close(request.getfixturevalue(whose))
    with pytest.raises(YearClosed):
        order(administrator, at)
    assert queries.closed_for(queries.kept_on(REFORM, administrator, on=today), REFORM) == [row]
    assert not HandOver.objects.exists()


def test_a_unit_in_the_place_of_a_divided_one_has_closed_books_of_its_own(
    divided, commune, other_commune, province_administrator, at, close
):
    _old, (first, second) = divided
    close(other_commune)
    with pytest.raises(YearClosed):
        order(province_administrator, at, goes={first.pk: commune, second.pk: other_commune})


def test_a_year_before_the_merger_may_be_closed(merged, administrator, at, close):
    row = close(merged)
    ClosedYear.objects.filter(pk=row.pk).update(year=2024)
    order(administrator, at)
    assert actions.carry_out_orders(at=at) == 1


def test_an_order_whose_year_was_closed_meanwhile_is_not_carried_out(
    merged, commune, administrator, at, close
):
    made = order(administrator, at)
    close(commune)
    assert actions.carry_out_orders(at=at) == 0
    made.refresh_from_db()
    assert (made.stage, made.failed_over) == (Stage.FAILED, merged.full_name)
    assert Matter.objects.get().keeper == merged


def test_once_the_year_is_open_again_it_is_handed_over(merged, administrator, at, close):
    row = close(merged)
    ClosedYear.objects.filter(pk=row.pk).update(reopened_at=at)
    order(administrator, at)
    assert actions.carry_out_orders(at=at) == 1


def test_nobody_hands_over_to_a_unit_that_is_not_theirs(merged, at, today, other_commune, chief):
    stranger = people.officer("Lê Văn Lạ", Role.ADMINISTRATOR, other_commune)
    for who in (stranger, chief):
        assert queries.days(who, on=today) == []
        with pytest.raises(actions.NothingKept):
            order(who, at)
    with pytest.raises(actions.policy.NotAllowed):
        actions.hand_over(unit=merged, on=REFORM, by=stranger, at=at)


def test_the_same_units_are_ordered_once_at_a_time(merged, administrator, at):
    order(administrator, at)
    with pytest.raises(actions.AlreadyOrdered):
        order(administrator, at)


def test_a_divided_unit_is_above_the_administrator_of_one_of_its_heirs(
    divided, administrator, province_administrator, today
):
    assert queries.days(administrator, on=today) == []
    assert queries.days(province_administrator, on=today) == [REFORM]


def test_each_area_of_a_divided_unit_goes_where_it_was_said(
    divided, commune, other_commune, province_administrator, at
):
    _old, (first, second) = divided
    order(province_administrator, at, goes={first.pk: commune, second.pk: other_commune})
    assert actions.carry_out_orders(at=at) == 1
    assert commune.children.get(valid_to=None).name == "Cầu Tre"
    assert other_commune.children.get(valid_to=None).name == "Rạch Đào"


def test_an_area_that_nobody_assigned_or_assigned_elsewhere_stops_the_order(
    divided, province, commune, province_administrator, at
):
    _old, (first, second) = divided
    for goes in ({first.pk: commune}, {first.pk: commune, second.pk: province}):
        with pytest.raises(actions.Unassigned, match="Ấp Rạch Đào"):
            order(province_administrator, at, goes=goes)
    assert not HandOver.objects.exists()


def test_the_boundary_says_where_an_area_with_a_point_goes(divided, commune, other_commune):
    _old, (first, second) = divided
    heirs = [commune, other_commune]
    assert queries.by_boundary(first, heirs, REFORM) == commune
    assert queries.by_boundary(second, heirs, REFORM) is None


def test_the_count_costs_the_same_for_many_units(
    merged, province_administrator, commune, today, django_assert_max_num_queries
):
    for number in range(8):
        old = people.unit(
            f"Cũ {number}", edition="2024", parent=merged.parent, since=date(2004, 7, 1), until=REFORM
        )  # fmt: skip
        people.succeed(old, commune)
        factories.matter(old, BEFORE)
    with django_assert_max_num_queries(20):
        assert len(queries.kept_on(REFORM, province_administrator, on=today)) == 9
