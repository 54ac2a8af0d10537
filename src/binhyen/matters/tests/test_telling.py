"""Who is told what of a matter, and that no word of it leaves the house."""

from datetime import timedelta
from uuid import uuid4

import pytest

from binhyen.matters import actions, standing, telling
from binhyen.matters.models import Matter
from binhyen.matters.tests import factories
from binhyen.notices import actions as notices
from binhyen.notices import letters
from binhyen.notices.models import Notice
from binhyen.people.models import Post, Role, User
from binhyen.people.tests import factories as people
from binhyen.reports.catalogues import taxonomy
from binhyen.reports.models import Report

HOUR = timedelta(hours=1)
OFFERED = [code for code, kind in sorted(taxonomy().categories.items()) if kind.is_offered]


def told(what):
    return set(Notice.objects.filter(what=what).values_list("user__full_name", flat=True))


def test_who_is_on_duty_is_told_of_a_report_and_nobody_of_another_commune(
    commune, hanh, chief, lan, tam, secretary, administrator, at
):
    matter = factories.matter(commune, at)
    assert told("RECEIVED") == {hanh.full_name, chief.full_name}
    assert set(Notice.objects.values_list("subject", flat=True)) == {matter.reference}


def test_an_urgent_report_is_told_as_urgent(commune, hanh, at):
    factories.matter(commune, at, category="FIR")
    assert told("URGENT") == {hanh.full_name}


def test_a_report_sent_twice_is_told_once(commune, hanh, at):
    key = uuid4()
    for _twice in range(2):
        factories.receive(commune, at, key=key)
    assert Notice.objects.count() == 1


def test_the_handler_is_told_that_the_reporter_wrote_else_who_is_on_duty(commune, hanh, chief, at):
    factories.receive(commune, at)
    report, matter = Report.objects.get(), Matter.objects.get()
    actions.hear(report=report, words="Vẫn còn ồn.", at=at + HOUR)
    assert told("MESSAGE") == {hanh.full_name}
    Notice.objects.all().delete()
    actions.take_in_hand(matter=Matter.objects.get(), by=chief, at=at)
    actions.hear(report=report, words="Lại ồn.", at=at + 2 * HOUR)
    assert told("MESSAGE") == {chief.full_name}
    Notice.objects.all().delete()
    Post.objects.filter(user=chief).update(until=at.date())
    actions.hear(report=report, words="Ồn nữa.", at=at + 3 * HOUR)
    assert told("MESSAGE") == {hanh.full_name}
    assert matter.reference in Notice.objects.get().subject


def test_of_a_restricted_matter_only_who_may_read_it_hears_the_reporter(commune, hanh, chief, at):
    report = factories.receive(commune, at, category="CHD")
    assert told(telling.what_came_in(Matter.objects.get()).value) == {
        hanh.full_name,
        chief.full_name,
    }
    actions.take_in_hand(matter=Matter.objects.get(), by=chief, at=at)
    Matter.objects.update(handler=None)
    actions.hear(
        report=Report.objects.get(reference=report.reference), words="Còn ai không?", at=at + HOUR
    )
    assert told("MESSAGE") == {chief.full_name}


@pytest.mark.parametrize("category", OFFERED)
def test_no_message_holds_a_word_of_the_matter(commune, area, hanh, at, category):
    """Whatever the category: no title, no place, no category, no name, no word of the reporter."""
    kind = taxonomy().categories[category]
    matter = factories.matter(commune, at, category=category, area=area)
    for notice in Notice.objects.all():
        letter = letters.compose(notice)
        said = f"{letter.title} {letter.text} {letter.payload}".lower()
        hidden = [
            matter.title, kind.vi, kind.en, area.name, area.full_name, commune.name, factories.WORDS, hanh.full_name,
        ]  # fmt: skip
        assert [words for words in hidden if words.lower() in said] == []
        assert matter.reference in said.upper()


def test_who_left_the_commune_may_no_longer_know(commune, other_commune, hanh, lan, at):
    matter = factories.matter(commune, at)
    assert telling.may_know(hanh, matter.reference, at)
    assert not telling.may_know(lan, matter.reference, at)
    Post.objects.filter(user=hanh).update(until=at.date())
    people.post(hanh, Role.DUTY_OFFICER, other_commune)
    moved = User.objects.get(pk=hanh.pk)
    assert not telling.may_know(moved, matter.reference, at)
    assert telling.may_know(moved, "", at)


def test_a_member_of_the_team_is_not_told_of_a_restricted_matter(commune, area, team_member, at):
    plain = factories.matter(commune, at, area=area)
    restricted = factories.matter(commune, at, area=area, category="CHD")
    assert telling.may_know(team_member, plain.reference, at)
    assert not telling.may_know(team_member, restricted.reference, at)


def test_the_digest_counts_what_waits_in_ones_own_unit(commune, other_commune, hanh, lan, at):
    factories.matter(commune, at - timedelta(days=40))
    factories.matter(commune, at)
    factories.matter(other_commune, at)
    found = telling.waiting_for(hanh, at)
    assert (found["OVERDUE"], found["NEW"], found["NEWS"]) == (1, 2, 0)


def test_to_tell_who_is_on_duty_costs_two_questions(
    commune, hanh, chief, at, django_assert_num_queries
):
    matter = factories.matter(commune, at)
    with django_assert_num_queries(2):
        notices.tell(
            to=standing.receiving(matter, at.date()),
            what=telling.what_came_in(matter),
            subject=matter.reference,
            at=at,
        )
