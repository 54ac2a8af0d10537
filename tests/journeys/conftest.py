"""A real house with its story, served by the real command, and people with real browsers."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.walking import Person

ROOT = Path(__file__).resolve().parents[2]
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: The story stops here: the model commune's year is almost over and its dossier is not handed in yet.
DAY = "2024-11-12"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class House:
    """Where the running house is, and its shell."""

    def __init__(self, home: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith("BINHYEN_")
        }
        kept.pop("DJANGO_SETTINGS_MODULE", None)
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

    def open(self) -> "subprocess.Popen[bytes]":
        """Start serving and wait until the house answers."""
        serving = subprocess.Popen(
            [sys.executable, "-m", "binhyen.project", "serve", "--port", str(self.port)],
            cwd=ROOT,
            env=self.environment,
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.base}/healthz", timeout=2):  # noqa: S310
                    return serving
            except OSError:
                time.sleep(0.2)
        serving.terminate()
        message = "the house did not answer within a minute"
        raise TimeoutError(message)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A fresh house on SQLite, or on DATABASE_URL, with the story told up to DAY, serving."""
    house = House(tmp_path_factory.mktemp("house"))
    house.command("setup")
    house.command("load_demo", "--on", DAY)
    serving = house.open()
    try:
        yield house
    finally:
        serving.terminate()
        serving.wait(20)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; the check that calls the journeys says so loudly where there is none."""
    names = [os.environ.get("CHROMIUM", ""), *CHROMIUMS]
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        pytest.fail("no Chromium found; install it or set CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def person(house: House, chromium: Browser) -> Iterator["type[Person] | object"]:
    """Make people: `person("hanh")` sits at a desktop and is logged in, `person(phone=True)` is a resident."""
    met: list[Person] = []

    def meet(key: str = "", *, phone: bool = False, scripts: bool = True) -> Person:
        met.append(Person(chromium, house.base, key, phone=phone, scripts=scripts))
        return met[-1]

    yield meet
    for one in met:
        one.leave()
