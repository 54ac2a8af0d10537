"""A programme's year: candidates, the model unit, the survey that is stated, frozen and compared with today."""

import re
from datetime import date

import pytest
from django.urls import reverse

from binhyen.core import clock
from binhyen.desk.scorecard.tests.test_pages import text
from binhyen.movement import actions as movement
from binhyen.movement.models import CommitteeKind, Designation
from binhyen.people.models import Role
from binhyen.people.tests import factories as people
from binhyen.standards.models import Baseline
from binhyen.standards.tests import factories
from binhyen.standards.tests.factories import AT

pytestmark = pytest.mark.django_db
DAY = "10/4/2026"


@pytest.fixture(autouse=True)
def _on_20_november_2026(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def leader(province):
    return people.officer("Người đứng đầu tỉnh", Role.HEAD, province)


@pytest.fixture
def committee(province, leader):
    return movement.found_committee(
        unit=province, kind=CommitteeKind.STANDING, name="Ban Chỉ đạo tỉnh", since=date(2025, 8, 1),
        decision_number="5/QĐ-UBND", decided_on=date(2025, 8, 1), by=leader, at=AT,
    )  # fmt: skip


@pytest.fixture
def designation(committee, commune, leader):
    return movement.designate(
        committee=committee, unit=commune, year=2026, decision_number="21/QĐ-BCĐ",
        decided_on=date(2026, 3, 20), by=leader, at=AT,
    )  # fmt: skip


@pytest.fixture
def logged_in(client, leader):
    client.force_login(leader)
    client.cookies["ngon_ngu"] = "en"
    return client


def programme(committee, year=2026, kind="COMMUNE"):
    return reverse("desk:programme", args=[committee.pk, year]) + f"?loai={kind}"


def survey(designation):
    return reverse("desk:baseline", args=[designation.pk])


def test_candidates_stand_by_name_and_the_page_says_what_it_does_not_count(
    logged_in, committee, commune, other_commune
):
    shown = text(logged_in.get(programme(committee)))
    assert shown.index(other_commune.full_name) < shown.index(commune.full_name)
    assert "How many reports or matters came in is not shown, scored or sorted by" in shown


def test_a_unit_of_any_kind_is_designated_with_its_decision(logged_in, committee, commune, area):
    for unit, kind in ((commune, "COMMUNE"), (area, "RESIDENTIAL_AREA")):
        sent = {"unit": unit.pk, "decision_number": "21/QĐ-BCĐ", "decided_on": "20/3/2026"}
        assert logged_in.post(programme(committee, kind=kind), sent).status_code == 302
    assert Designation.objects.count() == 2
    shown = text(logged_in.get(programme(committee)))
    assert shown.count("21/QĐ-BCĐ") == 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"decided_on": "1/7/2025"}, "The committee&#x27;s term begins on 01/08/2025"),
        ({"decision_number": "5/QĐ-UBND", "decided_on": "1/9/2025"}, "stands on the decision of 01/08/2025"),
    ],
)  # fmt: skip
def test_a_designation_that_cannot_be_says_why(logged_in, committee, commune, typed, sentence):
    sent = {"unit": commune.pk, "decision_number": "21/QĐ-BCĐ", "decided_on": "20/3/2026"}
    assert sentence in text(logged_in.post(programme(committee), sent | typed))
    assert not Designation.objects.exists()


def test_a_unit_is_designated_once_a_year(logged_in, designation, committee, commune):
    sent = {"unit": commune.pk, "decision_number": "22/QĐ-BCĐ", "decided_on": "20/3/2026"}
    assert "designated for that year already" in text(logged_in.post(programme(committee), sent))


def test_a_designation_is_revoked_by_a_decision_stays_in_the_register_and_can_be_made_anew(
    logged_in, designation, committee, commune, leader
):
    address = reverse("desk:revoke_designation", args=[designation.pk])
    register = f"{reverse('desk:designations')}?don-vi={committee.unit_id}"
    assert address in text(logged_in.get(register))
    typed = {"decision_number": "30/QĐ-BCĐ", "decided_on": "1/3/2026", "because": "Rút đăng ký"}
    early = text(logged_in.post(address, typed))
    assert "between the designation, 20/03/2026, and today" in early and "Rút đăng ký" in early
    used = typed | {"decision_number": "21/QĐ-BCĐ", "decided_on": DAY}
    assert "stands on the decision of 20/03/2026 already" in text(logged_in.post(address, used))
    assert not Designation.objects.filter(revoked_on__isnull=False).exists()
    assert logged_in.post(address, typed | {"decided_on": DAY}).status_code == 302
    shown = text(logged_in.get(register))
    assert "revoked" in shown and "30/QĐ-BCĐ, 10/04/2026" in shown and "Rút đăng ký" in shown
    assert address not in shown
    again = text(logged_in.post(address, typed | {"decided_on": DAY}))
    assert "revoked before" in again
    movement.designate(
        committee=committee, unit=commune, year=2026, decision_number="31/QĐ-BCĐ",
        decided_on=date(2026, 5, 4), by=leader, at=AT,
    )  # fmt: skip
    assert Designation.objects.standing().count() == 1


def test_only_who_designates_for_the_committee_revokes(client, designation, secretary):
    client.force_login(secretary)
    address = reverse("desk:revoke_designation", args=[designation.pk])
    assert client.get(address).status_code == 404


def opened(logged_in, designation):
    factories.stored("model-9745-commune.yaml")
    sent = {"catalogue": "model9745.commune", "measured_on": DAY}
    assert logged_in.post(survey(designation), sent).status_code == 302
    return Baseline.objects.get()


def stated(baseline, *, met, not_met=()):
    sent = {}
    for criterion in met:
        sent |= {
            f"{criterion}-verdict": "met", f"{criterion}-paper": "12/BC-BCĐ",
            f"{criterion}-dated": DAY,
        }  # fmt: skip
    return sent | {f"{criterion}-verdict": "not_met" for criterion in not_met}


def open_ones(baseline):
    return [row.criterion for row in baseline.readings.order_by("pk") if not row.is_computed]


def frozen(client, designation):
    """Survey with 28 of 34 met, freeze it, and return the page."""
    baseline = opened(client, designation)
    left = open_ones(baseline)
    gaps = baseline.readings.exclude(criterion__in=left).filter(outcome="NOT_MET").count()
    sent = stated(baseline, met=left[: gaps - 6], not_met=left[gaps - 6 :])
    sent |= {"others": 13, "others-paper": "12/BC-BCĐ", "others-dated": DAY}
    assert client.post(survey(designation), sent).status_code == 302
    freeze = reverse("desk:freeze_baseline", args=[designation.pk])
    assert client.post(freeze).status_code == 302
    return text(client.get(survey(designation)))


def test_the_whole_survey_from_the_day_to_28_of_34(logged_in, designation):
    shown = frozen(logged_in, designation)
    assert '<span class="by-figure">28/34</span>' in shown
    assert "holds 21 of them, in 23 entries; 15 of these 21 were found met" in shown
    assert "states, as one number, that 13 of these 13 were met" in shown
    assert len(re.findall(r"by-squares__gap", shown)) == 6


def test_who_surveyed_is_led_on_to_the_plan_until_one_runs(logged_in, designation, leader):
    way = f'href="{reverse("desk:plans")}?don-vi={designation.committee.unit_id}"'
    shown = frozen(logged_in, designation)
    assert way in shown
    assert "Make it a task" not in shown
    plan = movement.draw_up_plan(
        committee=designation.committee, designation=designation, title="Kế hoạch năm", starts_on=date(2026, 4, 1),
        ends_on=date(2026, 12, 31), decision_number="22/KH-BCĐ", decided_on=date(2026, 3, 27), by=leader, at=AT,
    )  # fmt: skip
    shown = text(logged_in.get(survey(designation)))
    assert way not in shown
    assert shown.count("Make it a task") == 6
    assert survey(designation) in text(logged_in.get(reverse("desk:plan", args=[plan.pk])))


def test_a_fault_keeps_all_of_it_back_and_what_was_typed_stays(logged_in, designation):
    baseline = opened(logged_in, designation)
    first, second, *_rest = open_ones(baseline)
    sent = stated(baseline, met=[first, second]) | {f"{second}-paper": "theo lời anh Ba"}
    shown = text(logged_in.post(survey(designation), sent))
    assert "Give the number and signs of the paper" in shown
    assert "theo lời anh Ba" in shown
    assert not baseline.readings.exclude(stated_outcome="").exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"dated": "21/11/2026"}, "The paper cannot be dated after today"),
        ({"dated": ""}, "Give the date of the paper"),
        ({"verdict": ""}, "Say whether it was met or not met"),
    ],
)
def test_a_statement_that_cannot_be_says_why(logged_in, designation, typed, sentence):
    baseline = opened(logged_in, designation)
    first = open_ones(baseline)[0]
    sent = stated(baseline, met=[first]) | {f"{first}-{key}": value for key, value in typed.items()}
    assert sentence in text(logged_in.post(survey(designation), sent))


def test_more_than_the_others_are_refused(logged_in, designation):
    opened(logged_in, designation)
    sent = {"others": 14, "others-paper": "12/BC-BCĐ", "others-dated": DAY}
    assert "13" in text(logged_in.post(survey(designation), sent))
    assert Baseline.objects.get().others_met is None


def test_what_is_open_is_named_before_freezing(logged_in, designation):
    opened(logged_in, designation)
    shown = text(logged_in.post(reverse("desk:freeze_baseline", args=[designation.pk])))
    assert "neither computed nor stated yet: 1, 2.a, 2.b" in shown
    assert Baseline.objects.get().frozen_at is None


def test_a_day_to_come_is_refused(logged_in, designation):
    factories.stored("model-9745-commune.yaml")
    sent = {"catalogue": "model9745.commune", "measured_on": "21/11/2026"}
    assert "a day that is to come" in text(logged_in.post(survey(designation), sent))


def test_whose_business_it_is_not_reads_nothing(client, lan, designation, committee):
    client.force_login(lan)
    assert client.get(survey(designation)).status_code == 404
    assert client.get(programme(committee)).status_code == 404
    freeze = reverse("desk:freeze_baseline", args=[designation.pk])
    assert client.post(freeze).status_code == 404


def test_who_reads_but_does_not_survey_gets_no_form(client, hanh, designation):
    factories.stored("model-9745-commune.yaml")
    client.force_login(hanh)
    assert "measured_on" not in text(client.get(survey(designation)))
    sent = {"catalogue": "model9745.commune", "measured_on": DAY}
    assert client.post(survey(designation), sent).status_code == 403


def test_a_year_that_is_none_does_not_exist(logged_in, committee):
    assert logged_in.get(programme(committee, year=1999)).status_code == 404
