"""`binhyen check_catalogue FILE…`: say whether catalogue files can be used, and what is wrong if not."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from binhyen.standards import catalogues


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
        problems: list[str] = []
        for path in files or catalogues.shipped():
            try:
                catalogue = catalogues.load(path)
            except catalogues.CatalogueInvalid as reason:
                problems.extend(str(problem) for problem in reason.problems)
                continue
            counts = ", ".join(f"{n} {state}" for state, n in catalogue.verification().items())
            self.stdout.write(
                f"{path.name}: {catalogue.id} {catalogue.version}, {len(catalogue.criteria)} criteria"
                f" (verified: {counts})"
            )
        if problems:
            raise CommandError("\n".join(problems))
