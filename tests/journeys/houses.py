"""A real house: a folder of its own, the story told in it, and the real command serving it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def find_chromium() -> str | None:
    """Return the system's Chromium: what CHROMIUM names, else the first on PATH."""
    names = [os.environ.get("CHROMIUM", ""), *CHROMIUMS]
    return next((path for name in names if name and (path := shutil.which(name))), None)


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
