"""A matter goes to another unit of the province, and comes back with a reason."""

from datetime import timedelta

import pytest

from binhyen.figures import actions as figures
from binhyen.matters import actions, queries
from binhyen.matters.actions import Target, Task
from binhyen.matters.models import Matter
from binhyen.matters.rules import Kind
from binhyen.matters.tests import factories
from binhyen.matters.words import Outcome
from binhyen.matters.workflow import MoveNotAllowed
from binhyen.notices.models import Notice
from binhyen.people.models import Role
from binhyen.people.policy import NotAllowed
from binhyen.people.tests import factories as people
from binhyen.places.models import Level
from binhyen.reports.models import Report

HOUR = timedelta(hours=1)


def told(what):
    return {notice.user for notice in Notice.objects.filter(what=what).select_related("user")}


def passed(matter, to, by, at):
    actions.transfer(matter=matter, to=to, words="Xảy ra bên đó.", by=by, at=at)
    return Matter.objects.select_related("keeper", "passed_from").get(pk=matter.pk)


def taken_over(unit, at, hanh, tam):
    matter = factories.in_hand(unit, at, hanh)
    proposal = actions.propose(matter=matter, kind=Kind.TAKE_OVER, words="Xin.", by=hanh, at=at)
    actions.answer(proposal=proposal, accepted=True, words="Nhận.", by=tam, at=at)
    return Matter.objects.get(pk=matter.pk)


def test_what_is_handed_over_is_new_there_with_its_clock_running_on(
    commune, other_commune, hanh, chief, lan, at
):
    matter = factories.in_hand(commune, at, hanh)
    crew = factories.crew(commune, at, chief, hanh)
    actions.assign(matter=matter, to=Target(crew=crew), by=chief, at=at)
    due_at = matter.due_at
    matter = passed(matter, other_commune, hanh, at + HOUR)
    assert (matter.keeper, matter.unit, matter.passed_from) == (other_commune, commune, commune)
    assert (matter.state, matter.handler, matter.crew) == ("RECEIVED", None, None)
    assert matter.due_at == due_at
    assert told("PASSED_ON") == {lan}
    assert figures.differences() == []
    actions.take_in_hand(matter=matter, by=lan, at=at + 2 * HOUR)
    actions.settle(matter=matter, outcome=Outcome.PLEDGED, words="Xong.", by=lan, at=at + 3 * HOUR)
    assert figures.differences() == []


def test_the_unit_where_it_arose_keeps_it_in_sight_and_one_in_between_does_not(
    commune, other_commune, province, hanh, lan, today, at
):
    third = people.unit("Tân Trụ", parent=province)
    thirds = people.officer("Cao Văn Út", Role.DUTY_OFFICER, third)
    matter = passed(factories.matter(commune, at), other_commune, hanh, at)
    assert Matter.objects.visible_to(hanh, today).get() == matter
    with pytest.raises(NotAllowed):
        actions.take_in_hand(matter=matter, by=hanh, at=at)
    matter = passed(matter, third, lan, at)
    assert not Matter.objects.visible_to(lan, today).exists()
    assert Matter.objects.visible_to(thirds, today).get().passed_from == other_commune


def test_the_reporter_s_thread_goes_on_with_the_new_unit(commune, other_commune, hanh, lan, at):
    matter = passed(factories.matter(commune, at), other_commune, hanh, at)
    report = Report.objects.get()
    actions.hear(report=report, words="Sao rồi?", at=at + HOUR)
    matter.refresh_from_db()
    assert matter.has_news
    actions.reply(matter=matter, report=report, words="Đang làm.", by=lan, at=at + HOUR)
    assert report.messages.count() == 2


def test_a_restricted_matter_stays_restricted_and_is_not_new_to_the_unit_before(
    commune, other_commune, hanh, chief, lan, today, at
):
    colleague = people.officer("Cao Văn Út", Role.DUTY_OFFICER, commune)
    matter = passed(factories.in_hand(commune, at, hanh, category="CHD"), other_commune, hanh, at)
    assert matter.is_restricted
    for who, masked in ((colleague, True), (hanh, True), (chief, False), (lan, False)):
        assert queries.is_masked(matter, who, today) is masked, who


def test_it_goes_to_no_unit_that_cannot_take_it(commune, province, hanh, tam, at):
    matter = factories.matter(commune, at)
    empty = people.unit("Không Người", parent=province)
    elsewhere = people.unit("Đồng Tháp", level=Level.PROVINCE, code="82")
    far = people.unit("Xa", parent=elsewhere)
    people.officer("Cao Văn Út", Role.DUTY_OFFICER, far)
    for to in (commune, empty, far, province):  # upward one proposes
        with pytest.raises(actions.NoReceivers):
            actions.transfer(matter=matter, to=to, words="Chuyển.", by=hanh, at=at)
    assert Matter.objects.get().version == 1


def test_nobody_else_hands_it_over(commune, other_commune, hanh, lan, tam, team_member, at):
    matter = factories.matter(commune, at)
    for who in (lan, tam, team_member):
        with pytest.raises(NotAllowed):
            actions.transfer(matter=matter, to=other_commune, words="Chuyển.", by=who, at=at)


def test_what_is_asked_of_the_level_above_waits_for_the_answer(
    commune, other_commune, hanh, lan, at
):
    matter = factories.in_hand(commune, at, hanh)
    actions.propose(matter=matter, kind=Kind.SUPPORT, words="Xin.", by=hanh, at=at)
    with pytest.raises(MoveNotAllowed):
        actions.transfer(matter=matter, to=other_commune, words="Chuyển.", by=hanh, at=at)


def test_it_is_given_back_with_the_reason_to_whoever_handed_it_over(
    commune, other_commune, hanh, lan, at
):
    matter = passed(factories.matter(commune, at), other_commune, hanh, at)
    actions.give_back(matter=matter, words="Thuộc địa bàn Mỹ Thạnh.", by=lan, at=at + HOUR)
    matter = Matter.objects.get()
    assert (matter.keeper, matter.passed_from, matter.state) == (commune, None, "RECEIVED")
    assert told("GIVEN_BACK") == {hanh}
    with pytest.raises(actions.NotPassedOn):
        actions.give_back(matter=matter, words="Lại.", by=hanh, at=at)


def test_it_is_not_given_back_to_a_unit_without_anybody(commune, other_commune, hanh, lan, at):
    matter = passed(factories.matter(commune, at), other_commune, hanh, at)
    hanh.posts.update(until=at.date())
    with pytest.raises(actions.NoReceivers):
        actions.give_back(matter=matter, words="Lại.", by=lan, at=at)


def test_the_level_above_gives_back_what_it_took_over_and_then_it_counts_at_the_base(
    commune, hanh, tam, at
):
    matter = taken_over(commune, at, hanh, tam)
    assert matter.passed_from == commune
    actions.give_back(matter=matter, words="Xã làm được.", by=tam, at=at + HOUR)
    matter = Matter.objects.get()
    assert (matter.keeper, matter.state) == (commune, "RECEIVED")
    assert matter.proposals.get().returned_at == at + HOUR
    actions.take_in_hand(matter=matter, by=hanh, at=at + HOUR)
    actions.settle(matter=matter, outcome=Outcome.PLEDGED, words="Xong.", by=hanh, at=at + HOUR)
    assert matter.is_at_base
    assert figures.differences() == []


def test_open_parts_end_with_the_keeping_of_the_unit_that_gave_them_out(
    commune, other_commune, hanh, chief, lan, at
):
    matter = factories.in_hand(commune, at, hanh)
    task = Task("Hỏi hàng xóm.", Target(person=chief))
    part = actions.add_part(matter=matter, task=task, by=hanh, at=at)
    passed(matter, other_commune, hanh, at)
    part.refresh_from_db()
    assert part.dropped_why == "Xảy ra bên đó."
