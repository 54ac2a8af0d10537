"""Which matters are offered as the same one: to officers with the reason, to residents coarsened."""

from dataclasses import fields
from datetime import timedelta
from uuid import uuid4

import pytest

from binhyen.audit.models import Entry
from binhyen.figures import actions as figures
from binhyen.figures.models import DayCount
from binhyen.matters import actions, duplicates
from binhyen.matters.models import DismissedPair, Matter, MatterReport
from binhyen.matters.rules import Severity
from binhyen.matters.tests import factories
from binhyen.matters.words import Lately, Outcome
from binhyen.people.policy import NotAllowed
from binhyen.people.tests import factories as people
from binhyen.places.models import Level
from binhyen.reports import actions as reports
from binhyen.reports.models import Channel, Disclosure, Report

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
BRIDGE = {"lat": 10.63000, "lon": 106.36600}
#: 111 m and 2.2 km north of the bridge
NEAR = {"lat": 10.63100, "lon": 106.36600}
FAR = {"lat": 10.65000, "lon": 106.36600}
WORDS = "Loa kéo hát karaoke tới hai giờ sáng trước cầu (chuyện bịa)."


def offered(matter, user, today):
    return [found.matter for found in duplicates.of(matter, user, today)]


def near(unit, at, **asked):
    told = {"category": None, "lat": None, "lon": None, "area": None, "words": ""} | asked
    return duplicates.near_point(unit=unit, at=at, **told)


def draft(unit, **said):
    told = {"category": "NOI", "words": "", "disclosure": Disclosure.ANONYMOUS} | said
    return reports.Draft(unit=unit, **told)


def me_too(matter, at, *, key=None, unit=None, **said):
    return actions.join_known(
        draft=draft(unit or matter.unit, **said),
        person=None,
        photos=[],
        key=key or uuid4(),
        channel=Channel.WEB,
        matter=matter,
        at=at,
    )


def test_what_lies_near_is_offered_with_the_reason(commune, area, hanh, at, today):
    first = factories.matter(commune, at - 2 * HOUR, words=WORDS, area=area, **BRIDGE)
    second = factories.matter(commune, at, words=WORDS, area=area, **NEAR)
    [found] = duplicates.of(second, hanh, today)
    assert found.matter == first
    assert found.metres == pytest.approx(111, abs=1)
    assert found.apart == 2 * HOUR
    assert found.same_words == 1.0
    assert found.is_same_area
    assert found.is_same_category


def test_the_most_alike_stands_first(commune, hanh, at, today):
    factories.matter(commune, at - DAY, words="Nhạc mở lớn ngoài đường", **NEAR)
    same = factories.matter(commune, at - 3 * DAY, words=WORDS, **NEAR)
    matter = factories.matter(commune, at, words=WORDS, **BRIDGE)
    assert offered(matter, hanh, today)[0] == same


def test_what_is_far_old_ended_or_of_another_commune_is_not_offered(
    commune, other_commune, hanh, at, today
):
    matter = factories.matter(commune, at, words=WORDS, **BRIDGE)
    factories.matter(commune, at, words="Chó thả rông cắn gà hoài", **FAR)
    factories.matter(commune, at - 31 * DAY, words=WORDS, **BRIDGE)
    factories.matter(other_commune, at, words=WORDS, **BRIDGE)
    ended = factories.in_hand(commune, at, hanh, words=WORDS, **BRIDGE)
    actions.settle(matter=ended, outcome=Outcome.PLEDGED, words="Xong.", by=hanh, at=at)
    assert offered(matter, hanh, today) == []


def test_a_restricted_matter_is_never_offered_beside_an_open_one(
    commune, area, hanh, chief, at, today
):
    matter = factories.matter(commune, at, words=WORDS, area=area, **BRIDGE)
    secret = factories.matter(commune, at, words=WORDS, area=area, category="CHD", **BRIDGE)
    for who in (hanh, chief):
        assert offered(matter, who, today) == []
        assert offered(secret, who, today) == []


def test_restricted_matters_are_compared_with_one_another_for_who_may_read_both(
    commune, area, hanh, chief, at, today
):
    one, other = (
        factories.matter(commune, at, words=WORDS, area=area, category="CHD") for _ in range(2)
    )
    actions.take_in_hand(matter=other, by=chief, at=at)
    assert offered(one, chief, today) == [other]
    assert offered(one, hanh, today) == []


def test_nobody_of_another_commune_is_offered_anything(commune, lan, at, today):
    matter = factories.matter(commune, at, words=WORDS, **BRIDGE)
    factories.matter(commune, at, words=WORDS, **BRIDGE)
    assert offered(matter, lan, today) == []
    assert duplicates.like(
        unit=commune, words=WORDS, category="NOI", area=None, **BRIDGE, at=at, user=lan
    ) == []  # fmt: skip


def test_what_is_being_typed_is_compared_by_its_words_alone(commune, hanh, at):
    matter = factories.matter(commune, at - HOUR, words=WORDS)
    factories.matter(commune, at - HOUR, words="Chó thả rông cắn gà nhà tôi")
    nothing_else = {"category": "", "area": None, "lat": None, "lon": None}
    found = duplicates.like(
        unit=commune, words="hát karaoke loa kéo trước cầu", at=at, user=hanh, **nothing_else
    )
    assert [candidate.matter for candidate in found] == [matter]
    assert duplicates.like(unit=commune, words=" ", at=at, user=hanh, **nothing_else) == []


def test_said_not_to_be_the_same_they_are_offered_no_more_and_the_trail_knows(
    commune, hanh, chief, lan, at, today
):
    one, other = (factories.matter(commune, at, words=WORDS, **BRIDGE) for _ in range(2))
    with pytest.raises(NotAllowed):
        actions.tell_apart(matter=one, other=other, by=lan, at=at)
    for _twice in range(2):
        actions.tell_apart(matter=other, other=one, by=hanh, at=at)
    pair = DismissedPair.objects.get()
    assert (pair.one, pair.other, pair.by) == (one, other, hanh)
    assert offered(one, chief, today) == offered(other, chief, today) == []
    assert Entry.objects.filter(event="matters.told_apart").count() == 1


def test_candidates_cost_a_fixed_number_of_questions(
    commune, area, hanh, at, today, django_assert_num_queries
):
    matter = factories.matter(commune, at, words=WORDS, area=area, **BRIDGE)

    def ask():
        duplicates.of(matter, hanh, today)

    factories.matter(commune, at, words=WORDS, area=area, **NEAR)
    ask()  # whose posts are read once
    for _ in range(2):
        for _ in range(5):
            factories.matter(commune, at, words=WORDS, area=area, **NEAR)
        with django_assert_num_queries(5):
            ask()


# What a resident is shown


def test_a_resident_is_told_what_where_roughly_when_and_the_state(commune, area, at):
    matter = factories.matter(commune, at - 3 * DAY, words=WORDS, area=area, **BRIDGE)
    [known] = near(commune, at, **NEAR)
    assert (known.category, known.area, known.when, known.state) == (
        "NOI",
        area,
        Lately.WEEK,
        "RECEIVED",
    )
    assert duplicates.matter_of(known.key) == matter
    assert {field.name for field in fields(known)} == {"key", "category", "area", "when", "state"}


@pytest.mark.parametrize(("ago", "when"), [(HOUR, "TODAY"), (6 * DAY, "WEEK"), (20 * DAY, "MONTH")])
def test_a_resident_is_told_roughly_when(commune, at, ago, when):
    factories.matter(commune, at - ago, **BRIDGE)
    assert near(commune, at, **BRIDGE)[0].when == when


@pytest.mark.parametrize("category", ["THF", "CHD", "DSP", "GMB", "LST", "WPN"])
def test_what_is_sensitive_or_nobodys_business_is_never_shown(commune, area, at, category):
    matter = factories.matter(commune, at, area=area, category=category, words=WORDS, **BRIDGE)
    assert near(commune, at, area=area, words=WORDS, category=category, **BRIDGE) == []
    assert not duplicates.may_be_followed(matter)


def test_a_matter_sorted_as_restricted_is_gone_at_once(commune, area, hanh, at):
    matter = factories.matter(commune, at, area=area, **BRIDGE)
    sorting = actions.Sorting("Việc cần kín", "CHD", Severity.HIGH)
    actions.triage(matter=matter, sorting=sorting, by=hanh, at=at)
    assert near(commune, at, area=area, **BRIDGE) == []


def test_beyond_250_metres_or_30_days_or_in_another_commune_nothing_is_shown(
    commune, other_commune, at
):
    factories.matter(commune, at, **FAR)
    factories.matter(commune, at - 31 * DAY, **BRIDGE)
    factories.matter(other_commune, at, **BRIDGE)
    assert near(commune, at, **BRIDGE) == []


def test_without_a_point_the_same_thing_in_the_same_area_is_shown(commune, area, at):
    matter = factories.matter(commune, at, area=area)
    factories.matter(commune, at, area=area, category="ENV")
    elsewhere = people.unit(
        "Cầu Nhỏ", level=Level.RESIDENTIAL_AREA, edition="local", parent=commune
    )
    factories.matter(commune, at, area=elsewhere)
    found = near(commune, at, area=area, category="NOI")
    assert [duplicates.matter_of(known.key) for known in found] == [matter]
    assert near(commune, at, area=area) == near(commune, at, category="NOI") == []


def test_a_spot_cannot_be_found_by_asking_from_many_points(commune, at):
    """Points within one square of about 110 m get one answer."""
    factories.matter(commune, at, lat=10.63210, lon=106.36610)
    answers = {
        len(near(commune, at, lat=10.6300 + step / 100_000, lon=106.36600))
        for step in range(-49, 50, 7)
    }
    assert len(answers) == 1


def test_a_key_that_was_not_given_leads_nowhere(commune, at):
    matter = factories.matter(commune, at)
    for key in ("", matter.reference, f"{matter.reference}:abc", "\0"):
        assert duplicates.matter_of(key) is None


# Me too


def test_me_too_is_a_report_of_its_own_in_the_same_matter(commune, area, at):
    matter = factories.matter(commune, at - HOUR, area=area)
    receipt = me_too(matter, at)
    report = Report.objects.get(reference=receipt.reference)
    assert receipt.is_new
    assert receipt.code
    assert receipt.matter == matter
    assert report.words == "Tôi cũng gặp việc này."
    assert Matter.objects.count() == 1
    assert set(matter.attached.values_list("report", flat=True)) == set(
        Report.objects.values_list("pk", flat=True)
    )
    assert list(matter.moves.order_by("pk").values_list("act", flat=True)) == ["OPEN", "ATTACH"]
    assert sum(DayCount.objects.filter(event="reports.received").values_list("n", flat=True)) == 2
    assert figures.differences() == []


def test_me_too_pressed_twice_is_one_report(commune, at):
    matter = factories.matter(commune, at - HOUR)
    key = uuid4()
    first, again = (me_too(matter, at, key=key, words="Nhà tôi cũng vậy.") for _ in range(2))
    assert (again.reference, again.is_new, again.matter) == (first.reference, False, matter)
    assert MatterReport.objects.count() == 2


def test_what_ended_meanwhile_is_not_joined_but_opened_anew(commune, hanh, at):
    matter = factories.in_hand(commune, at - HOUR, hanh)
    seen = Matter.objects.get()
    actions.settle(matter=matter, outcome=Outcome.PLEDGED, words="Xong.", by=hanh, at=at)
    receipt = me_too(seen, at)
    assert receipt.matter != matter
    assert matter.attached.count() == 1


def test_what_was_restricted_meanwhile_is_not_joined_by_a_resident(commune, hanh, at):
    matter = factories.matter(commune, at - HOUR)
    seen = Matter.objects.get()
    sorting = actions.Sorting("Việc cần kín", "CHD", Severity.HIGH)
    actions.triage(matter=matter, sorting=sorting, by=hanh, at=at)
    assert me_too(seen, at).matter != matter


def test_what_only_few_may_read_is_not_put_where_all_read(commune, at):
    matter = factories.matter(commune, at - HOUR)
    receipt = me_too(matter, at, category="CHD", words="Có cháu nhỏ bị đánh (bịa).")
    assert receipt.matter != matter
    assert receipt.matter.is_restricted


def test_a_matter_of_another_commune_is_not_joined(commune, other_commune, at):
    matter = factories.matter(other_commune, at - HOUR)
    assert me_too(matter, at, unit=commune).matter.keeper == commune


def test_an_officer_joins_only_what_the_own_unit_keeps(commune, hanh, lan, at):
    matter = factories.matter(commune, at - HOUR)
    asked = {
        "draft": draft(commune, words="Bà Tư gọi: ồn quá."), "person": None, "photos": [],
        "channel": Channel.PHONE, "matter": matter, "at": at,
    }  # fmt: skip
    with pytest.raises(NotAllowed):
        actions.join_known(key=uuid4(), by=lan, **asked)
    receipt = actions.join_known(key=uuid4(), by=hanh, **asked)
    assert receipt.matter == matter
    assert matter.moves.order_by("pk").last().by == hanh
