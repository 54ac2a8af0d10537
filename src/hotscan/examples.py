"""Invented data to try a scan on: wards of a town, eight weeks of fever, and three wards that fall ill in the last days.

Nobody's data: drawn with a seed from the standard library's generator, whose numbers are the same everywhere.
"""

import datetime
import math
import random
from collections.abc import Iterator
from typing import Final

_WARDS: Final = 60
_DAYS: Final = 56
_FIRST: Final = datetime.date(2025, 1, 6)
_ILL: Final = ("W17", "W23", "W42")  # the planted cluster: neighbours
_SINCE: Final = 51  # the day it begins


def fever() -> dict[str, str]:
    """Return the files of the example by their names: SaTScan's, the same with headings, and a parameter file."""
    draw = random.Random(11)  # noqa: S311
    wards = [f"W{i:02d}" for i in range(_WARDS)]
    at = {ward: (10.70 + 0.15 * draw.random(), 106.60 + 0.15 * draw.random()) for ward in wards}
    for i, ward in enumerate(_ILL):
        at[ward] = (10.790 + 0.004 * i, 106.690 + 0.003 * i)
    usual = {ward: 0.3 + 1.4 * draw.random() for ward in wards}
    cases = list(_cases(draw, usual))
    return {
        "fever.cas": "".join(f"{ward} {n} {day:%Y/%m/%d}\n" for ward, n, day in cases),
        "fever.geo": "".join(f"{ward} {lat:.5f} {lon:.5f}\n" for ward, (lat, lon) in at.items()),
        "cases.csv": "day,ward,visits\n" + "".join(f"{day},{ward},{n}\n" for ward, n, day in cases),
        "wards.csv": "ward,lat,lon\n"
        + "".join(f"{ward},{lat:.5f},{lon:.5f}\n" for ward, (lat, lon) in at.items()),
        "fever.prm": _PARAMETERS,
    }


def _cases(
    draw: random.Random, usual: dict[str, float]
) -> Iterator[tuple[str, int, datetime.date]]:
    for i in range(_DAYS):
        for ward, mean in usual.items():
            n = _poisson(draw, mean * (3 if ward in _ILL and i >= _SINCE else 1))
            if n:
                yield ward, n, _FIRST + datetime.timedelta(days=i)


def _poisson(draw: random.Random, mean: float) -> int:
    """Return a Poisson number by multiplying uniform ones (Knuth), which needs nothing but `random()`."""
    limit, product, n = math.exp(-mean), draw.random(), 0
    while product > limit:
        product *= draw.random()
        n += 1
    return n


_PARAMETERS: Final = """\
[Input]
CaseFile=fever.cas
CoordinatesFile=fever.geo
PrecisionCaseTimes=3
StartDate=2025/1/6
EndDate=2025/3/2
CoordinatesType=1
[Analysis]
AnalysisType=4
ModelType=2
TimeAggregationUnits=3
MaxSpatialSizeInPopulationAtRisk=10
MaxTemporalSizeInterpretation=1
MaxTemporalSize=7
MonteCarloReps=999
"""
