"""Who judges whom, within which days, by which rule; what is asked, answered, voted and overridden."""

from datetime import date, datetime, timedelta

import pytest

from binhyen.core.clock import VIETNAM
from binhyen.figures.rules import Period
from binhyen.notices.models import Notice
from binhyen.people import policy
from binhyen.people.models import Role
from binhyen.people.tests import factories as people
from binhyen.places.models import Level
from binhyen.standards import actions, catalogues, matrix, measuring, scoring, years
from binhyen.standards.catalogues import Calls, FigureRule
from binhyen.standards.models import Mark, Override
from binhyen.standards.rules import Outcome
from binhyen.standards.tests import factories
from binhyen.standards.tests.factories import AT, ON, PERIOD

pytestmark = pytest.mark.django_db
SHIPPED = [catalogues.load(path) for path in catalogues.shipped()]


@pytest.fixture
def draft(commune, head, chief):
    return factories.dossier(commune, head=head, chief=chief)


@pytest.fixture
def under_appraisal(commune, head, chief, province_chief, appraiser):
    return factories.appraised(
        commune, head=head, chief=chief, province_chief=province_chief, appraiser=appraiser
    )


@pytest.mark.parametrize("catalogue", SHIPPED, ids=lambda one: one.id)
def test_every_catalogue_decides_by_its_rule(catalogue):
    met = dict.fromkeys((one.id for one in catalogue.criteria), Outcome.MET)
    assert scoring.unmet(catalogue, met) == []
    mandatory = [one for one in catalogue.criteria if one.is_mandatory]
    expected = mandatory if catalogue.decision_rule != "points" else []
    assert scoring.unmet(catalogue, {}) == expected
    full = scoring.score(catalogue, met, dict.fromkeys(met, 100))
    if not catalogue.classes:
        assert full is None
        return
    assert full.points == full.most == catalogue.points_max
    assert full.reached == catalogue.classes[0]
    assert scoring.score(catalogue, {}).reached == catalogue.classes[-1]


def test_points_give_the_class_and_unread_items_only_what_the_appraiser_gave():
    sheet = next(one for one in SHIPPED if one.id == "movement510.institution")
    met = dict.fromkeys((one.id for one in sheet.criteria), Outcome.MET)
    known = sum(one.points or 0 for one in sheet.criteria)
    assert scoring.score(sheet, met).points == known
    assert [one.no for one in scoring.score(sheet, met).unread] == ["4.b", "5+"]
    given = {"movement510.in.5": 60}
    assert scoring.score(sheet, met, given).points == known + 60
    assert scoring.score(sheet, met | {"movement510.in.5": Outcome.NOT_MET}, given).points == known


@pytest.mark.parametrize(
    ("level", "file"),
    [
        (Level.RESIDENTIAL_AREA, "tt124-residential-area.yaml"),
        (Level.AGENCY, "tt124-agency-enterprise.yaml"),
        (Level.ENTERPRISE, "tt124-agency-enterprise.yaml"),
        (Level.SCHOOL, "tt124-education.yaml"),
    ],
)
def test_the_commune_writes_down_and_decides_the_dossiers_of_its_units(
    commune, secretary, head, appraiser, level, file
):
    unit = people.unit("Đơn vị", level=level, edition="local", parent=commune)
    stored = factories.stored(file)
    period = stored.read().period(2026)
    dossier = actions.open_assessment(
        unit=unit, catalogue=stored, period=period, by=secretary, at=AT
    )
    early, late = period.since, period.until + timedelta(days=40)
    for day in (early, late):
        with pytest.raises(actions.OutsideWindow):
            actions.submit(
                assessment=dossier, paper="1/TTr", by=secretary,
                at=datetime(day.year, day.month, day.day, 9, tzinfo=VIETNAM),
            )  # fmt: skip
    dossier.state = "SUBMITTED"
    dossier.save(update_fields=["state"])
    with pytest.raises(actions.WrongLevel) as refused:
        actions.take_up(assessment=dossier, by=appraiser, at=AT)
    assert refused.value.competent == commune
    actions.take_up(assessment=dossier, by=head, at=AT)


def test_the_secretary_of_the_province_does_not_write_down_an_areas_dossier(
    commune, area, province
):
    above = people.officer("Cao Diễm My", Role.SECRETARY, province)
    stored = factories.stored(factories.AREA)
    with pytest.raises(policy.NotAllowed):
        actions.open_assessment(
            unit=area, catalogue=stored, period=stored.read().period(2026), by=above, at=AT
        )


def test_a_returned_dossier_may_come_back_after_the_window(under_appraisal, head, appraiser):
    actions.give_back(assessment=under_appraisal, why="Thiếu số.", by=appraiser, at=AT)
    actions.rework(assessment=under_appraisal, by=head, at=AT)
    later = AT + timedelta(days=30)
    actions.submit(assessment=under_appraisal, paper="22/TTr-UBND", by=head, at=later)
    assert under_appraisal.state == "SUBMITTED"


def test_the_minutes_hold_totals_that_add_up(draft, head, lan):
    typed = {"paper_number": "5/BB-UBND", "held_on": ON, "by": head, "at": AT}
    with pytest.raises(actions.DoesNotAddUp):
        actions.record_vote(assessment=draft, count=actions.Count(30, 25, 3, 1), **typed)
    vote = actions.record_vote(assessment=draft, count=actions.Count(30, 25, 3, 2), **typed)
    assert vote.present == 30
    with pytest.raises(policy.NotAllowed):
        actions.record_vote(
            assessment=draft, count=actions.Count(1, 1, 0, 0), **(typed | {"by": lan})
        )


def test_a_question_holds_the_decision_up_until_it_is_answered(under_appraisal, head, appraiser):
    with pytest.raises(actions.NoQuestionHere):
        actions.ask(
            assessment=under_appraisal, criterion="tt124.cm.2", words="Vì sao?", by=appraiser, at=AT
        )
    question = actions.ask(
        assessment=under_appraisal, criterion="tt124.cm.5", words="Ấp nào chưa đạt?", by=appraiser,
        at=AT,
    )  # fmt: skip
    assert Notice.objects.filter(user=head, what="DOSSIER_ASK").count() == 1
    decide = {"assessment": under_appraisal, "decision_number": "1/QĐ", "decided_on": ON, "by": appraiser, "at": AT}  # fmt: skip
    with pytest.raises(actions.OpenQuestions):
        actions.recognise(**decide)
    actions.answer(question=question, words="Ấp 4, đang làm lại.", by=head, at=AT)
    assert Notice.objects.filter(user=appraiser, what="DOSSIER_ANS").count() == 1
    with pytest.raises(actions.AnsweredAlready):
        actions.answer(question=question, words="Nữa.", by=head, at=AT)
    assert actions.recognise(**decide).decision_number == "1/QĐ"


def test_both_sides_mark_in_their_time_and_no_more_points_than_there_are(
    under_appraisal, head, appraiser
):
    with pytest.raises(policy.NotAllowed):
        actions.mark(
            assessment=under_appraisal, criterion="tt124.cm.5", is_met=True, by=head, at=AT
        )
    marked = actions.mark(
        assessment=under_appraisal, criterion="tt124.cm.5", is_met=True, by=appraiser, at=AT
    )
    assert marked.side == Mark.Side.ABOVE
    with pytest.raises(actions.TooManyPoints):
        actions.mark(
            assessment=under_appraisal, criterion="tt124.cm.5", is_met=True, points=3,
            by=appraiser, at=AT,
        )  # fmt: skip


def test_what_two_people_decided_otherwise_is_kept_for_ever(draft, head, chief):
    finding = draft.findings.get(criterion="tt124.cm.5")
    for outcome, why in (
        (Outcome.NOT_MET, "Một ấp chưa có quyết định."),
        (Outcome.MET, "Quyết định đã về."),
    ):
        actions.decide_finding(finding=finding, outcome=outcome, why=why, by=head, at=AT)
        actions.confirm_decision(finding=finding, by=chief, at=AT)
    kept = Override.objects.filter(finding=finding).order_by("pk")
    assert [(row.computed, row.decided) for row in kept] == [("MET", "NOT_MET"), ("MET", "MET")]
    frozen = actions.snapshot(draft)["findings"]
    (row,) = [one for one in frozen if one["criterion"] == "tt124.cm.5"]
    assert [one["why"] for one in row["overrides"]] == [
        "Một ấp chưa có quyết định.",
        "Quyết định đã về.",
    ]


def test_a_criterion_calls_another_over_the_units_below(commune, secretary):
    stored = factories.stored(factories.AREA)
    period = stored.read().period(2026)
    areas = [
        people.unit(f"Ấp {n}", level=Level.RESIDENTIAL_AREA, edition="local", parent=commune)
        for n in range(3)
    ]
    for area in areas[:2]:
        dossier = actions.open_assessment(
            unit=area, catalogue=stored, period=period, by=secretary, at=AT
        )
        dossier.findings.filter(criterion="tt124.ra.3e").update(outcome="MET")
        dossier.state = "SUBMITTED"
        dossier.save(update_fields=["state"])
    rule = FigureRule(
        "called", "areas", "areas", ">=", 60, "percent",
        is_compared_to_previous=False, calls=Calls("tt124.ra.3e", ("residential_area",)),
    )  # fmt: skip
    facts = measuring.gather(commune, PERIOD)
    found = measuring._threshold(rule, facts)
    assert (found.outcome, found.numerator, found.denominator) == (Outcome.MET, 2, 3)
    (source,) = measuring.lines_of(found.sources)
    assert [line["where"] for line in source["lines"]] == ["Ấp Ấp 0", "Ấp Ấp 1"]
    assert all(line["what"].startswith("Không có mâu thuẫn") for line in source["lines"])


def test_side_by_side_takes_as_many_queries_for_ten_units_as_for_two(
    commune, secretary, django_assert_num_queries
):
    stored = factories.stored(factories.AREA)
    period = stored.read().period(2026)
    areas = [
        people.unit(f"Ấp {n}", level=Level.RESIDENTIAL_AREA, edition="local", parent=commune)
        for n in range(10)
    ]
    for area in areas[:8]:
        actions.open_assessment(unit=area, catalogue=stored, period=period, by=secretary, at=AT)
    for units in (areas[:2], areas):
        with django_assert_num_queries(4):
            lines = matrix.side_by_side(units, stored, 2026)
    assert [line.assessment is not None for line in lines] == [True] * 8 + [False] * 2


def test_what_an_old_commune_achieved_stays_its_own_and_is_the_new_ones_past(
    old_commune, old_district, commune, head
):
    stored = factories.stored()
    period: Period = stored.read().period(2024)
    decider = people.officer("Hồ Thanh An", Role.HEAD, old_district)
    actions.record_recognition(
        unit=old_commune, catalogue=stored, period=period, decision_number="240/QĐ-UBND",
        decided_on=date(2024, 12, 6), by=decider,
        at=datetime(2024, 12, 6, 9, tzinfo=VIETNAM),
    )  # fmt: skip
    own, past = years.of(commune)
    assert own.years == ()
    (found,) = past
    assert found.unit == old_commune
    assert [(one.year, one.recognition.decision_number) for one in found.years] == [
        (2024, "240/QĐ-UBND")
    ]
