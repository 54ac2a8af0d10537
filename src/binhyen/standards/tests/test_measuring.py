"""What criteria come to: figures by name, stated totals of merged units, open matters, missing rooms."""

from datetime import date

import pytest

from binhyen.figures import registry
from binhyen.figures.measures import Measure
from binhyen.figures.rules import Source, Value
from binhyen.forces.models import Level as Rating
from binhyen.people.tests import factories as people
from binhyen.standards import measuring, scorecard
from binhyen.standards.rules import Outcome, Reason, Risk
from binhyen.standards.tests import factories
from binhyen.standards.tests.factories import ON, PERIOD

pytestmark = pytest.mark.django_db


@pytest.fixture
def matters(monkeypatch):
    """Stand in for the room of matters: confirmed and open ones by category."""
    known = {"confirmed": {}, "pending": {}}
    figures = dict(registry._figures)
    kinds = dict(registry._kinds)
    monkeypatch.setattr(registry, "_figures", figures)
    monkeypatch.setattr(registry, "_kinds", kinds)

    def answer(which, scope):
        n = sum(known[which].get(code, 0) for code in scope.categories or ())
        return Value(n, sources=(Source("matters", n, {"which": which}),))

    registry.figure(
        "matters.confirmed", measure=Measure.MATTERS, title="", definition="", by_category=True
    )(lambda scope, period: answer("confirmed", scope))
    registry.figure(
        "matters.pending", measure=Measure.MATTERS, title="", definition="", by_category=True
    )(lambda scope, period: answer("pending", scope))
    registry.lists("matters", guarded_by="matters.read")(
        lambda filters: [registry.Line(f"VV-{filters['which']}")]
    )
    return known


def criterion(file: str, criterion_id: str):
    return factories.stored(file).read().criterion(criterion_id)


def measured(unit, criterion_id, *, file=factories.AREA):
    return measuring.measure(criterion(file, criterion_id), measuring.gather(unit, PERIOD))


def test_a_figure_that_no_room_registers_is_not_computed_and_never_zero(commune, monkeypatch):
    monkeypatch.setattr(registry, "_figures", {})
    for criterion_id in ("tt124.cm.1d", "tt124.cm.4", "tt124.cm.5"):
        found = measured(commune, criterion_id, file=factories.COMMUNE)
        assert (found.outcome, found.reason) == (Outcome.MISSING, Reason.NOT_COMPUTED)
        assert found.numerator is None
    assert measured(commune, "tt124.ra.3e").reason is Reason.NOT_COMPUTED


def test_no_open_and_no_confirmed_matter_is_met(commune, matters):
    assert measured(commune, "tt124.ra.4c").outcome is Outcome.MET


def test_an_open_matter_of_the_category_makes_it_pending(commune, matters):
    matters["pending"]["DRG-SPOT"] = 2
    found = measured(commune, "tt124.ra.4c")
    assert (found.outcome, found.reason, found.pending) == (
        Outcome.PENDING,
        Reason.OPEN_MATTERS,
        2,
    )
    assert [source.filters["which"] for source in found.sources] == ["confirmed", "pending"]


def test_a_confirmed_matter_of_another_category_does_not_count(commune, matters):
    matters["confirmed"]["NOI"] = 40
    assert measured(commune, "tt124.ra.4c").outcome is Outcome.MET
    matters["confirmed"]["GMB-SPOT"] = 1
    assert measured(commune, "tt124.ra.4c").outcome is Outcome.NOT_MET


def test_a_statistical_category_comes_from_a_stated_total_only(commune, chief, matters):
    matters["confirmed"]["CRM-SERIOUS"] = 5
    assert measured(commune, "tt124.ra.4b").reason is Reason.NOT_STATED

    factories.state(commune, "CRM-SERIOUS", 0, chief)

    found = measured(commune, "tt124.ra.4b")
    assert (found.outcome, found.numerator) == (Outcome.MET, 0)


def test_one_of_two_totals_stated_is_still_missing_unless_it_happened(commune, chief):
    factories.state(commune, "TRF-SERIOUS", 0, chief)
    half = measured(commune, "tt124.ra.4d")
    assert (half.outcome, half.numerator) == (Outcome.MISSING, None)
    factories.state(commune, "TRF-SERIOUS", 1, chief)
    assert measured(commune, "tt124.ra.4d").outcome is Outcome.NOT_MET


def test_a_total_is_compared_with_the_period_before_and_chance_stands_beside(commune, chief):
    factories.state(commune, "CRM-SOCIAL", 8, chief)
    assert measured(commune, "tt124.ra.4a").reason is Reason.PREVIOUS_NOT_STATED

    factories.state(commune, "CRM-SOCIAL", 7, chief, period=PERIOD.previous())

    found = measured(commune, "tt124.ra.4a")
    assert (found.outcome, found.numerator, found.previous) == (Outcome.NOT_MET, 8, 7)
    assert found.chance == 1.0


def test_after_a_merger_the_previous_total_is_the_sum_over_the_merged_units(
    commune, old_commune, chief
):
    second = people.unit("Mỹ Phước", edition="2024", since=date(2004, 7, 1), until=people.REFORM)
    people.succeed(second, commune)
    factories.state(commune, "CRM-SOCIAL", 8, chief)
    old_chief, second_chief = (
        people.officer(name, people.Role.CHIEF, unit)
        for name, unit in (("Tạ Văn Hai", old_commune), ("Tạ Văn Ba", second))
    )
    factories.state(old_commune, "CRM-SOCIAL", 5, old_chief, period=PERIOD.previous())
    # one of two has not stated: no half sums
    assert measured(commune, "tt124.ra.4a").reason is Reason.PREVIOUS_NOT_STATED

    factories.state(second, "CRM-SOCIAL", 4, second_chief, period=PERIOD.previous())

    found = measured(commune, "tt124.ra.4a")
    assert (found.outcome, found.previous, found.is_summed) == (Outcome.MET, 9, True)


@pytest.mark.parametrize(("recognised", "outcome"), [(18, Outcome.MET), (17, Outcome.NOT_MET)])
def test_eighteen_of_twenty_five_areas_meet_seventy_percent(commune, head, recognised, outcome):
    factories.areas(commune, total=25, recognised=recognised, by=head)
    found = measured(commune, "tt124.cm.5", file=factories.COMMUNE)
    assert (found.outcome, found.numerator, found.denominator) == (outcome, recognised, 25)
    assert sum(source.count for source in found.sources) == recognised


def test_a_commune_without_areas_needs_a_persons_decision(commune):
    found = measured(commune, "tt124.cm.5", file=factories.COMMUNE)
    assert (found.outcome, found.reason) == (Outcome.PENDING, Reason.NOTHING_TO_DIVIDE)


def test_the_rating_of_the_team_that_serves_an_area_is_compared_by_level(commune, area, chief):
    team = factories.team(commune, "Tổ Cầu Lớn", chief, areas=(area,))
    factories.rate(commune, chief, {team: Rating.NOT_COMPLETED})
    assert measured(area, "tt124.ra.5").outcome is Outcome.NOT_MET
    factories.rate(commune, chief, {team: Rating.COMPLETED})
    assert measured(area, "tt124.ra.5").outcome is Outcome.MET


def test_lineage_lists_exactly_the_counted_records(commune, head, chief):
    made = factories.areas(commune, total=4, recognised=3, by=head)
    factories.initiative(commune, "Camera Ấp 1", head)
    found = measured(commune, "tt124.cm.5", file=factories.COMMUNE)
    (source,) = measuring.lines_of(found.sources)
    assert [line["where"] for line in source["lines"]] == [unit.full_name for unit in made[:3]]
    found = measured(commune, "tt124.cm.1d", file=factories.COMMUNE)
    (source,) = measuring.lines_of(found.sources)
    assert [line["reference"] for line in source["lines"]] == ["Camera Ấp 1"]
    assert source["count"] == found.numerator == 1


def test_the_scorecard_of_a_running_year_says_what_is_urgent(commune, chief):
    factories.state(commune, "CRM-SERIOUS", 0, chief)
    card = scorecard.live(commune, factories.stored(), PERIOD, on=date(2026, 3, 20))
    risks = {row.criterion.no: row.risk for row in card.rows}
    assert risks["1.b"] is Risk.WINDOW_CLOSES
    assert risks["1.d"] is Risk.NONE
    card = scorecard.live(commune, factories.stored(), PERIOD, on=date(2026, 10, 20))
    risks = {row.criterion.no: row.risk for row in card.rows}
    assert risks["1.b"] is Risk.WINDOW_PASSED
    assert risks["1.d"] is Risk.PERIOD_ENDS


def test_the_scorecard_and_the_dossier_computed_at_once_agree(commune, head, chief, matters):
    matters["pending"]["DSP-PROLONGED"] = 1
    factories.stored(factories.AREA)
    dossier = factories.dossier(commune, head=head, chief=chief)
    card = scorecard.live(commune, factories.stored(), PERIOD, on=ON)

    def seen(rows):
        return [
            (row.criterion.id, row.outcome, row.measure.numerator, row.measure.denominator)
            for one in rows
            for row in (one, *one.included)
        ]

    assert seen(card.rows) == seen(scorecard.of_assessment(dossier))
    assert ("tt124.ra.3e", Outcome.PENDING, 0, None) in seen(card.rows)


def test_after_a_period_has_ended_its_scorecard_is_shown_first(commune):
    stored = factories.stored()
    assert scorecard.default_period(commune, stored, on=date(2026, 11, 20)) == PERIOD
    assert scorecard.default_period(commune, stored, on=date(2026, 6, 1)) == PERIOD
    later = scorecard.default_period(commune, stored, on=date(2027, 3, 1))
    assert later == stored.read().period(2027)
