"""The whole of who may do what, held against a second table written by hand."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from binhyen.people import policy
from binhyen.people.grants import GRANTS
from binhyen.people.models import Post, Role
from binhyen.people.tests import factories

CAST = (
    "hanh", "tam", "lan", "chief", "province_chief", "secretary", "head", "appraiser",
    "administrator", "auditor", "editor", "team_member",
)  # fmt: skip
POLICE = {"hanh", "chief"}
COMMITTEE = {"secretary", "head", "chief"}
PROVINCE = {"tam", "province_chief", "appraiser", "auditor"}
HERE = {"hanh", "chief", "secretary", "head", "administrator", "editor"}

#: action -> who of the cast may do it to something that the commune holds. Nobody else may.
ON_THE_COMMUNE = {
    "places.add_unit": {"administrator", "secretary", "chief"},
    "people.appoint": {"administrator"},
    "audit.read": {"auditor"},
    "reports.read": POLICE,
    "reports.answer": POLICE,
    "reports.reveal_identity": {"chief"},
    "matters.receive": POLICE,
    "matters.read": POLICE,
    "matters.read_restricted": {"chief"},
    "matters.triage": POLICE,
    "matters.take_in_hand": POLICE,
    "matters.note": POLICE,
    "matters.settle": POLICE,
    "matters.propose": POLICE,
    "matters.answer_proposal": POLICE,
    "matters.refer": POLICE,
    "matters.merge": POLICE,
    "matters.split": POLICE,
    "matters.set_aside": POLICE,
    "matters.reopen": POLICE,
    "matters.close": POLICE,
    "matters.import": POLICE,
    "matters.export": POLICE,
    "matters.save_filter": POLICE,
    "matters.drop_shared_filter": {"chief"},
    "matters.assign": POLICE,
    "matters.transfer": POLICE,
    "matters.give_part": POLICE,
    "matters.end_part": POLICE,
    "matters.manage_crews": {"chief"},
    "matters.add_photo": POLICE,
    "matters.report_done": POLICE,
    "notices.own": HERE,
    "documents.print_posters": {"hanh", "chief", "secretary", "head", "administrator"},
    "documents.read": POLICE | COMMITTEE | {"administrator"},
    "documents.draft": POLICE | COMMITTEE,
    "documents.check_content": COMMITTEE,
    "documents.sign": {"head", "chief"},
    "documents.keep_register": {"secretary", "administrator"},
    "documents.word": {"administrator"},
    "documents.set_up_issuer": {"secretary", "head"},
    "matters.time": POLICE,
    "periodic.read": POLICE | COMMITTEE,
    "periodic.write": COMMITTEE,
    "periodic.choose": POLICE,
    "periodic.send": COMMITTEE,
    "periodic.receive": {"province_chief"},
    "periodic.set_timing": {"administrator", "secretary", "head"},
    "hotspots.read": POLICE | COMMITTEE,
    "hotspots.handle": POLICE,
    "hotspots.set_watch": {"administrator", "chief"},
    "matters.set_clocks": {"administrator", "chief"},
    "matters.ask_mediation": POLICE,
    "matters.mediate": set(),
    "matters.count_prolonged": COMMITTEE,
    "matters.hand_over": {"administrator", "chief", "province_chief"},
    "mergers.hand_over": {"administrator"},
    "matters.see_model": {"administrator"},
    "matters.train_model": {"administrator"},
    "figures.read": HERE | PROVINCE,
    "figures.state_total": {"chief", "province_chief"},
    "figures.close_year": COMMITTEE,
    "figures.reopen_year": {"province_chief"},
    "figures.reopen_own_year": {"head"},
    "forces.manage": COMMITTEE,
    "forces.read_members": COMMITTEE | POLICE,
    "forces.log_patrol": set(),
    "forces.read_patrols": COMMITTEE | POLICE,
    "forces.log_duty": COMMITTEE | POLICE,
    "forces.read_duties": COMMITTEE | POLICE,
    "forces.survey": COMMITTEE,
    "forces.type_in_survey": COMMITTEE | POLICE,
    "forces.read_survey_words": COMMITTEE,
    "movement.manage": COMMITTEE,
    "movement.count_pupils": COMMITTEE,
    "movement.set_step_dates": {"administrator", "secretary", "head"},
    "movement.designate": {"secretary", "head"},
    "movement.plan": COMMITTEE,
    "movement.read_plan": COMMITTEE | {"hanh", "province_chief", "appraiser"},
    "movement.report_own_task": COMMITTEE | {"hanh"},
    "standards.survey": COMMITTEE,
    "standards.read": HERE | PROVINCE,
    "standards.assess": COMMITTEE,
    "standards.submit": {"secretary", "head"},
    "standards.attest_here": {"chief"},
    "standards.attest_itself": {"head"},
    "standards.attest_from_above": {"province_chief"},
    "standards.assess_for": set(),
    "standards.load": {"administrator"},
    "standards.clone": {"administrator", "secretary", "head"},
    "standards.appraise": {"appraiser", "province_chief"},
    "standards.decide": {"appraiser"},
    "newsroom.approve": {"chief", "head"},
    "newsroom.enter": {"chief", "editor", "head"},
    "newsroom.edit": {"editor"},
    "newsroom.run_campaigns": COMMITTEE | {"editor"},
    "newsroom.read_campaigns": COMMITTEE | {"hanh", "editor", "province_chief", "appraiser"},
    "newsroom.list_campaigns": COMMITTEE | {"hanh", "editor"},
    "newsroom.note_own_activity": set(),
    "newsroom.moderate": {"editor", "secretary", "head"},
}


@pytest.fixture
def cast(request):
    return {name: request.getfixturevalue(name) for name in CAST}


def allowed(cast, action, thing, on):
    return {name for name, who in cast.items() if policy.can(who, action, thing, on=on)}


def test_every_action_is_in_the_table():
    assert set(ON_THE_COMMUNE) == set(GRANTS)


def test_who_may_do_what_on_the_commune(cast, commune, today):
    granted = {action: allowed(cast, action, commune, today) for action in GRANTS}
    assert granted == ON_THE_COMMUNE


def test_an_administrator_sees_no_reports_content(administrator, commune, today):
    reads = [name for name in GRANTS if name.startswith(("reports.", "matters.read"))]
    assert not [name for name in reads if policy.can(administrator, name, commune, on=today)]


def test_lan_of_the_other_commune_may_do_nothing_here(lan, commune, area, today):
    for action in GRANTS:
        assert not policy.can(lan, action, commune, on=today)
        assert not policy.can(lan, action, area, on=today)


def test_the_team_member_sees_matters_of_the_own_area_only(team_member, area, commune, today):
    may = {action for action in GRANTS if policy.can(team_member, action, area, on=today)}
    assert may == {
        "matters.read", "matters.note", "matters.add_photo", "matters.report_done", "matters.end_part",
        "forces.log_patrol", "forces.log_duty", "notices.own", "figures.read", "standards.read",
        "movement.read_plan", "movement.report_own_task",
    }  # fmt: skip
    assert not policy.can(team_member, "matters.read", commune, on=today)


def test_the_level_above_does_not_reach_into_the_communes_files(tam, commune, province, today):
    assert not policy.can(tam, "matters.read", commune, on=today)
    assert policy.can(tam, "matters.read", province, on=today)


def test_appraising_reaches_below_and_never_the_own_unit(appraiser, commune, province, today):
    assert policy.can(appraiser, "standards.appraise", commune, on=today)
    assert not policy.can(appraiser, "standards.appraise", province, on=today)


def test_a_unit_whose_code_begins_alike_is_not_below(province, today):
    longer = factories.unit("Khác", level="PROVINCE", code="801")
    appraiser = factories.officer("Thảo", Role.APPRAISER, province)
    assert not policy.can(appraiser, "standards.appraise", longer, on=today)


def test_anonymous_and_inactive_users_may_do_nothing(hanh, commune, today):
    assert not policy.can(AnonymousUser(), "matters.read", commune, on=today)
    hanh.is_active = False
    assert not policy.can(hanh, "matters.read", commune, on=today)


def test_an_action_nobody_ever_granted_is_a_mistake_and_not_a_no(hanh, commune, today):
    with pytest.raises(KeyError):
        policy.can(hanh, "matters.no_such_act", commune, on=today)


def test_a_refusal_names_action_person_and_thing(lan, commune, today):
    with pytest.raises(policy.NotAllowed, match=r"matters\.read .* Lê Ngọc Lan .* Xã Mỹ Thạnh"):
        policy.require(lan, "matters.read", commune, on=today)


def test_without_a_thing_some_post_must_grant_the_action(hanh, editor, today):
    assert policy.can(hanh, "matters.read", on=today)
    assert not policy.can(editor, "matters.read", on=today)


@pytest.mark.parametrize(
    ("days", "is_held"), [(-1, False), (0, True), (29, True), (30, False), (31, False)]
)
def test_a_post_is_held_from_its_first_day_until_the_day_before_its_end(
    commune, today, days, is_held
):
    who = factories.user("Nguyễn Tạm")
    factories.post(who, Role.DUTY_OFFICER, commune, since=today, until=today + timedelta(days=30))
    on = today + timedelta(days=days)
    assert policy.can(who, "matters.read", commune, on=on) is is_held
    assert Post.objects.in_force(on).filter(user=who).exists() is is_held


def test_several_posts_add_up(commune, other_commune, today):
    who = factories.user("Nguyễn Hai Vai")
    factories.post(who, Role.EDITOR, commune)
    factories.post(who, Role.DUTY_OFFICER, other_commune)
    assert policy.can(who, "newsroom.edit", commune, on=today)
    assert policy.can(who, "matters.read", other_commune, on=today)
    assert not policy.can(who, "matters.read", commune, on=today)
    granting = policy.posts_granting(who, "matters.read", on=today)
    assert [post.unit for post in granting] == [other_commune]


def test_asking_often_asks_the_database_once(hanh, commune, today, django_assert_num_queries):
    with django_assert_num_queries(1):
        for action in GRANTS:
            policy.can(hanh, action, commune, on=today)


def test_a_post_cannot_end_before_it_begins(commune):
    from django.db import IntegrityError, transaction

    who = factories.user("Nguyễn Ngược")
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.post(who, Role.EDITOR, commune, since=date(2026, 3, 2), until=date(2026, 3, 1))
