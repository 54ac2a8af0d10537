"""The space-time scan statistic: clusters of counts in space and time, with an honest false-alarm rate.

Purpose: say where and when more happened than chance deals, and how often chance alone would show as much, fast enough
to scan a nation every night. Needs numpy and numba only, and knows nothing of Bình Yên, Django or Dask.

    from hotscan import Analysis, ModelKind, Options, scan, study_of
    study = study_of(cases="fever.csv", coordinates=frame_of_wards, start="2025-01-01", end="2025-12-31")
    result = scan(study, Options(model=ModelKind.PERMUTATION, analysis=Analysis.PROSPECTIVE, max_window=14))

Importing the package loads nothing else; the names above are fetched when they are first used, because the compiled
loops behind them take longer to load than everything that does not need them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from hotscan.ellipses import Ellipse
    from hotscan.known import Known
    from hotscan.options import ELLIPSES, Analysis, ModelKind, Options, Penalty, Secondary, Side
    from hotscan.problems import ScanProblem
    from hotscan.reading.asked import study_of
    from hotscan.reading.files import Files, read
    from hotscan.reading.parameters import parameters
    from hotscan.results import Cluster, Result
    from hotscan.scanning import scan
    from hotscan.study import Counts, Study, places
    from hotscan.timing import Unit

__version__ = "0.1.0"
__all__ = [
    "ELLIPSES", "Analysis", "Cluster", "Counts", "Ellipse", "Files", "Known", "ModelKind", "Options", "Penalty", "Result", "ScanProblem", "Secondary", "Side", "Study", "Unit",
    "parameters", "places", "read", "scan", "study_of",
]  # fmt: skip
_HOMES: Final = {
    "hotscan.ellipses": ("Ellipse",),
    "hotscan.known": ("Known",),
    "hotscan.options": (
        "ELLIPSES",
        "Analysis",
        "ModelKind",
        "Options",
        "Penalty",
        "Secondary",
        "Side",
    ),
    "hotscan.problems": ("ScanProblem",),
    "hotscan.reading.asked": ("study_of",),
    "hotscan.reading.files": ("Files", "read"),
    "hotscan.reading.parameters": ("parameters",),
    "hotscan.results": ("Cluster", "Result"),
    "hotscan.scanning": ("scan",),
    "hotscan.study": ("Counts", "Study", "places"),
    "hotscan.timing": ("Unit",),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'hotscan' has no attribute {name!r}")
