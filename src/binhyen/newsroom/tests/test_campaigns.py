"""Campaigns from the plan to the end: who may, what is refused, what an officer's own words become."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import translation

from binhyen.audit.models import Entry
from binhyen.newsroom import actions, queries
from binhyen.newsroom.actions import Totals
from binhyen.newsroom.kits import kits
from binhyen.newsroom.models import Activity, ActivityKind, Campaign
from binhyen.newsroom.tests import campaigning
from binhyen.newsroom.workflow import MoveNotAllowed, State
from binhyen.people import policy
from binhyen.people.models import Body, Post, Role
from binhyen.people.tests import factories as people
from binhyen.places.models import Level

DAY = timedelta(days=1)
OWN_WORDS = "Bà con ấp mình nhớ tắt bếp trước khi đi ngủ."


@pytest.fixture
def planned(commune, secretary, at):
    return campaigning.planned(commune, secretary, at)


@pytest.fixture
def running(commune, secretary, at):
    return campaigning.running(commune, secretary, at)


@pytest.mark.parametrize("who", ["hanh", "lan", "tam", "administrator", "appraiser", "team_member"])
def test_who_does_not_run_communication_plans_nothing(who, request, commune, at):
    with pytest.raises(policy.NotAllowed):
        campaigning.planned(commune, request.getfixturevalue(who), at)


@pytest.mark.parametrize("who", ["secretary", "head", "chief", "editor"])
def test_who_runs_communication_plans_begins_and_ends(who, request, commune, at):
    by = request.getfixturevalue(who)
    campaign = campaigning.running(commune, by, at)
    actions.end_campaign(campaign=campaign, by=by, at=at + 3 * DAY)
    assert campaign.state == State.ENDED
    assert campaign.last_day == date(2026, 3, 5)  # ended early: that day is its last
    events = list(Entry.objects.order_by("pk").values_list("event", flat=True))
    assert events == [f"newsroom.campaign_{what}" for what in ("planned", "begun", "ended")]


def test_a_campaign_is_read_in_english_as_long_as_it_says_what_the_kit_says(planned):
    kit = kits()["fire"]
    with translation.override("en"):
        assert planned.words("zalo") == kit.texts["zalo"].en
        assert planned.shown_title() == "Fire in the home"
        planned.zalo = OWN_WORDS
        assert planned.words("zalo") == OWN_WORDS
    assert planned.lines() == kit.texts["leaflet"].vi.splitlines()


def test_what_an_officer_writes_is_kept_and_the_second_of_two_officers_is_told(
    planned, secretary, at
):
    draft = replace(campaigning.draft(), zalo=OWN_WORDS, partners=[Body.WOMEN])
    told = {"campaign": planned, "draft": draft, "by": secretary, "at": at}
    actions.change_campaign(version=1, **told)
    kept = Campaign.objects.get()
    assert (kept.zalo, kept.version) == (OWN_WORDS, 2)
    assert list(kept.partners.values_list("body", flat=True)) == ["WOMEN"]
    with pytest.raises(actions.Outrun):
        actions.change_campaign(version=1, **told)


def test_the_same_topic_does_not_begin_twice_on_a_day(planned, commune, secretary, at):
    with pytest.raises(actions.AlreadyThere):
        campaigning.planned(commune, secretary, at)
    campaigning.planned(commune, secretary, at, "traffic")


def test_a_campaign_stays_in_the_areas_of_its_unit(commune, other_commune, secretary, at):
    there = people.unit("Rạch Đào", level=Level.RESIDENTIAL_AREA, parent=other_commune)
    with pytest.raises(actions.NotHere):
        campaigning.planned(commune, secretary, at, areas=[there])


def test_a_campaign_begins_on_its_first_day_and_not_before(commune, secretary, at):
    campaign = campaigning.planned(commune, secretary, at, since=date(2026, 3, 3))
    with pytest.raises(actions.NotBegunYet):
        actions.begin_campaign(campaign=campaign, by=secretary, at=at)
    actions.begin_campaign(campaign=campaign, by=secretary, at=at + DAY)
    with pytest.raises(MoveNotAllowed):
        actions.call_off_campaign(campaign=campaign, by=secretary, at=at + DAY)


def test_what_was_called_off_changes_no_more(planned, secretary, at):
    actions.call_off_campaign(campaign=planned, by=secretary, at=at)
    with pytest.raises(actions.Over):
        actions.change_campaign(
            campaign=planned, version=2, draft=campaigning.draft(), by=secretary, at=at
        )


def test_a_campaign_runs_in_its_days_and_nobody_reads_one_that_is_planned(
    planned, commune, secretary, at
):
    assert not queries.running_at(commune, at.date()).exists()
    actions.begin_campaign(campaign=planned, by=secretary, at=at)
    assert queries.running_at(commune, at.date()).get() == planned
    assert not queries.running_at(commune, planned.until).exists()


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"on": date(2026, 3, 3)}, actions.InTheFuture),
        ({"on": date(2026, 3, 1)}, actions.OutsideDays),
        ({"attended": 3, "reached": 2}, actions.FewerReached),
    ],
)
def test_an_activity_that_cannot_be_is_refused(running, area, secretary, at, told, reason):
    with pytest.raises(reason):
        campaigning.noted(running, area, secretary, at, **told)
    assert not Activity.objects.exists()


def test_an_activity_is_of_the_commune_and_sent_twice_is_entered_once(
    running, area, commune, other_commune, secretary, at
):
    campaigning.noted(running, area, secretary, at, attended=40, reached=40)
    campaigning.noted(running, commune, secretary, at, reached=900)
    with pytest.raises(actions.AlreadyThere):
        campaigning.noted(running, area, secretary, at, attended=41, reached=41)
    with pytest.raises(actions.NotHere):
        campaigning.noted(running, other_commune, secretary, at, reached=5)
    assert Activity.objects.count() == 2


def test_nothing_is_noted_in_a_campaign_that_was_not_begun(planned, area, secretary, at):
    with pytest.raises(actions.OutsideDays):
        campaigning.noted(planned, area, secretary, at, reached=5)


def test_what_was_noted_wrongly_is_taken_back_and_stays_on_the_trail(running, area, secretary, at):
    activity = campaigning.noted(
        running, area, secretary, at, attended=40, reached=60, pledges=30, cost=250_000
    )
    assert queries.results(running) == queries.Results(1, 1, 40, 60, 30, 250_000)
    actions.take_back_activity(activity=activity, by=secretary, at=at)
    assert queries.results(running) == queries.Results(0, 0, 0, 0, 0, 0)
    assert Entry.objects.latest("pk").detail["attended"] == 40


def test_the_largest_cost_is_kept_to_the_dong(running, area, secretary, at):
    campaigning.noted(running, area, secretary, at, cost=9_999_999_999)
    assert queries.results(running).cost == 9_999_999_999


def test_a_partner_reads_the_campaigns_it_takes_part_in(commune, secretary, at):
    def partner(body):
        who = people.user(f"Người của {body.label}")
        Post.objects.create(
            user=who, role=Role.PARTNER, unit=commune, body=body, since=commune.valid_from
        )
        return who

    campaign = campaigning.running(commune, secretary, at, partners=[Body.WOMEN])
    assert queries.may_read(partner(Body.WOMEN), campaign, on=at.date())
    assert not queries.may_read(partner(Body.VETERANS), campaign, on=at.date())


def test_a_province_reads_and_another_commune_does_not(
    running, province_chief, appraiser, lan, hanh, at
):
    may = [
        queries.may_read(who, running, on=at.date())
        for who in (province_chief, appraiser, hanh, lan)
    ]
    assert may == [True, True, True, False]


RIGHT = {place: one.answer for place, one in enumerate(kits()["fire"].quiz)}
WRONG = {place: (answer + 1) % 3 for place, answer in RIGHT.items()}


def test_a_quiz_is_told_when_it_is_over_and_no_side_is_of_few(running, secretary, at):
    for answers, times in ((RIGHT, 7), (WRONG, 5)):
        for _ in range(times):
            actions.answer_quiz(campaign=running, answers=answers, at=at)
    actions.answer_quiz(campaign=running, answers={0: RIGHT[0]}, at=at)
    assert queries.quiz_results(running) is None
    actions.end_campaign(campaign=running, by=secretary, at=at)
    first, second, *_ = queries.quiz_results(running)
    assert (first.right, first.all, first.percent) == (8, 13, 62)
    assert (second.right, second.all) == (7, 12)


def test_where_fewer_than_five_were_wrong_the_question_is_not_told(running, secretary, at):
    for _ in range(30):
        actions.answer_quiz(campaign=running, answers=RIGHT, at=at)
    for _ in range(4):
        actions.answer_quiz(campaign=running, answers=WRONG, at=at)
    actions.end_campaign(campaign=running, by=secretary, at=at)
    assert {(one.right, one.all) for one in queries.quiz_results(running)} == {(None, None)}


def test_answers_are_taken_while_the_campaign_runs_and_leave_no_line_on_the_trail(
    planned, secretary, at
):
    with pytest.raises(actions.QuizClosed):
        actions.answer_quiz(campaign=planned, answers=RIGHT, at=at)
    actions.begin_campaign(campaign=planned, by=secretary, at=at)
    before = Entry.objects.count()
    actions.answer_quiz(campaign=planned, answers=RIGHT | {9: 1, 0: 7}, at=at)
    assert sum(planned.tallies.values_list("n", flat=True)) == 4
    assert Entry.objects.count() == before
    with pytest.raises(actions.QuizClosed):
        actions.answer_quiz(campaign=planned, answers=RIGHT, at=at + 30 * DAY)


def test_the_list_leaves_with_a_line_on_the_trail(running, area, secretary, lan, at):
    campaigning.noted(running, area, secretary, at, reached=5)
    told = {"campaign": running, "as_what": "csv", "at": at}
    assert len(list(actions.take_activities(by=secretary, **told))) == 1
    assert Entry.objects.latest("pk").detail == {"as": "csv", "activities": 1}
    with pytest.raises(policy.NotAllowed):
        actions.take_activities(by=lan, **told)


def test_other_kinds_are_no_sessions(running, area, secretary, at):
    for kind in ActivityKind:
        campaigning.noted(running, area, secretary, at, kind=kind, reached=10)
    found = queries.results(running)
    assert (found.activities, found.sessions, found.reached) == (7, 2, 70)


def test_totals_say_nothing_of_anybody():
    assert {field.name for field in Activity._meta.get_fields()} == set(Activity.Privacy.plain)
    assert set(vars(Totals())) == {"attended", "reached", "pledges", "cost"}


@pytest.fixture
def partner(commune):
    """A maker of people who stand for a body, in the commune or in a place of it."""

    def make(body, unit=commune):
        who = people.user(f"Người của {body.label}")
        Post.objects.create(
            user=who, role=Role.PARTNER, unit=unit, body=body, since=commune.valid_from
        )
        return who

    return make


def own(campaign, area, by, at, body=Body.WOMEN, place=None, **totals):
    return actions.note_own_activity(
        campaign=campaign, stand=queries.Stand(body, place), kind=ActivityKind.MEETING, held_on=at.date(), area=area,
        totals=Totals(**totals), by=by, at=at,
    )  # fmt: skip


def test_a_partner_notes_what_its_body_did_and_reads_that_alone(
    commune, area, secretary, partner, at
):
    campaign = campaigning.running(commune, secretary, at, partners=[Body.WOMEN, Body.YOUTH])
    women = partner(Body.WOMEN)
    campaigning.noted(campaign, area, secretary, at, attended=40, reached=40)
    own(campaign, commune, partner(Body.YOUTH), at, Body.YOUTH, attended=9, reached=9)
    noted = own(campaign, area, women, at, attended=25, reached=30)
    assert Entry.objects.latest("pk").detail["body"] == "WOMEN"
    stands = queries.stands_in(women, campaign, on=at.date())
    assert list(queries.activities_of(campaign, stands)) == [noted]
    assert queries.results(campaign, stands) == queries.Results(1, 1, 25, 30, 0, 0)
    assert queries.results(campaign).attended == 74


def test_what_two_bodies_noted_on_a_day_in_one_place_is_marked_until_one_is_taken_back(
    commune, area, secretary, partner, at
):
    campaign = campaigning.running(commune, secretary, at, partners=[Body.WOMEN])
    first = campaigning.noted(campaign, area, secretary, at, attended=40, reached=40)
    second = own(campaign, area, partner(Body.WOMEN), at, attended=25, reached=25)
    assert queries.held_together([first, second]) == {first.pk, second.pk}
    with pytest.raises(actions.AlreadyThere):
        own(campaign, area, partner(Body.WOMEN), at, attended=26, reached=26)
    actions.take_back_activity(activity=second, by=secretary, at=at)
    assert queries.held_together(list(queries.activities_of(campaign))) == set()


def test_a_school_notes_at_its_own_place_and_neither_elsewhere_nor_for_another_school(
    commune, area, secretary, partner, at
):
    ours, theirs = (
        people.unit(name, level=Level.SCHOOL, edition="local", parent=commune)
        for name in ("Trường của mình", "Trường khác")
    )
    campaign = campaigning.running(commune, secretary, at, partners=[Body.SCHOOL])
    by = partner(Body.SCHOOL, ours)
    own(campaign, ours, by, at, Body.SCHOOL, ours, attended=200, reached=200)
    with pytest.raises(actions.NotHere):
        own(campaign, area, by, at, Body.SCHOOL, ours, attended=1, reached=1)
    for place in (None, theirs):
        with pytest.raises(policy.NotAllowed):
            own(campaign, theirs, by, at, Body.SCHOOL, place, attended=1, reached=1)
    stands = queries.stands_in(partner(Body.SCHOOL, theirs), campaign, on=at.date())
    assert not queries.activities_of(campaign, stands).exists()
    assert Activity.objects.count() == 1


def test_a_partner_notes_nothing_where_its_body_takes_no_part_nor_for_another_body(
    commune, area, secretary, partner, at
):
    campaign = campaigning.running(commune, secretary, at, partners=[Body.WOMEN])
    veteran = partner(Body.VETERANS)
    for body in (Body.VETERANS, Body.WOMEN):
        with pytest.raises(policy.NotAllowed):
            own(campaign, area, veteran, at, body, attended=1, reached=1)
    women = partner(Body.WOMEN)
    with pytest.raises(policy.NotAllowed):
        campaigning.noted(campaign, area, women, at, attended=1, reached=1)
    with pytest.raises(policy.NotAllowed):
        actions.take_activities(campaign=campaign, as_what="csv", by=women, at=at)
    noted = own(campaign, area, women, at, attended=1, reached=1)
    with pytest.raises(policy.NotAllowed):
        actions.take_back_activity(activity=noted, by=women, at=at)


def test_an_officer_of_the_commune_is_no_partner(commune, area, secretary, chief, at):
    campaign = campaigning.running(commune, secretary, at, partners=[Body.WOMEN])
    for officer in (secretary, chief):
        with pytest.raises(policy.NotAllowed):
            own(campaign, area, officer, at, attended=1, reached=1)
