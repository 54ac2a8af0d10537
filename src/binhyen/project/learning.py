"""The process in which suggestions are learnt: one at a time, its memory given back when it ends."""

import subprocess
import sys

from binhyen.core import clock
from binhyen.matters.models import SuggestionModel

_WORDS = [sys.executable, "-m", "binhyen.project", "train_suggestions", "--waiting"]


class Learner:
    """Starts the process when somebody waits for it, and ends it with the worker."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def is_busy(self) -> bool:
        """Say whether a process learns now."""
        return self.process is not None and self.process.poll() is None

    def tend(self) -> None:
        """Start a process when a learning waits and none runs; never wait for it: the trail wants its seals."""
        if self.is_busy or not SuggestionModel.objects.to_learn(clock.now()).exists():
            return
        self.process = subprocess.Popen(_WORDS, stdout=subprocess.DEVNULL)  # noqa: S603  (our own words)

    def stop(self) -> None:
        """End the process; what it had begun is begun again later."""
        if self.process is not None and self.is_busy:
            self.process.terminate()
            self.process.wait()
