"""What must be in place before the house opens: tables, static files, and the data that ships with it.

Each part is done when it is missing or has changed, and skipped otherwise; a second start costs next to nothing.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

import binhyen
from binhyen.core import clock
from binhyen.newsroom import actions as newsroom_acts
from binhyen.newsroom import queries as newsroom
from binhyen.places.models import Unit

#: Does one step and shows its name and the seconds it took.
Step = Callable[[str, Callable[[], None]], None]


def set_up(step: Step) -> None:
    """Put everything in place that is not."""
    done = Done()
    if has_pending_migrations():
        step(_("Tables"), migrate)
    looks = static_digest()
    if not settings.DEBUG and not done.is_current("static", looks):
        step(_("Static files"), collect_static)
        done.note("static", looks)
    units = units_digest()
    if not (done.is_current("units", units) and has_units()):
        step(_("Communes, provinces and their boundaries"), load_places)
        done.note("units", units)
    criteria = catalogues_digest()
    if not done.is_current("catalogues", criteria):
        step(_("Standards"), load_catalogues)
        done.note("catalogues", criteria)
    if not newsroom.is_founded():
        step(_("News"), found_newsroom)


def has_pending_migrations() -> bool:
    """Say whether the tables are older than the code."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate() -> None:
    """Bring the tables up to the code."""
    call_command("migrate", verbosity=0, interactive=False)


def static_digest() -> str:
    """Return what tells one state of the static sources from another: version, names, sizes, times."""
    return _digest(
        path
        for finder in get_finders()
        for name, storage in finder.list([])
        for path in [Path(storage.path(name))]
    )


def collect_static() -> None:
    """Gather, hash and compress the static files."""
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)


def units_digest() -> str:
    """Return what tells one state of the units' data from another."""
    folder = Path(binhyen.__file__).parent / "places" / "data"
    return _digest(path for path in folder.rglob("*") if path.is_file())


def catalogues_digest() -> str:
    """Return what tells one state of the catalogues from another."""
    folder = Path(binhyen.__file__).parent / "standards" / "data"
    return _digest(folder.glob("*.yaml"))


def load_catalogues() -> None:
    """Store the catalogues that ship with the house."""
    call_command("load_catalogues", stdout=StringIO())


def found_newsroom() -> None:
    """Set up the front page of the news."""
    newsroom_acts.found(at=clock.now())


def has_units() -> bool:
    """Say whether the national units are in this database."""
    return Unit.objects.exclude(edition="local").exists()


def load_places() -> None:
    """Load the units, their successions and boundaries."""
    call_command("load_places", quiet=True)


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256(binhyen.__version__.encode())
    for path in sorted(paths):
        state = path.stat()
        digest.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


class Done:
    """Remembers in BINHYEN_HOME what was done with which state, so that it is not done again."""

    def __init__(self) -> None:
        self.path = Path(settings.HOME) / "setup.json"
        self.states: dict[str, Any] = {}
        if self.path.exists():
            try:
                self.states = json.loads(self.path.read_text(encoding="utf-8"))
            except ValueError:
                self.states = {}  # damaged: everything is done again, which changes nothing

    def is_current(self, what: str, state: str) -> bool:
        """Say whether `what` was last done with `state`."""
        return self.states.get(what) == state

    def note(self, what: str, state: str) -> None:
        """Remember that `what` was done with `state`."""
        self.states[what] = state
        self.path.write_text(json.dumps(self.states, indent=1, sort_keys=True), encoding="utf-8")
