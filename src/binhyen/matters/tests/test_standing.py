"""Whatever happens somebody stands for a matter: reopened, spoken of when closed, left by an officer whose post ended."""

from datetime import timedelta
from uuid import uuid4

import pytest

from binhyen.matters import actions, inbox, standing
from binhyen.matters.actions import Target
from binhyen.matters.inbox import Asked, Filters, Section
from binhyen.matters.models import Matter
from binhyen.matters.tests import factories
from binhyen.matters.words import Outcome
from binhyen.notices.models import Notice
from binhyen.people.models import Role, User
from binhyen.people.tests import factories as people
from binhyen.reports.actions import Draft
from binhyen.reports.models import Channel, Disclosure, Report

HOUR = timedelta(hours=1)


def told(what):
    return {notice.user for notice in Notice.objects.filter(what=what).select_related("user")}


def settled(unit, by, at, **said):
    matter = factories.in_hand(unit, at, by, **said)
    actions.settle(matter=matter, outcome=Outcome.PLEDGED, words="Xong.", by=by, at=at)
    return matter


def relieve(user, on):
    user.posts.update(until=on)
    user.__dict__.pop("_posts_by_day", None)


def test_who_had_it_in_hand_is_told_that_it_is_open_again(commune, hanh, chief, at):
    matter = settled(commune, hanh, at)
    actions.reopen(matter=matter, words="Lại ồn.", by=chief, at=at + HOUR)
    assert told("REOPENED") == {hanh}
    assert matter.due_at > at + HOUR


def test_when_the_handler_is_gone_the_crew_is_told_and_without_one_the_duty_officers(
    commune, hanh, chief, at, today
):
    colleague = people.officer("Cao Văn Út", Role.DUTY_OFFICER, commune)
    other = people.officer("Lâm Thị Sáu", Role.DUTY_OFFICER, commune)
    matter = settled(commune, hanh, at)
    with_crew = factories.in_hand(commune, at, hanh)
    crew = factories.crew(commune, at, chief, colleague)
    actions.assign(matter=with_crew, to=Target(crew=crew), by=hanh, at=at)
    actions.settle(matter=with_crew, outcome=Outcome.PLEDGED, words="Xong.", by=hanh, at=at)
    relieve(hanh, today)
    Notice.objects.all().delete()
    actions.reopen(matter=with_crew, words="Lại.", by=chief, at=at)
    assert told("REOPENED") == {colleague}
    actions.reopen(matter=matter, words="Lại.", by=chief, at=at)
    assert told("REOPENED") == {colleague, other}


@pytest.mark.parametrize("ending", ["settle", "refer", "set_aside", "close", "merge"])
def test_whatever_is_said_on_a_matter_that_ended_lands_in_somebody_s_list(
    ending, commune, hanh, chief, at
):
    report = end_by(ending, commune, hanh, at)
    relieve(hanh, at.date())
    actions.hear(report=report, words="Sao rồi?", at=at + HOUR)
    heard = Matter.objects.get(attached__report=report)
    who = inbox.looker(chief, commune, at.date())
    news = Asked(commune, Filters(section=Section.NEWS), who, at + HOUR)
    assert heard in inbox.page(news).rows
    assert standing.people_of(heard, at.date()) == [chief]


def end_by(ending, unit, by, at):
    matter = factories.in_hand(unit, at, by)
    report = Report.objects.get(of_matter__matter=matter)
    do = {"matter": matter, "by": by, "at": at}
    if ending == "refer":
        actions.refer(**do, to_whom="Tỉnh", outside_ref="", words="")
    elif ending == "set_aside":
        actions.set_aside(**do, words="Không có.")
    elif ending == "merge":
        actions.merge(**do, into=factories.in_hand(unit, at, by))
    else:
        actions.settle(**do, outcome=Outcome.PLEDGED, words="Xong.")
    if ending == "close":
        actions.close(**do)
    return report


def test_what_an_officer_relieved_today_had_in_hand_is_nobody_s(
    commune, area, hanh, chief, lan, at, today
):
    mine = factories.in_hand(commune, at, hanh)
    factories.in_hand(commune, at, chief)
    factories.matter(commune, at)
    assert not standing.unattended(commune, today)
    relieve(hanh, today)
    assert list(standing.unattended(commune, today)) == [mine]
    actions.assign(matter=mine, to=Target(person=chief), by=chief, at=at)
    assert not standing.unattended(commune, today)


def test_a_closed_account_stands_for_nothing(commune, hanh, at, today):
    factories.in_hand(commune, at, hanh)
    User.objects.filter(pk=hanh.pk).update(is_active=False)
    assert standing.unattended(commune, today).count() == 1


def test_nobody_but_the_chief_stands_for_a_restricted_matter_whose_handler_is_gone(
    commune, hanh, chief, at, today
):
    people.officer("Cao Văn Út", Role.DUTY_OFFICER, commune)
    matter = factories.in_hand(commune, at, hanh, category="CHD")
    assert standing.people_of(matter, today) == [hanh]
    relieve(hanh, today)
    assert standing.people_of(matter, today) == [chief]


def test_a_restricted_matter_that_is_new_is_for_the_duty_officers(commune, hanh, chief, at, today):
    assert standing.people_of(factories.matter(commune, at, category="CHD"), today) == [hanh]


def test_where_there_is_no_duty_officer_the_chief_stands_for_all(commune, chief, at, today):
    assert standing.people_of(factories.matter(commune, at), today) == [chief]


def test_whoever_had_it_learns_that_it_is_in_another_hand(commune, hanh, chief, at):
    matter = factories.in_hand(commune, at, hanh)
    actions.assign(matter=matter, to=Target(person=chief), by=chief, at=at)
    assert (told("REPLACED"), told("ASSIGNED")) == ({hanh}, set())
    Notice.objects.all().delete()
    actions.assign(matter=matter, to=Target(person=hanh), by=chief, at=at)
    assert (told("REPLACED"), told("ASSIGNED")) == (set(), {hanh})


def test_whoever_takes_a_matter_given_to_another_is_not_alone_to_know(commune, hanh, chief, at):
    matter = factories.matter(commune, at)
    actions.assign(matter=matter, to=Target(person=hanh), by=chief, at=at)
    actions.take_in_hand(matter=matter, by=chief, at=at)
    assert told("REPLACED") == {hanh}


def test_the_handler_learns_of_one_more_report_and_of_one_that_was_parted(commune, hanh, chief, at):
    matter = factories.in_hand(commune, at, hanh)
    draft = Draft(
        category="NOI", words="Nhà tôi cũng nghe.", unit=commune, disclosure=Disclosure.ANONYMOUS
    )
    receipt = actions.join_known(
        draft=draft, person=None, photos=(), key=uuid4(),
        channel=Channel.WEB, matter=matter, at=at,
    )  # fmt: skip
    assert receipt.matter == matter
    assert told("JOINED") == {hanh}
    report = Report.objects.get(reference=receipt.reference)
    actions.detach(matter=matter, report=report, by=chief, at=at)
    assert told("PARTED") == {hanh}
