"""A study from tables, as a program asks for it: paths, frames or arrays, and plain words for how they are read."""

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

from hotscan.reading import dates
from hotscan.reading.files import Files, read
from hotscan.reading.tables import Source
from hotscan.study import Study


def study_of(
    *,
    cases: Source,
    coordinates: Source,
    start: str | datetime.date | int,
    end: str | datetime.date | int,
    population: Source | None = None,
    controls: Source | None = None,
    grid: Source | None = None,
    adjustments: str | Path | None = None,
    times: str = "day",
    globe: bool = True,
    columns: Mapping[str, str | Sequence[str]] | None = None,
    covariates: Sequence[str] = (),
    encoding: str | None = None,
    leave_out_others: bool = False,
) -> Study:
    """Return the study that tables hold.

    cases, coordinates, ...  each a path (.cas, .geo, ..., .csv, packed or not), a frame of pandas, polars or Arrow, a
                  NumPy array with named fields, or arrays and lists by name: {"location": [...], "cases": [...]}
    adjustments   a file of known relative risks (.adj)
    start, end    first and last day of the study, both inside: "2025-01-31", a date, or a plain number
    times         how times are written: day, month, year, number, or none where only space is scanned: then cases and
                  controls have none, and a population may have
    globe         coordinates are latitude and longitude in degrees; otherwise x and y of a plane
    columns       headings that are not the usual ones: {"location": "ward", "time": ["day", "seen_on"]}
    covariates    headings of what divides cases and people into strata, such as age group and sex
    encoding      of text that is not UTF-8: "windows-1258"
    Raises ScanProblem, which names table, line and remedy in one sentence.
    """
    precision = dates.precision(times)
    return read(
        Files(
            cases=_path(cases), coordinates=_path(coordinates), population=_path(population), controls=_path(controls),
            grid=_path(grid), adjustments=_path(adjustments), start=dates.first(str(start), precision, "start"), end=dates.last(str(end), precision, "end"),
            precision=precision, globe=globe, leave_out_others=leave_out_others, covariates=covariates, encoding=encoding,
            named={role: [names] if isinstance(names, str) else names for role, names in (columns or {}).items()},
        )
    )  # fmt: skip


def _path(source: Source | None) -> Source | None:
    return Path(source) if isinstance(source, str) else source
