"""The scan as one would write it first: every centre, zone and window by itself, in plain Python. The yardstick.

Shares no code with the package: distances by the angle between vectors, sums by adding, ratios by the
formulas of the papers.
"""

import cmath
import math
from collections.abc import Callable, Iterator, Sequence

Point = tuple[float, float]
Ratio = Callable[[int, float], float]
EARTH = 6367.0


def great_circle(one: Point, two: Point) -> float:
    """Return kilometres between two points of latitude and longitude: the angle between their vectors, good everywhere."""
    u, v = (_vector(point) for point in (one, two))
    cross = (u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0])
    return EARTH * math.atan2(math.hypot(*cross), sum(a * b for a, b in zip(u, v, strict=True)))


def _vector(point: Point) -> tuple[float, float, float]:
    lat, lon = math.radians(point[0]), math.radians(point[1])
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def elliptic(shape: float, angle: float) -> Callable[[Point, Point], float]:
    """Return the distance in which an ellipse is a circle: the way along `angle` counts a `shape`th."""

    def distance(one: Point, two: Point) -> float:
        turned = complex(two[0] - one[0], two[1] - one[1]) * cmath.exp(-1j * math.radians(angle))
        return abs(complex(turned.real / shape, turned.imag))

    return distance


def zones(
    points: Sequence[Point],
    weights: Sequence[float],
    share: float,
    radius: float,
    distance: Callable[[Point, Point], float],
) -> Iterator[list[int]]:
    """Return every zone: the nearest places of each centre, under both caps."""
    most = share * sum(weights) * (1 + 1e-9)
    for centre in points:
        near = sorted(
            range(len(points)), key=lambda place: (round(distance(centre, points[place]), 7), place)
        )
        zone: list[int] = []
        for place in near:
            if distance(centre, points[place]) > radius * (1 + 1e-9):
                break
            if sum(weights[other] for other in [*zone, place]) > most:
                break
            zone.append(place)
            yield list(zone)


def best(
    counts: Sequence[Sequence[int]],
    expected: Callable[[Sequence[int], int, int], float],
    grounds: Sequence[list[int]],
    windows: Sequence[tuple[int, int]],
    ratio: Ratio,
    sides: str = "high",
) -> float:
    """Return the largest ratio over all zones and windows; windows are first and last step, both inside."""
    top = 0.0
    for zone in grounds:
        for first, last in windows:
            count = sum(counts[place][step] for place in zone for step in range(first, last + 1))
            usual = expected(zone, first, last)
            if usual <= 1e-12:
                continue
            high = count > usual and count >= 2 and sides in ("high", "both")
            low = count < usual and sides in ("low", "both")
            if high or low:
                top = max(top, ratio(count, usual))
    return top


def poisson_ratio(total: int) -> Ratio:
    """Return Kulldorff's ratio of the conditional Poisson model."""

    def ratio(count: int, expected: float) -> float:
        inside = count * math.log(count / expected) if count else 0.0
        outside = (
            (total - count) * math.log((total - count) / (total - expected))
            if count < total
            else 0.0
        )
        return inside + outside

    return ratio


def bernoulli_ratio(total: int, people: int) -> Ratio:
    """Return Kulldorff and Nagarwalla's ratio; the expectation stands for the people inside."""

    def entropy(count: float, n: float) -> float:
        rest = n - count
        return (count * math.log(count / n) if count > 0 else 0.0) + (
            rest * math.log(rest / n) if rest > 1e-9 else 0.0
        )

    def ratio(count: int, expected: float) -> float:
        n = expected * people / total
        return entropy(count, n) + entropy(total - count, people - n) - entropy(total, people)

    return ratio
