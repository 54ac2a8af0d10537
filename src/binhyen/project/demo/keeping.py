"""The demo's clock, kept beside its database: it stands in the story and ticks on from there."""

import os
from datetime import timedelta
from pathlib import Path

from binhyen.core import clock
from binhyen.project import env

VARIABLE = "BINHYEN_DEMO_CLOCK_SHIFT"


def _file() -> Path:
    return env.home() / "clock-shift"


def set_clock(shift: timedelta) -> None:
    """Move this process's clock and that of every process of the demo to come."""
    seconds = round(shift.total_seconds())
    _file().write_text(str(seconds), encoding="ascii")
    os.environ[VARIABLE] = str(seconds)
    clock.stand_in_story(timedelta(seconds=seconds))


def hand_on_clock() -> None:
    """Put the shift kept in BINHYEN_HOME into the environment, from where the settings read it."""
    if VARIABLE not in os.environ and _file().exists():
        os.environ[VARIABLE] = _file().read_text(encoding="ascii").strip()
