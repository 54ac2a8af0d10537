"""Crews, the rules of the commune, and who is given what."""

from datetime import timedelta

import pytest

from binhyen.audit.models import Entry
from binhyen.matters import actions, rulebook
from binhyen.matters.actions import Target
from binhyen.matters.models import AssignmentRule, Crew, Matter, Move
from binhyen.matters.rules import Severity
from binhyen.matters.tests import factories
from binhyen.notices.models import Notice
from binhyen.people.models import Post, Role
from binhyen.people.policy import NotAllowed
from binhyen.people.tests import factories as people
from binhyen.places.models import Level

HOUR = timedelta(hours=1)


@pytest.fixture
def crew(commune, chief, hanh, at):
    return factories.crew(commune, at, chief, hanh)


def told(what):
    return {notice.user for notice in Notice.objects.filter(what=what).select_related("user")}


def rule(unit, to, by, at, **scope):
    return actions.set_rule(unit=unit, to=to, by=by, at=at, **scope)


def test_a_crew_is_made_named_anew_and_ended_by_the_chief_with_a_line_each(
    crew, commune, chief, hanh, at
):
    actions.rename_crew(crew=crew, name="Tổ tuần tra", by=chief, at=at)
    assert list(crew.people(at.date())) == [hanh]
    actions.end_member(member=crew.members.get(), until=at.date(), by=chief, at=at)
    assert list(crew.people(at.date())) == []
    actions.end_crew(crew=crew, by=chief, at=at)
    events = Entry.objects.filter(subject=commune.path, event__startswith="matters.crew")
    names = [event.event.removeprefix("matters.crew_") for event in events.order_by("pk")]
    assert names == ["founded", "joined", "renamed", "left", "ended"]
    with pytest.raises(actions.HasEnded):
        actions.end_crew(crew=crew, by=chief, at=at)
    with pytest.raises(actions.HasEnded):
        actions.rename_crew(crew=crew, name="Lại", by=chief, at=at)


def test_only_the_chief_of_the_unit_makes_crews_and_rules(
    crew, commune, hanh, lan, tam, team_member, administrator, at
):
    for who in (hanh, lan, tam, team_member, administrator):
        for act in (
            lambda who=who: factories.crew(commune, at, who, name="Tổ 9"),
            lambda who=who: actions.end_crew(crew=crew, by=who, at=at),
            lambda who=who: rule(commune, Target(crew=crew), who, at),
        ):
            with pytest.raises(NotAllowed):
                act()


def test_two_crews_of_a_unit_never_bear_one_name_at_a_time(crew, commune, chief, at):
    with pytest.raises(actions.NameTaken):
        factories.crew(commune, at, chief)
    actions.end_crew(crew=crew, by=chief, at=at)
    factories.crew(commune, at, chief)
    assert Crew.objects.count() == 2


def test_a_crew_is_at_home_in_its_commune_or_one_of_its_areas(
    commune, other_commune, province, chief, at
):
    elsewhere = people.unit("Xa", level=Level.RESIDENTIAL_AREA, edition="local", parent=other_commune)  # fmt: skip
    for home in (other_commune, province, elsewhere):
        with pytest.raises(actions.NotAHome):
            factories.crew(commune, at, chief, home=home)


def test_who_holds_no_post_there_cannot_be_of_the_crew(
    crew, commune, area, chief, hanh, lan, team_member, secretary, at
):
    for who in (lan, secretary, team_member, hanh):  # Hạnh is of it already
        with pytest.raises(actions.NotOfTheCrew):
            actions.add_member(crew=crew, user=who, since=at.date(), by=chief, at=at)
    team = factories.crew(commune, at, chief, team_member, name="Tổ ấp Cầu Lớn", home=area)
    assert list(team.people(at.date())) == [team_member]


def test_who_left_a_crew_may_join_it_again(crew, chief, hanh, at):
    actions.end_member(member=crew.members.get(), until=at.date(), by=chief, at=at)
    actions.add_member(crew=crew, user=hanh, since=at.date(), by=chief, at=at)
    assert list(crew.people(at.date())) == [hanh]


def test_a_crew_with_open_matters_is_not_ended(crew, commune, chief, hanh, at):
    matter = factories.in_hand(commune, at, hanh)
    actions.assign(matter=matter, to=Target(crew=crew), by=chief, at=at)
    with pytest.raises(actions.CrewIsBusy) as reason:
        actions.end_crew(crew=crew, by=chief, at=at)
    assert reason.value.left == 1


def test_a_new_matter_goes_to_the_crew_its_rule_names_and_the_crew_is_told(
    crew, commune, area, chief, hanh, at
):
    rule(commune, Target(crew=crew), chief, at, group="environment", area=area)
    matter = factories.matter(commune, at, area=area)
    assert (matter.crew, matter.handler, matter.state) == (crew, None, "RECEIVED")
    assert told("ASSIGNED") == {hanh}
    assert Move.objects.get(act="OPEN").detail["crew"] == "Tổ 1"
    assert factories.matter(commune, at).crew is None


def test_a_new_matter_goes_to_the_officer_its_rule_names_who_has_still_to_take_it(
    commune, chief, hanh, at
):
    rule(commune, Target(person=hanh), chief, at)
    matter = factories.matter(commune, at)
    assert (matter.handler, matter.state) == (hanh, "RECEIVED")
    actions.take_in_hand(matter=matter, by=chief, at=at)
    assert matter.handler == chief


@pytest.mark.parametrize("first", ["category", "group"])
def test_rules_that_overlap_give_the_same_answer_in_any_order(
    first, crew, commune, area, chief, hanh, at
):
    scopes = [({"group": "environment", "area": area}, Target(person=hanh)), ({"category": "NOI"}, Target(crew=crew))]  # fmt: skip
    for scope, to in scopes if first == "group" else reversed(scopes):
        rule(commune, to, chief, at, **scope)
    assert factories.matter(commune, at, area=area).crew == crew
    assert factories.matter(commune, at, area=area, category="ANI").handler == hanh


@pytest.mark.parametrize("scope", [{}, {"group": "environment"}, {"category": "NOI"}])
@pytest.mark.parametrize("in_area", [True, False])
def test_a_second_rule_for_the_same_kind_and_area_is_refused(
    scope, in_area, crew, commune, area, chief, hanh, at
):
    scope = scope | ({"area": area} if in_area else {})
    rule(commune, Target(crew=crew), chief, at, **scope)
    with pytest.raises(actions.RuleTaken):
        rule(commune, Target(person=hanh), chief, at, **scope)
    assert AssignmentRule.objects.count() == 1


def test_a_rule_that_can_never_take_anything_is_refused(crew, commune, other_commune, chief, at):
    elsewhere = people.unit("Xa", level=Level.RESIDENTIAL_AREA, edition="local", parent=other_commune)  # fmt: skip
    for scope in (
        {"category": "OUT-PETITION"}, {"category": "DSP-PROLONGED"}, {"category": "GIBT"}, {"group": "gibt"},
        {"area": elsewhere}, {"category": "CHD"},
    ):  # fmt: skip
        with pytest.raises(actions.NeverFires):
            rule(commune, Target(crew=crew), chief, at, **scope)
    assert not AssignmentRule.objects.exists()


def test_a_rule_names_only_a_crew_or_an_officer_of_the_unit(
    commune, other_commune, chief, lan, team_member, secretary, at
):
    for who in (lan, team_member, secretary):
        with pytest.raises(actions.NotAssignable):
            rule(commune, Target(person=who), chief, at)
    lans_chief = people.officer("Cao Văn Út", Role.CHIEF, other_commune)
    with pytest.raises(actions.NotAssignable):
        rule(commune, Target(crew=factories.crew(other_commune, at, lans_chief)), chief, at)


def test_a_rule_for_an_ended_crew_or_an_officer_relieved_gives_nothing_and_says_so(
    crew, commune, chief, hanh, today, at
):
    rule(commune, Target(crew=crew), chief, at, category="NOI")
    rule(commune, Target(person=hanh), chief, at, category="ANI")
    actions.end_crew(crew=crew, by=chief, at=at)
    Post.objects.filter(user=hanh).update(until=today)
    faults = {entry.rule.category: entry.fault for entry in rulebook.entries(commune, today)}
    assert faults == {"NOI": "CREW_ENDED", "ANI": "NO_POST"}
    for category in faults:
        matter = factories.matter(commune, at, category=category)
        assert (matter.crew, matter.handler) == (None, None)


def test_a_rule_that_closer_ones_overtook_is_shown_as_idle(crew, commune, chief, hanh, today, at):
    from binhyen.reports.catalogues import taxonomy

    rule(commune, Target(person=hanh), chief, at, group="environment")
    kinds = taxonomy().offered()
    inside = next(kinds[group] for group in kinds if group.code == "environment")
    for category in inside:
        rule(commune, Target(person=chief), chief, at, category=category.code)
    faults = {entry.rule.group: entry.fault for entry in rulebook.entries(commune, today)}
    assert faults["environment"] == "NEVER"


def test_a_restricted_matter_is_never_given_to_a_crew(crew, commune, chief, hanh, team_member, at):
    rule(commune, Target(crew=crew), chief, at)
    matter = factories.matter(commune, at, category="CHD")
    assert (matter.crew, matter.handler) == (None, None)
    with pytest.raises(actions.OnlyToAnOfficer):
        actions.assign(matter=matter, to=Target(crew=crew), by=chief, at=at)
    with pytest.raises(actions.NotAssignable):
        actions.assign(matter=matter, to=Target(person=team_member), by=chief, at=at)
    actions.assign(matter=matter, to=Target(person=hanh), by=chief, at=at)
    assert matter.handler == hanh


def test_sorting_anew_gives_what_nobody_has_in_hand_to_whom_the_rules_name(
    crew, commune, area, chief, hanh, at
):
    rule(commune, Target(crew=crew), chief, at, category="ANI")
    matter = factories.matter(commune, at)
    sort(matter, "ANI", hanh, at)
    assert Matter.objects.get().crew == crew
    taken = factories.in_hand(commune, at, hanh)
    sort(taken, "ANI", hanh, at)
    assert Matter.objects.get(pk=taken.pk).crew is None


def test_what_becomes_restricted_is_taken_from_its_crew(crew, commune, chief, hanh, at):
    matter = factories.in_hand(commune, at, hanh)
    actions.assign(matter=matter, to=Target(crew=crew), by=hanh, at=at)
    sort(matter, "CHD", hanh, at)
    matter = Matter.objects.get()
    assert (matter.crew, matter.handler) == (None, hanh)


def sort(matter, category, by, at):
    actions.triage(
        matter=matter, sorting=actions.Sorting("Tên", category, Severity.HIGH), by=by, at=at
    )


def test_to_assign_leaves_the_state_tells_the_person_and_keeps_the_words(commune, chief, hanh, at):
    matter = factories.matter(commune, at)
    actions.assign(matter=matter, to=Target(person=hanh), words="Đi ngay.", by=chief, at=at)
    matter = Matter.objects.get()
    assert (matter.handler, matter.state) == (hanh, "RECEIVED")
    assert told("ASSIGNED") == {hanh}
    assert Move.objects.get(act="ASSIGN").words == "Đi ngay."
    assert matter.version == matter.moves.count()


def test_who_assigns_to_oneself_is_not_told(commune, hanh, at):
    actions.assign(matter=factories.matter(commune, at), to=Target(person=hanh), by=hanh, at=at)
    assert not Notice.objects.filter(what="ASSIGNED").exists()


def test_a_matter_in_hand_given_to_a_crew_stays_in_that_hand(crew, commune, chief, hanh, at):
    matter = factories.in_hand(commune, at, chief)
    actions.assign(matter=matter, to=Target(crew=crew), by=chief, at=at)
    assert (matter.handler, matter.crew) == (chief, crew)
    new = factories.matter(commune, at)
    actions.assign(matter=new, to=Target(person=chief), by=hanh, at=at)
    actions.assign(matter=new, to=Target(crew=crew), by=hanh, at=at)
    assert (new.handler, new.crew) == (None, crew)


def test_nobody_of_elsewhere_assigns_or_is_assigned(commune, hanh, lan, tam, team_member, at):
    matter = factories.matter(commune, at)
    for who in (lan, tam, team_member):
        with pytest.raises(NotAllowed):
            actions.assign(matter=matter, to=Target(person=hanh), by=who, at=at)
        with pytest.raises(actions.NotAssignable):
            actions.assign(matter=matter, to=Target(person=who), by=hanh, at=at)


def test_who_assigns_what_somebody_gave_out_meanwhile_is_told(commune, chief, hanh, at):
    matter, stale = factories.matter(commune, at), Matter.objects.get()
    actions.assign(matter=matter, to=Target(person=hanh), by=chief, at=at)
    with pytest.raises(actions.Outrun):
        actions.assign(matter=stale, to=Target(person=chief), by=chief, at=at)


def test_intake_asks_for_the_rules_once_and_how_the_one_that_takes_it_stands(
    crew, commune, area, chief, hanh, at
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for category in ("NOI", "ANI", "FRD"):
        rule(commune, Target(person=hanh), chief, at, category=category)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        factories.matter(commune, at, area=area)
    assert sum("matters_assignmentrule" in one["sql"] for one in asked) == 2


def test_intake_asks_for_the_rules_alone_where_none_takes_it(commune, area, chief, hanh, at):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    rule(commune, Target(person=hanh), chief, at, category="THF")
    with CaptureQueriesContext(connection) as asked:
        factories.matter(commune, at, area=area)
    assert sum("matters_assignmentrule" in one["sql"] for one in asked) == 1
