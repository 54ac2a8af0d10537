"""What somebody sees who gives the scan something it cannot use: one sentence with file, line and remedy."""

from pathlib import Path

import pytest

from hotscan import parameters
from hotscan.command import main

GOOD_GEO = "A 10.1 106.1\nB 10.2 106.2\nC 10.3 106.3\n"
GOOD_CAS = "A 2 2025/1/3\nB 1 2025/1/9\nC 4 2025/1/10\n"


class Desk:
    """A folder with files, and the command run over them."""

    def __init__(self, where: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.where, self.capsys = where, capsys
        self.write("a.geo", GOOD_GEO)
        self.write("a.cas", GOOD_CAS)

    def write(self, name: str, content: str | bytes) -> None:
        (self.where / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    def scan(self, *others: str, model: str = "permutation", analysis: str = "prospective") -> str:
        """Return what the refused person reads."""
        code = main([
            "scan", "--cases", str(self.where / "a.cas"), "--coordinates", str(self.where / "a.geo"), "--model", model,
            "--analysis", analysis, "--start", "2025/1/1", "--end", "2025/1/10", "--max-window", "3d", "--replicates", "9",
            "--threads", "1", "--quiet", *others,
        ])  # fmt: skip
        words = self.capsys.readouterr().err
        assert code == 2, words
        assert words.count("\n") == 1
        return words

    def run(self, content: str) -> str:
        self.write("a.prm", content)
        assert main(["run", str(self.where / "a.prm"), "--quiet"]) == 2
        return self.capsys.readouterr().err


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("D 1 2025/1/3", "line 2: Location D has no coordinates"),
        ("A 1 2025/1/11", "line 2: The time 2025/1/11 lies outside the study"),
        ("A 1 2025/2/31", "line 2: '2025/2/31' is not a date"),
        ("A 1 yesterday", "line 2: 'yesterday' is not a date"),
        ("A -1 2025/1/3", "line 2: The number of cases is -1; it cannot be less than 0"),
        ("A 1.5 2025/1/3", "line 2: The number of cases must be a whole number, not '1.5'"),
        ("A NaN 2025/1/3", "line 2: The number of cases must be a whole number, not 'NaN'"),
        (
            "A 2147483648 2025/1/3",
            "line 2: The number of cases is 2,147,483,648, more than 2,147,483,647",
        ),
        (
            "A 2147483647 2025/1/3",
            "line 2: The counts add up to more than 2,147,483,647",
        ),
        ("A 1 2025/1", "line 2: The time 2025/1 is less exact than a day; complete it"),
        ("A 1 2025", "line 2: The time 2025 is less exact than a day; complete it"),
        ("\x1b 1 2025/1/3", r"line 2: Location \x1b has no coordinates"),
        ("A 1", "line 2: A line must hold a location, a number and a time"),
        ("A", "line 2: A line must hold a location, a number and a time"),
    ],
)
def test_a_wrong_line_of_cases_is_named(desk: Desk, line: str, words: str):
    desk.write("a.cas", f"B 1 2025/1/9\n{line}\n")
    assert words in desk.scan()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("D 91 106", "line 2: The latitude is 91; it goes from -90 to 90"),
        ("D 10 400", "line 2: The longitude is 400"),
        ("D 10", "line 2: A line must hold a location and two coordinates"),
        ("D 10,5 106,5", "line 2: A line must hold a location and two coordinates and no more"),
        ("D nan 106", "line 2: The latitude must be a number, not 'nan'"),
        ("D ten 106", "line 2: The latitude must be a number, not 'ten'"),
        ("A 10.1 106.1", "line 2: Location A stands twice"),
        ("D\x07 10 106", r"line 2: The location 'D\x07' holds a control character; take it out"),
    ],
)
def test_a_wrong_line_of_coordinates_is_named(desk: Desk, line: str, words: str):
    desk.write("a.geo", f"A 10.1 106.1\n{line}\n")
    assert words in desk.scan()


def test_a_missing_file_and_an_empty_one_are_told_apart(desk: Desk):
    desk.write("a.cas", "")
    assert "The file is empty" in desk.scan()
    desk.write("a.cas", "\n \n")
    assert "There is no entry; check that this is the right table" in desk.scan()
    (desk.where / "a.cas").unlink()
    assert "cannot be read (No such file or directory)" in desk.scan()


def test_a_name_that_is_not_utf_8_is_named(desk: Desk):
    desk.write("a.geo", b"A 10.1 106.1\nB 10.2 106.2\nX\xe1 10 106\n")
    assert "line 3: The line holds letters that are not UTF-8" in desk.scan()


def test_cases_without_population_are_refused_by_the_poisson_model(desk: Desk):
    desk.write("a.pop", "A 2025 100\nB 2025 0\nC 2025 50\n")
    words = desk.scan("--population", str(desk.where / "a.pop"), model="poisson")
    assert "Location B has cases but no population" in words


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--max-window", "11d"], "The longest window, 11 steps, is longer than the study of 10"),
        (["--max-window", "soon"], "'soon' is no length of time"),
        (["--max-share", "0.6"], "The largest share of a zone must lie above 0 and at most at 0.5"),
        (["--max-radius-km", "0"], "The largest radius must be more than 0"),
        (["--start", "2025/1/12"], "The study ends before it starts"),
        (["--end", "2025/13/1"], "'2025/13/1' is not a date"),
        (["--replicates", "-1"], "The number of replicates must lie between 0 and"),
        (["--seed", "-1"], "The seed must be a whole number"),
        (["--threads", "0"], "At least one thread is needed"),
        (["--model", "poisson"], "The Poisson model needs a population"),
        (["--model", "bernoulli"], "The Bernoulli model needs controls"),
        (["--start", "\udce1"], "--start: '?' is not a date"),
        (["--max-window", "²d"], "'²d' is no length of time"),
        (["--analysis", "spatial"], "needs time: choose a retrospective or prospective analysis"),
        (["--json", "/nowhere/o.json"], "The result cannot be written"),
    ],
)
def test_an_option_that_makes_no_sense_is_named(desk: Desk, options: list[str], words: str):
    assert words in desk.scan(*options)


def test_cases_outside_the_study_can_be_left_out_when_asked(
    desk: Desk, capsys: pytest.CaptureFixture[str]
):
    desk.write("a.cas", f"{GOOD_CAS}A 50 2025/3/1\n")
    arguments = [
        "scan", "--cases", str(desk.where / "a.cas"), "--coordinates", str(desk.where / "a.geo"), "--model", "permutation",
        "--analysis", "prospective", "--start", "2025/1/1", "--end", "2025/1/10", "--max-window", "3d", "--replicates", "9",
        "--threads", "1", "--leave-out-others",
    ]  # fmt: skip
    assert main(arguments) == 0
    assert "7 cases at 3 places" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            "MonteCarloRep=999",
            "line 2: MonteCarloRep is no parameter of SaTScan that hotscan knows; did you mean MonteCarloReps?",
        ),
        ("IsotonicScan=1", "line 2: IsotonicScan=1 is not supported by hotscan; set it to 0"),
        ("ModelType=7", "line 2: ModelType=7: this is not supported by hotscan; it knows 0, 1, 2"),
        ("AnalysisType=5", "line 2: AnalysisType=5: this is not supported by hotscan"),
        ("MonteCarloReps=many", "line 2: MonteCarloReps=many: this must be a number"),
        ("just words", "line 2: 'just words' is no parameter"),
        ("StartDate=2025/2/30", "a.prm, line 2: '2025/2/30' is not a date"),
        ("CaseFile=b.cas", "line 2: CaseFile stands already in line 1; leave one line of it"),
        (
            "CaseFile2=b.cas",
            "line 2: CaseFile2 is not supported by hotscan, which knows one plain file",
        ),
        ("CaseFile-SourceType=0", "line 2: CaseFile-SourceType is not supported by hotscan"),
        ("UseGridFile=y", "line 2: UseGridFile=y: GridFile must say which file"),
        (
            "PrecisionCaseTimes=0\nAnalysisType=3",
            "line 2: PrecisionCaseTimes=0: an analysis in time needs times",
        ),
        (
            "PrecisionCaseTimes=3\nAnalysisType=3\nTimeAggregationUnits=4",
            "line 4: TimeAggregationUnits=4: plain numbers",
        ),
        (
            "AnalysisType=4\nProspectiveFrequencyType=2",
            "line 3: ProspectiveFrequencyType=2: this is not supported by hotscan; it knows 0",
        ),
    ],
)
def test_a_wrong_parameter_is_named(desk: Desk, line: str, words: str):
    assert words in desk.run(f"CaseFile=a.cas\n{line}\nCoordinatesFile=a.geo\n")


def test_the_shortest_window_of_a_parameter_file_is_in_units(tmp_path: Path):
    path = tmp_path / "a.prm"
    path.write_text(
        "CaseFile=a.cas\nCoordinatesFile=a.geo\nPrecisionCaseTimes=3\nAnalysisType=4\nTimeAggregationUnits=3\nTimeAggregationLength=7\n"
        "MinimumTemporalClusterSize=10\n"
    )
    assert parameters(path)[1].min_window == 2


def test_a_quoted_name_keeps_its_spaces_and_commas_divide_as_spaces_do(
    desk: Desk, capsys: pytest.CaptureFixture[str]
):
    desk.write("a.geo", '\ufeff"Xã Bình Yên",10.1,106.1\nB 10.2 106.2\n')
    desk.write("a.cas", '"Xã Bình Yên",5,2025/1/10\nB,5,2025-01-01\n\n')
    arguments = [
        "scan", "--cases", str(desk.where / "a.cas"), "--coordinates", str(desk.where / "a.geo"), "--model", "permutation",
        "--analysis", "prospective", "--start", "2025/1/1", "--end", "2025/1/10", "--max-window", "3d", "--replicates", "9",
    ]  # fmt: skip
    assert main(arguments) == 0
    assert "Xã Bình Yên" in capsys.readouterr().out


WITH_TIMES = "A 2 2025/1/3\nB 1 2025/1/9\n"


@pytest.mark.parametrize("model", ["poisson", "bernoulli"])
def test_times_that_were_said_not_to_be_there_are_not_taken_for_covariates(desk: Desk, model: str):
    desk.write("a.pop", "A 100\nB 100\nC 50\n")
    desk.write("a.ctl", "A 9\nB 9\nC 9\n")
    table = ["--population", "a.pop"] if model == "poisson" else ["--controls", "a.ctl"]
    others = ["--times", "none", table[0], str(desk.where / table[1])]
    words = desk.scan(*others, model=model, analysis="spatial")
    assert "a.cas, line 1: '2025/1/3' looks like a time while times were said not" in words


def test_covariates_that_the_bernoulli_model_cannot_know_are_refused(desk: Desk):
    desk.write("a.cas", "A 2 2025/1/3 m\nB 1 2025/1/9 f\n")
    desk.write("a.ctl", "A 9 2025/1/3\n")
    words = desk.scan("--controls", str(desk.where / "a.ctl"), model="bernoulli")
    assert "The Bernoulli model knows no covariates" in words
    desk.write("a.ctl", "A 9 2025/1/3 m\n")
    words = desk.scan("--controls", str(desk.where / "a.ctl"), model="bernoulli")
    assert "a.ctl, line 1: A line must hold a location, a number and a time and no more" in words


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["--column", "location=ward"], "A heading is named for the location"),
        (["--covariate", "sex"], "Covariates are named (--covariate), but cases and population"),
        (
            ["--population", "a.pop"],
            "The permutation model looks at no population; leave --population out",
        ),
        (
            ["--controls", "a.ctl"],
            "The permutation model looks at no controls; leave --controls out",
        ),
    ],
)
def test_what_a_scan_would_pass_over_is_refused(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, given: list[str], words: str
):
    desk.write("a.pop", "A 2025 100\nB 2025 100\nC 2025 50\n")
    desk.write("a.ctl", "A 9 2025/1/3\n")
    monkeypatch.chdir(desk.where)
    assert words in desk.scan(*given)


def test_a_heading_for_a_table_that_is_not_given_is_refused(desk: Desk):
    desk.write("c.csv", "ward,cases,date\nA,2,2025/1/3\nB,1,2025/1/9\n")
    files = ["--cases", str(desk.where / "c.csv"), "--column", "location=ward"]
    words = desk.scan(*files, "--column", "controls=healthy")
    assert "A heading is named for the controls" in words


def test_coordinates_so_far_out_that_others_lose_their_digits_are_refused(desk: Desk):
    desk.write("a.geo", f"{GOOD_GEO}D 1e13 0\n")
    assert "line 4: The coordinates 1e+13 and 0 lie farther out than 1e+12" in desk.scan("--plane")
