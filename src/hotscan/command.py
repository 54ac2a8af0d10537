"""The command: `hotscan run FILE.prm` and `hotscan scan --cases ... --coordinates ...`."""

import argparse
import errno
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hotscan import arguments
from hotscan.problems import ScanProblem

if TYPE_CHECKING:
    from hotscan.options import Options
    from hotscan.results import Result
    from hotscan.study import Study

_INTERRUPTED: Final = 130
_REFUSED: Final = 2


def main(words: Sequence[str] | None = None) -> int:
    """Run the command; return 0, 2 where the input was refused, or 130 where it was broken off."""
    for stream in (sys.stdout, sys.stderr):  # a name its letters cannot spell must not end a scan
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    given = arguments.parser(run=_run, scan=_scan, example=_example).parse_args(words)
    try:
        return int(given.act(given))
    except ScanProblem as problem:
        _tell(f"hotscan: {problem}")
        return _REFUSED
    except KeyboardInterrupt:
        _tell(
            "\nhotscan: Broken off before the result was whole; scan again for what is not written."
        )
        return _INTERRUPTED
    except MemoryError:
        _tell(
            "hotscan: The scan needs more memory than there is; take longer steps, shorter windows, or smaller zones."
        )
        return _REFUSED


def _tell(words: str) -> None:
    """Say something beside the result; nobody listens where the stream is closed."""
    if sys.stderr is not None:
        print(words, file=sys.stderr)


def _scan(given: argparse.Namespace) -> int:
    from hotscan.reading.files import read

    files, options = arguments.asked(given)
    _check_outputs(given, [files.cases, files.coordinates, files.population, files.controls])
    return _scanned(read(files), options, given)


def _run(given: argparse.Namespace) -> int:
    from hotscan.reading.files import read
    from hotscan.reading.parameters import parameters, unwritten

    files, options = parameters(given.parameters, given.encoding)
    _check_outputs(
        given,
        [given.parameters, files.cases, files.coordinates, files.population, files.controls],
    )
    left = [] if given.quiet else unwritten(given.parameters, given.encoding)
    if left:
        _tell(
            f"hotscan: Not written, as they are files of SaTScan's own: {', '.join(left)}; "
            "ask for --text, --csv, --json, --geojson, --kml or --svg."
        )
    return _scanned(read(files), options, given)


def _example(given: argparse.Namespace) -> int:
    from hotscan.examples import fever

    for name, content in fever().items():
        path = given.folder / name
        if path.exists() and path.read_bytes() != content.encode():
            raise ScanProblem(
                "There is another file of this name; name an empty folder for the example.", path
            )
        _put(path, content)
        print(path)
    return 0


def _scanned(study: "Study", options: "Options", given: argparse.Namespace) -> int:
    from hotscan.scanning import scan

    if given.kml is not None and not study.positions.on_globe:
        raise ScanProblem(
            "KML shows the globe only and these coordinates are of a plane; ask for --geojson.",
            given.kml,
        )
    quiet = given.quiet or sys.stderr is None or not sys.stderr.isatty()
    with _without_scipy():
        result = scan(study, options, _progress(quiet=quiet))
    if not result.complete and not quiet:
        sys.stderr.write("\n")
    with _held_back():
        _write(given, result)
    return 0 if result.complete else _INTERRUPTED


def _check_outputs(given: argparse.Namespace, read: Sequence[Any]) -> None:
    """Raise ScanProblem, before hours of scanning, where a result could not be written, or would take another file's place."""
    taken = {path.resolve(): "is read by this scan" for path in read if path is not None}
    for kind in arguments.KINDS:
        path = getattr(given, kind)
        if path is None:
            continue
        _check_place(path)
        if path.resolve() in taken:
            raise ScanProblem(f"This file {taken[path.resolve()]}; choose another name.", path)
        if path.is_file() or not path.exists():  # a device takes whatever comes
            taken[path.resolve()] = f"is to be written as {kind} too"


@contextmanager
def _held_back() -> Iterator[None]:
    """Let a first Ctrl-C wait until what was found is written; a second one ends the writing too."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def first(number: int, frame: object) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        _tell("\nhotscan: Writing what was found; Ctrl-C once more to leave it.")

    before = signal.signal(signal.SIGINT, first)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _check_place(path: Path) -> None:
    wrong = errno.EISDIR if path.is_dir() else 0 if path.parent.is_dir() else errno.ENOENT
    if not wrong and not os.access(path if path.exists() else path.parent, os.W_OK):
        wrong = errno.EACCES
    if wrong:
        raise _unwritable(path, os.strerror(wrong))


@contextmanager
def _without_scipy() -> Iterator[None]:
    """Keep numba from loading scipy's linear algebra where it finds it: no kernel uses it, and it takes as long as a scan."""
    is_free = "scipy" not in sys.modules
    if is_free:
        sys.modules["scipy"] = None  # type: ignore[assignment]  # what import takes for "not there"
    try:
        yield
    finally:
        if is_free:
            del sys.modules["scipy"]


def _progress(*, quiet: bool) -> Callable[[int, int], None]:
    """Return what draws a bar of the replicates done, with the time that remains."""
    began = time.monotonic()

    def tell(done: int, of: int) -> None:
        width = 30 * done // of
        left = (time.monotonic() - began) / done * (of - done)
        end = "\n" if done == of else ""
        sys.stderr.write(
            f"\r[{'#' * width}{'.' * (30 - width)}] {done:,} of {of:,} replicates, {left:.0f} s left {end}"
        )
        sys.stderr.flush()

    return (lambda done, of: None) if quiet else tell


def _write(given: argparse.Namespace, result: "Result") -> None:
    from hotscan.writing import pictures, tables, words

    unsaid = None
    writers = {
        "json": tables.as_json, "csv": tables.as_csv, "geojson": tables.as_geojson, "kml": tables.as_kml,
        "svg": pictures.as_svg, "text": words.as_text,
    }  # fmt: skip
    if not given.quiet:  # first, so that what was found is seen even where a file cannot be written
        unsaid = _say(words.as_text(result))
    for kind, writer in writers.items():
        path = getattr(given, kind)
        if path is not None:
            _put(path, writer(result))
    if unsaid is not None:
        raise ScanProblem(f"The words could not be printed ({unsaid}); ask for a file by --text.")


def _say(words: str) -> str | None:
    """Print words; return why that failed. Whoever has closed the other end has read enough."""
    try:
        if sys.stdout is not None:
            sys.stdout.write(words)
            sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or leaving tries once more
        return None if isinstance(error, BrokenPipeError) else error.strerror
    return None


def _put(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise _unwritable(path, error.strerror) from None


def _unwritable(path: Path, why: str | None) -> ScanProblem:
    return ScanProblem(f"The result cannot be written ({why}); choose another place.", path)
