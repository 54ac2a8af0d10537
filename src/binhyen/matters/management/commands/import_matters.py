"""`binhyen import_matters FILE.csv --mapping MAP.toml --unit CODE --by EMAIL`: earlier records become matters."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from binhyen.core import clock
from binhyen.matters import actions
from binhyen.matters.records import BadMeaning, BadRecords, read_meaning, read_records
from binhyen.people.models import User
from binhyen.people.policy import NotAllowed
from binhyen.places.models import Unit

MOST_SHOWN = 40


class Command(BaseCommand):
    """Take over earlier records, all or none."""

    help = "Take over earlier records from a CSV file; a wrong row is named by row and column, and then nothing is imported."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the options."""
        parser.add_argument("file", type=Path, help="the records, CSV in UTF-8 with headings")
        parser.add_argument(
            "--mapping", type=Path, required=True, help="what the columns mean, TOML"
        )
        parser.add_argument("--unit", required=True, help="code of the unit, or edition:code")
        parser.add_argument("--by", required=True, help="e-mail of the officer who answers for it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, check, take over, say how many."""
        at = clock.now()
        with translation.override("vi"):
            imported = self._import(options, at)
        self.stdout.write(f"{imported.new} new matters, {imported.known} already there")

    def _import(self, options: dict[str, Any], at: Any) -> actions.Imported:
        unit, by = _unit(options["unit"], at), _user(options["by"])
        try:
            meaning = read_meaning(options["mapping"].read_text(encoding="utf-8"))
            records = read_records(options["file"].read_bytes(), meaning, at=at)
            return actions.import_records(records=records, meaning=meaning, unit=unit, by=by, at=at)
        except OSError as reason:
            raise CommandError(f"{reason.filename}: {reason.strerror}") from reason
        except BadMeaning as reason:
            raise CommandError(f"{options['mapping']}: {reason}") from reason
        except NotAllowed as reason:
            raise CommandError(f"{by} holds no post that may import for {unit}") from reason
        except BadRecords as reason:
            raise CommandError(_told(reason)) from reason


def _told(reason: BadRecords) -> str:
    lines = [str(fault) for fault in reason.faults[:MOST_SHOWN]]
    if len(reason.faults) > MOST_SHOWN:
        lines.append(f"... {len(reason.faults) - MOST_SHOWN} more")
    return "\n".join(["nothing was imported:", *lines])


def _unit(code: str, at: Any) -> Unit:
    edition, _colon, rest = code.rpartition(":")
    found = Unit.objects.filter(code=rest)
    found = found.filter(edition=edition) if edition else found.on(clock.local_day(at))
    unit = found.order_by("-valid_from", "pk").first()
    if unit is None:
        raise CommandError(f"no unit has the code {code}")
    return unit


def _user(email: str) -> User:
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        raise CommandError(f"nobody logs in as {email}")
    return user
