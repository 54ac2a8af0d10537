"""What each act does, and what it refuses."""

from datetime import timedelta
from uuid import uuid4

import pytest

from binhyen.audit.models import Entry
from binhyen.figures import actions as figures
from binhyen.figures.models import DayCount
from binhyen.matters import actions
from binhyen.matters.models import Matter, MatterReport, Move, Proposal
from binhyen.matters.rules import Kind, Severity
from binhyen.matters.tests import factories
from binhyen.matters.words import Outcome
from binhyen.matters.workflow import MoveNotAllowed
from binhyen.people.policy import NotAllowed
from binhyen.reports import actions as reports
from binhyen.reports.models import Message, Report

HOUR = timedelta(hours=1)


def counted(event):
    return sum(DayCount.objects.filter(event=event).values_list("n", flat=True))


def trail(event):
    return list(Entry.objects.filter(event=event).order_by("pk").values_list("actor", flat=True))


def settle(matter, by, at, **said):
    asked = {"outcome": Outcome.PLEDGED, "words": "Đã nhắc nhở, ký cam kết."} | said
    actions.settle(matter=matter, by=by, at=at, **asked)


def test_a_report_becomes_a_new_matter_of_its_unit_with_a_deadline(commune, area, at):
    receipt = factories.receive(commune, at, area=area)
    matter = Matter.objects.get()
    assert receipt.is_new
    assert receipt.code
    assert receipt.matter == matter
    assert (matter.unit, matter.keeper, matter.area) == (commune, commune, area)
    assert (matter.state, matter.category, matter.severity) == ("RECEIVED", "NOI", "ORDINARY")
    assert matter.title == "Tiếng ồn, gây mất trật tự nơi ở, Ấp Cầu Lớn"
    assert matter.due_clock == "CLK-SERVICE"
    assert matter.due_at > at
    assert counted("matters.opened") == 1
    assert trail("matters.open") == ["resident"]


def test_the_same_form_sent_twice_is_one_matter(commune, at):
    key = uuid4()
    first = factories.receive(commune, at, key=key)
    second = factories.receive(commune, at + timedelta(seconds=2), key=key)
    assert not second.is_new
    assert (second.reference, second.matter) == (first.reference, first.matter)
    assert Matter.objects.count() == Report.objects.count() == Move.objects.count() == 1
    assert counted("matters.opened") == 1


def test_what_is_refused_leaves_neither_report_nor_matter(commune, at):
    with pytest.raises(reports.Refused):
        factories.receive(commune, at, category="OUT-PETITION")
    assert not Matter.objects.exists()
    assert not Report.objects.exists()


def test_a_life_in_danger_makes_the_matter_urgent(commune, at):
    assert factories.matter(commune, at, category="TRF").severity == "URGENT"


def test_a_matter_is_taken_in_hand_settled_and_closed(commune, hanh, at):
    matter = factories.in_hand(commune, at, hanh)
    assert matter.handler == hanh
    settle(matter, hanh, at + HOUR)
    actions.close(matter=matter, by=hanh, at=at + 2 * HOUR)
    matter = Matter.objects.get()
    assert (matter.state, matter.ending, matter.outcome) == ("CLOSED", "RESOLVED", "PLEDGED")
    assert matter.is_at_base is True
    assert matter.closed_at == at + 2 * HOUR
    acts = ["OPEN", "TAKE_IN_HAND", "SETTLE", "CLOSE"]
    assert list(Move.objects.order_by("pk").values_list("act", flat=True)) == acts
    assert matter.version == len(acts)
    for event in ("opened", "settled", "settled_at_base", "resolved_on_time", "closed"):
        assert counted(f"matters.{event}") == 1, event
    assert trail("matters.settle") == [hanh.ref]


def test_settling_after_the_deadline_counts_as_late(commune, hanh, at):
    matter = factories.in_hand(commune, at, hanh)
    settle(matter, hanh, matter.due_at + timedelta(seconds=1))
    assert counted("matters.resolved_late") == 1
    assert counted("matters.resolved_on_time") == 0


def test_what_must_be_passed_on_cannot_be_settled_by_the_commune(commune, hanh, at):
    matter = factories.in_hand(commune, at, hanh, category="FRD")
    with pytest.raises(actions.NotCompetent):
        settle(matter, hanh, at)
    assert Matter.objects.get().state == "VERIFYING"
    assert counted("matters.settled") == 0


def test_what_must_be_passed_on_is_settled_here_after_the_level_above_agreed_to_direct(
    commune, hanh, tam, at
):
    matter = factories.in_hand(commune, at, hanh, category="FRD")
    proposal = actions.propose(
        matter=matter, kind=Kind.DIRECT, words="Xin hướng dẫn.", by=hanh, at=at
    )
    actions.answer(proposal=proposal, accepted=True, words="Làm theo bước sau.", by=tam, at=at)
    matter = Matter.objects.get()
    settle(matter, hanh, at + HOUR)
    assert matter.is_at_base is True


def test_a_proposal_waits_with_the_level_above_and_returns_to_the_unit_that_made_it(
    commune, province, hanh, tam, at
):
    matter = factories.in_hand(commune, at, hanh)
    proposal = actions.propose(
        matter=matter, kind=Kind.SUPPORT, words="Xin thêm người.", by=hanh, at=at
    )
    assert (proposal.from_unit, proposal.to_unit) == (commune, province)
    assert proposal.due_at > at
    assert Matter.objects.visible_to(hanh, at.date()).get().state == "PROPOSED"
    actions.answer(proposal=proposal, accepted=False, words="Chưa đủ hồ sơ.", by=tam, at=at + HOUR)
    matter = Matter.objects.get()
    assert (matter.state, matter.keeper, matter.handler) == ("IN_PROGRESS", commune, hanh)
    assert Proposal.objects.get().answer == "SENT_BACK"
    assert counted("matters.answered") == 1


def test_a_take_over_makes_the_level_above_the_keeper(commune, province, hanh, tam, at):
    matter = factories.in_hand(commune, at, hanh)
    proposal = actions.propose(
        matter=matter, kind=Kind.TAKE_OVER, words="Vượt thẩm quyền.", by=hanh, at=at
    )
    actions.answer(proposal=proposal, accepted=True, words="Tỉnh nhận.", by=tam, at=at)
    matter = Matter.objects.get()
    assert (matter.unit, matter.keeper, matter.handler) == (commune, province, tam)
    with pytest.raises(NotAllowed):
        settle(matter, hanh, at)
    settle(matter, tam, at)
    assert matter.is_at_base is False
    assert counted("matters.settled_at_base") == 0
    assert DayCount.objects.get(event="matters.settled").unit == commune


def test_a_withdrawn_proposal_can_no_longer_be_answered(commune, hanh, tam, at):
    matter = factories.in_hand(commune, at, hanh)
    proposal = actions.propose(matter=matter, kind=Kind.DIRECT, words="Hỏi.", by=hanh, at=at)
    actions.withdraw(matter=matter, words="Hai bên đã hòa giải.", by=hanh, at=at)
    with pytest.raises(actions.Outrun):
        actions.answer(proposal=proposal, accepted=True, words="Được.", by=tam, at=at)
    assert Matter.objects.get().state == "IN_PROGRESS"


def test_the_province_has_nobody_to_propose_to(commune, hanh, tam, at):
    matter = factories.in_hand(commune, at, hanh)
    proposal = actions.propose(matter=matter, kind=Kind.TAKE_OVER, words="Xin.", by=hanh, at=at)
    actions.answer(proposal=proposal, accepted=True, words="Nhận.", by=tam, at=at)
    with pytest.raises(actions.NoLevelAbove):
        actions.propose(matter=Matter.objects.get(), kind=Kind.DIRECT, words="Hỏi.", by=tam, at=at)


def test_what_was_read_before_somebody_else_acted_is_refused_and_nothing_is_doubled(
    commune, hanh, chief, at
):
    matter = factories.in_hand(commune, at, hanh)
    stale = Matter.objects.get()
    settle(matter, hanh, at)
    with pytest.raises(actions.Outrun):
        settle(stale, chief, at)
    assert counted("matters.settled") == 1
    assert Move.objects.filter(act="SETTLE").count() == 1
    assert len(trail("matters.settle")) == 1


def test_a_form_shown_before_somebody_else_acted_is_refused_too(commune, hanh, chief, at):
    matter = factories.in_hand(commune, at, hanh)
    shown = matter.version
    settle(matter, hanh, at)
    with pytest.raises(actions.Outrun):
        settle(Matter.objects.get(), chief, at, version=shown)


def test_a_note_does_not_compete_with_other_acts(commune, hanh, chief, at):
    matter = factories.in_hand(commune, at, hanh)
    stale = Matter.objects.get()
    settle(matter, hanh, at)
    actions.note(matter=stale, words="Đã gọi lại.", by=chief, at=at)
    assert Matter.objects.get().version == Move.objects.count()


def test_handing_over_names_the_body_and_its_number(commune, hanh, at):
    matter = factories.matter(commune, at, category="FRD")
    actions.refer(
        matter=matter,
        to_whom="Cơ quan điều tra Công an tỉnh",
        outside_ref="12/TB",
        words="",
        by=hanh,
        at=at,
    )
    matter = Matter.objects.get()
    assert (matter.state, matter.referred_to) == ("REFERRED", "Cơ quan điều tra Công an tỉnh")
    assert counted("matters.referred") == counted("matters.resolved_on_time") == 1


def test_a_matter_set_aside_may_be_reopened_with_a_new_deadline(commune, hanh, at):
    matter = factories.matter(commune, at)
    actions.set_aside(matter=matter, words="Không có thật.", by=hanh, at=at)
    later = at + timedelta(days=40)
    actions.reopen(matter=matter, words="Có chứng cứ mới.", by=hanh, at=later)
    matter = Matter.objects.get()
    assert (matter.state, matter.ending, matter.resolved_at) == ("IN_PROGRESS", "", None)
    assert matter.due_at > later
    assert counted("matters.set_aside") == counted("matters.reopened") == 1


def test_merging_moves_the_reports_and_every_reporter_keeps_the_thread(commune, hanh, at):
    kept, gone = factories.matter(commune, at), factories.receive(commune, at)
    report = Report.objects.get(reference=gone.reference)
    actions.merge(matter=gone.matter, into=kept, by=hanh, at=at)
    assert MatterReport.objects.filter(matter=kept).count() == 2
    assert Matter.objects.get(pk=gone.matter.pk).merged_into == kept
    actions.hear(report=report, words="Vẫn còn ồn.", at=at + HOUR)
    kept.refresh_from_db()
    assert kept.has_news


def test_a_matter_is_not_merged_into_itself_or_into_another_units(commune, province, hanh, tam, at):
    matter = factories.in_hand(commune, at, hanh)
    with pytest.raises(actions.NotMergeable):
        actions.merge(matter=matter, into=matter, by=hanh, at=at)
    above = factories.matter(province, at)
    with pytest.raises(NotAllowed):
        actions.merge(matter=matter, into=above, by=hanh, at=at)


def test_a_restricted_matter_does_not_become_part_of_one_that_everybody_reads(commune, hanh, at):
    restricted = factories.in_hand(commune, at, hanh, category="CHD")
    open_to_all = factories.in_hand(commune, at, hanh)
    with pytest.raises(actions.WouldBeUncovered):
        actions.merge(matter=restricted, into=open_to_all, by=hanh, at=at)
    assert (
        not MatterReport.objects.filter(matter=open_to_all).exclude(report__category="NOI").exists()
    )
    actions.merge(matter=open_to_all, into=restricted, by=hanh, at=at)


def test_a_message_on_a_closed_matter_waits_in_the_keepers_inbox_until_answered(commune, hanh, at):
    receipt = factories.receive(commune, at)
    report = Report.objects.get()
    actions.set_aside(matter=receipt.matter, words="Không có thật.", by=hanh, at=at)
    actions.close(matter=receipt.matter, by=hanh, at=at)
    actions.hear(report=report, words="Lại ồn nữa rồi.", at=at + HOUR)
    matter = Matter.objects.get()
    assert matter.has_news
    actions.reply(
        matter=matter, report=report, words="Chúng tôi xuống ngay.", by=hanh, at=at + HOUR
    )
    assert not Matter.objects.get().has_news
    assert Matter.objects.get().first_reply_at == at + HOUR
    assert Message.objects.count() == 2


def test_a_reply_goes_only_to_a_reporter_of_this_matter(commune, hanh, at):
    factories.receive(commune, at)
    other = factories.receive(commune, at)
    report = Report.objects.order_by("pk").first()
    with pytest.raises(NotAllowed):
        actions.reply(matter=other.matter, report=report, words="Chào.", by=hanh, at=at)


def test_after_a_take_over_the_level_above_answers_the_reporter(commune, hanh, tam, at):
    receipt = factories.receive(commune, at)
    actions.take_in_hand(matter=receipt.matter, by=hanh, at=at)
    proposal = actions.propose(
        matter=receipt.matter, kind=Kind.TAKE_OVER, words="Xin.", by=hanh, at=at
    )
    actions.answer(proposal=proposal, accepted=True, words="Nhận.", by=tam, at=at)
    matter = Matter.objects.get()
    actions.reply(matter=matter, report=Report.objects.get(), words="Tỉnh đã nhận.", by=tam, at=at)
    assert Message.objects.get().by_ref == tam.ref


def test_sorting_anew_moves_the_deadline_but_not_its_start(commune, area, hanh, at):
    matter = factories.matter(commune, at)
    sorting = actions.Sorting("Đánh bạc sau chợ", "GMB", Severity.HIGH, area)
    actions.triage(matter=matter, sorting=sorting, by=hanh, at=at + timedelta(days=2))
    matter = Matter.objects.get()
    assert (matter.category, matter.sensitivity, matter.area) == ("GMB", "S2", area)
    assert matter.due_clock == "CLK-CRIME"
    assert matter.due_at.date() == (at + timedelta(days=7)).date()
    assert matter.search_key == "danh bac sau cho"


def test_a_category_that_is_turned_away_or_statistical_cannot_be_given(
    commune, other_commune, hanh, at
):
    matter = factories.matter(commune, at)
    for code in ("OUT-PETITION", "CRM-SERIOUS", "NO-SUCH"):
        sorting = actions.Sorting("Tên", code, Severity.LOW)
        with pytest.raises(actions.NotOffered):
            actions.triage(matter=matter, sorting=sorting, by=hanh, at=at)
    sorting = actions.Sorting("Tên", "NOI", Severity.LOW, other_commune)
    with pytest.raises(actions.NotOurArea):
        actions.triage(matter=matter, sorting=sorting, by=hanh, at=at)


def test_a_refused_act_writes_nothing(commune, lan, at):
    matter = factories.matter(commune, at)
    entries = Entry.objects.count()
    for act in (
        lambda: actions.take_in_hand(matter=matter, by=lan, at=at),
        lambda: actions.note(matter=matter, words="x", by=lan, at=at),
        lambda: actions.set_aside(matter=matter, words="x", by=lan, at=at),
        lambda: settle(matter, lan, at),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert (Entry.objects.count(), Move.objects.count()) == (entries, 1)


def test_what_does_not_follow_is_refused(commune, hanh, at):
    matter = factories.matter(commune, at)
    with pytest.raises(MoveNotAllowed):
        settle(matter, hanh, at)
    with pytest.raises(MoveNotAllowed):
        actions.close(matter=matter, by=hanh, at=at)


def test_the_restricted_matter_in_somebodys_hand_is_closed_to_other_duty_officers(
    commune, hanh, chief, at
):
    from binhyen.people.models import Role
    from binhyen.people.tests import factories as people

    colleague = people.officer("Cao Văn Út", Role.DUTY_OFFICER, commune)
    matter = factories.matter(commune, at, category="CHD")
    actions.look_inside(matter=matter, by=colleague, at=at)
    actions.take_in_hand(matter=matter, by=hanh, at=at)
    with pytest.raises(NotAllowed):
        actions.look_inside(matter=matter, by=colleague, at=at)
    with pytest.raises(NotAllowed):
        actions.note(matter=matter, words="x", by=colleague, at=at)
    actions.look_inside(matter=matter, by=chief, at=at)
    assert trail("matters.looked_inside") == [colleague.ref, chief.ref]


def test_day_counts_and_histories_agree_at_the_end(commune, hanh, tam, at):
    matter = factories.in_hand(commune, at, hanh)
    proposal = actions.propose(matter=matter, kind=Kind.TAKE_OVER, words="Xin.", by=hanh, at=at)
    actions.answer(proposal=proposal, accepted=True, words="Nhận.", by=tam, at=at)
    settle(Matter.objects.get(), tam, at)
    assert figures.differences() == []
    assert figures.uncounted_events() == []
