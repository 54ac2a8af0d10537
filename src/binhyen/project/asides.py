"""Long work in processes of its own: one at a time of each kind, its memory given back when it ends."""

import subprocess
import sys
from collections.abc import Callable

from binhyen.core import clock
from binhyen.hotspots.models import Scan
from binhyen.matters.models import SuggestionModel


class Aside:
    """Starts the process of a command when somebody waits for it, and ends it with the worker."""

    def __init__(self, command: str, is_wanted: Callable[[], bool]) -> None:
        self.words = [sys.executable, "-m", "binhyen.project", command, "--waiting"]
        self.is_wanted = is_wanted
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def is_busy(self) -> bool:
        """Say whether a process works now."""
        return self.process is not None and self.process.poll() is None

    def tend(self) -> None:
        """Start a process when something waits and none runs; never wait for it: the trail wants its seals."""
        if self.is_busy or not self.is_wanted():
            return
        self.process = subprocess.Popen(self.words, stdout=subprocess.DEVNULL)  # noqa: S603  (our own words)

    def stop(self) -> None:
        """End the process; what it had begun is begun again later."""
        if self.process is not None and self.is_busy:
            self.process.terminate()
            self.process.wait()


def learner() -> Aside:
    """Return what learns suggestions."""
    return Aside(
        "train_suggestions", lambda: SuggestionModel.objects.to_learn(clock.now()).exists()
    )


def scanner() -> Aside:
    """Return what looks for hot spots."""
    return Aside("scan", lambda: Scan.objects.to_run(clock.now()).exists())
