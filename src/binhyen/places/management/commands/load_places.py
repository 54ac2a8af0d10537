"""`binhyen load_places`: the units of Viet Nam before and after 1 July 2025 into the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from binhyen.core import clock
from binhyen.places import actions


class Command(BaseCommand):
    """Load the shipped units; repeatable."""

    help = "Load provinces, districts and communes of 2024 and 2025 with their successions; a second run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the options."""
        parser.add_argument("--quiet", action="store_true", help="say nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say what changed."""
        tell = (lambda line: None) if options["quiet"] else self.stdout.write
        loaded = actions.load_pack(
            actor="shell", at=clock.now(), tell=lambda what: tell(f"places: {what} ...")
        )
        if loaded.is_nothing:
            tell("places: all units are there already, nothing changed")
            return
        tell(
            f"places: {loaded.units_added} units and {loaded.successions_added} successions added,"
            f" {loaded.units_corrected + loaded.successions_corrected} corrected"
        )
