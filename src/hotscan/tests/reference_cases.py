"""The cases of reference/: each with the parameter file it was run with, written out, and what it must give."""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

HOME: Final = Path(__file__).parent / "reference"
SUPPORTED_ANALYSES: Final = (1, 2, 3, 4)


@dataclass(frozen=True)
class Case:
    """One run of the reference implementation."""

    name: str
    folder: Path
    parameters: dict[str, Any]
    clusters: list[dict[str, Any]]
    null: dict[str, float]

    def written(self, where: Path, **others: Any) -> Path:
        """Return a parameter file in `where`, with the data beside it."""
        for file in self.folder.iterdir():
            if file.suffix != ".json":
                content = (
                    gzip.decompress(file.read_bytes())
                    if file.suffix == ".gz"
                    else file.read_bytes()
                )
                (where / file.name.removesuffix(".gz")).write_bytes(content)
        values = {**self.parameters, "StudyPeriodCheckType": 1, **others}
        path = where / "study.prm"
        path.write_text("[Input]\n" + "".join(f"{key}={value}\n" for key, value in values.items()))
        return path


def cases() -> list[Case]:
    """Return the cases whose analysis the package knows."""
    found = []
    for expected in sorted(HOME.glob("*/expected.json")):
        for name, case in json.loads(expected.read_text()).items():
            parameters = case.get("parameters", {})
            if parameters.get("AnalysisType") in SUPPORTED_ANALYSES:
                found.append(
                    Case(name, expected.parent, parameters, case["clusters"], case["null_max_llr"])
                )
    return found


def case(name: str) -> Case:
    """Return a case by name."""
    return next(one for one in cases() if one.name == name)
