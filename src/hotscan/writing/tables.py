"""A result for machines: JSON, CSV, GeoJSON, KML."""

import csv
import io
import json
from html import escape
from typing import Any, Final

import numpy as np

from hotscan.geometry import EARTH_RADIUS_KM
from hotscan.problems import ScanProblem
from hotscan.results import Cluster, GiniChoice, Result

_CORNERS: Final = 72  # of a circle drawn as a polygon
COLUMNS: Final = (
    "cluster", "center", "latitude_or_x", "longitude_or_y", "radius", "shape", "angle", "start", "end", "locations", "observed",
    "expected", "observed_over_expected", "relative_risk", "llr", "p_value", "gumbel_p_value",
    "recurrence_interval_days",
)  # fmt: skip


def as_json(result: Result) -> str:
    """Return the result as a JSON object with the options, the clusters, and the replicates' largest ratios in short."""
    return json.dumps(_document(result), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _document(result: Result) -> dict[str, Any]:
    options, maxima = result.options, result.maxima
    return {
        "model": str(options.model),
        "analysis": str(options.analysis),
        "start": result.line.label(int(result.line.edges[0])),
        "end": result.line.label(int(result.line.edges[-1]) - 1),
        "cases": result.cases,
        "locations": result.places,
        "replicates": len(maxima),
        "stopped_early": result.stopped_early,
        "complete": result.complete,
        "seed": options.seed,
        "null_max_llr": _quantiles(maxima) if len(maxima) else None,
        **({"gini": _gini(result.gini)} if options.gini else {}),
        "clusters": [_cluster(cluster, result) for cluster in result.clusters],
    }


def _gini(choice: GiniChoice | None) -> dict[str, Any] | None:
    if choice is None:
        return None
    return {
        "max_share": choice.share,
        "coefficients": {f"{share:g}": value for share, value in choice.coefficients.items()},
    }


def _quantiles(maxima: Any) -> dict[str, float]:
    q05, q50, q95, q99 = (float(q) for q in np.quantile(maxima, [0.05, 0.5, 0.95, 0.99]))
    return {
        "mean": float(maxima.mean()),
        "sd": float(maxima.std()),
        "q05": q05,
        "q50": q50,
        "q95": q95,
        "q99": q99,
    }


def _cluster(cluster: Cluster, result: Result) -> dict[str, Any]:
    return {
        "locations": list(cluster.locations),
        "center": cluster.center,
        "coordinates": list(cluster.position) if cluster.position else None,
        "radius_km" if result.on_globe else "radius": cluster.radius,
        "start": cluster.start,
        "end": cluster.end,
        "observed": cluster.observed,
        "expected": cluster.expected,
        "observed_over_expected": cluster.observed / cluster.expected,
        "relative_risk": cluster.relative_risk,
        **(_ellipse(cluster) if result.options.ellipses else {}),
        "llr": cluster.llr,
        "p_value": cluster.p_value,
        "gumbel_p_value": cluster.gumbel_p,
        "recurrence_interval_days": cluster.recurrence_interval_days,
        **({"by_gini": cluster.by_gini} if cluster.by_gini is not None else {}),
    }


def _ellipse(cluster: Cluster) -> dict[str, Any]:
    """Return the half axes, the longest one's angle from the x axis in degrees, and the ratio less the penalty."""
    form = cluster.form
    return {
        "ellipse": {
            "minor_axis": cluster.radius,
            "major_axis": cluster.radius * form.shape,
            "angle": form.angle,
            "shape": form.shape,
        },
        "test_statistic": cluster.statistic,
    }


def as_csv(result: Result) -> str:
    """Return a table with a heading and a line for each cluster; locations are divided by spaces, in quotes where they hold one."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for number, c in enumerate(result.clusters, 1):
        writer.writerow([
            number, c.center, *(c.position or ("", "")), c.radius, c.form.shape, c.form.angle, c.start, c.end, " ".join(map(_named, c.locations)), c.observed, c.expected,
            c.observed / c.expected, c.relative_risk, c.llr, c.p_value, c.gumbel_p, c.recurrence_interval_days,
        ])  # fmt: skip
    return out.getvalue()


def _named(location: str) -> str:
    return f'"{location}"' if " " in location else location


def as_geojson(result: Result) -> str:
    """Return the clusters' circles or ellipses as polygons, longitude before latitude (RFC 7946); plane coordinates stay as they are."""
    features = [
        {
            "type": "Feature",
            "properties": _cluster(cluster, result),
            "geometry": {
                "type": "Polygon",
                "coordinates": [outline(cluster.position, cluster, globe=result.on_globe)],
            }
            if cluster.position
            else None,
        }
        for cluster in result.clusters
    ]
    return (
        json.dumps(
            {"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1
        )
        + "\n"
    )


def as_kml(result: Result) -> str:
    """Return the clusters' circles for an earth viewer. Raises ScanProblem for coordinates of a plane, which are no place on it."""
    if not result.on_globe and any(cluster.position for cluster in result.clusters):
        raise ScanProblem(
            "KML shows the globe only and these coordinates are of a plane; ask for GeoJSON."
        )
    marks = "\n".join(
        _placemark(number, cluster) for number, cluster in enumerate(result.clusters, 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n'
        f"<name>hotscan</name>\n{marks}\n</Document></kml>\n"
    )


def _placemark(number: int, cluster: Cluster) -> str:
    words = f"{cluster.start} – {cluster.end}: {cluster.observed} observed, {cluster.expected:.2f} expected"
    name = f"{number}. {cluster.center or words}"
    return (
        f"<Placemark><name>{escape(name, quote=False)}</name><description>{escape(words, quote=False)}</description>"
        f"{_polygon(cluster.position, cluster) if cluster.position else ''}</Placemark>"
    )


def _polygon(position: tuple[float, float], cluster: Cluster) -> str:
    corners = " ".join(
        f"{east:.6f},{north:.6f},0" for east, north in outline(position, cluster, globe=True)
    )
    return f"<Polygon><outerBoundaryIs><LinearRing><coordinates>{corners}</coordinates></LinearRing></outerBoundaryIs></Polygon>"


def outline(position: tuple[float, float], cluster: Cluster, *, globe: bool) -> list[list[float]]:
    """Return the closed ring of corners round a cluster, counterclockwise (RFC 7946), first coordinate x or longitude.

    A zone of one place has no radius; it is drawn a thousandth of a degree, or a hundredth of a unit, wide so that it
    can be seen and no neighbour seems to lie in it.
    """
    turns = np.linspace(0, 2 * np.pi, _CORNERS + 1)
    if not globe:
        corners = cluster.form.outline(position, cluster.radius or 0.01, turns)
        return _closed([[float(x), float(y)] for x, y in corners])
    latitude, longitude = np.radians(position)
    angle = cluster.radius / EARTH_RADIUS_KM or np.radians(0.001)
    lat = np.arcsin(
        np.sin(latitude) * np.cos(angle) + np.cos(latitude) * np.sin(angle) * np.cos(turns)
    )
    lon = longitude - np.arctan2(
        np.sin(turns) * np.sin(angle) * np.cos(latitude),
        np.cos(angle) - np.sin(latitude) * np.sin(lat),
    )
    return _closed(
        [[float(a), float(b)] for a, b in zip(np.degrees(lon), np.degrees(lat), strict=True)]
    )


def _closed(ring: list[list[float]]) -> list[list[float]]:
    """Return a ring whose last corner is its first to the last bit, as the format demands."""
    return [*ring[:-1], ring[0]]
