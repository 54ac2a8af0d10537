"""`binhyen check_catalogue FILE…`: say whether catalogue files can be used, and what is wrong if not."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from binhyen.standards import catalogues, checking
from binhyen.standards.reading import Text


class Command(BaseCommand):
    """Check files without storing anything."""

    help = (
        "Check catalogues of criteria; every fault is one sentence naming file, criterion and key."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the files; without any, those that come with the house."""
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE")

    def handle(self, *, files: list[Path], **options: object) -> None:
        """Check each file; end with an error when one cannot be used."""
        try:
            drafts = checking.read_drafts(_texts(files or catalogues.shipped()))
            checking.check(drafts, [])
        except catalogues.CatalogueInvalid as reason:
            raise CommandError(str(reason)) from reason
        for draft in drafts:
            catalogue = draft.catalogue
            counts = ", ".join(f"{n} {state}" for state, n in catalogue.verification().items())
            self.stdout.write(
                f"{draft.file}: {catalogue.id} {catalogue.version}, {len(catalogue.criteria)} criteria"
                f" (verified: {counts})"
            )


def _texts(paths: list[Path]) -> dict[str, Text]:
    return {path.name: catalogues.read_file(path) for path in paths}
