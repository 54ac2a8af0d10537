"""Parts of a matter: given out, done, dropped; the matter ends when none is left."""

from datetime import timedelta

import pytest

from binhyen.matters import actions, queries
from binhyen.matters.actions import Target, Task
from binhyen.matters.models import Matter, Part
from binhyen.matters.rules import Severity
from binhyen.matters.tests import factories
from binhyen.matters.words import Outcome
from binhyen.matters.workflow import MoveNotAllowed
from binhyen.notices.models import Notice
from binhyen.people.models import Role
from binhyen.people.policy import NotAllowed
from binhyen.people.tests import factories as people
from binhyen.places.models import Level

HOUR = timedelta(hours=1)


@pytest.fixture
def matter(commune, area, hanh, at):
    return factories.in_hand(commune, at, hanh, area=area)


@pytest.fixture
def far_team(commune):
    """The security team of another area of the commune."""
    far = people.unit("Rạch Đào", level=Level.RESIDENTIAL_AREA, edition="local", parent=commune)
    return people.officer("Trịnh Văn Ba", Role.TEAM_MEMBER, far)


def give(matter, to, by, at, words="Hỏi các hộ gần đó."):
    return actions.add_part(matter=matter, task=Task(words, to), by=by, at=at)


def told(what):
    return {notice.user for notice in Notice.objects.filter(what=what).select_related("user")}


def settle(matter, by, at):
    actions.settle(matter=matter, outcome=Outcome.PLEDGED, words="Xong.", by=by, at=at)


def test_parts_go_to_different_teams_and_the_matter_ends_when_all_are_done(
    matter, commune, area, chief, hanh, team_member, far_team, today, at
):
    home = far_team.posts.get().unit
    crews = [
        factories.crew(commune, at, chief, team_member, name="Tổ Cầu Lớn", home=area),
        factories.crew(commune, at, chief, far_team, name="Tổ Rạch Đào", home=home),
    ]
    parts = [give(matter, Target(crew=crew), hanh, at) for crew in crews]
    assert told("PART") == {team_member, far_team}
    assert list(queries.parts_for(far_team, today)) == [parts[1]]
    for ending in (
        lambda: settle(matter, hanh, at),
        lambda: actions.refer(matter=matter, to_whom="Tỉnh", outside_ref="", words="", by=hanh, at=at),
        lambda: actions.set_aside(matter=matter, words="Không có.", by=hanh, at=at),
    ):  # fmt: skip
        with pytest.raises(actions.OpenParts) as reason:
            ending()
        assert reason.value.parts == parts
    actions.end_part(part=parts[0], words="Đã hỏi 5 hộ.", by=team_member, at=at + HOUR)
    actions.end_part(part=parts[1], words="Đã hỏi 3 hộ.", by=far_team, at=at + HOUR)
    assert told("PART_DONE") == {hanh}
    matter.refresh_from_db()
    settle(matter, hanh, at + HOUR)
    assert matter.state == "RESOLVED"
    assert matter.version == matter.moves.count()


def test_who_was_given_a_part_sees_the_matter_also_from_another_area(
    matter, hanh, far_team, today, at
):
    assert not Matter.objects.visible_to(far_team, today).exists()
    part = give(matter, Target(person=far_team), hanh, at)
    assert Matter.objects.visible_to(far_team, today).get() == matter
    actions.drop_part(part=part, words="Không cần nữa.", by=hanh, at=at)
    assert not Matter.objects.visible_to(far_team, today).exists()
    assert not queries.parts_for(far_team, today)


def test_only_who_was_given_it_or_the_police_of_the_unit_ends_a_part(
    matter, hanh, chief, team_member, far_team, lan, tam, at
):
    part = give(matter, Target(person=far_team), hanh, at)
    for who in (team_member, lan, tam):
        with pytest.raises(NotAllowed):
            actions.end_part(part=part, words="Tôi làm.", by=who, at=at)
        with pytest.raises(NotAllowed):
            actions.drop_part(part=part, words="Bỏ.", by=who, at=at)
        with pytest.raises(NotAllowed):
            give(matter, Target(person=chief), who, at)
    with pytest.raises(
        NotAllowed
    ):  # one does a part; whether it is needed is not the team's to say
        actions.drop_part(part=part, words="Bỏ.", by=far_team, at=at)
    actions.end_part(part=part, words="Tôi làm thay.", by=chief, at=at)


def test_a_part_is_done_once(matter, hanh, chief, at):
    part = give(matter, Target(person=chief), hanh, at)
    stale = Part.objects.select_related("matter__keeper").get()
    actions.end_part(part=part, words="Xong.", by=chief, at=at)
    for act in (actions.end_part, actions.drop_part):
        with pytest.raises(actions.Outrun):
            act(part=stale, words="Cũng xong.", by=chief, at=at)
    assert Part.objects.get().done_words == "Xong."
    assert stale.matter.moves.filter(act="END_PART").count() == 1


def test_nothing_is_given_out_before_somebody_stands_for_the_whole(commune, hanh, chief, at):
    with pytest.raises(MoveNotAllowed):
        give(factories.matter(commune, at), Target(person=chief), hanh, at)


def test_parts_of_a_restricted_matter_go_only_to_police_officers(
    commune, area, hanh, chief, team_member, today, at
):
    matter = factories.in_hand(commune, at, hanh, category="CHD", area=area)
    crew = factories.crew(commune, at, chief, hanh)
    for to in (Target(crew=crew), Target(person=team_member)):
        with pytest.raises(actions.OnlyToAnOfficer):
            give(matter, to, hanh, at)
    colleague = people.officer("Cao Văn Út", Role.DUTY_OFFICER, commune)
    assert queries.is_masked(matter, colleague, today)
    part = give(matter, Target(person=colleague), hanh, at)
    matter = Matter.objects.get()
    assert not queries.is_masked(matter, colleague, today)
    assert list(queries.parts_for(colleague, today)) == [part]
    actions.end_part(part=part, words="Đã gặp.", by=colleague, at=at)
    assert queries.is_masked(Matter.objects.get(), colleague, today)


def test_when_a_matter_becomes_restricted_the_parts_of_teams_are_dropped(
    matter, hanh, chief, team_member, today, at
):
    teams = give(matter, Target(person=team_member), hanh, at)
    police = give(matter, Target(person=chief), hanh, at)
    sorting = actions.Sorting("Tên", "CHD", Severity.HIGH, matter.area)
    actions.triage(matter=Matter.objects.get(), sorting=sorting, by=hanh, at=at)
    assert list(Part.objects.undone()) == [police]
    assert not queries.parts_for(team_member, today).filter(pk=teams.pk).exists()


def test_when_the_handler_is_gone_the_duty_officers_hear_that_a_part_is_done(
    matter, hanh, chief, team_member, at
):
    part = give(matter, Target(person=team_member), hanh, at)
    hanh.posts.update(until=at.date())
    actions.end_part(part=part, words="Xong.", by=team_member, at=at)
    assert told("PART_DONE") == {chief}
