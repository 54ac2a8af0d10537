"""What the replicates say about the observed: p, the Gumbel tail beyond them, how often chance alone would do this."""

from typing import Final

import numpy as np

from hotscan.geometry import Floats

TIE: Final = 1e-9  # ratios this near one another are the same; in small data ties are many
_EULER: Final = 0.5772156649015329


def p_value(observed: float, maxima: Floats, *, stopped_early: bool = False) -> float:
    """Return (1 + how many replicates reached the observed ratio) / (1 + replicates): Dwass 1957, ties counted.

    Where an early stop ended them it is how many / replicates (Besag and Clifford 1991).
    """
    reached = int(np.count_nonzero(maxima >= observed - TIE))
    return reached / len(maxima) if stopped_early else (1 + reached) / (1 + len(maxima))


def gumbel_p_value(observed: float, maxima: Floats) -> float | None:
    """Return the tail of a Gumbel distribution fitted to the replicates by moments (Abrams, Kulldorff, Kleinman 2010).

    It reaches below 1 / (1 + replicates), where counting replicates cannot. None where they do not differ.
    """
    spread = float(maxima.std(ddof=1)) if len(maxima) > 1 else 0.0
    if spread <= TIE:
        return None
    scale = spread * np.sqrt(6) / np.pi
    place = float(maxima.mean()) - _EULER * scale
    with np.errstate(over="ignore"):  # far below every replicate: the tail is all there is
        return float(-np.expm1(-np.exp(-(observed - place) / scale)))


def recurrence_interval(p: float, days_between_scans: float, scans: int = 1) -> float:
    """Return after how many days of scans chance alone shows something as strong once (Kleinman, Lazarus, Platt 2004).

    scans   how many p is adjusted for: that of one alone is 1 - (1 - p)^(1 / scans), as the reference has it
    """
    if scans == 1 or p >= 1:
        return days_between_scans / p
    return float(days_between_scans / -np.expm1(np.log1p(-p) / scans))


def exceedances(observed: float, maxima: Floats, enough: int) -> int | None:
    """Return at which replicate, from 1, the observed ratio was reached for the `enough`th time; None while it was not."""
    hits = np.cumsum(maxima >= observed - TIE)
    return int(np.searchsorted(hits, enough)) + 1 if len(hits) and hits[-1] >= enough else None
