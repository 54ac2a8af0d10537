"""Mediation at the base, and the signs of a hot spot."""

from datetime import timedelta

import pytest

from binhyen.figures import actions as figures
from binhyen.figures import queries, registry
from binhyen.figures.rules import Period
from binhyen.matters import actions
from binhyen.matters.models import Deadline, Mediation
from binhyen.matters.running import NEVER, Cause
from binhyen.matters.tests import factories
from binhyen.matters.words import MediationOutcome, Outcome
from binhyen.notices.models import Notice
from binhyen.people.models import Role
from binhyen.people.policy import NotAllowed
from binhyen.people.tests import factories as people

pytestmark = pytest.mark.django_db
FAILED, SUCCEEDED = MediationOutcome.FAILED, MediationOutcome.SUCCEEDED


@pytest.fixture
def ba(area):
    return people.officer("Trần Thị Ba", Role.MEDIATOR, area)


@pytest.fixture
def dispute(commune, area, hanh, at):
    return factories.in_hand(commune, at, hanh, category="DSP", area=area)


@pytest.fixture
def asked(dispute, ba, hanh, at):
    return actions.ask_mediation(
        matter=dispute, mediators=[ba], words="Tranh chấp lối đi.", by=hanh, at=at
    )


def session(mediation, by, held_at, at):
    return actions.hold_session(
        mediation=mediation, held_at=held_at, place="Nhà văn hóa ấp", is_open=False, households=2,
        by=by, at=at,
    )  # fmt: skip


def ended(mediation, outcome, by, at):
    actions.end_mediation(
        mediation=mediation, outcome=outcome, is_written=False, paper_number="", by=by, at=at
    )


def clock_of(matter, clock_id):
    return Deadline.objects.filter(matter=matter, clock=clock_id).latest("pk")


def test_mediators_are_told_and_have_three_days(asked, ba, dispute, at):
    notice = Notice.objects.get(what="MEDIATION")
    assert (notice.user, notice.what, notice.subject) == (ba, "MEDIATION", dispute.reference)
    row = clock_of(dispute, "CLK-MED")
    assert (row.since, row.due_at) == (at, asked.start_due)
    dispute.refresh_from_db()
    assert dispute.due_clock == "CLK-MED"


def test_the_first_session_starts_it_and_the_units_clock_stands_still_until_it_ends(
    asked, ba, dispute, at
):
    day = at + timedelta(days=1)
    session(asked, ba, day - timedelta(hours=1), day)
    assert clock_of(dispute, "CLK-MED").state == "MET"
    assert clock_of(dispute, "CLK-SERVICE").state == "PAUSED"
    dispute.refresh_from_db()
    assert dispute.due_at == NEVER
    ended(asked, SUCCEEDED, ba, at + timedelta(days=20))
    dispute.refresh_from_db()
    assert dispute.due_at > at + timedelta(days=20)
    assert dispute.moves.filter(act="MEDIATE").count() == 4


def test_the_unit_settles_what_the_parties_agreed_and_hears_of_it(asked, ba, hanh, dispute, at):
    actions.start_mediation(mediation=asked, by=ba, at=at)
    ended(asked, SUCCEEDED, ba, at)
    assert Notice.objects.filter(user=hanh, what="MEDIATED").exists()
    dispute.refresh_from_db()
    actions.settle(matter=dispute, outcome=Outcome.RECONCILED, words="Đã hòa giải.", by=hanh, at=at)
    assert dispute.state == "RESOLVED"


def test_the_parties_may_ask_for_a_pause(asked, hanh, dispute, at):
    row = clock_of(dispute, "CLK-MED")
    actions.pause(deadline=row, cause=Cause.PARTIES, words="Hẹn sau vụ lúa.", by=hanh, at=at)
    assert clock_of(dispute, "CLK-MED").state == "PAUSED"


def test_a_mediation_ends_with_its_matter(asked, hanh, dispute, at):
    dispute.refresh_from_db()
    actions.settle(matter=dispute, outcome=Outcome.OTHER, words="x", by=hanh, at=at)
    asked.refresh_from_db()
    assert (asked.outcome, asked.ended_at) == ("STOPPED", at)


@pytest.mark.parametrize("days", [-1, 3])
def test_no_session_before_it_was_asked_for_nor_in_the_future(asked, ba, at, days):
    with pytest.raises(actions.BadTime):
        session(asked, ba, at + timedelta(days=days), at + timedelta(days=2))


def test_what_never_started_has_neither_succeeded_nor_failed(asked, ba, at):
    for outcome in (SUCCEEDED, FAILED):
        with pytest.raises(actions.NotStarted):
            ended(asked, outcome, ba, at)
    ended(asked, MediationOutcome.STOPPED, ba, at)
    with pytest.raises(actions.NotMediable):
        ended(asked, MediationOutcome.STOPPED, ba, at)


def test_one_at_a_time_only_disputes_and_only_mediators_of_the_place(
    asked, dispute, commune, other_commune, ba, hanh, at
):
    ask = {"words": "x", "by": hanh, "at": at}
    with pytest.raises(actions.NotMediable):
        actions.ask_mediation(matter=dispute, mediators=[ba], **ask)
    theft = factories.in_hand(commune, at, hanh, category="THF")
    with pytest.raises(actions.NotMediable):
        actions.ask_mediation(matter=theft, mediators=[ba], **ask)
    stranger = people.officer("Người Xã Khác", Role.MEDIATOR, other_commune)
    other = factories.in_hand(commune, at, hanh, category="DSP")
    for nobody in ([stranger], [hanh], []):
        with pytest.raises(actions.NotAMediator):
            actions.ask_mediation(matter=other, mediators=nobody, **ask)


def test_nobody_mediates_who_was_not_asked(asked, area, lan, at):
    colleague = people.officer("Hòa giải viên khác", Role.MEDIATOR, area)
    for who in (lan, colleague):
        with pytest.raises(NotAllowed):
            actions.start_mediation(mediation=asked, by=who, at=at)


def test_a_second_failure_raises_the_flag_once_and_tells_the_chief_and_the_committee(
    dispute, ba, hanh, chief, secretary, head, lan, at
):
    for n in (1, 2, 3):
        then = at + timedelta(days=n)
        mediation = actions.ask_mediation(
            matter=dispute, mediators=[ba], words="x", by=hanh, at=then
        )
        actions.start_mediation(mediation=mediation, by=ba, at=then)
        ended(mediation, FAILED, ba, then)
        dispute.refresh_from_db()
        assert (dispute.flagged_at is not None) == (n > 1)
    told = Notice.objects.filter(what="HOT_SPOT").values_list("user", flat=True)
    assert set(told) == {chief.pk, secretary.pk, head.pk}
    assert len(told) == 3
    assert dispute.moves.filter(act="FLAG").count() == 1


@pytest.mark.parametrize(
    ("households", "threat", "flagged"), [(10, False, False), (11, False, True), (0, True, True)]
)
def test_many_households_or_a_threat_raise_the_flag(dispute, hanh, at, households, threat, flagged):
    actions.record_signs(
        matter=dispute, households=households, is_violence_threatened=threat, by=hanh, at=at
    )
    dispute.refresh_from_db()
    assert (dispute.flagged_at is not None) == flagged


def test_the_day_after_ninety_the_house_raises_it_itself(dispute, at):
    assert actions.flag_prolonged(at=at + timedelta(days=90)) == 0
    assert actions.flag_prolonged(at=at + timedelta(days=91)) == 1
    assert actions.flag_prolonged(at=at + timedelta(days=92)) == 0
    assert dispute.moves.get(act="FLAG").by is None


def test_the_flag_is_counted_and_the_recount_agrees(dispute, commune, hanh, at):
    scope = queries.scope_of(commune).of(["DSP-PROLONGED"])
    period = Period(at.date().replace(day=1), at.date() + timedelta(days=7))
    assert registry.ask("matters.open_now", scope, period).numerator == 0
    actions.record_signs(
        matter=dispute, households=12, is_violence_threatened=False, by=hanh, at=at
    )
    assert registry.ask("matters.open_now", scope, period).numerator == 1
    assert figures.differences() == []


def test_the_table_itself_refuses_an_end_before_the_start(asked, at):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        Mediation.objects.filter(pk=asked.pk).update(
            started_at=at, ended_at=at - timedelta(days=1), outcome="FAILED"
        )
