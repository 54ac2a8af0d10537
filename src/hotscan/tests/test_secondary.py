"""Which clusters stand beside a stronger one: the reference's rules, one by one, and the Gini choice."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from hotscan import (
    Analysis,
    Cluster,
    ModelKind,
    Result,
    ScanProblem,
    Secondary,
    parameters,
    read,
    scan,
)
from hotscan.gini import coefficient
from hotscan.tests import naive
from hotscan.tests.reference_cases import case
from hotscan.tests.test_against_naive import Small, _study, studies
from hotscan.writing.pictures import as_svg
from hotscan.writing.tables import as_csv, as_geojson, as_json, as_kml
from hotscan.writing.words import as_text


def _holds(one: Cluster, other: Cluster, globe: bool) -> bool:
    """Say whether the other's centre lies in one's circle."""
    assert one.position is not None and other.position is not None
    distance = (
        naive.great_circle if globe else lambda a, b: float(np.hypot(a[0] - b[0], a[1] - b[1]))
    )
    return distance(one.position, other.position) <= one.radius * (1 + 1e-7) + 1e-9


def _barred(rule: Secondary, strong: Cluster, weak: Cluster, globe: bool) -> bool:
    if strong.steps[0] > weak.steps[1] or weak.steps[0] > strong.steps[1]:
        return False
    within, around = _holds(strong, weak, globe), _holds(weak, strong, globe)
    return {
        Secondary.NO_OVERLAP: not set(strong.locations).isdisjoint(weak.locations),
        Secondary.NO_CENTERS_IN_OTHER: within or around,
        Secondary.NO_CENTERS_IN_STRONGER: within,
        Secondary.NO_CENTERS_IN_WEAKER: around,
        Secondary.NO_PAIRS: within and around,
        Secondary.ANY: False,
    }[rule]


def _names(clusters: list[Cluster]) -> list[tuple[str, tuple[str, ...]]]:
    return [(cluster.center, cluster.locations) for cluster in clusters]


@settings(max_examples=100, deadline=None)
@given(studies())
def test_every_rule_keeps_of_all_centres_best_windows_those_it_does_not_bar(small: Small):
    study = _study(small)
    if small.options.analysis is Analysis.TEMPORAL:
        return
    everything = list(scan(study, replace(small.options, secondary=Secondary.ANY)).clusters)
    assert len({cluster.center for cluster in everything}) == len(everything)
    for rule in Secondary:
        kept: list[Cluster] = []
        for cluster in everything:
            if not any(_barred(rule, stronger, cluster, small.globe) for stronger in kept):
                kept.append(cluster)
        found = list(scan(study, replace(small.options, secondary=rule)).clusters)
        assert _names(found) == _names(kept)


def _new_york(tmp_path: Any, **others: Any) -> Result:
    one = case("ps_poisson_cart_50")
    files, options = parameters(one.written(tmp_path, MonteCarloReps=199, **others))
    return scan(read(files), options)


def test_the_rule_is_chosen_by_its_number_in_a_parameter_file(tmp_path: Any):
    counts = [
        len(_new_york(tmp_path, CriteriaForReportingSecondaryClusters=n).clusters) for n in range(6)
    ]
    assert counts[0] < counts[1] <= min(counts[2:5])
    assert max(counts[2:5]) <= counts[5]


def test_the_gini_choice_takes_the_share_whose_clusters_part_the_map_best(tmp_path: Any):
    found = _new_york(tmp_path, ReportGiniClusters="y", ReportHierarchicalClusters="n")
    assert found.gini is not None
    assert found.gini.coefficients[found.gini.share] == max(found.gini.coefficients.values()) > 0
    assert len(found.gini.coefficients) == 15
    assert all(cluster.by_gini and (cluster.p_value or 1) < 0.05 for cluster in found.clusters)
    for share, expected in found.gini.coefficients.items():
        plain = _new_york(tmp_path, MaxSpatialSizeInPopulationAtRisk=100 * share)
        kept = [
            c for c in plain.clusters if (1 + (found.maxima >= c.llr - 1e-9).sum()) / 200 < 0.05
        ]
        assert expected == pytest.approx(
            _lorenz([(c.observed, c.expected) for c in kept], found.cases)
        )
        if share == found.gini.share:
            assert [c.locations for c in kept] == [c.locations for c in found.clusters]


def _lorenz(pairs: list[tuple[int, float]], total: int) -> float:
    """Return one less twice the area under a Lorenz curve, by trapezoids."""
    rest = total - sum(c for c, _ in pairs), total - sum(e for _, e in pairs)
    corners = sorted([*pairs, rest], key=lambda pair: pair[0] / pair[1])
    area = x = y = 0.0
    for observed, expected in corners:
        area += expected / total * (y + (y + observed / total)) / 2
        x, y = x + expected / total, y + observed / total
    return 1 - 2 * area


def test_both_reports_together_mark_what_gini_chose(tmp_path: Any):
    only = _new_york(tmp_path, ReportGiniClusters="y", ReportHierarchicalClusters="n")
    both = _new_york(tmp_path, ReportGiniClusters="y")
    plain = _new_york(tmp_path)
    marked = {c.locations for c in both.clusters if c.by_gini}
    assert marked == {c.locations for c in only.clusters}
    assert {c.locations for c in both.clusters} == marked | {c.locations for c in plain.clusters}
    assert [c.llr for c in both.clusters] == sorted((c.llr for c in both.clusters), reverse=True)
    written = json.loads(as_json(both))
    assert written["gini"]["max_share"] == both.gini.share if both.gini else False
    assert {c["by_gini"] for c in written["clusters"]} == {True, False}
    assert "by_gini" not in json.loads(as_json(plain))["clusters"][0]
    assert "The Gini choice: zones that expect at most" in as_text(both)


def test_a_map_without_clusters_has_no_gini():
    assert coefficient([], [], 10) == 0
    assert coefficient([5], [5.0], 10) == pytest.approx(0)
    assert coefficient([10], [5.0], 10) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ReportHierarchicalClusters": "n"}, "Nothing would be reported"),
        ({"ReportGiniClusters": "y", "MonteCarloReps": 0}, "needs replicates"),
        ({"ReportGiniClusters": "y", "SpatialMaxima": "10,70"}, "at most 0.5"),
        ({"GiniIndexClusterReportingType": 1}, "GiniIndexClusterReportingType=1"),
        ({"CriteriaForReportingSecondaryClusters": 6}, "CriteriaForReportingSecondaryClusters=6"),
    ],
)
def test_what_cannot_be_reported_is_refused(tmp_path: Any, changes: dict[str, Any], words: str):
    one = case("ps_poisson_cart_50")
    with pytest.raises(ScanProblem, match=words):
        files, options = parameters(one.written(tmp_path, **changes))
        scan(read(files), options)


def test_a_purely_temporal_cluster_is_everywhere(tmp_path: Any):
    files, options = parameters(case("temporal_poisson").written(tmp_path, MonteCarloReps=99))
    result = scan(read(files), options)
    (cluster,) = result.clusters
    assert (cluster.locations, cluster.position) == ((), None)
    assert result.history(cluster).sum() == result.cases
    written = json.loads(as_json(result))["clusters"][0]
    assert (written["locations"], written["coordinates"]) == ([], None)
    assert "everywhere" in as_text(result)
    assert json.loads(as_geojson(result))["features"][0]["geometry"] is None
    assert "<Polygon>" not in as_kml(result)
    assert "all locations" in as_svg(result)
    assert ",,,0.0," in as_csv(result)
    with pytest.raises(ScanProblem, match="another model for time alone"):
        scan(read(files), replace(options, model=ModelKind.PERMUTATION))


def test_the_gini_choice_is_made_in_space_alone(tmp_path: Any):
    one = case("ps_poisson_cart_50")
    files, options = parameters(one.written(tmp_path, ReportGiniClusters="y"))
    with pytest.raises(ScanProblem, match="The Gini choice is made in purely spatial analyses"):
        replace(options, analysis=Analysis.RETROSPECTIVE).check(read(files))
