"""`binhyen scan`: look for hot spots over space and time."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from binhyen.core import clock
from binhyen.core.console import HouseCommand
from binhyen.hotspots import actions, spreading
from binhyen.hotspots.models import Scan, Stage

#: A scan must not slow down who works at the same time.
_NICE = 10


class Command(HouseCommand):
    """Run whatever scan is asked for, one after the other."""

    help = gettext_noop(
        "Scan the units in which somebody deals with hot spots, as the worker does every night from 1 on."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Only what is asked for, the nation, or also what is due."""
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--waiting", action="store_true", help=_("only what an officer or the worker asked for"))  # fmt: skip
        which.add_argument("--nation", action="store_true", help=_("all communes at once, now; each province is told of its own part"))  # fmt: skip

        parser.add_argument("--dask", metavar="ADDRESS", help=_("let a Dask cluster do the work, such as tcp://scheduler:8786"))  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask where it is due, then scan until nothing waits."""
        os.nice(_NICE)
        with _spread_over(options["dask"]):
            self._scan(options)

    def _scan(self, options: dict[str, Any]) -> None:
        if options["nation"]:
            _ask_nation()
        elif not options["waiting"]:
            actions.ask_everywhere(at=clock.now())
        done = 0
        while scan := actions.run_next(now=clock.now):
            done += 1
            self.say(f"{scan.unit.full_name if scan.unit else _('Viet Nam')}: {told(scan)}")
        if not done:
            self.say(_("No scan waits."))


@contextmanager
def _spread_over(address: str | None) -> Iterator[None]:
    """Let a cluster do the work, if one is given."""
    try:
        with spreading.over(address) if address else nullcontext():
            yield
    except spreading.NoDask:
        raise CommandError(_("Dask is not installed here: install binhyen[dask], or scan without --dask.")) from None  # fmt: skip
    except spreading.NoCluster:
        raise CommandError(_("No Dask scheduler with workers answers at %(address)s. Start `dask scheduler` and `dask worker`, or correct the address.") % {"address": address}) from None  # fmt: skip


def _ask_nation() -> None:
    """Ask, unless it waits already."""
    try:
        actions.ask_nation(at=clock.now())
    except actions.AlreadyAsked:
        return


def told(scan: Scan) -> str:
    """Return in one sentence what came of it."""
    if scan.stage != Stage.DONE:
        return _("not over yet")
    found = {"raised": scan.raised, "followed": scan.followed, "cases": scan.cases}
    return _("%(cases)d reports of a year; new hot spots: %(raised)d, followed: %(followed)d") % found  # fmt: skip
