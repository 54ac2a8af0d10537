"""When the words of a matter go, what they hang on, and that figures stay as they were told."""

from datetime import date, datetime, timedelta

import pytest

from binhyen.audit.models import Entry
from binhyen.core import clock
from binhyen.figures import actions as figures
from binhyen.figures import registry
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import months_from
from binhyen.matters import actions
from binhyen.matters.models import Feedback, MatterReport, Move
from binhyen.matters.tests import factories
from binhyen.matters.words import Outcome
from binhyen.people.models import Role
from binhyen.people.tests import factories as people
from binhyen.reports.models import Message, Report

YEAR = timedelta(days=366)


@pytest.fixture
def close(commune, hanh, chief):
    """A matter that was received, settled and closed at one moment."""

    def closed(at, **said):
        matter = factories.in_hand(commune, at, hanh, **said)
        actions.settle(matter=matter, outcome=Outcome.PLEDGED, words="Đã nhắc.", by=hanh, at=at)
        actions.close(matter=matter, by=chief, at=at)
        return matter

    return closed


def words_of(matter):
    return list(Report.objects.filter(of_matter__matter=matter).values_list("words", flat=True))


def test_a_year_after_the_last_act_the_words_are_gone_and_the_house_names_the_matter_itself(
    close, hanh, at
):
    matter = close(at)
    actions.note(matter=matter, words="Gọi lại.", by=hanh, at=at + timedelta(days=40))
    assert actions.forget_ended(at=at + YEAR) == 0, "somebody wrote on it later"
    assert actions.forget_ended(at=at + YEAR + timedelta(days=40)) == 1
    matter.refresh_from_db()
    assert matter.title.endswith(", Xã Mỹ Thạnh")
    assert words_of(matter) == ["—"]
    assert set(Move.objects.filter(matter=matter).values_list("words", flat=True)) == {""}


def test_a_message_that_waits_holds_the_words_until_it_is_answered(close, hanh, at):
    matter = close(at)
    report = matter.attached.get().report
    actions.hear(report=report, words="Lại ồn.", at=at + YEAR)
    later = at + 3 * YEAR
    assert actions.forget_ended(at=later) == 0
    matter.refresh_from_db()
    actions.mark_heard(matter=matter, by=hanh, at=later)
    assert actions.forget_ended(at=later + YEAR) == 1
    assert Message.objects.get().words == "—"


def test_what_is_written_on_a_forgotten_matter_waits_for_a_year_of_its_own(close, hanh, at):
    matter = close(at)
    first, second = at + YEAR, at + YEAR + timedelta(days=9)
    assert actions.forget_ended(at=first) == 1
    matter.refresh_from_db()
    actions.note(matter=matter, words="Hỏi lại hồ sơ giấy.", by=hanh, at=second)
    assert actions.forget_ended(at=second + timedelta(days=364)) == 0
    assert Move.objects.filter(matter=matter).latest("pk").words == "Hỏi lại hồ sơ giấy."
    assert actions.forget_ended(at=second + YEAR) == 1
    assert Move.objects.filter(matter=matter).latest("pk").words == ""


def test_a_report_that_tells_of_two_troubles_goes_with_the_later_one(close, at):
    early, late = close(at), close(at + timedelta(days=100))
    report = early.attached.get().report
    MatterReport.objects.create(matter=late, report=report, attached_at=at)
    assert actions.forget_ended(at=at + YEAR) == 1
    assert words_of(early) == [factories.WORDS]
    assert actions.forget_ended(at=at + YEAR + timedelta(days=100)) == 1
    assert set(words_of(late)) == {"—"}


def test_a_merger_that_hands_the_file_over_does_not_make_it_stay_longer(old_commune, commune):
    closed, reform = datetime(2025, 6, 2, 9, 0, tzinfo=clock.VIETNAM), date(2025, 7, 1)
    clerk = people.officer("Lâm Văn Cũ", Role.DUTY_OFFICER, old_commune)
    matter = factories.in_hand(old_commune, closed, clerk)
    actions.set_aside(matter=matter, words="Không có thật.", by=clerk, at=closed)
    actions.hand_over_on_merger(old_unit=old_commune, on=reform, by=None, at=clock.start_of(reform))
    assert actions.forget_ended(at=closed + timedelta(days=364)) == 0
    assert actions.forget_ended(at=closed + YEAR) == 1
    matter.refresh_from_db()
    assert (matter.keeper, words_of(matter)) == (commune, ["—"])


def test_an_open_matter_is_never_forgotten(commune, at):
    matter = factories.matter(commune, at)
    assert actions.forget_ended(at=at + 9 * YEAR) == 0
    assert words_of(matter) == [factories.WORDS]


def test_figures_and_counts_stay_as_they_were_told(close, commune, at):
    month = months_from(at.date().replace(day=1), 1)
    for n in range(12):
        matter = close(at, lat=10.629 if n < 6 else None, lon=106.366 if n < 6 else None)
        report = matter.attached.get().report
        actions.rate(report=report, is_settled=True, stars=5 if n < 6 else 2, words="", at=at)

    def told():
        names = (
            "matters.satisfaction_share",
            "matters.said_settled_share",
            "reports.located_share",
        )
        return [registry.ask(name, scope_of(commune), month) for name in names]

    before = told()
    assert [(one.numerator, one.denominator) for one in (before[0], before[2])] == [(6, 12)] * 2
    later = at + 2 * YEAR
    assert actions.forget_ended(at=later) == 12
    assert actions.forget_loose(at=later) == 12
    assert not Feedback.objects.filter(stars__isnull=False).exists()
    assert not Report.objects.filter(lat__isnull=False).exists()
    assert told() == before
    assert figures.differences(scope_of(commune), month) == []


def test_the_trail_says_how_many_and_nothing_else(close, at):
    close(at)
    actions.forget_ended(at=at + YEAR)
    entries = Entry.objects.filter(event__in=("matters.forgotten", "reports.forgotten"))
    assert {(e.subject, e.actor, tuple(e.detail.items())) for e in entries} == {
        ("matter", "house", (("rows", 1),)),
        ("report", "house", (("rows", 1),)),
    }
    assert clock.local_day(entries[0].at) == clock.local_day(at + YEAR)
