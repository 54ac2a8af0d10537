"""`binhyen load_catalogues [FILE…]`: store the versions of catalogues that assessments will use."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from binhyen.core import clock
from binhyen.standards import actions, catalogues


class Command(BaseCommand):
    """Store catalogues: all of the files or, when one is refused, none."""

    help = "Load catalogues of criteria; what is loaded already changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the files; without any, those that come with the house."""
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE")

    @transaction.atomic
    def handle(self, *, files: list[Path], **options: object) -> None:
        """Store each file."""
        at = clock.now()
        changed = 0
        for path in files or catalogues.shipped():
            try:
                stored, is_new = actions.load_catalogue(path=path, at=at)
            except (catalogues.CatalogueInvalid, actions.CatalogueUsed) as reason:
                raise CommandError(f"{path.name}: {reason}") from reason
            changed += is_new
            if is_new and options["verbosity"]:
                self.stdout.write(f"loaded {stored}")
        if options["verbosity"]:
            self.stdout.write(f"{changed} loaded, the rest was there")
