"""The same study from whatever it is kept in: files plain, packed or in another encoding, .csv, frames, arrays."""

import datetime
import gzip
import itertools
import json
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

from hotscan import Analysis, ModelKind, Options, ScanProblem, Study, scan, study_of
from hotscan.writing.tables import as_csv, as_geojson

ROWS = [("Xã Bình Yên", 2, "2025-01-03"), ("Ấp 3", 1, "2025-01-09"), ("Ấp 3", 4, "2025-01-10"), ("C", 1, "2025-01-10")]  # fmt: skip
PLACES = [("Xã Bình Yên", 10.1, 106.1), ("Ấp 3", 10.2, 106.25), ("C", 10.3, 106.3)]
CASES: Any = {
    "location": [r[0] for r in ROWS],
    "cases": [r[1] for r in ROWS],
    "time": [r[2] for r in ROWS],
}
COORDINATES: Any = {"location": [p[0] for p in PLACES], "latitude": [p[1] for p in PLACES], "longitude": [p[2] for p in PLACES]}  # fmt: skip
STUDY: Any = {"start": "2025-01-01", "end": "2025-01-10"}
CAS = "".join(f'"{name}" {n} {day}\n' for name, n, day in ROWS)
GEO = "".join(f'"{name}" {lat} {lon}\n' for name, lat, lon in PLACES)
CSV = "location,cases,time\n" + "".join(f'"{name}",{n},{day}\n' for name, n, day in ROWS)


def same(study: Study) -> None:
    """Assert that a study is the one above."""
    assert study.names == [["Xã Bình Yên"], ["Ấp 3"], ["C"]]
    assert study.coordinates == [(10.1, 106.1), (10.2, 106.25), (10.3, 106.3)]
    days = [datetime.date.fromisoformat(day).toordinal() for _, _, day in ROWS]
    assert study.cases.places.tolist() == [0, 1, 1, 2]
    assert study.cases.times.tolist() == days
    assert study.cases.counts.tolist() == [2, 1, 4, 1]


@pytest.fixture
def geo(tmp_path: Path) -> Path:
    path = tmp_path / "a.geo"
    path.write_text(GEO, encoding="utf-8")
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(("name", "content"), [("a.cas", CAS), ("a.csv", CSV)])
def test_a_file_says_by_its_mark_what_it_is_written_and_packed_in(
    tmp_path: Path, geo: Path, encoding: str, packed: bool, name: str, content: str
):
    path = tmp_path / (f"{name}.gz" if packed else name)
    data = content.encode(encoding)
    path.write_bytes(gzip.compress(data) if packed else data)
    same(study_of(cases=path, coordinates=geo, **STUDY))


def test_windows_1258_is_read_when_named_and_its_letters_are_put_together(tmp_path: Path):
    for name, content in (("a.cas", CAS), ("a.geo", GEO)):
        apart = unicodedata.normalize("NFD", content).replace("a\u0302\u0301", "â\u0301")
        apart = apart.replace("A\u0302\u0301", "Â\u0301").replace("e\u0302", "ê")
        (tmp_path / name).write_bytes(apart.encode("windows-1258"))
    files: Any = {"cases": tmp_path / "a.cas", "coordinates": tmp_path / "a.geo"}
    same(study_of(**files, **STUDY, encoding="windows-1258"))
    with pytest.raises(
        ScanProblem, match=r"a.geo, line 1: .* not UTF-8; .*--encoding windows-1258"
    ):
        study_of(**files, **STUDY)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("divider", [",", ";", "\t"])
def test_a_table_is_read_by_its_headings_in_any_order(tmp_path: Path, divider: str, newline: str):
    cases, geo = tmp_path / "cases.csv", tmp_path / "places.CSV"
    lines = ["Ngày;Ghi chú;Số vụ;Ward", *(f'{day} 08:30:00;"a ""b""";{n};{name}' for name, n, day in ROWS), ""]  # fmt: skip
    cases.write_text(newline.join(lines).replace(";", divider), encoding="utf-8", newline="")
    comma = divider == ";"
    points = [
        f"{lat};{lon};{name}".replace(".", "," if comma else ".") for name, lat, lon in PLACES
    ]
    geo.write_text(newline.join(["LAT;Lon;Id", "", *points]).replace(";", divider), newline="", encoding="utf-8")  # fmt: skip
    columns: Any = {"location": ["ward", "id"], "cases": "Số vụ", "time": "ngày"}
    same(study_of(cases=cases, coordinates=geo, **STUDY, columns=columns))


def _frames() -> list[Any]:
    days = [datetime.date.fromisoformat(day) for day in CASES["time"]]
    typed: Any = {**CASES, "time": np.array(CASES["time"], "datetime64[ns]")}
    fields = np.dtype([("location", "U20"), ("cases", "i8"), ("time", "M8[D]")])
    return [
        pytest.param(CASES, id="lists"),
        pytest.param({**CASES, "cases": np.array(CASES["cases"], float)}, id="whole numbers as floats"),
        pytest.param(np.array(list(zip(*[*CASES.values()], strict=True)), fields), id="named fields"),
        pytest.param(pd.DataFrame(CASES), id="pandas"),
        pytest.param(pd.DataFrame(typed).astype({"location": "category"}), id="pandas with times"),
        pytest.param(pd.DataFrame(typed).assign(time=lambda f: f["time"].dt.tz_localize("Asia/Ho_Chi_Minh")), id="zones"),
        pytest.param(pl.DataFrame(CASES), id="polars"),
        pytest.param(pl.DataFrame({**CASES, "time": days}), id="polars with dates"),
    ]  # fmt: skip


@pytest.mark.parametrize("cases", _frames())
def test_frames_and_arrays_are_read_like_files(cases: Any):
    same(study_of(cases=cases, coordinates=pl.DataFrame(COORDINATES), **STUDY))
    same(study_of(cases=cases, coordinates=pd.DataFrame(COORDINATES), **STUDY))


def test_numbers_may_name_locations_in_one_table_and_words_in_another():
    cases = {"location": [7, 8], "cases": [3, 2], "time": ["2025-01-10"] * 2}
    coordinates = pd.DataFrame({"location": ["7", "8"], "lat": [1, 2], "lon": [3.5, 4]})
    study = study_of(cases=cases, coordinates=coordinates, **STUDY)
    assert study.cases.places.tolist() == [0, 1]


def test_the_same_counts_give_the_same_scan_from_a_file_and_from_a_frame(tmp_path: Path, geo: Path):
    path = tmp_path / "a.csv"
    path.write_text(CSV, encoding="utf-8")
    options = Options(model=ModelKind.PERMUTATION, analysis=Analysis.PROSPECTIVE, replicates=99, max_window=3)  # fmt: skip
    results = [
        scan(study_of(cases=cases, coordinates=geo, **STUDY), options)
        for cases in (path, pl.DataFrame(CASES))
    ]
    assert results[0].maxima.tolist() == results[1].maxima.tolist()
    assert [c.llr for c in results[0].clusters] == [c.llr for c in results[1].clusters]


def test_strata_and_population_come_by_their_headings():
    people = pd.DataFrame({
        "location": ["A", "A", "B", "B"], "time": [2025] * 4, "people": [10.0, 20, 30, 40], "sex": ["m", "f"] * 2,
    })  # fmt: skip
    study = study_of(
        cases={"location": ["A", "B"], "cases": [1, 2], "time": ["2025-01-02"] * 2, "sex": ["f", "m"]},
        coordinates={"location": ["A", "B"], "x": [0, 1], "y": [0, 1]},
        population=people, covariates=["sex"], globe=False, **STUDY,
    )  # fmt: skip
    assert study.strata == 2
    assert study.cases.strata.tolist() == [0, 1]
    assert study.population is not None
    assert study.population.strata.tolist() == [1, 0, 1, 0]
    assert study.population.people.tolist() == [10, 20, 30, 40]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"location": ["A", None, "C"]}, "the frame of cases, row 2: The location is empty"),
        ({"location": ["A", "Z", "C"]}, "row 2: Location Z has no coordinates in the frame of coordinates"),
        ({"cases": [1, 1.5, 1]}, "row 2: The number of cases must be a whole number, not '1.5'; correct the row"),
        ({"cases": [1, float("nan"), 1]}, "row 2: The number of cases must be a whole number, not 'nan'"),
        ({"cases": [1, 1, -4]}, "row 3: The number of cases is -4; it cannot be less than 0"),
        ({"cases": [1, 2**31, 1]}, "row 2: The number of cases is 2,147,483,648, more than"),
        ({"time": np.array(["2025-01-02", "NaT", "2025-01-03"], "M8[s]")}, "row 2: 'NaT' is not a date"),
        ({"time": ["2025-01-02", "2025-01-11", "2025-01-03"]}, "row 2: The time 2025-01-11 lies outside the study"),
        ({"cases": [1, 1]}, "the frame of cases: The columns differ in length"),
        ({"Date": [1, 2, 3]}, "the frame of cases: The headings time and Date may both hold the time; name"),
    ],
)  # fmt: skip
def test_a_wrong_row_of_a_frame_is_named(change: dict[str, Any], words: str):
    good = {"location": ["A", "B", "C"], "cases": [1, 1, 1], "time": ["2025-01-02"] * 3}
    coordinates = {"location": ["A", "B", "C"], "lat": [1, 2, 3], "lon": [1, 2, 3]}
    with pytest.raises(ScanProblem) as problem:
        study_of(cases={**good, **change}, coordinates=coordinates, **STUDY)
    assert words in str(problem.value)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"cases": 7}, "the frame of cases: int is no table; give a path, a frame, or arrays"),
        ({"cases": pd.DataFrame({"location": [], "cases": [], "time": []})}, "There is no entry"),
        ({"cases": 'csv'}, "a.csv: There is no entry"),
        ({"cases": {"location": ["C"]}}, "No heading tells which column holds the cases; there are location. Name it"),
        ({"columns": {"place": "x"}}, "No table holds a 'place'; name the heading of location, cases"),
        ({"times": "hour"}, "'hour' is no way to write times; choose day, month, year, number or none"),
        ({"encoding": "klingon"}, "'klingon' is no encoding of text known here"),
        ({"encoding": "utf-7-x"}, "'utf-7-x' is no encoding"),
        ({"encoding": "cp037"}, "'cp037' is no encoding"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_study_is_refused(tmp_path: Path, geo: Path, given: dict[str, Any], words: str):  # fmt: skip
    (tmp_path / "a.cas").write_text(CAS, encoding="utf-8")
    (tmp_path / "a.csv").write_text("location,cases,time\n\n")
    if isinstance(given.get("cases"), str):
        given = {"cases": tmp_path / "a.csv"}
    with pytest.raises(ScanProblem) as problem:
        study_of(**{"cases": tmp_path / "a.cas", "coordinates": geo, **STUDY, **given})
    assert words in str(problem.value)


SPACE: Any = {"coordinates": COORDINATES, "times": "none", "start": "2025-01-01", "end": "2025-01-10"}  # fmt: skip
TOTALS: Any = {"location": ["Ấp 3", "C"], "cases": [5, 1]}


def test_a_population_needs_no_times_where_time_does_not_matter(tmp_path: Path):
    frame = {"location": ["Xã Bình Yên", "Ấp 3", "C"], "people": [100, 50, 20]}
    lines = [f'"{name}" {n}\n' for name, n in zip(*frame.values(), strict=True)]
    (tmp_path / "a.pop").write_text("".join(lines), encoding="utf-8")
    (tmp_path / "b.pop").write_text("".join(line.replace('" ', '" 2020 ') for line in lines), encoding="utf-8")  # fmt: skip
    pd.DataFrame(frame).to_csv(tmp_path / "a.csv", index=False)
    options = Options(model=ModelKind.POISSON, analysis=Analysis.SPATIAL, replicates=9)
    sources: list[Any] = [frame, pd.DataFrame(frame), pl.DataFrame(frame), *map(tmp_path.joinpath, ("a.pop", "b.pop", "a.csv"))]  # fmt: skip
    for source in sources:
        study = study_of(cases=TOTALS, population=source, **SPACE)
        assert scan(study, options).clusters[0].expected == pytest.approx(6 * 70 / 170)


def test_a_population_of_several_years_is_not_added_up(tmp_path: Path):
    frame = {"location": ["C", "Ấp 3", "Ấp 3"], "year": [2024, 2024, 2025], "people": [20, 50, 50]}
    with pytest.raises(ScanProblem, match="row 3: Location Ấp 3 stands twice in a population"):
        study_of(cases=TOTALS, population=frame, **SPACE)
    study = study_of(cases=TOTALS, population=frame, columns={"time": "year"}, **SPACE)
    assert study.population is not None
    assert len(np.unique(study.population.times)) == 2
    with pytest.raises(ScanProblem, match="No heading tells which column holds the time"):
        study_of(cases=CASES, population=frame, coordinates=COORDINATES, **STUDY)


def test_a_line_with_more_fields_than_headings_is_refused(tmp_path: Path, geo: Path):
    path = tmp_path / "a.csv"
    path.write_text("location,cases,time\nC,1,5,2025-01-03\n")
    with pytest.raises(ScanProblem, match=r"a.csv, line 2: The line has more fields"):
        study_of(cases=path, coordinates=geo, **STUDY)
    path.write_text("location,cases,time\nC,1,2025-01-03,,\n")
    assert study_of(cases=path, coordinates=geo, **STUDY).cases.counts.tolist() == [1]


def test_what_is_masked_is_empty_and_what_is_not_read_yet_is_told():
    masked = np.ma.array([1, 99], mask=[False, True])
    cases = {"location": ["C", "C"], "cases": masked, "time": ["2025-01-03"] * 2}
    with pytest.raises(ScanProblem, match="row 2: The number of cases must be a whole number, not empty"):  # fmt: skip
        study_of(cases=cases, coordinates=COORDINATES, **STUDY)
    with pytest.raises(ScanProblem, match="LazyFrame holds no rows yet"):
        study_of(cases=pl.LazyFrame(CASES), coordinates=COORDINATES, **STUDY)
    for cell in ("C", ["C", "C"]):
        with pytest.raises(ScanProblem, match="The columns differ in length"):
            study_of(cases={"location": cell, "cases": [1], "time": ["2025-01-03"]}, coordinates=COORDINATES, **STUDY)  # fmt: skip


def test_rings_are_closed_and_turn_as_the_format_says():
    result = scan(study_of(cases=CASES, coordinates=COORDINATES, **STUDY), Options(model=ModelKind.PERMUTATION, analysis=Analysis.RETROSPECTIVE, replicates=9))  # fmt: skip
    features = json.loads(as_geojson(result))["features"]
    for feature in features:
        ring = feature["geometry"]["coordinates"][0]
        pairs = list(itertools.pairwise(ring))
        assert ring[0] == ring[-1]
        assert sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) > 0  # counterclockwise: RFC 7946
    assert '""Xã Bình Yên""' in as_csv(result)
