"""From the draft to the report of the level above, by whom it may be done, and in its order."""

from datetime import date, timedelta

import pytest

from binhyen.audit.models import Entry
from binhyen.matters.tests import factories as matters
from binhyen.notices.models import Notice
from binhyen.people import policy
from binhyen.people.models import Role
from binhyen.people.tests import factories as people
from binhyen.periodic import actions, numbers, queries
from binhyen.periodic.models import Move, Report
from binhyen.periodic.rules import Kind, Rule
from binhyen.periodic.tests import factories
from binhyen.periodic.tests.factories import OVER, SAID, on
from binhyen.periodic.workflow import MoveNotAllowed, State

MARCH = date(2026, 3, 10)


@pytest.fixture
def above(province):
    return people.officer("Trịnh Thị Bịa", Role.SECRETARY, province)


@pytest.fixture
def neighbour(other_commune):
    return people.officer("Đinh Văn Bịa", Role.SECRETARY, other_commune)


def test_it_goes_its_way_from_the_draft_to_the_report_of_the_level_above(
    commune, other_commune, province, secretary, neighbour, above
):
    for unit in (commune, other_commune):
        for n in range(6):
            matters.matter(unit, on(date(2026, 3, 2 + n)), category="THF")
    mine = factories.sent(commune, secretary)
    theirs = factories.sent(other_commune, neighbour)
    own = factories.draft(province, above)
    assert (mine.to_unit, own.to_unit) == (province, None)

    actions.receive(report=mine, by=above, at=OVER)
    actions.send_back(report=theirs, words="Thiếu phần nguyên nhân.", by=above, at=OVER)
    assert theirs.state == State.RETURNED
    actions.write(report=theirs, words={"III.3": "Do thiếu đèn đường."}, by=neighbour, at=OVER)
    actions.send(report=theirs, by=neighbour, at=OVER)
    actions.receive(report=theirs, by=above, at=OVER)
    assert actions.merge(into=own, parts=[mine, theirs], by=above, at=OVER) == 2
    assert {report.state for report in own.parts.all()} == {"MERGED"}

    (found,) = numbers.of([province], Kind.MONTH, own.window, queries.rule_for(province, Kind.MONTH), at=OVER)  # fmt: skip
    assert found.rows["matters.opened"].now.numerator == 12
    assert list(Move.objects.filter(report=theirs).order_by("pk").values_list("act", flat=True)) == [
        "WRITE", "SEND", "RETURN", "WRITE", "SEND", "RECEIVE", "MERGE",
    ]  # fmt: skip
    told = Entry.objects.filter(subject=theirs.reference).order_by("pk")
    assert [each.event.partition(".")[2] for each in told] == [
        "drafted", "written", "sent", "returned", "written", "sent", "received", "merged",
    ]  # fmt: skip


def test_numbers_are_fresh_until_it_is_sent_and_frozen_then(commune, secretary, hanh):
    report = factories.draft(commune, secretary)
    matters.matter(commune, on(MARCH))
    actions.write(report=report, words={"I": SAID}, by=secretary, at=OVER)
    actions.send(report=report, by=secretary, at=OVER)
    late = matters.matter(commune, on(date(2026, 3, 12)))
    kept = numbers.from_json(Report.objects.get(pk=report.pk).frozen)
    assert kept.rows["matters.opened"].now.numerator == 1
    (source,) = kept.rows["matters.opened"].now.sources
    assert (source.kind, source.count) == ("matter_acts", 1)
    assert source.filters
    assert kept.asked_at == OVER
    (fresh,) = numbers.of([commune], Kind.MONTH, report.window, queries.rule_for(commune, Kind.MONTH), at=OVER)  # fmt: skip
    assert fresh.rows["matters.opened"].now.numerator == 2
    assert numbers.from_json(fresh.to_json()) == fresh
    assert late.pk


def test_a_window_that_runs_is_not_sent(commune, secretary):
    early = on(MARCH)
    report = factories.draft(commune, secretary, at=early)
    actions.write(report=report, words={"I": SAID}, by=secretary, at=early)
    with pytest.raises(actions.WindowRuns):
        actions.send(report=report, by=secretary, at=early)
    actions.send(report=report, by=secretary, at=on(date(2026, 3, 15)))


def test_a_report_without_a_word_is_not_sent(commune, secretary):
    report = factories.draft(commune, secretary)
    with pytest.raises(actions.NothingWritten):
        actions.send(report=report, by=secretary, at=OVER)


def test_an_urgent_report_waits_for_nothing(commune, secretary):
    report = factories.sent(commune, secretary, kind=Kind.URGENT, day=OVER.date())
    assert (report.state, report.due_on) == (State.SENT, OVER.date())


def test_a_window_that_has_not_begun_has_no_report(commune, secretary):
    with pytest.raises(actions.NotYet):
        factories.draft(commune, secretary, day=OVER.date() + timedelta(days=1))


def test_what_two_write_at_once_is_told_to_the_second(commune, secretary, head):
    seen = factories.draft(commune, secretary)
    mine = Report.objects.get(pk=seen.pk)
    actions.write(report=mine, words={"I": "Trước."}, by=head, at=OVER)
    with pytest.raises(actions.Outrun):
        actions.write(report=seen, words={"I": "Sau."}, by=secretary, at=OVER)
    assert seen.sections.get().words == "Trước."


def test_what_did_not_change_is_no_act(commune, secretary):
    report = factories.draft(commune, secretary)
    actions.write(report=report, words={"I": SAID, "unknown": "x"}, by=secretary, at=OVER)
    actions.write(report=report, words={"I": f" {SAID} "}, by=secretary, at=OVER)
    assert report.version == 2
    assert [row.section for row in report.sections.all()] == ["I"]


def test_a_section_has_room_for_so_much(commune, secretary):
    report = factories.draft(commune, secretary, kind=Kind.WEEK)
    with pytest.raises(actions.TooLong) as refused:
        actions.write(report=report, words={"I": "a" * 601}, by=secretary, at=OVER)
    assert (refused.value.section, refused.value.longest) == ("I", 600)


def test_what_was_sent_is_written_on_by_nobody(commune, secretary):
    report = factories.sent(commune, secretary)
    with pytest.raises(MoveNotAllowed):
        actions.write(report=report, words={"I": "Khác."}, by=secretary, at=OVER)


def test_notable_matters_are_chosen_by_who_reads_them_and_name_no_restricted_kind(
    commune, other_commune, secretary, hanh, chief
):
    report = factories.draft(commune, secretary)
    theft = matters.matter(commune, on(MARCH), category="THF")
    child = matters.matter(commune, on(MARCH), category="DMV")
    old = matters.matter(commune, on(date(2026, 2, 14)), category="THF")
    elsewhere = matters.matter(other_commune, on(MARCH), category="THF")
    assert child.is_restricted
    for officer in (hanh, chief):
        assert list(queries.to_choose_from(report, officer, OVER.date())) == [theft]
    assert list(queries.to_choose_from(report, secretary, OVER.date())) == []
    for matter in (child, old, elsewhere):
        with pytest.raises(actions.NotOffered):
            actions.choose(report=report, matter=matter, words="Vụ nổi bật.", by=chief, at=OVER)
    with pytest.raises(policy.NotAllowed):
        actions.choose(report=report, matter=theft, words="Vụ nổi bật.", by=secretary, at=OVER)
    with pytest.raises(actions.WordsMissing):
        actions.choose(report=report, matter=theft, words=" \u200b", by=hanh, at=OVER)
    notable = actions.choose(
        report=report, matter=theft, words="Mất trộm xe máy.", by=hanh, at=OVER
    )
    actions.choose(report=report, matter=theft, words="Mất trộm một xe máy.", by=hanh, at=OVER)
    assert report.notables.get().words == "Mất trộm một xe máy."
    actions.drop(report=report, notable=notable, by=chief, at=OVER)
    assert not report.notables.exists()


def test_nobody_acts_who_has_no_say(commune, province, secretary, neighbour, above, lan, tam, hanh):
    report = factories.draft(commune, secretary)
    for stranger in (neighbour, above, lan, tam, hanh):
        with pytest.raises(policy.NotAllowed):
            actions.write(report=report, words={"I": "x"}, by=stranger, at=OVER)
        with pytest.raises(policy.NotAllowed):
            actions.send(report=report, by=stranger, at=OVER)
    actions.write(report=report, words={"I": SAID}, by=secretary, at=OVER)
    assert not queries.may_read(above, report, OVER.date())  # a draft is the unit's own
    actions.send(report=report, by=secretary, at=OVER)
    assert queries.may_read(above, report, OVER.date())
    for stranger in (secretary, neighbour, lan, tam):
        with pytest.raises(policy.NotAllowed):
            actions.receive(report=report, by=stranger, at=OVER)
        assert queries.may_read(stranger, report, OVER.date()) is (stranger == secretary)


def test_a_report_comes_back_with_words_or_not_at_all(commune, secretary, above):
    report = factories.sent(commune, secretary)
    with pytest.raises(actions.WordsMissing):
        actions.send_back(report=report, words="  ", by=above, at=OVER)
    actions.send_back(report=report, words="Thiếu số liệu.", by=above, at=OVER)
    assert Notice.objects.get(user=secretary, what="REPORT_BACK").subject == report.reference


def test_only_received_reports_of_the_same_window_are_merged(
    commune, province, secretary, neighbour, above
):
    own = factories.draft(province, above)
    mine = factories.sent(commune, secretary)
    with pytest.raises(MoveNotAllowed):
        actions.merge(into=own, parts=[mine], by=above, at=OVER)
    actions.receive(report=mine, by=above, at=OVER)
    week = factories.sent(commune, secretary, kind=Kind.WEEK)
    actions.receive(report=week, by=above, at=OVER)
    with pytest.raises(actions.NotOneOfOurs):
        actions.merge(into=own, parts=[mine, week], by=above, at=OVER)
    mine = Report.objects.get(pk=mine.pk)
    assert mine.state == "RECEIVED"  # all or none
    actions.merge(into=own, parts=[mine], by=above, at=OVER)
    with pytest.raises(MoveNotAllowed):
        actions.send_back(report=mine, words="Muộn rồi.", by=above, at=OVER)


def test_the_night_makes_drafts_once_where_somebody_works(commune, other_commune, secretary, above):
    eve = on(date(2026, 3, 16), 2)
    assert actions.draft_due(at=eve)
    assert actions.draft_due(at=eve) == 0
    found = Report.objects.filter(unit=commune)
    assert set(found.values_list("kind", flat=True)) == {"WEEK", "MONTH", "QUARTER"}
    assert not Report.objects.filter(unit=other_commune).exists()
    due = found.get(kind="MONTH")
    assert (due.due_on, due.state) == (date(2026, 3, 17), "DRAFT")
    assert Notice.objects.filter(user=secretary, what="REPORT_MADE", subject=due.reference).exists()


def test_the_day_is_reminded_of_once_and_who_is_late_is_named_above_once(
    commune, other_commune, secretary, neighbour, above
):
    for unit, by in ((commune, secretary), (other_commune, neighbour)):
        factories.draft(unit, by)
    actions.remind(at=on(date(2026, 3, 16)))
    actions.remind(at=on(date(2026, 3, 17)))
    assert Notice.objects.filter(what="REPORT_SOON").count() == 2
    assert actions.remind(at=on(date(2026, 3, 18), 6)) == 0  # nobody is woken for it
    assert actions.remind(at=on(date(2026, 3, 18))) == 2
    assert actions.remind(at=on(date(2026, 3, 19))) == 0
    assert Notice.objects.filter(what="REPORT_OVER").count() == 2
    assert Notice.objects.get(user=above).subject == "reports MONTH 2026-03-14"


def test_the_level_above_sees_who_sent_and_who_is_late(commune, other_commune, province, secretary, neighbour, above):  # fmt: skip
    people.unit("Mỹ Lệ", parent=province)  # nobody works there
    mine = factories.sent(commune, secretary)
    factories.draft(other_commune, neighbour)
    found = queries.below(province, Kind.MONTH, mine.window, on=date(2026, 3, 17))
    assert [(line.unit, line.state, line.is_late) for line in found.lines] == [
        (other_commune, None, False),
        (commune, State.SENT, False),
    ]
    assert found.absent == 1
    later = queries.below(province, Kind.MONTH, mine.window, on=date(2026, 3, 18))
    assert [line.unit for line in later.late] == [other_commune]
    factories.sent(other_commune, neighbour, at=on(date(2026, 3, 19)))
    later = queries.below(province, Kind.MONTH, mine.window, on=date(2026, 3, 20))
    assert [line.unit for line in later.late] == [other_commune]


def test_a_cut_off_is_set_by_the_unit_or_by_the_level_above(
    commune, province, secretary, above, hanh
):
    calendar_months = Rule(starts=1, due=5, apart=2, is_owed=True)
    with pytest.raises(policy.NotAllowed):
        actions.set_timing(unit=commune, kind=Kind.MONTH, rule=calendar_months, by=hanh, at=OVER)
    with pytest.raises(actions.BadRule):
        actions.set_timing(unit=province, kind=Kind.MONTH, rule=Rule(31, 5, 1, is_owed=True), by=above, at=OVER)  # fmt: skip
    actions.set_timing(unit=province, kind=Kind.MONTH, rule=calendar_months, by=above, at=OVER)
    assert queries.rules_for(commune)[Kind.MONTH] == queries.Held(calendar_months, province)
    assert factories.draft(commune, secretary).due_on == date(2026, 4, 6)
    own = Rule(starts=10, due=12, apart=0, is_owed=False)
    actions.set_timing(unit=commune, kind=Kind.MONTH, rule=own, by=secretary, at=OVER)
    assert queries.rule_for(commune, Kind.MONTH) == own
    actions.draft_due(at=OVER)
    assert not Report.objects.filter(unit=commune, kind="MONTH", since=date(2026, 2, 10)).exists()
