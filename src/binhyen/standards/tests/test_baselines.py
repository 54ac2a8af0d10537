"""A baseline computes what the house can, takes a person's word with a paper for the rest, and is frozen for good."""

import json
from datetime import date

import pytest

from binhyen.movement import actions as movement
from binhyen.movement.models import CommitteeKind
from binhyen.people import policy
from binhyen.places.models import Level
from binhyen.standards import actions, baselines
from binhyen.standards.actions import Others, Statement
from binhyen.standards.baselines import Change, Tally
from binhyen.standards.rules import Outcome
from binhyen.standards.tests import factories
from binhyen.standards.tests.factories import AT

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 10)
MET = Statement(is_met=True, paper_number="12/BC-BCĐ", dated=DAY)
NOT_MET = Statement(is_met=False)


@pytest.fixture
def designation(province, commune, appraiser):
    return designate(province, commune)


def designate(above, unit, year=2026):
    from binhyen.people.models import Role
    from binhyen.people.tests import factories as people

    leader = people.officer("Người lãnh đạo tỉnh", Role.HEAD, above)
    committee = movement.found_committee(
        unit=above, kind=CommitteeKind.STANDING, name="Ban Chỉ đạo tỉnh", since=date(2025, 8, 1),
        decision_number="5/QĐ-UBND", decided_on=date(2025, 8, 1), by=leader, at=AT,
    )  # fmt: skip
    return movement.designate(
        committee=committee, unit=unit, year=year, decision_number="21/QĐ-BCĐ",
        decided_on=date(2026, 3, 20), by=leader, at=AT,
    )  # fmt: skip


@pytest.fixture
def baseline(designation, secretary):
    return actions.open_baseline(
        designation=designation, catalogue=factories.stored("model-9745-commune.yaml"),
        measured_on=DAY, by=secretary, at=AT,
    )  # fmt: skip


def open_ones(baseline):
    return [row.criterion for row in baseline.readings.order_by("pk") if not row.is_computed]


def state(baseline, by, statements, **more):
    actions.state_baseline(baseline=baseline, statements=statements, by=by, at=AT, **more)


def test_the_catalogue_holds_21_numbered_criteria_of_34_in_23_entries():
    stored = factories.stored("model-9745-commune.yaml")
    counted = baselines.tally(stored, {})
    assert counted == Tally(met=0, held=21, entries=23, beyond=13, beyond_met=None)
    assert counted.total == 34


def test_a_numbered_criterion_is_met_when_all_its_points_are():
    stored = factories.stored("model-9745-commune.yaml")
    two = {f"model9745.cm.02{point}": Outcome.MET for point in "abc"}
    assert baselines.tally(stored, two).met == 1
    assert baselines.tally(stored, two | {"model9745.cm.02b": Outcome.NOT_MET}).met == 0


def test_a_catalogue_that_does_not_say_how_many_counts_its_entries():
    stored = factories.stored("model-9745-institution.yaml")
    assert baselines.tally(stored, {}) == Tally(0, 6, 6, 0, None)


def test_the_figures_are_those_of_the_last_whole_period(baseline):
    assert (baseline.since, baseline.until) == (date(2025, 1, 1), date(2026, 1, 1))


def test_what_the_house_computes_is_not_stated(baseline, secretary):
    models = baseline.readings.get(criterion="model9745.cm.09")
    assert models.is_computed
    assert models.effective is Outcome.NOT_MET
    with pytest.raises(actions.NotStated):
        state(baseline, secretary, {"model9745.cm.09": MET})


def test_statements_are_taken_all_or_none(baseline, secretary):
    with pytest.raises(actions.NotStated):
        state(baseline, secretary, {"model9745.cm.01": MET, "no.such": MET})
    assert baseline.readings.get(criterion="model9745.cm.01").stated_outcome == ""


@pytest.mark.parametrize("number", ["", "theo báo cáo của xã", "12 BC"])
def test_met_needs_the_number_of_a_paper_and_no_words(baseline, secretary, number):
    with pytest.raises(actions.PaperNeeded):
        state(baseline, secretary, {"model9745.cm.01": Statement(True, number, DAY)})


def test_a_paper_of_the_party_is_a_paper(baseline, secretary):
    state(baseline, secretary, {"model9745.cm.02a": Statement(True, "12-NQ/ĐU", DAY)})


def test_28_of_34_with_what_a_paper_states_of_the_others(baseline, secretary):
    unmet = len({row for row in baseline.readings.all() if row.effective is Outcome.NOT_MET})
    left = open_ones(baseline)
    statements = dict.fromkeys(left, MET) | dict.fromkeys(left[-(6 - unmet) :], NOT_MET)
    state(baseline, secretary, statements, others=Others(13, "12/BC-BCĐ", DAY))
    actions.freeze_baseline(baseline=baseline, by=secretary, at=AT)
    counted = baselines.tally_of(baseline)
    assert (counted.all_met, counted.total, counted.met, counted.held) == (28, 34, 15, 21)


def test_more_than_there_are_is_refused(baseline, secretary):
    with pytest.raises(actions.TooMany):
        state(baseline, secretary, {}, others=Others(14, "12/BC-BCĐ", DAY))


def test_what_is_still_open_is_named_before_freezing(baseline, secretary):
    state(baseline, secretary, dict.fromkeys(open_ones(baseline)[1:], MET))
    with pytest.raises(actions.StillOpen) as refusal:
        actions.freeze_baseline(baseline=baseline, by=secretary, at=AT)
    assert [criterion.no for criterion in refusal.value.criteria] == ["1"]
    assert baseline.frozen_at is None


@pytest.fixture
def frozen(baseline, secretary):
    state(baseline, secretary, dict.fromkeys(open_ones(baseline), MET))
    actions.freeze_baseline(baseline=baseline, by=secretary, at=AT)
    return baseline


def test_what_is_frozen_stays(frozen, secretary):
    with pytest.raises(actions.BaselineFrozen):
        state(frozen, secretary, {"model9745.cm.01": NOT_MET})
    with pytest.raises(actions.BaselineFrozen):
        actions.freeze_baseline(baseline=frozen, by=secretary, at=AT)
    frozen.refresh_from_db()
    assert frozen.is_frozen_intact()
    frozen.frozen = json.dumps(json.loads(frozen.frozen) | {"measured_on": "2020-01-01"})
    assert not frozen.is_frozen_intact()


def test_a_baseline_is_no_assessment(frozen, commune):
    assert not commune.assessments.exists()


def test_an_initiative_classed_later_mends_a_gap_and_leaves_the_baseline(frozen, commune, head):
    factories.initiative(commune, "Camera", head)
    compared, today = baselines.against_today(frozen, on=AT.date())
    changes = {row.criterion.id: row.change for row in compared}
    assert changes["model9745.cm.09"] is Change.MENDED
    assert changes["model9745.cm.01"] is Change.NOT_SHOWN
    assert frozen.readings.get(criterion="model9745.cm.09").effective is Outcome.NOT_MET
    assert today.total == 34


def test_there_is_one_beginning_and_it_is_not_to_come(designation, baseline, secretary):
    again = {"designation": designation, "catalogue": baseline.catalogue, "by": secretary, "at": AT}
    with pytest.raises(actions.AlreadySurveyed):
        actions.open_baseline(measured_on=DAY, **again)
    with pytest.raises(actions.DayToCome):
        actions.open_baseline(measured_on=date(2026, 11, 21), **again)


def test_a_catalogue_of_another_kind_of_unit_is_refused(designation, secretary):
    with pytest.raises(actions.NotForThisUnit):
        actions.open_baseline(
            designation=designation, catalogue=factories.stored("model-9745-institution.yaml"),
            measured_on=DAY, by=secretary, at=AT,
        )  # fmt: skip


def test_the_committee_above_may_survey_and_the_neighbour_may_not(baseline, lan, province):
    from binhyen.people.models import Role
    from binhyen.people.tests import factories as people

    above = people.officer("Thư ký tỉnh", Role.SECRETARY, province)
    state(baseline, above, {"model9745.cm.01": MET})
    with pytest.raises(policy.NotAllowed):
        state(baseline, lan, {"model9745.cm.01": NOT_MET})


def test_any_kind_of_unit_is_surveyed_by_its_own_set(province, commune, secretary):
    from binhyen.people.tests import factories as people

    school = people.unit("Trường Mỹ Thạnh", level=Level.SCHOOL, edition="local", parent=commune)
    head_of_school = people.officer("Hiệu trưởng", "HEAD", school)
    factories.stored("model-9745-institution.yaml")
    (stored,) = baselines.catalogues_for(school)
    opened = actions.open_baseline(
        designation=designate(province, school), catalogue=stored, measured_on=DAY,
        by=head_of_school, at=AT,
    )  # fmt: skip
    assert opened.readings.count() == 6
