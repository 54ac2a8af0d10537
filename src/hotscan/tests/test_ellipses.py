"""Ellipses against the plain scan, in the observed and in every replicate, and drawn where they lie."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotscan import (
    ELLIPSES,
    Analysis,
    ModelKind,
    Options,
    Penalty,
    ScanProblem,
    parameters,
    read,
    scan,
)
from hotscan.ellipses import Ellipse, forms
from hotscan.kernels import asking, dealing
from hotscan.scanning import lay
from hotscan.tests import naive
from hotscan.tests.reference_cases import case
from hotscan.tests.test_against_naive import Plain, Small, _dealt, _study, studies
from hotscan.weighing import WeighedMaxima
from hotscan.writing.tables import as_geojson, as_json, outline

POWERS = {Penalty.NONE: 0.0, Penalty.MEDIUM: 0.5, Penalty.STRONG: 1.0}
SHAPES = ((1.5, 4), (3.0, 5))


@st.composite
def elliptic(draw: st.DrawFn) -> Small:
    """Return a small spatial study in the plane."""
    small = draw(studies())
    at = st.tuples(st.integers(0, 4).map(float), st.integers(0, 4).map(float))
    n = len(small.points)
    small.globe, small.points = False, draw(st.lists(at, min_size=n, max_size=n))
    small.options = replace(
        small.options,
        model=draw(st.sampled_from([ModelKind.POISSON, ModelKind.BERNOULLI])),
        analysis=Analysis.SPATIAL,
        ellipses=SHAPES,
        penalty=draw(st.sampled_from(Penalty)),
    )
    return small


def _best(plain: Plain, cases: list[list[int]]) -> float:
    options, ratio = plain.options, plain.ratio()
    found = []
    for shape, angle in [(1.0, 0.0), *((s, 180 * i / n) for s, n in SHAPES for i in range(n))]:
        zones = naive.zones(
            plain.points, plain.weights(), options.max_share, options.max_radius or float("inf"), naive.elliptic(shape, angle)
        )  # fmt: skip
        best = naive.best(cases, plain.expected, list(zones), [(0, 0)], ratio, str(options.side))
        found.append(float(best * (4 * shape / (shape + 1) ** 2) ** POWERS[options.penalty]))
    return max(found)


@settings(max_examples=150, deadline=None)
@given(elliptic())
def test_the_strongest_ellipse_is_that_of_the_plain_scan(small: Small):
    plain = Plain(small, study := _study(small))
    found = scan(study, small.options).clusters
    assert (found[0].statistic if found else 0.0) == pytest.approx(
        _best(plain, plain.shown(plain.cases)), abs=1e-8
    )


@settings(max_examples=40, deadline=None)
@given(elliptic(), st.integers(0, 2**63 - 1))
def test_the_maximum_of_each_replicate_is_that_of_the_plain_scan(small: Small, seed: int):
    plain = Plain(small, study := _study(small))
    with ThreadPoolExecutor(1) as threads:
        ready = lay(study, small.options, threads)
        ground = ready.ground
        found = WeighedMaxima(ground, ready.forms.weights(ready.centres), seed, threads).of(
            np.arange(4)
        )
        rows = np.zeros((len(ground.model.counts), asking.WORDS, ground.model.reach), np.uint64)
        ground.model.dealer()(rows, np.arange(4), seed, ground.bits)
    dealing.add_up(rows, ground.bits, np.zeros(len(rows), np.int64))
    for replicate in range(4):
        dealt = _dealt(rows, replicate, ground.bits, ready.order, plain)
        assert found[replicate] == pytest.approx(_best(plain, dealt), abs=1e-8)


def test_the_forms_are_those_of_the_reference():
    found = forms(ELLIPSES, Penalty.NONE).forms
    assert len(found) == 1 + 4 + 6 + 9 + 12 + 15
    assert Ellipse(5.0, -48.0) in found
    assert Ellipse(3.0, 20.0) in found
    assert all(-90 < form.angle <= 90 for form in found)


def test_axes_and_angles_are_those_the_reference_prints(tmp_path: Any):
    one = case("ps_poisson_ellipse_10")
    files, options = parameters(one.written(tmp_path, MonteCarloReps=0))
    result = scan(read(files), options)
    written = json.loads(as_json(result))["clusters"]
    for found, expected in zip(written, one.clusters, strict=False):
        ellipse = found["ellipse"]
        assert found["center"] == expected["LOC_ID"]
        assert (ellipse["shape"], ellipse["angle"]) == (
            float(expected["E_SHAPE"]),
            float(expected["E_ANGLE"]),
        )
        assert ellipse["minor_axis"] == pytest.approx(float(expected["E_MINOR"]), rel=0.03)
        assert ellipse["major_axis"] == pytest.approx(float(expected["E_MAJOR"]), rel=0.03)
        assert found["test_statistic"] == found["llr"]


def test_a_drawn_ellipse_passes_through_its_last_place_and_holds_the_others(tmp_path: Any):
    files, options = parameters(case("ps_poisson_ellipse_10").written(tmp_path, MonteCarloReps=0))
    result = scan(read(files), options)
    cluster = result.clusters[0]
    assert cluster.position is not None
    ring = np.array(json.loads(as_geojson(result))["features"][0]["geometry"]["coordinates"][0])
    assert ring.tolist() == outline(cluster.position, cluster, globe=False)
    centre = np.array(cluster.position)
    edges = [cluster.form.half_axis(corner - centre) for corner in ring]
    inside = [
        cluster.form.half_axis(np.array(result.coordinates[place]) - centre)
        for place in cluster.places
    ]
    assert edges == pytest.approx([max(inside)] * len(edges))


def test_a_strong_penalty_lets_a_circle_win_over_a_slightly_better_ellipse(tmp_path: Any):
    one = case("ps_poisson_ellipse_10")
    free, medium, strong = (
        scan(read(files), options).clusters[0]
        for files, options in (
            parameters(one.written(tmp_path, MonteCarloReps=0, NonCompactnessPenalty=n))
            for n in (0, 1, 2)
        )
    )
    assert free.statistic == free.llr
    assert medium.statistic == pytest.approx(
        medium.llr * (4 * medium.form.shape / (medium.form.shape + 1) ** 2) ** 0.5
    )
    assert strong.statistic == pytest.approx(
        strong.llr * 4 * strong.form.shape / (strong.form.shape + 1) ** 2
    )
    assert strong.form.shape <= medium.form.shape <= free.form.shape
    assert strong.form.shape < free.form.shape


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"CoordinatesType": 1}, "plane coordinates"),
        ({"EllipseShapes": "2,3"}, "EllipseAngles"),
        ({"EllipseShapes": "0.5", "EllipseAngles": "4"}, "above 1"),
        ({"EllipseShapes": "wide"}, "numbers with commas"),
        ({"NonCompactnessPenalty": 3}, "NonCompactnessPenalty=3"),
    ],
)
def test_what_ellipses_cannot_do_is_refused(tmp_path: Any, changes: dict[str, Any], words: str):
    path = case("ps_poisson_ellipse_10").written(tmp_path, **changes)
    if (
        changes.get("CoordinatesType") == 1
    ):  # x and y of the file stand the other way round on the globe
        lines = [line.split() for line in (tmp_path / "ny_cartesian.geo").read_text().splitlines()]
        (tmp_path / "ny_cartesian.geo").write_text("".join(f"{n} {y} {x}\n" for n, x, y in lines))
    with pytest.raises(ScanProblem, match=words):
        files, options = parameters(path)
        scan(read(files), options)


def test_ellipses_are_of_space_alone(tmp_path: Any):
    files, options = parameters(case("ps_poisson_ellipse_10").written(tmp_path))
    with pytest.raises(ScanProblem, match="purely spatial"):
        replace(options, analysis=Analysis.RETROSPECTIVE).check(read(files))


def test_a_penalty_without_ellipses_is_refused():
    options = Options(model=ModelKind.POISSON, analysis=Analysis.SPATIAL, penalty=Penalty.STRONG)
    with pytest.raises(ScanProblem, match="without ellipses"):
        scan(_study(_one_place()), options)


def _one_place() -> Small:
    options = Options(model=ModelKind.POISSON, analysis=Analysis.SPATIAL)
    return Small(False, [(0.0, 0.0)], [(0, 0, 3)], [], [5.0], 1, options)
