"""The command where the world is not as it should be: pipes that close, disks that are full, Ctrl-C at the wrong moment."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hotscan import command, reporting, scanning
from hotscan.examples import fever
from hotscan.results import Result
from hotscan.writing import words

BROKEN_OFF = 130


@pytest.fixture
def fever_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the example in it, which is where the command runs."""
    for name, content in fever().items():
        (tmp_path / name).write_text(content)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _process(folder: Path, *words: str, **others: Any) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **others.pop("env", {})}
    command = [sys.executable, "-m", "hotscan", *words]
    return subprocess.run(command, cwd=folder, env=environment, check=False, **others)  # noqa: S603


@pytest.mark.slow
def test_whoever_closes_the_pipe_gets_the_files_and_no_traceback(fever_in: Path):
    read, write = os.pipe()
    os.close(read)
    ended = _process(fever_in, "run", "fever.prm", "--json", "o.json", stdout=write, stderr=subprocess.PIPE)  # fmt: skip
    os.close(write)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert json.loads((fever_in / "o.json").read_text())["complete"]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is full is known to Linux")
def test_a_full_disk_is_told_and_the_files_are_written(fever_in: Path):
    with Path("/dev/full").open("wb") as full:
        ended = _process(fever_in, "run", "fever.prm", "--json", "o.json", stdout=full, stderr=subprocess.PIPE)  # fmt: skip
    assert ended.returncode == 2
    assert b"could not be printed (No space left on device)" in ended.stderr
    assert b"Traceback" not in ended.stderr
    assert json.loads((fever_in / "o.json").read_text())["complete"]


@pytest.mark.slow
def test_a_name_that_the_terminal_cannot_spell_is_spelt_out(fever_in: Path):
    for name in ("fever.cas", "fever.geo"):
        content = (fever_in / name).read_text().replace("W17", "Xã_17")
        (fever_in / name).write_text(content, encoding="utf-8")
    ended = _process(fever_in, "run", "fever.prm", env={"PYTHONIOENCODING": "ascii"}, capture_output=True)  # fmt: skip
    assert ended.returncode == 0
    assert rb"X\xe3_17" in ended.stdout


def test_a_first_ctrl_c_waits_until_the_files_are_written(
    fever_in: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    as_text = words.as_text

    def interrupted(result: Result) -> str:
        os.kill(os.getpid(), signal.SIGINT)
        return as_text(result)

    monkeypatch.setattr(words, "as_text", interrupted)
    before = signal.getsignal(signal.SIGINT)
    assert command.main(["run", "fever.prm", "--json", "o.json"]) == 0
    assert signal.getsignal(signal.SIGINT) is before
    assert "Ctrl-C once more" in capsys.readouterr().err
    assert json.loads((fever_in / "o.json").read_text())["clusters"]


SPATIAL = (
    "AnalysisType=1\nModelType=1\nPrecisionCaseTimes=3\nStartDate=2025/1/6\nEndDate=2025/3/2\nMonteCarloReps=99\n"
    "CaseFile=fever.cas\nControlFile=all.ctl\nCoordinatesFile=fever.geo\nReportGiniClusters=y\n"
)


def test_a_ctrl_c_during_the_gini_choice_costs_that_choice_alone(
    fever_in: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    cases = (fever_in / "fever.cas").read_text()
    (fever_in / "all.ctl").write_text(cases.replace("W17 ", "W18 "))
    (fever_in / "gini.prm").write_text(SPATIAL)

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reporting, "_gini", broken)
    assert command.main(["run", "gini.prm", "--json", "o.json"]) == BROKEN_OFF
    assert "99 replicates; broken off before the Gini choice was made" in capsys.readouterr().out
    found = json.loads((fever_in / "o.json").read_text())
    assert not found["complete"]
    assert found["clusters"][0]["p_value"] is not None


def test_a_ctrl_c_before_the_first_replicate_leaves_the_clusters_without_a_p(
    fever_in: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(scanning.Here, "source", broken)
    assert command.main(["run", "fever.prm", "--json", "o.json"]) == BROKEN_OFF
    assert "broken off after 0 of 999 replicates" in capsys.readouterr().out
    assert json.loads((fever_in / "o.json").read_text())["clusters"][0]["p_value"] is None


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["--json", "fever.cas"], "fever.cas: This file is read by this scan"),
        (["--json", "fever.prm"], "fever.prm: This file is read by this scan"),
        (["--json", "o", "--csv", "o"], "o: This file is to be written as json too"),
    ],
)
def test_a_result_takes_no_other_files_place(
    fever_in: Path, capsys: pytest.CaptureFixture[str], words: list[str], problem: str
):
    assert command.main(["run", "fever.prm", *words]) == 2
    assert problem in capsys.readouterr().err
    assert (fever_in / "fever.cas").read_text() == fever()["fever.cas"]


def test_the_example_overwrites_nothing_that_is_another(
    fever_in: Path, capsys: pytest.CaptureFixture[str]
):
    assert command.main(["example"]) == 0
    (fever_in / "fever.cas").write_text("W01 5 2025/1/6\n")
    assert command.main(["example"]) == 2
    assert "There is another file of this name" in capsys.readouterr().err
    assert (fever_in / "fever.cas").read_text() == "W01 5 2025/1/6\n"


def test_files_that_only_satscan_writes_are_told_as_not_written(
    fever_in: Path, capsys: pytest.CaptureFixture[str]
):
    with (fever_in / "fever.prm").open("a") as file:
        file.write("ResultsFile=o.txt\nOutputGoogleEarthKML=y\nSaveSimLLRsDBase=n\n")
    assert command.main(["run", "fever.prm"]) == 0
    told = capsys.readouterr().err
    assert "SaTScan's own: ResultsFile, OutputGoogleEarthKML; ask" in told


def test_a_parameter_file_and_its_data_may_be_in_a_named_encoding(
    fever_in: Path, capsys: pytest.CaptureFixture[str]
):
    for name in ("fever.cas", "fever.geo", "fever.prm"):
        content = (fever_in / name).read_text().replace("W17", "Thị")
        (fever_in / name).write_bytes(f"{content}".replace("ị", "i\u0323").encode("windows-1258"))
    assert command.main(["run", "fever.prm"]) == 2
    assert "name its encoding (--encoding windows-1258)" in capsys.readouterr().err
    assert command.main(["run", "fever.prm", "--encoding", "windows-1258"]) == 0
    assert "Thị" in capsys.readouterr().out
