"""Three forces around a school: partners, papers, activities, and counts that point at nobody."""

from datetime import date, timedelta

import pytest
from django.apps import apps

from binhyen.audit.models import Entry
from binhyen.movement import actions, queries
from binhyen.movement.models import (
    ActivityKind,
    Force,
    InitiativeKind,
    JointPaperKind,
    TermCount,
    ViolationKind,
)
from binhyen.movement.terms import Side, TermDays
from binhyen.people import policy
from binhyen.people.models import Role
from binhyen.people.tests import factories as people
from binhyen.places.models import Level

FOUNDED = date(2025, 9, 5)
FIRST_TERM = TermDays(2025, 1, date(2025, 9, 5), date(2026, 1, 17))
TERM_BEFORE = TermDays(2024, 1, date(2024, 9, 5), date(2025, 1, 18))


@pytest.fixture
def school(commune):
    return people.unit("Trường Thủ Thừa", level=Level.SCHOOL, edition="local", parent=commune)


@pytest.fixture
def principal(school):
    return people.officer("Dương Thị Hiếu", Role.HEAD, school)


@pytest.fixture
def joint(school, principal, at):
    return actions.start_initiative(
        unit=school, kind=InitiativeKind.SCHOOL_GATE, name="Ba lực lượng", founded_on=FOUNDED, teams=3,
        by=principal, at=at,
    )  # fmt: skip


def count(joint, school, by, at, *, days=FIRST_TERM, **counts):
    return actions.count_term(
        initiative=joint, school=school, days=days, paper_number="40/BC-THPT",
        counts={ViolationKind(kind): n for kind, n in counts.items()}, by=by, at=at,
    )  # fmt: skip


def seen(joint):
    return [({kind.value: n for kind, n in one.counts}, one.total) for one in queries.terms(joint)]


def test_each_force_stands_once_with_what_it_does(joint, principal, at):
    for does in ("Trực cổng", "Trực cổng hai buổi"):
        actions.set_partner(
            initiative=joint, force=Force.POLICE, body="Công an xã", does=does, by=principal, at=at
        )
    assert [partner.does for partner in joint.partners.all()] == ["Trực cổng hai buổi"]


def test_a_paper_number_is_used_once_a_year(joint, principal, at):
    paper = {"initiative": joint, "kind": JointPaperKind.RULES, "number": "01/QC", "title": "Quy chế", "by": principal, "at": at}  # fmt: skip
    actions.add_paper(issued_on=FOUNDED, **paper)
    with pytest.raises(actions.AlreadyThere):
        actions.add_paper(issued_on=FOUNDED + timedelta(days=3), **paper)
    actions.add_paper(issued_on=date(2026, 1, 9), **paper)


def test_nothing_is_held_before_the_founding(joint, principal, at):
    with pytest.raises(actions.BeforeFounding):
        actions.hold_activity(
            initiative=joint, kind=ActivityKind.LAW_TALK, held_on=FOUNDED - timedelta(days=1), place="Sân trường",
            attendance=300, by=principal, at=at,
        )  # fmt: skip


def test_small_counts_are_hidden_and_cannot_be_subtracted(joint, school, principal, at):
    count(joint, school, principal, at, TRAFFIC=31, FIGHTING=3, SMOKING=9, ONLINE=12)
    ((counts, total),) = seen(joint)
    assert total == 55
    assert counts["FIGHTING"] is None
    assert counts["SMOKING"] is None
    assert (counts["TRAFFIC"], counts["ONLINE"], counts["GAMBLING"]) == (31, 12, 0)


def test_of_a_term_with_few_in_all_no_total_is_shown(joint, school, principal, at):
    count(joint, school, principal, at, FIGHTING=2, ONLINE=1)
    ((counts, total),) = seen(joint)
    assert total is None
    assert counts["FIGHTING"] is counts["ONLINE"] is None


def test_another_term_changes_nothing_about_what_the_first_hides(joint, school, principal, at):
    count(joint, school, principal, at, TRAFFIC=31, FIGHTING=3, SMOKING=9)
    before = seen(joint)
    count(joint, school, principal, at, days=TERM_BEFORE, TRAFFIC=60, FIGHTING=2, ONLINE=7)
    assert seen(joint)[1:] == before
    assert [one.side for one in queries.terms(joint)] == [Side.BEFORE, Side.AFTER]


def test_a_term_counted_anew_is_replaced_whole_and_the_trail_keeps_no_number(
    joint, school, principal, at
):
    count(joint, school, principal, at, TRAFFIC=31, FIGHTING=8)
    count(joint, school, principal, at, TRAFFIC=33)
    assert seen(joint) == [({kind.value: 33 if kind == "TRAFFIC" else 0 for kind in ViolationKind}, 33)]  # fmt: skip
    for entry in Entry.objects.filter(event="movement.term_counted"):
        assert set(entry.detail) == {"school", "term", "paper", "is_new"}


@pytest.mark.parametrize(
    "days",
    [
        TermDays(2025, 1, date(2025, 7, 20), date(2026, 1, 17)),
        TermDays(2024, 2, date(2025, 1, 20), date(2025, 8, 20)),
        TermDays(2025, 1, date(2026, 1, 17), date(2025, 9, 5)),
        TermDays(2025, 2, date(2026, 1, 19), date(2026, 5, 30)),  # has not passed on 2 March
    ],
)
def test_a_term_lies_in_its_school_year_and_has_passed(joint, school, principal, at, days):
    with pytest.raises(actions.OutsideSchoolYear):
        count(joint, school, principal, at, days=days, TRAFFIC=9)
    assert not TermCount.objects.exists()


def test_only_a_school_where_it_is_at_work_is_counted(joint, commune, principal, at):
    elsewhere = people.unit("Trường Khác", level=Level.SCHOOL, edition="local", parent=commune)
    for unit in (commune, elsewhere):
        with pytest.raises(actions.NotASchool):
            count(joint, unit, principal, at, TRAFFIC=9)


def test_only_the_school_and_its_committee_count(joint, school, hanh, lan, secretary, at):
    for other in (hanh, lan, secretary):
        with pytest.raises(policy.NotAllowed):
            count(joint, school, other, at, TRAFFIC=9)


def test_no_table_of_this_room_has_a_place_for_a_pupil_or_a_class():
    names = {
        field.name for model in apps.get_app_config("movement").get_models() for field in model._meta.get_fields()
    }  # fmt: skip
    assert not names & {"pupil", "student", "grade", "class_name", "pupil_name"}
