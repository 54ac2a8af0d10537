"""A result as a picture: every place as a dot, the clusters as circles or ellipses, and under the map the strongest one's time."""

from html import escape
from typing import Final

import numpy as np

from hotscan.geometry import Floats
from hotscan.results import Cluster, Result
from hotscan.writing.tables import outline

_WIDTH: Final = 720
_MAP: Final = 520  # height of the map
_TIME: Final = 150  # height of the time picture
_EDGE: Final = 24
_COLOURS: Final = ("#b3261e", "#8a5a00", "#1f5fa8", "#5b3f99", "#2d6a4f")
_SHOWN: Final = 5  # clusters drawn
_LIKELY: Final = 0.05  # dashed above it
_LEAST: Final = 6.0  # of a ring's radius: one place has none, and must be seen all the same


def as_svg(result: Result) -> str:
    """Return the map and the time picture; what the colours say is written beside them."""
    shown = result.clusters[:_SHOWN]
    title = f"{len(result.clusters)} clusters, {result.cases:,} cases, {result.places:,} places"
    body = [*_map(result, shown), *(_time(result, shown[0]) if shown else [])]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_MAP + _TIME}" role="img" '
        f'font-family="sans-serif" font-size="13"><title>{escape(title, quote=False)}</title>'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(body)}</svg>\n'
    )


class _Frame:
    """How coordinates become points of the picture: one scale both ways, north upward."""

    def __init__(self, x: Floats, y: Floats, squeeze: float) -> None:
        self._squeeze = squeeze
        wide, high = max(float(np.ptp(x)) * squeeze, 1e-9), max(float(np.ptp(y)), 1e-9)
        self._scale = min((_WIDTH * 0.6 - 2 * _EDGE) / wide, (_MAP - 2 * _EDGE) / high)
        self._left, self._top = float(x.min()), float(y.max())

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the picture, from its left upper corner."""
        return (
            _EDGE + (x - self._left) * self._squeeze * self._scale,
            _EDGE + (self._top - y) * self._scale,
        )


def _map(result: Result, shown: tuple[Cluster, ...]) -> list[str]:
    pairs = np.array(result.coordinates)
    x, y = (pairs[:, 1], pairs[:, 0]) if result.on_globe else (pairs[:, 0], pairs[:, 1])
    frame = _Frame(x, y, float(np.cos(np.radians(y.mean()))) if result.on_globe else 1.0)
    dots = "".join(
        f"M{px:.1f} {py:.1f}h0"
        for px, py in (frame.point(a, b) for a, b in zip(x.tolist(), y.tolist(), strict=True))
    )
    parts = [
        f'<path d="{dots}" stroke="#767676" stroke-width="2.5" stroke-linecap="round" fill="none"/>'
    ]
    for number, cluster in enumerate(shown, 1):
        parts += _ring(number, cluster, frame, globe=result.on_globe)
    return parts


def _ring(number: int, cluster: Cluster, frame: _Frame, *, globe: bool) -> list[str]:
    colour = _COLOURS[number - 1]
    x, y = _WIDTH * 0.6 + 8, _EDGE + 20 + 84 * (number - 1)
    chance = f"p = {cluster.p_value:.3g}" if cluster.p_value is not None else "chance not asked"
    rows = (
        f"{cluster.start} – {cluster.end}",
        f"{cluster.observed:,} observed, {cluster.expected:.1f} expected",
        f"{_so_many(cluster)}, {chance}",
    )
    words = "".join(
        f'<text x="{x + 22}" y="{y + 17 * i}">{escape(row, quote=False)}</text>'
        for i, row in enumerate(rows)
    )
    ring = (
        _outline(number, cluster.position, cluster, frame, globe=globe) if cluster.position else []
    )
    return [
        *ring,
        f'<text x="{x}" y="{y}" font-weight="700" fill="{colour}">{number}</text>',
        words,
    ]


def _so_many(cluster: Cluster) -> str:
    if len(cluster.locations) == 1:
        return "1 location"
    return f"{len(cluster.locations) or 'all'} locations"


def _outline(
    number: int, position: tuple[float, float], cluster: Cluster, frame: _Frame, *, globe: bool
) -> list[str]:
    points = [frame.point(a, b) for a, b in outline(position, cluster, globe=globe)]
    if max(y for _, y in points) - min(y for _, y in points) < 2 * _LEAST:
        x, y = frame.point(*(reversed(position) if globe else position))
        turns = np.linspace(0, 2 * np.pi, len(points))
        points = [(x + _LEAST * float(np.cos(t)), y + _LEAST * float(np.sin(t))) for t in turns]
    colour = _COLOURS[number - 1]
    corners = " ".join(f"{px:.1f},{py:.1f}" for px, py in points)
    likely = cluster.p_value is not None and cluster.p_value > _LIKELY
    dashed = ' stroke-dasharray="5 4"' if likely else ""
    top = min(points, key=lambda point: point[1])
    return [
        f'<polygon points="{corners}" fill="{colour}" fill-opacity=".14" stroke="{colour}" stroke-width="2"{dashed}/>',
        f'<text x="{top[0]:.1f}" y="{top[1] - 4:.1f}" text-anchor="middle" font-weight="700" fill="{colour}">{number}</text>',
    ]


def _time(result: Result, cluster: Cluster) -> list[str]:
    """Return bars of the strongest cluster's cases step by step, those inside its span in its colour."""
    history = result.history(cluster)
    if len(history) < 2:
        return []
    tallest = max(int(history.max()), 1)
    width = (_WIDTH - 2 * _EDGE) / len(history)
    base, height = _MAP + _TIME - 30, _TIME - 60
    bars = []
    for step, cases in enumerate(history.tolist()):
        colour = _COLOURS[0] if cluster.steps[0] <= step <= cluster.steps[1] else "#9a9a9a"
        tall = height * cases / tallest
        bars.append(
            f'<rect x="{_EDGE + step * width:.2f}" y="{base - tall:.1f}" width="{max(width - 0.3, 0.3):.2f}" '
            f'height="{tall:.1f}" fill="{colour}"/>'
        )
    label = result.line.label
    edges = result.line.edges
    return [
        f'<text x="{_EDGE}" y="{_MAP + 8}">1: cases in its locations, step by step (most: {tallest:,})</text>',
        *bars,
        f'<text x="{_EDGE}" y="{base + 18}">{label(int(edges[0]))}</text>',
        f'<text x="{_WIDTH - _EDGE}" y="{base + 18}" text-anchor="end">{label(int(edges[-1]) - 1)}</text>',
    ]
