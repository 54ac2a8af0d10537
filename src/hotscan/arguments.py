"""What the command line may say, and what it asks for: which tables, and the options of the scan."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hotscan import __version__
from hotscan.problems import ScanProblem

if TYPE_CHECKING:
    from hotscan.options import Options
    from hotscan.reading import dates
    from hotscan.reading.files import Files

KINDS: Final = ("json", "csv", "geojson", "kml", "svg", "text")
_UNITS: Final = {"d": ("day", 1), "w": ("week", 1), "m": ("month", 1), "y": ("year", 1)}
_RULES: Final = (
    *("no-overlap", "no-centers-in-other", "no-centers-in-stronger", "no-centers-in-weaker"),
    *("no-pairs-of-centers", "any"),
)
_MOST_DIGITS: Final = 9
Act = Callable[[argparse.Namespace], int]


def parser(*, run: Act, scan: Act, example: Act) -> argparse.ArgumentParser:
    """Return what reads the command line; each command is answered by its act."""
    words = argparse.ArgumentParser(
        "hotscan",
        description="Find where and when more happened than chance deals, and how often chance alone would show as much.",
        epilog="Try it: hotscan example; hotscan run fever.prm. Ctrl-C gives what is known so far.",
    )
    words.add_argument("--version", action="version", version=f"hotscan {__version__}")
    acts = words.add_subparsers(required=True, metavar="run | scan | example")
    by_file = acts.add_parser("run", help="scan as a SaTScan parameter file says")
    by_file.add_argument("parameters", type=Path, metavar="FILE.prm")
    by_file.set_defaults(act=run)
    by_options = acts.add_parser("scan", help="scan files with the options given here")
    by_options.set_defaults(act=scan)
    _inputs(by_options)
    _choices(by_options)
    to_try = acts.add_parser("example", help="write invented data to try a scan on")
    to_try.add_argument("folder", type=Path, nargs="?", default=Path(), metavar="FOLDER")
    to_try.set_defaults(act=example)
    for act in (by_file, by_options):
        act.add_argument("--encoding", help="of files that are not UTF-8: windows-1258")
        _outputs(act)
    return words


def _inputs(act: argparse.ArgumentParser) -> None:
    act.add_argument(
        "--cases", type=Path, required=True, metavar="FILE.cas", help="location, cases, time"
    )
    act.add_argument(
        "--coordinates",
        type=Path,
        required=True,
        metavar="FILE.geo",
        help="location, latitude, longitude",
    )
    act.add_argument("--population", type=Path, metavar="FILE.pop", help="location, time, people")
    act.add_argument("--controls", type=Path, metavar="FILE.ctl", help="location, controls, time")
    act.add_argument(
        "--grid", type=Path, metavar="FILE.grd", help="centres of zones, where not the locations"
    )
    act.add_argument(
        "--adjustments",
        type=Path,
        metavar="FILE.adj",
        help="location, relative risk, since, until: what is known already",
    )
    act.add_argument(
        "--plane", action="store_true", help="coordinates are x and y, not latitude and longitude"
    )
    act.add_argument("--start", required=True, help="first day of the study, 2025/1/1")
    act.add_argument("--end", required=True, help="last day of the study, 2025/12/31")
    act.add_argument(
        "--times",
        choices=["none", "year", "month", "day", "number"],
        default="day",
        help="how times are written",
    )
    act.add_argument(
        "--leave-out-others",
        action="store_true",
        help="leave cases outside the study out, do not refuse",
    )
    act.add_argument(
        "--column", action="append", default=[], metavar="ROLE=HEADING", type=_named,
        help="heading of a .csv that is not the usual one: location=ward, cases=n, time=seen_on",
    )  # fmt: skip
    act.add_argument(
        "--covariate", action="append", default=[], metavar="HEADING",
        help="heading of a .csv that divides people into strata, as age group and sex do",
    )  # fmt: skip


def _named(words: str) -> tuple[str, str]:
    role, sign, heading = words.partition("=")
    if not sign or not heading:
        raise argparse.ArgumentTypeError(f"{words!r} must be written as ROLE=HEADING")
    return role.strip(), heading


def _choices(act: argparse.ArgumentParser) -> None:
    act.add_argument("--model", choices=["permutation", "poisson", "bernoulli"], required=True)
    act.add_argument(
        "--analysis", choices=["spatial", "temporal", "retrospective", "prospective"], required=True
    )
    act.add_argument(
        "--max-share", type=float, default=0.5, help="most of all cases a zone may expect, 0..0.5"
    )
    act.add_argument(
        "--max-radius-km", type=float, dest="max_radius", help="largest radius (plane: in its unit)"
    )
    act.add_argument(
        "--ellipses", action="store_true", help="try ellipses too: spatial analysis, --plane"
    )
    act.add_argument(
        "--penalty", choices=["none", "medium", "strong"], default="none", help="of long ellipses"
    )
    act.add_argument("--min-window", default="1", help="shortest window: 7d, or a number of steps")
    act.add_argument(
        "--max-window",
        help="longest window: 14d, 8w, 3m, 2y, or a number of steps; default half the study",
    )
    act.add_argument(
        "--step",
        help="length of a step: 1d, 1w, 1m, 1y; default that of the windows, or what times are written in",
    )
    act.add_argument("--side", choices=["high", "low", "both"], default="high")
    act.add_argument(
        "--by-weekday", action="store_true", help="permutation: keep every case on its weekday"
    )
    act.add_argument(
        "--earlier-since", metavar="DATE", help="adjust for the scans made every step since then"
    )
    act.add_argument("--replicates", type=int, default=999)
    act.add_argument(
        "--stop-after", type=int, metavar="N", help="stop once N replicates reached the observed"
    )
    act.add_argument(
        "--secondary",
        choices=_RULES,
        default="no-overlap",
        help="which clusters may stand beside a stronger one",
    )
    act.add_argument(
        "--gini",
        action="store_true",
        help="choose the largest cluster size by the Gini coefficient",
    )
    act.add_argument(
        "--iterations",
        type=int,
        default=0,
        metavar="N",
        help="take the strongest cluster out and scan again, N times",
    )
    act.add_argument(
        "--most-clusters", type=int, default=50, help="how many clusters are told at most"
    )
    act.add_argument("--seed", type=int, default=1, help="the same seed gives the same result")
    act.add_argument("--threads", type=int)


def _outputs(act: argparse.ArgumentParser) -> None:
    for kind in KINDS:
        act.add_argument(f"--{kind}", type=Path, metavar="FILE", help=f"write the result as {kind}")
    act.add_argument("--quiet", action="store_true", help="no progress and no words, only files")


def asked(given: argparse.Namespace) -> "tuple[Files, Options]":
    """Return the tables and options that `hotscan scan` asks for. Raises ScanProblem."""
    from hotscan.options import ELLIPSES, Analysis, ModelKind, Options, Penalty, Secondary, Side
    from hotscan.reading import dates
    from hotscan.reading.files import Files
    from hotscan.timing import Unit

    _check_needed(given)
    precision = dates.Precision[given.times.upper()]
    unit, step, shortest, longest = _windows(given, precision)
    files = Files(
        cases=given.cases, coordinates=given.coordinates, population=given.population, controls=given.controls,
        grid=given.grid, adjustments=given.adjustments, start=dates.first(given.start, precision, "--start"), end=dates.last(given.end, precision, "--end"),
        precision=precision, globe=not given.plane, leave_out_others=given.leave_out_others,
        named={role: [heading for each, heading in given.column if each == role] for role, _ in given.column},
        covariates=given.covariate, encoding=given.encoding,
    )  # fmt: skip
    options = Options(
        model=ModelKind(given.model), analysis=Analysis(given.analysis), max_share=given.max_share,
        max_radius=given.max_radius, ellipses=ELLIPSES if given.ellipses else (), penalty=Penalty(given.penalty), min_window=shortest, max_window=longest, unit=Unit(unit), step=step,
        side=Side(given.side), secondary=Secondary(given.secondary), gini=given.gini, iterations=given.iterations, by_weekday=given.by_weekday,
        earlier_since=dates.first(given.earlier_since, precision, "--earlier-since") if given.earlier_since else None,
        replicates=given.replicates, stop_after=given.stop_after, seed=given.seed, threads=given.threads,
        most_clusters=given.most_clusters,
    )  # fmt: skip
    return files, options


def _check_needed(given: argparse.Namespace) -> None:
    """Raise ScanProblem for a table that the model would not look at."""
    for name, model in (("population", "poisson"), ("controls", "bernoulli")):
        if getattr(given, name) is not None and given.model != model:
            raise ScanProblem(
                f"The {given.model} model looks at no {name}; leave --{name} out, or choose --model {model}."
            )


def _windows(
    given: argparse.Namespace, precision: "dates.Precision"
) -> tuple[str, int, int, int | None]:
    """Return the unit of a step, its length in units, and the shortest and the longest window in steps."""
    from hotscan.reading import dates

    words = {
        "--step": given.step,
        "--min-window": given.min_window,
        "--max-window": given.max_window,
    }
    lengths = {name: _length(each) for name, each in words.items() if each is not None}
    units = {unit: name for name, (unit, _) in lengths.items() if unit}
    if len(units) > 1:
        both = " and ".join(f"{name} in {unit}s" for unit, name in units.items())
        raise ScanProblem(f"Lengths are given in different units, {both}; use one unit for all.")
    unit = next(iter(units), dates.unit(precision))
    if given.analysis != "spatial" and precision is dates.Precision.NONE:
        raise ScanProblem(
            "An analysis in time needs times of cases; say how exactly they are written (--times day)."
        )
    if given.analysis != "spatial":
        _fits(unit, precision, is_named=bool(units))
    step = lengths.get("--step", (None, 1))[1]
    longest = _steps(lengths, "--max-window", step) if "--max-window" in lengths else None
    return unit, step, _steps(lengths, "--min-window", step), longest


def _fits(unit: str, precision: "dates.Precision", *, is_named: bool) -> None:
    """Raise ScanProblem for steps that times do not know: finer than they are written, or of a calendar they do not follow."""
    from hotscan.reading import dates

    if precision is dates.Precision.NUMBER and is_named:
        raise ScanProblem(
            "Times are plain numbers and know no calendar; write lengths without a letter."
        )
    if dates.is_finer(unit, precision):
        raise ScanProblem(
            f"Steps of a {unit} are finer than the times, written with --times {precision.name.lower()}; take longer steps."
        )


def _steps(lengths: dict[str, tuple[str | None, int]], name: str, step: int) -> int:
    """Return a window in steps: a length with a unit is cut into them, one without counts them. Raises ScanProblem."""
    unit, length = lengths[name]
    if unit and length % step:
        raise ScanProblem(
            f"{name} of {length} {unit}s is no whole number of steps of {step} {unit}s; take a multiple."
        )
    return length // step if unit else length


def _length(words: str) -> tuple[str | None, int]:
    number, letter = (words[:-1], words[-1]) if words[-1:] in _UNITS else (words, "")
    is_number = number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS
    if not is_number or int(number) < 1:
        raise ScanProblem(f"{words!r} is no length of time; write 14d, 8w, 3m or 2y.")
    return (_UNITS[letter][0] if letter else None), int(number)
