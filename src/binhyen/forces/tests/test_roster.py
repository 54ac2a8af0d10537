"""Members are appointed, given a role, moved and let go by decisions; a team's number is counted once a roster is kept."""

from datetime import date

import pytest
from django.db import IntegrityError

from binhyen.audit.models import Entry
from binhyen.core import clock
from binhyen.figures import registry
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import Period
from binhyen.forces import actions, roster, service_rules, strengthening
from binhyen.forces.models import Ending, Member, Service, Team, TeamRole
from binhyen.forces.tests import factories
from binhyen.people import policy

pytestmark = pytest.mark.django_db
LATER = actions.ByDecision("31/QĐ-UBND", date(2025, 9, 1))
YEAR = Period(date(2025, 11, 15), date(2026, 3, 2))


@pytest.fixture
def team(commune, area, chief, at):
    return factories.team(commune, chief, at, areas=(area,), serving=4)


def strength(team, on=date(2026, 3, 2)):
    return Team.objects.manned(on).get(pk=team.pk).strength


def test_a_member_has_no_column_for_what_the_law_does_not_ask():
    assert {field.name for field in Member._meta.get_fields() if field.concrete} == {
        "id", "unit", "user", "full_name", "birth_year", "education", "applied_on", "attested_on", "health_until",
        "is_resident", "age_exception",
    }  # fmt: skip


def test_the_number_reported_counts_until_the_first_member_is_on_the_roster(team, chief, at):
    assert strength(team) == 4
    factories.member(team, chief, at)
    assert strength(team) == 1
    assert Team.objects.get().serving is None
    with pytest.raises(actions.RosterKept):
        actions.report_strength(team=team, serving=5, by=chief, at=at)


def test_the_trail_names_nobody(team, chief, at):
    service = factories.member(team, chief, at)
    actions.end_service(
        service=service, until=date(2025, 9, 1), ending=Ending.ART_17_3_C, decision=LATER, by=chief, at=at
    )  # fmt: skip
    for entry in Entry.objects.all():
        told = f"{entry.subject} {entry.detail}"
        assert "Tám" not in told and "17" not in str(entry.detail.get("ending", ""))


@pytest.mark.parametrize(
    ("born", "exception", "refusal"),
    [
        (2009, "", actions.UnderAge),
        (2008, "", None),
        (1956, "", None),
        (1955, "", actions.NeedsException),
        (1955, "4/QĐ-UBND", None),
    ],
)
def test_who_serves_is_18_to_70_or_by_decision(team, chief, at, born, exception, refusal):
    known = {"birth_year": born, "age_exception": exception}
    if refusal is None:
        factories.member(team, chief, at, **known)
    else:
        with pytest.raises(refusal):
            factories.member(team, chief, at, **known)
        assert not Member.objects.exists()


def test_nobody_serves_twice_in_a_commune(team, commune, chief, at):
    factories.member(team, chief, at)
    other = factories.team(commune, chief, at, name="Tổ số 2")
    with pytest.raises(actions.ServesAlready):
        factories.member(other, chief, at, full_name="LÊ VĂN TÁM")


def test_a_day_that_has_not_come_or_before_the_team_is_refused(team, chief, at):
    for day in (date(2024, 6, 30), date(2026, 3, 3)):
        with pytest.raises(actions.WrongDay):
            factories.member(team, chief, at, since=day)


def test_a_new_leader_lets_the_old_one_go_on_as_a_member(team, chief, at):
    old = factories.member(team, chief, at, role=TeamRole.LEADER)
    new = factories.member(team, chief, at, full_name="Phạm Thị Chín")
    given = actions.give_role(
        service=new, role=TeamRole.LEADER, since=LATER.dated, decision=LATER, by=chief, at=at
    )
    assert [one.member.full_name for one in roster.serving([team], on=LATER.dated)] == [
        "Phạm Thị Chín",
        "Lê Văn Tám",
    ]
    old.refresh_from_db()
    assert (old.ending, old.ending_number, old.until) == (Ending.ROLE, LATER.number, LATER.dated)
    assert given.decision_number == LATER.number
    assert strength(team) == strength(team, on=date(2025, 1, 1)) == 2


def test_one_leader_is_held_by_the_database(team, chief, at):
    factories.member(team, chief, at, role=TeamRole.LEADER)
    other = factories.member(team, chief, at, full_name="Phạm Thị Chín")
    with pytest.raises(IntegrityError):
        Service.objects.filter(pk=other.pk).update(role=TeamRole.LEADER)


def test_what_was_ended_meanwhile_is_not_ended_again(team, chief, at):
    service = factories.member(team, chief, at)
    end = {
        "until": date(2025, 9, 1),
        "ending": Ending.OWN_WISH,
        "decision": LATER,
        "by": chief,
        "at": at,
    }
    actions.end_service(service=service, **end)
    with pytest.raises(actions.AlreadyEnded):
        actions.end_service(service=service, **end)


def test_a_member_moves_to_another_team_and_is_counted_there(team, commune, chief, at):
    service = factories.member(team, chief, at)
    other = factories.team(commune, chief, at, name="Tổ số 2")
    actions.move_member(
        service=service, team=other, role=TeamRole.DEPUTY, since=LATER.dated, decision=LATER, by=chief, at=at
    )  # fmt: skip
    assert (strength(team), strength(other)) == (0, 1)
    for name, expected in (("joined", 1), ("left", 0)):
        period = Period(date(2024, 1, 1), date(2026, 1, 1))
        assert registry.ask(f"forces.{name}", scope_of(commune), period).numerator == expected


def test_nobody_of_another_commune_and_no_duty_officer_appoints(team, lan, hanh, at):
    for who in (lan, hanh):
        with pytest.raises(policy.NotAllowed):
            factories.member(team, who, at)


def test_only_the_account_of_a_team_member_of_the_commune_is_tied(
    team, chief, lan, team_member, at
):
    with pytest.raises(actions.NotAnAccountOfTheForce):
        factories.member(team, chief, at, user=lan)
    factories.member(team, chief, at, user=team_member)
    with pytest.raises(actions.NotAnAccountOfTheForce):
        factories.member(team, chief, at, full_name="Người Khác", user=team_member)


def test_training_calls_who_served_on_its_day_and_counts_who_came(team, commune, chief, at):
    first = factories.member(team, chief, at)
    factories.member(team, chief, at, full_name="Phạm Thị Chín", since=date(2026, 1, 5))
    training = actions.hold_training(
        unit=commune, teams=[team], held_on=date(2025, 12, 1), topic="FIRE", title="Chữa cháy",
        hours=4, by=chief, at=at,
    )  # fmt: skip
    assert [row.member_id for row in training.called.all()] == [first.member_id]
    assert actions.note_attendance(training=training, came=[first.member_id], by=chief, at=at) == 1
    share = registry.ask("forces.training_attendance_share", scope_of(commune), YEAR)
    assert (share.numerator, share.denominator) == (1, 1)
    assert registry.ask("forces.training_hours", scope_of(commune), YEAR).numerator == 4
    with pytest.raises(actions.HeldAlready):
        actions.hold_training(
            unit=commune, teams=[team], held_on=date(2025, 12, 1), topic="FIRE", title="Chữa cháy ",
            hours=4, by=chief, at=at,
        )  # fmt: skip


def test_training_of_nobody_is_refused(team, commune, chief, at):
    with pytest.raises(actions.NobodyToCall):
        factories.trained(commune, [team], chief, at, on=date(2025, 12, 1))


@pytest.mark.parametrize(
    ("trained_on", "is_fresh"),
    [(None, False), (date(2025, 3, 1), False), (date(2025, 3, 2), True), (date(2026, 3, 2), True)],
)
def test_training_counts_for_a_year(trained_on, is_fresh):
    assert service_rules.is_fresh(trained_on, date(2026, 3, 2)) is is_fresh


def test_gaps_are_ranked_by_what_mends_them_and_then_by_share(team, commune, chief, at):
    on = clock.local_day(at)
    other = factories.team(commune, chief, at, name="Tổ số 2", established=3, serving=3)
    factories.member(team, chief, at)
    found = strengthening.gaps(
        strengthening.standings(Team.objects.manned(on).order_by("pk"), on=on), on=on
    )
    told = [(gap.origin, gap.lacking, gap.of) for gap in found]
    assert told[:3] == [
        (f"team:{team.pk}:replace", 1, 2),
        (f"team:{team.pk}:recruit", 4, 5),
        (f"team:{team.pk}:train", 1, 1),
    ]
    assert found[0].leader_is_missing
    assert {origin for origin, *_numbers in told[3:]} == {
        f"team:{team.pk}:equip", f"team:{other.pk}:equip",
    }  # fmt: skip


def test_equipment_that_is_held_closes_the_gap(team, commune, chief, at):
    on = clock.local_day(at)
    actions.count_equipment(
        team=team, held={"radio": 2, "torch": 4}, counted_on=YEAR.last_day, by=chief, at=at
    )
    (one,) = strengthening.standings(Team.objects.manned(on), on=on)
    lacking = {shelf.item.id: shelf.lacking for shelf in one.shelves}
    assert (lacking["radio"], lacking["torch"], lacking["uniform"]) == (0, 0, 4)
    share = registry.ask("forces.equipment_share", scope_of(commune), YEAR)
    assert share.numerator == 6
    with pytest.raises(actions.UnknownItem):
        actions.count_equipment(team=team, held={"rifle": 1}, counted_on=on, by=chief, at=at)


def test_the_figures_count_by_hand(team, commune, chief, at):
    scope = scope_of(commune)
    for name, born in (("Một", 2000), ("Hai", 1990), ("Ba", 1990), ("Bốn", 1960)):
        factories.member(team, chief, at, full_name=name, birth_year=born)
    gone = factories.member(team, chief, at, full_name="Năm")
    actions.end_service(
        service=gone, until=date(2026, 1, 5), ending=Ending.OWN_WISH,
        decision=actions.ByDecision("2/QĐ-UBND", date(2026, 1, 4)), by=chief, at=at,
    )  # fmt: skip

    def ask(name):
        value = registry.ask(f"forces.{name}", scope, YEAR)
        return (value.numerator, value.denominator)

    assert ask("teams") == (1, None)
    assert ask("established") == (5, None)
    assert ask("serving") == (4, None)
    assert ask("vacancies") == (1, None)
    assert ask("strength_share") == (4, 5)
    assert ask("strength_18_30") == (1, None)
    assert ask("strength_31_45") == (2, None)
    assert ask("strength_61_70") == (1, None)
    assert ask("strength_over_70") == (0, None)
    assert ask("left") == (1, None)
    assert ask("joined") == (0, None)
    assert ask("turnover_share") == (1, 5)
    assert ask("teams_with_leader_share") == (0, 1)
    assert ask("trained_share") == (0, 4)
    assert [line.reference for line in registry.lines(registry.ask("forces.serving", scope, YEAR).sources[0])] == [
        team.name
    ]  # fmt: skip


def test_a_year_after_the_last_day_all_but_name_and_year_of_birth_is_forgotten(team, chief, at):
    gone = factories.member(team, chief, at)
    stays = factories.member(team, chief, at, full_name="Phạm Thị Chín")
    actions.end_service(
        service=gone, until=date(2025, 3, 1), ending=Ending.OWN_WISH,
        decision=actions.ByDecision("2/QĐ-UBND", date(2025, 2, 27)), by=chief, at=at,
    )  # fmt: skip
    assert actions.forget_details(at=at) == 1
    gone.member.refresh_from_db()
    assert gone.member.full_name == "Lê Văn Tám"
    assert gone.member.birth_year == 1985
    assert (gone.member.education, gone.member.is_resident) == ("", False)
    assert Member.objects.get(pk=stays.member_id).education
    assert actions.forget_details(at=at) == 0
    assert Entry.objects.filter(event="forces.details_forgotten").count() == 1
