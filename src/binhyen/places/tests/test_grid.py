"""The index of edges against plain ray casting."""

from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from tools import pack_places

from binhyen.places import grid, pack
from binhyen.places.boundaries import SCALE, read, write
from binhyen.places.tests import naive

CELL = 1 << 16


def lattice(size, spacing, jitter):
    """Return a coverage of size x size crooked quadrilaterals; corner (i, j) is moved by jitter[i][j]."""
    corners = {
        (i, j): (
            1_050_000_000 + i * spacing + jitter[i][j][0],
            100_000_000 + j * spacing + jitter[i][j][1],
        )
        for i in range(size + 1)
        for j in range(size + 1)
    }
    return pack_places.cut(
        {
            f"{i}{j}": shapely.Polygon(
                [
                    (x / SCALE, y / SCALE)
                    for x, y in (corners[i + a, j + b] for a, b in ((0, 0), (1, 0), (1, 1), (0, 1)))
                ]
            )
            for i in range(size)
            for j in range(size)
        }
    )


@st.composite
def lattices(draw):
    size, spacing = 3, draw(st.sampled_from([9, 1_000, CELL // 2, CELL, 150_000]))
    move = st.integers(-(spacing // 4), spacing // 4)
    row = st.lists(st.tuples(move, move), min_size=size + 1, max_size=size + 1)
    return lattice(size, spacing, draw(st.lists(row, min_size=size + 1, max_size=size + 1)))


@settings(max_examples=40, deadline=None)
@given(coverage=lattices(), data=st.data())
def test_every_point_of_a_crooked_lattice_has_the_face_that_ray_casting_finds(coverage, data):
    index = grid.build(coverage)
    low, high = int(coverage.x.min()) - 3, int(coverage.x.max()) + 3
    bottom, top = int(coverage.y.min()) - 3, int(coverage.y.max()) + 3
    corners = list(zip(coverage.x.tolist(), coverage.y.tolist(), strict=True))
    middles = [((a + c) // 2, (b + d) // 2) for (a, b), (c, d) in pairwise(corners)]
    drawn = data.draw(
        st.lists(st.tuples(st.integers(low, high), st.integers(bottom, top)), max_size=20)
    )
    points = [
        *corners,
        *middles,
        *drawn,
        *((x, y + 1) for x, y in corners),
        *((x - 1, y) for x, y in corners),
    ]
    expected = [naive.face_at(coverage, x, y) for x, y in points]
    lats, lons = (np.array([p[k] / SCALE for p in points]) for k in (1, 0))
    assert [coverage.codes[index.face(a, b)] for a, b in zip(lats, lons, strict=True)] == expected
    assert [coverage.codes[face] for face in index.faces(lats, lons)] == expected


def test_upright_and_level_edges_on_the_lines_of_cells_are_decided_one_way():
    coverage = lattice(3, CELL, [[(0, 0)] * 4] * 4)
    index = grid.build(coverage)
    x, y = 1_050_000_000 + CELL, 100_000_000 + CELL
    for dx, dy, code in ((0, 0, "11"), (-1, 0, "01"), (0, -1, "10"), (-1, -1, "00")):
        assert coverage.codes[index.face((y + dy) / SCALE, (x + dx) / SCALE)] == code


def test_a_hole_and_what_fills_it_are_told_apart():
    outer = shapely.box(105, 10, 105.1, 10.1)
    inner = shapely.box(105.04, 10.04, 105.06, 10.06)
    lake = shapely.box(105.01, 10.01, 105.02, 10.02)
    coverage = pack_places.cut({"ring": outer.difference(inner).difference(lake), "heart": inner})
    index = grid.build(coverage)

    def at(lat, lon):
        return coverage.codes[index.face(lat, lon)]

    assert (at(10.05, 105.05), at(10.03, 105.03), at(10.015, 105.015)) == ("heart", "ring", "")
    assert [len(polygon) for polygon in coverage.polygons("ring")] == [3]
    assert coverage.neighbours("heart") == ["ring"]


def test_polygons_that_overlap_are_refused():
    with pytest.raises(ValueError, match="overlap"):
        pack_places.cut(
            {"a": shapely.box(105, 10, 105.1, 10.1), "b": shapely.box(105.05, 10, 105.2, 10.1)}
        )


def test_a_coverage_is_read_as_it_was_written(tmp_path):
    coverage = lattice(2, 1_234_567, [[(i * j, -j) for j in range(3)] for i in range(3)])
    for name in ("first.npz", "second.npz"):
        write(coverage, tmp_path / name)
    again = read(tmp_path / "first.npz")
    assert again.codes == coverage.codes
    assert [again.polygons(code) for code in again.codes[1:]] == [
        coverage.polygons(code) for code in coverage.codes[1:]
    ]
    assert (tmp_path / "first.npz").read_bytes() == (tmp_path / "second.npz").read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["communes_2025", "communes_2024_long_an"])
def test_the_shipped_boundaries_agree_with_ray_casting_at_random_and_near_edges(name):
    coverage = pack.coverage(name)
    index = grid.build(coverage)
    draw = np.random.default_rng(20250701)
    near = draw.integers(0, len(coverage.x), 250)
    x = np.concatenate([
        draw.integers(coverage.x.min(), coverage.x.max(), 100),
        coverage.x[near], coverage.x[near] + draw.integers(-900, 900, 250),
    ])  # fmt: skip
    y = np.concatenate([
        draw.integers(coverage.y.min(), coverage.y.max(), 100),
        coverage.y[near], coverage.y[near] + draw.integers(-900, 900, 250),
    ])  # fmt: skip
    boxes = _boxes(coverage)
    found = index.faces(y / SCALE, x / SCALE)
    assert found.tolist() == [index.face(b / SCALE, a / SCALE) for a, b in zip(x, y, strict=True)]
    for a, b, face in zip(x.tolist(), y.tolist(), found.tolist(), strict=True):
        holders = [code for code in _candidates(boxes, a, b) if _holds(coverage, code, a, b)]
        assert holders == ([coverage.codes[face]] if face else [])


def _boxes(coverage):
    low = np.full((len(coverage.codes), 2), 2**31 - 1)
    high = np.zeros((len(coverage.codes), 2), dtype=np.int64)
    for side in (coverage.left, coverage.right):
        face = np.repeat(side, np.diff(coverage.arc_start))
        for axis, values in enumerate((coverage.x, coverage.y)):
            np.minimum.at(low[:, axis], face, values)
            np.maximum.at(high[:, axis], face, values)
    return coverage.codes, low, high


def _candidates(boxes, x, y):
    codes, low, high = boxes
    inside = (low[:, 0] <= x) & (x <= high[:, 0]) & (low[:, 1] <= y) & (y <= high[:, 1])
    return [codes[face] for face in np.flatnonzero(inside) if face]


def _holds(coverage, code, x, y):
    return (
        sum(naive._crossings(r, x, y) for polygon in naive.rings(coverage, code) for r in polygon)
        % 2
    )
