"""What was taken for one thing and is two: a second trouble, a report in the wrong matter, a merging undone."""

from datetime import timedelta

import pytest

from binhyen.audit.models import Entry
from binhyen.figures import actions as figures
from binhyen.figures.models import DayCount
from binhyen.matters import actions, queries
from binhyen.matters.models import Matter, MatterReport, Move
from binhyen.matters.rules import Severity
from binhyen.matters.tests import factories
from binhyen.matters.words import Outcome
from binhyen.matters.workflow import MoveNotAllowed
from binhyen.people.policy import NotAllowed
from binhyen.reports import actions as reports
from binhyen.reports.models import Message, Report

HOUR = timedelta(hours=1)
LITTER = actions.Sorting("Rác đổ bên kênh", "ENV", Severity.ORDINARY)


def counted(event):
    return sum(DayCount.objects.filter(event=event).values_list("n", flat=True))


def acts_of(matter):
    return list(matter.moves.order_by("pk").values_list("act", flat=True))


@pytest.fixture
def matter(commune, area, hanh, at):
    return factories.in_hand(commune, at - 5 * HOUR, hanh, area=area, lat=10.63, lon=106.366)


@pytest.fixture
def report(matter):
    return Report.objects.get(of_matter__matter=matter)


def split(matter, report, by, at, sorting=LITTER):
    return actions.split(matter=matter, report=report, sorting=sorting, by=by, at=at)


def test_a_second_trouble_becomes_a_matter_with_its_own_kind_title_and_clock(
    matter, report, hanh, at
):
    other = split(matter, report, hanh, at)
    assert (other.title, other.category, other.state) == ("Rác đổ bên kênh", "ENV", "RECEIVED")
    assert (other.keeper, other.unit, other.handler) == (matter.keeper, matter.unit, None)
    assert (other.lat, other.lon) == (matter.lat, matter.lon)
    # The law's time runs since the report was received, not since somebody saw that there are two.
    assert other.opened_at == report.received_at
    assert acts_of(matter) == ["OPEN", "TAKE_IN_HAND", "SPLIT"]
    assert acts_of(other) == ["OPEN"]
    assert list(queries.matters_of(report)) == [matter, other]
    assert queries.matter_of(report) == matter
    assert Entry.objects.filter(event="matters.split").count() == 1


def test_the_counts_bear_out_a_report_of_two_matters(matter, report, hanh, at):
    split(matter, report, hanh, at)
    assert (counted("reports.received"), counted("matters.opened")) == (1, 2)
    assert figures.differences() == []


def test_what_the_reporter_writes_is_heard_in_both_and_either_may_answer(matter, report, hanh, at):
    other = split(matter, report, hanh, at)
    actions.hear(report=report, words="Cả hai việc vẫn còn.", at=at)
    assert Matter.objects.filter(has_news=True).count() == 2
    actions.reply(matter=other, report=report, words="Đã dọn rác.", by=hanh, at=at)
    assert Message.objects.filter(report=report).count() == 2
    matter.refresh_from_db()
    other.refresh_from_db()
    assert (matter.has_news, other.has_news) == (True, False)


def test_what_the_reporter_writes_is_heard_also_when_one_of_the_two_has_ended(
    matter, report, hanh, at
):
    other = split(matter, report, hanh, at)
    actions.settle(matter=matter, outcome=Outcome.PLEDGED, words="Xong.", by=hanh, at=at)
    actions.hear(report=report, words="Rác vẫn còn.", at=at)
    other.refresh_from_db()
    assert other.has_news


def test_a_split_may_be_merged_again_and_the_report_is_of_one_matter(matter, report, hanh, at):
    other = split(matter, report, hanh, at)
    actions.merge(matter=other, into=matter, by=hanh, at=at)
    assert list(queries.matters_of(report)) == [matter]
    assert figures.differences() == []


@pytest.mark.parametrize(
    ("sorting", "reason"),
    [
        (actions.Sorting("Khác", "OUT-PETITION", Severity.LOW), actions.NotOffered),
        (actions.Sorting("Khác", "KHONG-CO", Severity.LOW), actions.NotOffered),
        (actions.Sorting("Trẻ bị đánh", "CHD", Severity.HIGH), actions.WouldBeUncovered),
    ],
)
def test_what_cannot_be_split_off_is_refused_and_nothing_is_kept(
    matter, report, hanh, at, sorting, reason
):
    with pytest.raises(reason):
        split(matter, report, hanh, at, sorting)
    assert Matter.objects.count() == 1


def test_an_area_of_another_commune_is_refused(matter, report, hanh, other_commune, at):
    with pytest.raises(actions.NotOurArea):
        split(matter, report, hanh, at, actions.Sorting("Rác", "ENV", Severity.LOW, other_commune))


def test_from_a_restricted_matter_nothing_open_is_split_off(commune, chief, at):
    secret = factories.in_hand(commune, at, chief, category="CHD")
    with pytest.raises(actions.WouldBeUncovered):
        split(secret, Report.objects.get(), chief, at)


def test_nobody_else_splits_or_takes_out(matter, report, lan, tam, administrator, team_member, at):
    for who in (lan, tam, administrator, team_member):
        with pytest.raises(NotAllowed):
            split(matter, report, who, at)
        with pytest.raises(NotAllowed):
            actions.detach(matter=matter, report=report, by=who, at=at)


def test_a_report_of_another_matter_is_refused(commune, matter, hanh, at):
    stranger = Report.objects.get(reference=factories.receive(commune, at).reference)
    for run in (
        lambda: split(matter, stranger, hanh, at),
        lambda: actions.detach(matter=matter, report=stranger, by=hanh, at=at),
    ):
        with pytest.raises(NotAllowed):
            run()


def test_what_has_ended_is_not_split(matter, report, hanh, at):
    actions.settle(matter=matter, outcome=Outcome.PLEDGED, words="Xong.", by=hanh, at=at)
    with pytest.raises(MoveNotAllowed):
        split(matter, report, hanh, at)
    assert Matter.objects.count() == 1


# Taken out again


def test_a_report_in_the_wrong_matter_becomes_its_own_and_keeps_its_thread(
    commune, area, matter, hanh, at
):
    receipt = factories.receive(commune, at - HOUR, area=area, category="ENV")
    wrong = Report.objects.get(reference=receipt.reference)
    actions.merge(matter=receipt.matter, into=matter, by=hanh, at=at)
    actions.hear(report=wrong, words="Rác vẫn còn.", at=at)
    other = actions.detach(matter=matter, report=wrong, by=hanh, at=at)
    assert list(queries.matters_of(wrong)) == [other]
    assert (other.category, other.area, other.state) == ("ENV", area, "RECEIVED")
    assert other.opened_at == wrong.received_at
    assert other.has_news
    assert wrong.messages.count() == 1
    assert acts_of(matter) == ["OPEN", "TAKE_IN_HAND", "ATTACH", "HEAR", "DETACH"]
    assert reports.find(reference=receipt.reference, code=receipt.code, at=at) == wrong
    assert figures.differences() == []


def test_the_only_report_is_not_taken_out(matter, report, hanh, at):
    with pytest.raises(actions.OnlyReport):
        actions.detach(matter=matter, report=report, by=hanh, at=at)
    assert MatterReport.objects.get().matter == matter


def test_out_of_what_has_ended_nothing_is_taken(commune, area, matter, hanh, at):
    other = factories.matter(commune, at, area=area)
    actions.merge(matter=other, into=matter, by=hanh, at=at)
    actions.settle(matter=matter, outcome=Outcome.PLEDGED, words="Xong.", by=hanh, at=at)
    report = Report.objects.order_by("pk").last()
    with pytest.raises(MoveNotAllowed):
        actions.detach(matter=matter, report=report, by=hanh, at=at)
    assert matter.attached.count() == 2


def test_what_is_taken_out_of_a_restricted_matter_stays_restricted(commune, chief, at):
    secret = factories.in_hand(commune, at, chief, category="CHD")
    noise = factories.matter(commune, at)
    report = Report.objects.get(of_matter__matter=noise)
    actions.merge(matter=noise, into=secret, by=chief, at=at)
    other = actions.detach(matter=secret, report=report, by=chief, at=at)
    assert other.is_restricted
    assert other.search_key == ""
    assert Move.objects.filter(matter=other).count() == 1
