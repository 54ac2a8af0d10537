"""What a table or an option at the edge of sense leads to: a study as it was meant, or one sentence; never a traceback."""

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from hotscan import (
    Analysis,
    Known,
    ModelKind,
    Options,
    ScanProblem,
    Side,
    arguments,
    command,
    reporting,
    room,
    scanning,
    study_of,
)
from hotscan.chance import _check_room
from hotscan.models import Tally, bernoulli, permutation
from hotscan.reading.lines import looked_up
from hotscan.reading.parameters import parameters
from hotscan.study import Expectations
from hotscan.timing import Unit, all_windows, timeline

GEO: Any = {"location": ["A", "B"], "x": [0.0, 1.0], "y": [0.0, 1.0]}
STUDY: Any = {"coordinates": GEO, "globe": False, "start": "2025-01-01", "end": "2025-01-10"}


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "The file is empty"), (b"\n", "The file is empty"), (b"location,cases,time", "There is no entry")],
)  # fmt: skip
def test_a_table_with_nothing_under_its_heading_is_refused(
    tmp_path: Path, content: bytes, words: str
):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(ScanProblem, match=f"a.csv: {words}"):
        study_of(cases=path, **STUDY)


def test_a_table_whose_lines_end_in_a_carriage_return_is_read(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"location,cases,time\rA,3,2025-01-02\rB,4,2025-01-03\r")
    assert study_of(cases=path, **STUDY).cases.counts.tolist() == [3, 4]


class _Field(bytes):
    """A field that counts how often it is held against another."""

    asked = 0

    def __eq__(self, other: object) -> bool:
        _Field.asked += 1
        return super().__eq__(other)

    __hash__ = bytes.__hash__


def test_fields_that_are_all_different_are_not_held_against_one_another():
    fields = [_Field(b"%d" % i) for i in range(2000)]
    lines = list(range(1, 2001))
    assert looked_up(fields, lines, {}, lambda _, line: line).tolist() == lines
    assert _Field.asked < 20 * len(fields)


def test_a_field_that_stands_twice_is_looked_up_by_its_first_line():
    found = looked_up([b"A", b"B", b"A"], range(7, 10), {}, lambda _, line: line)
    assert found.tolist() == [7, 8, 7]


def test_names_in_bytes_are_the_names_they_spell():
    cases = {"location": np.array(["A", "B"], "S2"), "cases": [1, 2], "time": ["2025-01-02"] * 2}
    assert study_of(cases=cases, **STUDY).cases.places.tolist() == [0, 1]
    cases["location"] = np.array([b"A", b"\xe1"])
    with pytest.raises(ScanProblem, match="is not UTF-8; decode its column first"):
        study_of(cases=cases, **STUDY)


@pytest.mark.parametrize(("unit", "first"), [(Unit.MONTH, (9999, 12, 1)), (Unit.YEAR, (9999, 1, 1))])  # fmt: skip
def test_a_study_may_end_on_the_last_day_of_the_calendar(unit: Unit, first: tuple[int, int, int]):
    end = datetime.date.max.toordinal()
    line = timeline(datetime.date(9990, 1, 1).toordinal(), end, unit)
    assert line.edges[-2:].tolist() == [datetime.date(*first).toordinal(), end + 1]


def _asked_for(*others: str) -> Any:
    needed = ["--cases", "c", "--coordinates", "g", "--model", "permutation", "--analysis", "prospective"]  # fmt: skip
    study = ["--start", "2020/1/1", "--end", "2025/12/31"]
    words = ["scan", *needed, *study, *others]
    return arguments.asked(arguments.parser(run=id, scan=id, example=id).parse_args(words))[1]


@pytest.mark.parametrize(
    ("words", "unit", "steps"),
    [
        ("--max-window 28d --min-window 14d", "day", (1, 14, 28)),
        ("--step 7d --max-window 70d --min-window 7d", "day", (7, 1, 10)),
        ("--min-window 2w --max-window 8", "week", (1, 2, 8)),
        ("--times month --max-window 6", "month", (1, 1, 6)),
        ("--times year --max-window 2y", "year", (1, 1, 2)),
        ("--times month --step 1y --max-window 2", "year", (1, 1, 2)),
    ],
)
def test_windows_are_as_long_as_they_were_written(
    words: str, unit: str, steps: tuple[int, int, int]
):
    options = _asked_for(*words.split())
    assert options.unit == unit
    assert (options.step, options.min_window, options.max_window) == steps


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("--max-window 28d --min-window 1w", "--min-window in weeks and --max-window in days; use one unit"),
        ("--step 7d --max-window 70d --min-window 10d", "--min-window of 10 days is no whole number of steps of 7 days"),
        ("--times month --max-window 60d", "Steps of a day are finer than the times, written with --times month"),
        ("--times none --max-window 6", "An analysis in time needs times of cases"),
        ("--times number --start 1 --end 99 --max-window 6d", "write lengths without a letter"),
    ],
)  # fmt: skip
def test_windows_that_times_do_not_know_are_refused(words: str, problem: str):
    with pytest.raises(ScanProblem, match=problem):
        _asked_for(*words.split())


def test_a_parameter_file_may_not_step_finer_than_its_times(tmp_path: Path):
    lines = "CaseFile=a\nCoordinatesFile=b\nModelType=2\nAnalysisType=4\nPrecisionCaseTimes=2\nTimeAggregationUnits=3\n"
    (tmp_path / "a.prm").write_text(lines)
    with pytest.raises(
        ScanProblem, match=r"a.prm, line 6: TimeAggregationUnits=3: steps are finer"
    ):
        parameters(tmp_path / "a.prm")


def _scanned(folder: Path, *others: str) -> list[str]:
    (folder / "a.cas").write_text("A 2 2025/1/3\nB 1 2025/1/9\nC 4 2025/1/10\n")
    (folder / "a.geo").write_text("A 10.1 106.1\nB 10.2 106.2\nC 10.3 106.3\n")
    return [
        "scan", "--cases", str(folder / "a.cas"), "--coordinates", str(folder / "a.geo"), "--model", "permutation",
        "--analysis", "prospective", "--start", "2025/1/1", "--end", "2025/1/10", "--max-window", "3d", "--replicates", "9",
        "--threads", "1", *others,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("others", "words"),
    [
        (["--plane", "--kml", "a.kml"], "a.kml: KML shows the globe only"),
        (["--json", "/nowhere/a.json"], "/nowhere/a.json: The result cannot be written (No such file"),
        (["--json", "/"], "/: The result cannot be written (Is a directory)"),
    ],
)  # fmt: skip
def test_a_result_that_cannot_be_written_is_refused_before_the_scan(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    others: list[str],
    words: str,
):
    monkeypatch.setattr(scanning, "scan", lambda *_: pytest.fail("scanned in vain"))
    assert command.main(_scanned(tmp_path, *others)) == 2
    told = capsys.readouterr().err
    assert words in told
    assert told.count("\n") == 1


def test_what_was_found_is_told_even_where_its_file_cannot_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert command.main(_scanned(tmp_path, "--json", "/dev/full")) == 2
    told = capsys.readouterr()
    assert "7 cases at 3 places" in told.out
    assert "/dev/full: The result cannot be written" in told.err


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (KeyboardInterrupt, 130, "Broken off before the result was whole"),
        (MemoryError, 2, "needs more memory than there is"),
    ],
)
def test_a_scan_that_ends_early_says_only_what_is_true(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    error: type[BaseException],
    code: int,
    words: str,
):
    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr(reporting, "result", broken)
    assert command.main(_scanned(tmp_path)) == code
    told = capsys.readouterr().err
    assert words in told
    assert "nothing was found" not in told


def test_what_earlier_turns_found_stays_where_a_later_one_is_broken_off_at_once(
    monkeypatch: pytest.MonkeyPatch,
):
    places = {"location": ["A", "B", "C"], "x": [0.0, 5, 9], "y": [0.0, 5, 9]}
    cases = {"location": ["A", "B", "C"], "cases": [30, 9, 9]}
    controls = {"location": ["A", "B", "C"], "controls": [5, 40, 40]}
    study = study_of(**{**STUDY, "coordinates": places}, cases=cases, controls=controls, times="none")  # fmt: skip
    options = Options(model=ModelKind.BERNOULLI, analysis=Analysis.SPATIAL, replicates=99, iterations=3, iteration_p=1)  # fmt: skip
    laid, turns = scanning.lay, []

    def second_is_broken(*given: Any) -> Any:
        turns.append(1)
        if len(turns) > 1:
            raise KeyboardInterrupt
        return laid(*given)

    monkeypatch.setattr(scanning, "lay", second_is_broken)
    result = scanning.scan(study, options)
    assert not result.complete
    assert [cluster.locations for cluster in result.clusters] == [("A",)]


def _by_stratum(tmp_path: Path, cases: str, people: str) -> Any:
    (tmp_path / "a.cas").write_text(cases)
    (tmp_path / "a.pop").write_text(people)
    return study_of(cases=tmp_path / "a.cas", population=tmp_path / "a.pop", **STUDY)


@pytest.mark.parametrize(
    ("cases", "people", "words"),
    [
        ("A 1 2025/1/2 m\nB 0 2025/1/2 f\nB 2 2025/1/2 f\n", "A 2025 9 m\nA 2025 9 f\nB 2025 9 m\n", r"a.cas, line 3: Location B has cases but no population of f;"),
        ("A 1 2025/1/2\nB 2 2025/1/2\n", "A 2025 9\nB 2025 0\n", r"a.cas, line 2: Location B has cases but no population;"),
        ("A 1 2025/1/2 m\nB 2 2025/1/2\n", "A 2025 9 m\n", r"a.cas, line 2: The line has 0 covariates where earlier ones have 1"),
        ("A 1 2025/1/2 m\n", "A 2025 9 m 30\n", r"a.pop, line 1: The line has 2 covariates where earlier ones have 1"),
    ],
)  # fmt: skip
def test_strata_that_do_not_match_are_refused(tmp_path: Path, cases: str, people: str, words: str):
    with pytest.raises(ScanProblem, match=words):
        _by_stratum(tmp_path, cases, people)


def test_a_stratum_without_cases_needs_no_population_everywhere(tmp_path: Path):
    study = _by_stratum(tmp_path, "A 1 2025/1/2 m\nB 0 2025/1/2 f\n", "A 2025 9 m\nB 2025 9 m\n")
    assert study.strata == 2


def test_plain_words_are_taken_for_what_they_name():
    given: Any = {"model": "poisson", "analysis": "spatial", "side": "both", "seed": np.int64(7)}
    options = Options(**given)
    assert options.model is ModelKind.POISSON
    assert options.analysis is Analysis.SPATIAL
    assert options == replace(options, side=Side.BOTH, seed=7)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"model": "poison"}, "'poison' is no model of a scan; choose one of permutation, poisson, bernoulli"),
        ({"analysis": "space-time"}, "'space-time' is no analysis of a scan"),
        ({"replicates": 99.5}, "replicates must be a whole number, not 99.5"),
        ({"seed": None}, "seed must be a whole number, not None"),
        ({"max_share": "0.1"}, "max_share must be a number, not '0.1'"),
    ],
)  # fmt: skip
def test_an_option_of_the_wrong_kind_is_named(given: dict[str, Any], words: str):
    with pytest.raises(ScanProblem, match=words):
        Options(**{"model": ModelKind.POISSON, "analysis": Analysis.SPATIAL, **given})


def test_an_ellipse_is_longer_than_wide_and_not_endless():
    study = study_of(cases={"location": ["A"], "cases": [1]}, times="none", **STUDY)
    for shape in (1.0, float("nan"), float("inf")):
        options = Options(model=ModelKind.BERNOULLI, analysis=Analysis.SPATIAL, ellipses=((shape, 4),))  # fmt: skip
        with pytest.raises(ScanProblem, match="An ellipse needs a shape above 1 and below 1,000"):
            options.check(study)


def test_more_than_a_computer_holds_is_refused_before_it_is_made():
    with pytest.raises(ScanProblem, match="more than 1,000,000 steps"):
        timeline(0, 2**31, Unit.NUMBER)
    with pytest.raises(ScanProblem, match="more than 33,554,432 windows"):
        all_windows(900_000, 1, 450_000)
    one = np.zeros(1, np.int64)
    many = Tally(one, one, one, np.array([150_000_000]))
    with pytest.raises(ScanProblem, match="150,000,000 individuals"):
        permutation(many, 1, 1)
    with pytest.raises(ScanProblem, match="300,000,000 individuals"):
        bernoulli(many, many, 1, 1)
    with pytest.raises(ScanProblem, match="2,000,000 kinds of zones over 600 windows"):
        _check_room(2_000_000, 600)
    _check_room(2_000_000, 500)
    with pytest.raises(ScanProblem, match="1,000,000 zones over 600 steps are more than a scan"):
        room.check(1_000_000, "zones", 600)
    line = timeline(0, 999_998, Unit.NUMBER)
    with pytest.raises(ScanProblem, match="1,000 places over 999,999 steps"):
        Known(one, one, one, np.ones(1)).factors(1000, line)
    given = Expectations(one, one, np.ones(1))
    places = {"location": [f"L{i}" for i in range(1000)], "x": range(1000), "y": range(1000)}
    study = study_of(**{**STUDY, "coordinates": places, "start": 0, "end": 999_998}, times="number", cases={"location": ["L0"], "cases": [2], "time": [1]})  # fmt: skip
    options = Options(model=ModelKind.POISSON, analysis=Analysis.PROSPECTIVE, max_window=1, threads=1)  # fmt: skip
    with pytest.raises(ScanProblem, match="1,000 places over 999,999 steps"):
        scanning.scan(replace(study, expected=given), options)
