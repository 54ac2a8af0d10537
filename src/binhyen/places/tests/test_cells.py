"""Hexagons have the numbers and the sizes that H3 gives them."""

import pytest

from binhyen.places import cells

#: A point of H3's own documentation, and the hexagon that its reference implementation names for it.
KNOWN = (37.7752702151959, -122.418307270836, 9, 0x8928308280FFFFF)


def test_a_point_lies_in_the_hexagon_that_h3_names():
    lat, lon, resolution, cell = KNOWN
    assert cells.cell_at(lat, lon, resolution) == cell


@pytest.mark.parametrize("resolution", cells.SQUARE_KM)
def test_the_middle_of_a_hexagon_lies_in_it_and_it_has_six_corners(resolution):
    cell = cells.cell_at(10.6, 106.3, resolution)
    assert cells.cell_at(*cells.middle(cell), resolution) == cell
    assert len(cells.outline(cell)) == 6
    assert cell > 2**58  # never the key of a row


@pytest.mark.parametrize(("resolution", "km"), cells.SQUARE_KM.items())
def test_its_size_is_what_is_said(resolution, km):
    from h3.api import basic_int

    assert basic_int.average_hexagon_area(resolution) == pytest.approx(km, rel=0.05)
