"""Slow, obvious twins of the fast paths."""

from itertools import pairwise

from binhyen.places.boundaries import Coverage, Ring


def face_at(coverage: Coverage, x: int, y: int) -> str:
    """Return the code of the one polygon that holds the point; ray casting in whole numbers, ring by ring."""
    holders = [
        code
        for code in coverage.codes[1:]
        if sum(_crossings(ring, x, y) for polygon in rings(coverage, code) for ring in polygon) % 2
    ]
    assert len(holders) <= 1, f"{holders} all hold {x}, {y}"
    return holders[0] if holders else ""


def rings(coverage: Coverage, code: str) -> list[list[Ring]]:
    """Return the polygons of a face, remembered."""
    known: dict[str, list[list[Ring]]] = coverage.__dict__.setdefault("_rings", {})
    if code not in known:
        known[code] = coverage.polygons(code)
    return known[code]


def _crossings(ring: Ring, x: int, y: int) -> int:
    """Count the edges that stand above the point. A point on an edge counts as a trifle above it."""
    found = 0
    for (ax, ay), (bx, by) in pairwise(ring):
        if bx < ax:
            ax, ay, bx, by = bx, by, ax, ay
        if ax <= x < bx and (bx - ax) * (y - ay) < (by - ay) * (x - ax):
            found += 1
    return found
