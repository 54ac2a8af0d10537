"""Whoever breaks a long scan off keeps what is known: a real process on a terminal, and a real interrupt."""

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from hotscan.examples import fever

BROKEN_OFF = 130


def _until(terminal: int, words: bytes) -> bytes:
    """Return what a terminal shows up to some words."""
    seen = b""
    while words not in seen:
        seen += os.read(terminal, 4096)
    return seen


def _as_at_a_terminal() -> None:
    """Let an interrupt be heard: who starts the tests in the background has it ignored, and so would the scan."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.slow
def test_a_scan_broken_off_tells_how_far_it_came_and_what_it_knows(tmp_path: Path):
    for name, content in fever().items():
        (tmp_path / name).write_text(content)
    parameters = (tmp_path / "fever.prm").read_text().replace("Reps=999", "Reps=10000000")
    (tmp_path / "endless.prm").write_text(parameters)
    terminal, its_side = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "hotscan", "run", "endless.prm", "--json", "found.json"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=its_side, text=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        preexec_fn=_as_at_a_terminal,
    ) as process:  # fmt: skip
        os.close(its_side)
        bar = _until(terminal, b"s left")
        process.send_signal(signal.SIGINT)
        words, _ = process.communicate()
    os.close(terminal)
    assert process.returncode == BROKEN_OFF
    assert b"of 10,000,000 replicates" in bar
    found = json.loads((tmp_path / "found.json").read_text())
    asked = found["replicates"]
    assert not found["complete"]
    assert 64 <= asked < 10_000_000
    assert found["clusters"][0]["p_value"] >= 1 / (1 + asked)
    assert f"broken off after {asked:,} of 10,000,000 replicates" in words
    assert "Traceback" not in words
