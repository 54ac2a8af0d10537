"""A real house: a folder of its own, the story told in it, and the real command serving it."""

import ctypes
import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
#: How long a house may take to answer where many others work beside it.
PATIENCE = 180
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
_PR_SET_PDEATHSIG = 1


def find_chromium() -> str | None:
    """Return the system's Chromium: what CHROMIUM names, else the first on PATH."""
    names = [os.environ.get("CHROMIUM", ""), *CHROMIUMS]
    return next((path for name in names if name and (path := shutil.which(name))), None)


def _end_with_me() -> None:
    """Ask Linux to end this process with the one that started it: a walk that is broken off leaves no house behind."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)  # type: ignore[union-attr]


@contextmanager
def database_of_its_own(server: str) -> Iterator[str]:
    """Yield the address of a new database on a PostgreSQL server, gone afterwards; nothing for SQLite."""
    if not server.startswith("postgres"):
        yield ""
        return
    import psycopg

    name = f"binhyen_journey_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as shell:
        shell.execute(f"CREATE DATABASE {name}")
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(server, autocommit=True) as shell:
            shell.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _once(folder: Path, name: str, make: Callable[[Path], None]) -> Path:
    """Return the home of a house made by the first of the processes that share `folder`; the others wait for it."""
    home, done = folder / name, folder / f"{name}.done"
    with (folder / f"{name}.lock").open("w") as one_at_a_time:
        fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
        if not done.exists():
            make(home)
            done.touch()
    return home


def set_up_once(folder: Path) -> Path:
    """Return the home of a house that is set up, with nobody in it."""
    return _once(folder, "set-up", lambda home: House(home).set_up())


def told_once(folder: Path, day: str) -> Path:
    """Return the home of a house with the story told up to `day`."""

    def tell(home: Path) -> None:
        shutil.copytree(set_up_once(folder), home)
        House(home).tell(day)

    return _once(folder, "told", tell)


class House:
    """Where the running house is, and its shell."""

    def __init__(self, home: Path, database: str = "") -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith("BINHYEN_")
        }
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        kept.pop("DATABASE_URL", None)
        if database:
            kept["DATABASE_URL"] = database
        self.home = home
        self.environment = {**kept, "BINHYEN_HOME": str(home), "BINHYEN_DEMO": "yes"}

    def command(self, *words: str) -> str:
        """Run one command of the house and return what it says. A failure shows all of it."""
        done = subprocess.run(
            [sys.executable, "-m", "binhyen.project", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
        return done.stdout

    def set_up(self) -> None:
        """Make the house ready, with nobody in it."""
        self.command("setup")

    def tell(self, day: str) -> None:
        """Tell the story in the house up to `day`."""
        self.command("load_demo", "--on", day)

    def told(self, code: str) -> Any:
        """Run a few lines inside the house and return what the last of them printed as JSON."""
        return json.loads(self.command("shell", "-v", "0", "-c", code).strip().splitlines()[-1])

    def open(self) -> "subprocess.Popen[bytes]":
        """Start serving and wait until the house answers."""
        serving = subprocess.Popen(
            [sys.executable, "-m", "binhyen.project", "serve", "--port", str(self.port)],
            cwd=ROOT,
            env=self.environment,
            preexec_fn=_end_with_me if _LIBC else None,
        )
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.base}/healthz", timeout=2):  # noqa: S310
                    return serving
            except OSError:
                time.sleep(0.2)
        serving.terminate()
        message = f"the house did not answer within {PATIENCE} seconds"
        raise TimeoutError(message)


class Staged(House):
    """A house whose clock is moved on from chapter to chapter."""

    day, serving = "", None

    def stand_on(self, day: str, before: str = "") -> None:
        """Let it be the morning of `day`, after what `before` does inside the house."""
        if day == self.day:
            return
        self.close()
        self.told(f"from tests.journeys import stage; {before}stage.stand_on('{day}')")
        self.day, self.serving = day, self.open()

    def close(self) -> None:
        """Stop serving."""
        if self.serving:
            self.serving.terminate()
            self.serving.wait(20)
