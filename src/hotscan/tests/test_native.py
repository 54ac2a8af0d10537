"""Machine code is kept: who scans again needs no numba, and nothing damaged or made from other sources is run."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from hotscan import native
from hotscan.kernels import dealing, likelihood

_SCAN = """
import sys
from hotscan import Analysis, ModelKind, Options, scan, study_of
study = study_of(
    cases={"location": ["a", "b"], "cases": [5, 4], "time": ["2025-01-09", "2025-01-02"]},
    coordinates={"location": ["a", "b"], "latitude": [10.0, 11.0], "longitude": [106.0, 106.0]},
    start="2025-01-01", end="2025-01-10",
)
options = Options(model=ModelKind.PERMUTATION, analysis=Analysis.PROSPECTIVE, max_window=3, replicates=9)
print(scan(study, options).maxima.tolist(), "numba" in sys.modules)
"""


def _scanned(folder: Path) -> tuple[str, bool]:
    done = subprocess.run(  # noqa: S603  (our own words)
        [sys.executable, "-c", _SCAN], env={"NUMBA_CACHE_DIR": str(folder), "PYTHONPATH": str(Path(native.__file__).parents[1])},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    maxima, _, loaded = done.stdout.strip().rpartition(" ")
    return maxima, loaded == "True"


def test_only_the_first_scan_of_an_installation_loads_numba_and_damaged_code_is_made_anew(tmp_path: Path):  # fmt: skip
    maxima, compiled = _scanned(tmp_path)
    assert compiled
    assert _scanned(tmp_path) == (maxima, False)
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[:-1])
    assert _scanned(tmp_path) == (maxima, True)
    assert _scanned(tmp_path) == (maxima, False)


def test_where_nothing_can_be_kept_kernels_are_compiled_all_the_same(monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", "/dev/null/nowhere")
    alone = native.Kernel(dealing.add_up._function)
    rows = np.ones((2, 4, 3), np.uint64)
    assert alone(rows, 8, np.zeros(2, np.int64)) == 1
    assert (rows[:, :, -1] == 3).all()


def test_a_kernel_refuses_what_it_would_read_wrongly():
    table = np.zeros((4, 2), np.int64).T
    with pytest.raises(TypeError, match="C order"):
        likelihood.critical_counts(table)
