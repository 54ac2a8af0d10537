"""The acts on alerts: scan, follow, acknowledge, take measures, look again, close."""

from binhyen.hotspots.actions.forgetting import forget_words
from binhyen.hotspots.actions.handling import (
    LookFirst,
    Outrun,
    TooEarly,
    acknowledge,
    close,
    look_again,
    take_measure,
)
from binhyen.hotspots.actions.reminding import remind_of_looks
from binhyen.hotspots.actions.replaying import NEAR, replay
from binhyen.hotspots.actions.scanning import (
    AlreadyAsked,
    NothingToScan,
    ask,
    ask_every_night,
    ask_everywhere,
    ask_nation,
    run_next,
    scan_day,
    scan_nation,
)
from binhyen.hotspots.actions.watching import set_watch

__all__ = [
    "NEAR", "AlreadyAsked", "LookFirst", "NothingToScan", "Outrun", "TooEarly", "acknowledge", "ask", "ask_every_night", "ask_everywhere", "ask_nation", "close", "forget_words",
    "look_again", "remind_of_looks", "replay", "run_next", "scan_day", "scan_nation", "set_watch", "take_measure",
]  # fmt: skip
