"""`binhyen figures verify`: recount from the records and prove that the day counts agree."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from binhyen.core.console import HouseCommand
from binhyen.figures import actions as figures
from binhyen.figures import registry
from binhyen.figures.models import DayCount

DIFFERENT = 3


class Command(HouseCommand):
    """Verify the day counts, or list the figures there are."""

    help = gettext_noop("The figures: verify the day counts against the records, or list them.")

    def add_arguments(self, parser: CommandParser) -> None:
        """One word says what to do."""
        what = parser.add_subparsers(dest="what", required=True)
        what.add_parser("verify", help=_("recount from the records and compare"))
        what.add_parser("list", help=_("list the named figures"))

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        """Do what was asked. Exit code 3 when counts and records differ."""
        {"verify": self.verify, "list": self.list}[what]()

    def verify(self) -> None:
        """Say that both agree, or list every difference and fail."""
        unproven = figures.uncounted_events()
        different = figures.differences()
        for event in unproven:
            self.say(_("%(event)s: counted, but no room recounts it.") % {"event": event})
        for found in different:
            self.say(
                _(
                    "%(event)s, unit %(unit)s, %(day)s, %(category)s: counted %(counted)s, recounted %(recounted)s."
                )
                % {
                    "event": found.event,
                    "unit": found.unit_id,
                    "day": found.day,
                    "category": found.category or "–",
                    "counted": found.counted,
                    "recounted": found.recounted,
                }
            )
        if unproven or different:
            raise CommandError(
                _("%(n)s counts differ from the records.") % {"n": len(unproven) + len(different)},
                returncode=DIFFERENT,
            )
        self.say(
            _("All %(n)s day counts agree with the records.") % {"n": DayCount.objects.count()}
        )

    def list(self) -> None:
        """Print name, measure and meaning of each figure."""
        for figure in registry.all_figures():
            self.say(f"{figure.name} [{figure.measure}] {figure.definition}")
