"""Exact comparisons, absence, chance, pace, and the narrow form of an attestation."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.figures.rules import Period, Value
from binhyen.standards import rules
from binhyen.standards.rules import Measure, Outcome, Reason, Risk

YEAR = Period(date(2025, 11, 15), date(2026, 11, 15))
counts = st.integers(0, 10_000)


@pytest.mark.parametrize(
    ("numerator", "denominator", "op", "limit", "outcome"),
    [
        (18, 25, ">=", 70, Outcome.MET),  # 72 %
        (17, 25, ">=", 70, Outcome.NOT_MET),  # 68 %
        (7, 10, ">=", 70, Outcome.MET),  # exactly 70 %
        (6999, 10000, ">=", 70, Outcome.NOT_MET),  # would round to 70
        (199, 200, ">=", 100, Outcome.NOT_MET),  # 99.5 %
        (95, 100, ">", 95, Outcome.NOT_MET),
        (951, 1000, ">", 95, Outcome.MET),
        (25, 25, "=", 100, Outcome.MET),
        (3, None, ">=", 1, Outcome.MET),
        (0, None, ">=", 1, Outcome.NOT_MET),
        (7, None, "<=", 7, Outcome.MET),
        (7, None, "<", 7, Outcome.NOT_MET),
    ],
)
def test_a_share_is_compared_without_rounding(numerator, denominator, op, limit, outcome):
    assert rules.judge_threshold(Value(numerator, denominator), op, limit)[0] is outcome


@given(counts, st.integers(1, 10_000), st.integers(0, 100))
def test_the_comparison_agrees_with_the_fraction(numerator, denominator, limit):
    value = Value(numerator, denominator)
    assert rules.holds(value, ">=", limit) == (value.exact() >= limit)
    assert rules.holds(value, ">=", limit) != rules.holds(value, "<", limit)


def test_a_share_of_nothing_waits_for_a_person():
    assert rules.judge_threshold(Value(0, 0), ">=", 70) == (
        Outcome.PENDING,
        Reason.NOTHING_TO_DIVIDE,
    )


@pytest.mark.parametrize(
    ("confirmed", "pending", "outcome"),
    [
        (0, 0, Outcome.MET),
        (0, 2, Outcome.PENDING),
        (1, 0, Outcome.NOT_MET),
        (1, 2, Outcome.NOT_MET),
    ],
)
def test_only_closed_incidents_count_and_open_ones_hold_it_up(confirmed, pending, outcome):
    assert rules.judge_absence(confirmed, pending)[0] is outcome


@pytest.mark.parametrize(
    ("now", "before", "chance"),
    [
        (0, 0, 1.0),
        (5, 5, 1.0),
        (5, 7, 0.7744140625),  # binomial(12, 1/2): 2 * P(X <= 5)
        (0, 5, 0.0625),
        (0, 6, 0.03125),
        (1, 10, 0.01171875),
    ],
)
def test_the_chance_of_a_difference_is_the_conditional_binomial_test(now, before, chance):
    assert rules.chance_of_difference(now, before) == pytest.approx(chance)


@given(counts, counts)
def test_the_chance_is_the_same_both_ways_and_a_probability(now, before):
    chance = rules.chance_of_difference(now, before)
    assert chance == rules.chance_of_difference(before, now)
    assert 0 <= chance <= 1


@pytest.mark.parametrize(("now", "before"), [(480, 520), (500, 500), (450, 550), (499, 501)])
def test_the_fast_way_for_large_counts_agrees_with_the_exact_one(now, before, monkeypatch):
    exact = rules.chance_of_difference(now, before)
    monkeypatch.setattr(rules, "LARGE", 0)
    assert rules.chance_of_difference(now, before) == pytest.approx(exact, abs=2e-3)


def test_the_chance_never_changes_the_verdict_of_the_rule():
    assert rules.judge_threshold(Value(8), "<=", 7)[0] is Outcome.NOT_MET
    assert rules.expected_by_chance(rules.chance_of_difference(8, 7))


@pytest.mark.parametrize(
    ("measure", "today", "risk"),
    [
        (Measure(Outcome.MET, numerator=3, previous=10), date(2026, 5, 15), Risk.NONE),
        (Measure(Outcome.MET, numerator=6, previous=10), date(2026, 5, 15), Risk.PACE),
        (Measure(Outcome.PENDING, pending=1), date(2026, 1, 1), Risk.OPEN_MATTERS),
        (Measure(Outcome.MISSING), date(2026, 1, 1), Risk.NONE),
        (Measure(Outcome.MISSING), date(2026, 10, 15), Risk.PERIOD_ENDS),
        (Measure(Outcome.MET), date(2026, 11, 14), Risk.NONE),
    ],
)
def test_what_will_be_missed_at_this_pace(measure, today, risk):
    assert rules.risk_of_measure(measure, YEAR, today) is risk


@pytest.mark.parametrize(
    ("today", "risk"),
    [
        (date(2025, 12, 20), Risk.NONE),
        (date(2026, 1, 10), Risk.NONE),
        (date(2026, 3, 1), Risk.WINDOW_CLOSES),
        (date(2026, 3, 31), Risk.WINDOW_CLOSES),
        (date(2026, 4, 1), Risk.WINDOW_PASSED),
    ],
)
def test_a_paper_becomes_urgent_as_its_time_runs_out(today, risk):
    window = Period(date(2026, 1, 1), date(2026, 4, 1))
    assert rules.risk_of_window(window, today) is risk


GOOD = {
    "criterion": "tt124.cm.2",
    "is_met": True,
    "paper_number": "45/XN-CAX",
    "dated": date(2026, 11, 19),
}


def test_an_attestation_is_read():
    assert rules.read_attestation(GOOD) == rules.Attested(**GOOD)


@pytest.mark.parametrize("key", ["note", "reason", "name", "file", "text", "ghi_chu"])
def test_an_attestation_with_any_other_key_is_refused(key):
    with pytest.raises(rules.NotAnAttestation, match=key):
        rules.read_attestation({**GOOD, key: "x"})


@pytest.mark.parametrize("key", sorted(GOOD))
def test_an_attestation_without_one_of_its_keys_is_refused(key):
    with pytest.raises(rules.NotAnAttestation, match=key):
        rules.read_attestation({name: value for name, value in GOOD.items() if name != key})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("is_met", "yes"),
        ("is_met", None),
        ("paper_number", "một câu về ai đó"),
        ("paper_number", "45/XN-CAX vì lý do"),
        ("paper_number", "45/" + "X" * 60),
        ("paper_number", 45),
        ("dated", "2026-11-19"),
        ("criterion", 2),
    ],
)
def test_an_attestation_has_no_room_for_text(key, value):
    with pytest.raises(rules.NotAnAttestation):
        rules.read_attestation({**GOOD, key: value})


@pytest.mark.parametrize("number", ["45/XN-CAX", "12/2026/QĐ-UBND", "7a/BC-CAT", "1/QĐ-BCA-V05"])
def test_real_paper_numbers_are_taken(number):
    assert rules.is_paper_number(number)
