"""What is known already: relative risks, places taken out, and clusters taken out one by one."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotscan import (
    Analysis,
    Counts,
    Known,
    ModelKind,
    Options,
    Result,
    ScanProblem,
    Study,
    parameters,
    read,
    scan,
    study_of,
)
from hotscan.population import Population
from hotscan.tests import naive
from hotscan.tests.reference_cases import case
from hotscan.tests.test_against_naive import Plain, Small, _study, studies

Entry = tuple[int, int, int, float]  # place, first and last time, risk


def _known(entries: list[Entry]) -> Known:
    places, since, until = (np.array([entry[i] for entry in entries], np.int64) for i in range(3))
    return Known(places, since, until, np.array([entry[3] for entry in entries]))


@st.composite
def adjusted(draw: st.DrawFn) -> tuple[Small, list[Entry]]:
    """Return a small Poisson study and what is known of it."""
    small = draw(studies())
    small.options = replace(
        small.options, model=ModelKind.POISSON, analysis=draw(st.sampled_from(Analysis))
    )
    place, risk = st.integers(0, 5), st.sampled_from([0.0, 0.5, 3.0])
    entries = draw(
        st.lists(
            st.tuples(place, st.integers(0, 4), st.integers(0, 4), risk), min_size=1, max_size=3
        )
    )
    return small, [(p, min(a, b), max(a, b), r) for p, a, b, r in entries]


def _best(plain: Plain, entries: list[Entry]) -> float:
    """Return the strongest ratio with expectations multiplied cell by cell, and nothing where a risk is 0."""
    steps, share = plain.small.steps, sum(plain.people)
    usual = [[people / share / steps] * steps for people in plain.people]
    cases = [list(row) for row in plain.cases]
    for place, first, last, risk in entries:
        for step in range(first, min(last, steps - 1) + 1):
            usual[place][step] *= risk
            cases[place][step] *= bool(risk)
    total, sum_of_usual = sum(map(sum, cases)), sum(map(sum, usual))
    weights = [sum(row) for row in usual]
    usual = [[cell * total / sum_of_usual for cell in row] for row in plain_shown(plain, usual)]
    distance = naive.great_circle if plain.small.globe else naive.elliptic(1.0, 0.0)
    options = plain.options
    zones = (
        [list(range(len(plain.points)))]
        if options.analysis is Analysis.TEMPORAL
        else list(
            naive.zones(
                plain.points,
                weights,
                options.max_share,
                options.max_radius or float("inf"),
                distance,
            )
        )
    )
    return naive.best(
        plain_shown(plain, cases),
        lambda zone, first, last: sum(usual[place][step] for place in zone for step in range(first, last + 1)),
        zones, plain.windows(), naive.poisson_ratio(total), str(options.side),
    )  # fmt: skip


def plain_shown(plain: Plain, table: list[Any]) -> list[Any]:
    """Return a table by place and step, or by place alone where time does not matter."""
    return [[sum(row)] for row in table] if plain.options.analysis is Analysis.SPATIAL else table


@settings(max_examples=200, deadline=None)
@given(adjusted())
def test_known_risks_are_in_the_expectations_of_the_plain_scan(drawn: tuple[Small, list[Entry]]):
    small, entries = drawn
    study = _study(small)
    entries = [(p % len(study.names), a, b, r) for p, a, b, r in entries]
    plain = Plain(small, study)
    study = replace(study, known=_known(entries))
    out = {(p, t) for p, a, b, r in entries if r == 0 for t in range(a, b + 1)}
    if _nothing_is_left(plain, out):
        with pytest.raises(ScanProblem, match="no case"):
            scan(study, small.options)
        return
    found = scan(study, small.options).clusters
    assert (found[0].llr if found else 0.0) == pytest.approx(_best(plain, entries), abs=1e-8)


def _nothing_is_left(plain: Plain, out: set[tuple[int, int]]) -> bool:
    cells = [(p, t) for p, row in enumerate(plain.cases) for t, count in enumerate(row) if count]
    return all(cell in out for cell in cells)


@st.composite
def rectangles(draw: st.DrawFn) -> tuple[Small, list[int], list[int]]:
    """Return a small study, and the places and times of it that are to be taken out."""
    small = draw(studies())
    steps = st.lists(st.integers(0, small.steps - 1), max_size=2, unique=True)
    return small, draw(st.lists(st.integers(0, 5), max_size=2, unique=True)), draw(steps)


@settings(max_examples=150, deadline=None)
@given(rectangles())
def test_what_is_taken_out_is_as_if_it_had_never_been_counted(
    drawn: tuple[Small, list[int], list[int]],
):
    small, gone, times = drawn
    study = _study(small)
    if small.options.model is ModelKind.POISSON:  # what is expected goes too: the test above
        return
    n = len(study.names)
    gone = sorted({place % n for place in gone})
    entries = [(place, 0, small.steps - 1, 0.0) for place in gone]
    entries += [(place, time, time, 0.0) for time in times for place in range(n)]
    left = replace(
        study,
        cases=_kept(study.cases, gone, times),
        controls=study.controls and _kept(study.controls, gone, times),
    )
    adjusted = replace(study, known=_known(entries)) if entries else study
    if not left.cases.counts.sum():
        with pytest.raises(ScanProblem, match="no case"):
            scan(adjusted, small.options)
        return
    one, two = (scan(each, replace(small.options, replicates=9)) for each in (left, adjusted))
    assert np.array_equal(one.maxima, two.maxima)
    assert [c.llr for c in one.clusters] == [c.llr for c in two.clusters]
    outside = {name for place in gone for name in study.names[place]}
    assert all(outside.isdisjoint(cluster.locations) for cluster in two.clusters)


def _kept(counts: Counts, gone: list[int], times: list[int]) -> Counts:
    keep = ~np.isin(counts.places, gone) & ~np.isin(counts.times, times)
    return Counts(counts.places[keep], counts.times[keep], counts.strata[keep], counts.counts[keep])


def _three(model: ModelKind, analysis: Analysis) -> Study:
    options = Options(model=model, analysis=analysis)
    return _study(Small(False, [(0.0, 0.0), (1.0, 0.0), (3.0, 0.0)], [(0, 0, 3), (1, 2, 4), (2, 3, 1)], [(0, 1, 5)], [9.0, 9.0, 9.0], 4, options))  # fmt: skip


@pytest.mark.parametrize(
    ("model", "entries", "words"),
    [
        (ModelKind.PERMUTATION, [(0, 0, 1, 0.0)], "for the whole study"),
        (ModelKind.PERMUTATION, [(0, 0, 3, 2.0)], "only the Poisson model"),
        (ModelKind.BERNOULLI, [(0, 0, 3, 0.5)], "only the Poisson model"),
    ],
)
def test_a_model_that_cannot_know_this_refuses_it(
    model: ModelKind, entries: list[Entry], words: str
):
    study = replace(_three(model, Analysis.RETROSPECTIVE), known=_known(entries))
    with pytest.raises(ScanProblem, match=words):
        scan(study, Options(model=model, analysis=Analysis.RETROSPECTIVE, replicates=0))


def test_a_step_that_is_known_in_part_counts_by_its_part():
    study = _three(ModelKind.POISSON, Analysis.SPATIAL)
    line = study.timeline(Options(model=ModelKind.POISSON, analysis=Analysis.SPATIAL))
    factors = _known([(1, 2, 3, 3.0), (1, 3, 9, 0.0)]).factors(3, line)
    assert factors[:, 0].tolist() == [1.0, (1 + 1 + 3 + 0) / 4, 1.0]


@settings(max_examples=60, deadline=None)
@given(studies(), st.sampled_from([Analysis.SPATIAL, Analysis.TEMPORAL]))
def test_each_turn_is_a_scan_of_what_the_turns_before_left(small: Small, analysis: Analysis):
    model = (
        small.options.model
        if small.options.model is not ModelKind.PERMUTATION
        else ModelKind.POISSON
    )
    options = replace(
        small.options, model=model, analysis=analysis, replicates=19, iterations=3, iteration_p=1.0
    )
    study = _study(small)
    found = scan(study, options)
    for turn, cluster in enumerate(found.clusters):
        alone = scan(study, replace(options, iterations=0))
        assert cluster.llr == pytest.approx(alone.clusters[0].llr)
        assert cluster.p_value == pytest.approx(alone.clusters[0].p_value)
        assert turn < 3
        study = _emptied(study, cluster.places, *cluster.steps, analysis)


def _emptied(study: Study, gone: np.ndarray, first: int, last: int, analysis: Analysis) -> Study:
    """Return the study with counts and expectations of some places set to nothing by hand, during some steps."""
    if analysis is Analysis.SPATIAL:
        first, last = 0, 10**6
    assert study.population is not None
    cases = _left(study.cases, gone, first, last)
    controls = study.controls and _left(study.controls, gone, first, last)
    known = [(place, first, last, 0.0) for place in gone.tolist()]
    if analysis is Analysis.SPATIAL:
        people = np.where(np.isin(study.population.places, gone), 0.0, study.population.people)
        population = Population(
            study.population.places, study.population.times, study.population.strata, people
        )
        return replace(study, cases=cases, controls=controls, population=population)
    entries = [*(drawn_entries(study) if study.known else []), *known]
    return replace(study, cases=cases, controls=controls, known=_known(entries))


def _left(counts: Counts, gone: np.ndarray, first: int, last: int) -> Counts:
    keep = ~(np.isin(counts.places, gone) & (first <= counts.times) & (counts.times <= last))
    return Counts(counts.places[keep], counts.times[keep], counts.strata[keep], counts.counts[keep])


def drawn_entries(study: Study) -> list[Entry]:
    """Return the entries of a study's known risks."""
    known = study.known
    assert known is not None
    return list(
        zip(
            known.places.tolist(),
            known.since.tolist(),
            known.until.tolist(),
            known.risks.tolist(),
            strict=True,
        )
    )


def _new_york(tmp_path: Path, **others: Any) -> Result:
    files, options = parameters(
        case("ps_poisson_cart_50").written(tmp_path, **{"MonteCarloReps": 199, **others})
    )
    return scan(read(files), options)


def test_turns_end_with_the_first_cluster_that_chance_shows_too(tmp_path: Path):
    once, turns = _new_york(tmp_path), _new_york(tmp_path, IterativeScan="y")
    assert turns.clusters[0].locations == once.clusters[0].locations
    *strong, last = turns.clusters
    assert strong
    assert all((cluster.p_value or 1) <= 0.05 for cluster in strong)
    assert (last.p_value or 0) > 0.05
    taken = [name for cluster in turns.clusters for name in cluster.locations]
    assert len(taken) == len(set(taken))


def test_turns_are_counted(tmp_path: Path):
    assert len(_new_york(tmp_path, IterativeScan="y", IterativeScanMaxIterations=1).clusters) == 1
    with pytest.raises(ScanProblem, match="nothing for the Gini choice"):
        _new_york(tmp_path, IterativeScan="y", ReportGiniClusters="y")
    with pytest.raises(ScanProblem, match="one by one in purely spatial"):
        options = Options(model=ModelKind.POISSON, analysis=Analysis.RETROSPECTIVE, iterations=2)
        scan(_three(ModelKind.POISSON, Analysis.RETROSPECTIVE), options)


def test_a_file_of_known_risks_makes_a_known_cluster_no_news(tmp_path: Path):
    once = _new_york(tmp_path)
    known = once.clusters[0]
    risk = known.relative_risk
    (tmp_path / "known.adj").write_text("".join(f"{name} {risk}\n" for name in known.locations))
    named = {"UseAdjustmentsByRRFile": "y", "AdjustmentsByKnownRelativeRisksFilename": "known.adj"}
    after = _new_york(tmp_path, **named)
    assert after.clusters[0].locations != known.locations
    assert after.clusters[0].llr < known.llr
    (tmp_path / "known.adj").write_text("All 3\n")
    assert [c.llr for c in _new_york(tmp_path, **named).clusters] == pytest.approx(
        [c.llr for c in once.clusters]
    )
    (tmp_path / "known.adj").write_text(
        "".join(f"{name} 0 1990/1/1 1990/12/31\n" for name in known.locations)
    )
    turn = _new_york(tmp_path, IterativeScan="y").clusters[1]
    assert _new_york(tmp_path, **named).clusters[0].llr == turn.llr


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("T001", "two times or none"),
        ("T001 2 1990/1/1", "two times or none"),
        ("T001 -1", "cannot be less than 0"),
        ("T001 much", "must be a number"),
        ("T999 2", "no coordinates"),
        ("T001 2 1990/5/1 1990/4/1", "exchange them"),
        ("T001 2 1990/13/1 1990/4/1", "not a date"),
        ("T001 2 1909/1/1 1909/12/31", "lie outside the study"),
    ],
)
def test_a_wrong_line_of_known_risks_is_named(tmp_path: Path, line: str, words: str):
    (tmp_path / "known.adj").write_text(f"T002 1\n{line}\n")
    with pytest.raises(ScanProblem, match=words) as refusal:
        _new_york(
            tmp_path,
            UseAdjustmentsByRRFile="y",
            AdjustmentsByKnownRelativeRisksFilename="known.adj",
        )
    assert refusal.value.line == 2
    with pytest.raises(ScanProblem, match="must say which file"):
        _new_york(tmp_path, UseAdjustmentsByRRFile="y")


JOINED: dict[str, Any] = {
    "coordinates": {"location": ["A", "B", "C"], "x": [0, 0, 5], "y": [0, 0, 5]},
    "population": {"location": ["A", "B", "C"], "population": [100, 300, 100]},
    "cases": {"location": ["A", "B", "C"], "cases": [4, 8, 2]},
    "globe": False, "times": "none", "start": "2025-01-01", "end": "2025-12-31",
}  # fmt: skip


def test_a_risk_of_all_locations_at_a_point_counts_once(tmp_path: Path):
    (tmp_path / "a.adj").write_text("A 2\nB 2\n")
    known = study_of(**JOINED, adjustments=tmp_path / "a.adj").known
    assert known is not None
    assert (known.places.tolist(), known.risks.tolist()) == ([0], [2.0])
    (tmp_path / "a.adj").write_text("A 2\nall 3\nB 2\nA 5\nB 5\n")
    known = study_of(**JOINED, adjustments=tmp_path / "a.adj").known
    assert known is not None
    line = study_of(**JOINED).timeline(Options(model=ModelKind.POISSON, analysis=Analysis.SPATIAL))
    assert known.factors(2, line)[:, 0].tolist() == [30.0, 3.0]


@pytest.mark.parametrize("words", ["A 2\n", "C 2\nA 2\nB 3\n", "A 2\nB 2 2025/1/1 2025/6/30\n"])
def test_risks_that_differ_within_a_point_cannot_be_told_apart(tmp_path: Path, words: str):
    (tmp_path / "a.adj").write_text(words)
    with pytest.raises(ScanProblem, match=r"A and B lie at one point .* risks differ") as refusal:
        study_of(**JOINED, adjustments=tmp_path / "a.adj")
    assert refusal.value.line == words.split("\n").index("A 2") + 1
