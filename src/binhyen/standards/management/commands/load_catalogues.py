"""`binhyen load_catalogues [FILE…]`: store the versions of catalogues that assessments will use."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from binhyen.core import clock
from binhyen.standards import actions, catalogues


class Command(BaseCommand):
    """Store catalogues: all of the files or, when one is refused, none."""

    help = "Load catalogues of criteria; what is loaded already changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the files; without any, those that come with the house."""
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE")

    def handle(self, *, files: list[Path], **options: object) -> None:
        """Store all files, or none."""
        try:
            paths = files or catalogues.shipped()
            texts = {path.name: catalogues.read_file(path) for path in paths}
            found = actions.load_catalogues(texts=texts, actor="shell", at=clock.now())
        except (catalogues.CatalogueInvalid, actions.CatalogueUsed) as reason:
            raise CommandError(str(reason)) from reason
        if options["verbosity"]:
            for stored, is_new in found:
                if is_new:
                    self.stdout.write(f"loaded {stored}")
            changed = sum(is_new for _stored, is_new in found)
            self.stdout.write(f"{changed} loaded, the rest was there")
