"""`binhyen migrate`: Django's own command, in an order that spares an empty house half of its wait.

Every step that makes a table draws all models anew that a relation leads to, and through units and people nearly every
model of the house leads to every other. So the many steps of the libraries come first, while only they and the people
stand, and Django's own order does the rest.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

#: How many new objects the collector of garbage waits for; by its own measure it looks through all models all the time.
_SELDOM = 200_000
#: With one of these somebody wants part of it, or nothing done, and Django alone decides.
_PARTLY = ("app_label", "plan", "check_unapplied", "fake", "fake_initial", "prune")


class Command(migrate.Command):
    """Bring the tables up to the code."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Do as Django does; an empty house gets the tables of the libraries first."""
        with _seldom_collected():
            if not any(options[each] for each in _PARTLY):
                self.verbosity = options["verbosity"]
                self._libraries_first(options["database"])
            super().handle(*args, **options)

    def _libraries_first(self, database: str) -> None:
        told = self.migration_progress_callback
        executor = MigrationExecutor(connections[database], told)  # type: ignore[arg-type]  # as Django itself does
        if executor.loader.applied_migrations:
            return
        ours = {each.label for each in apps.get_app_configs() if each.name.startswith("binhyen.")}
        executor.migrate([each for each in executor.loader.graph.leaf_nodes() if each[0] not in ours])  # fmt: skip


@contextmanager
def _seldom_collected() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(_SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
