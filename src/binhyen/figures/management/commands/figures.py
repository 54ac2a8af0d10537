"""`binhyen figures verify`: recount from the records and prove that the day counts agree."""

from datetime import date
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from binhyen.core.console import HouseCommand
from binhyen.figures import actions as figures
from binhyen.figures import queries, registry
from binhyen.figures.models import DayCount
from binhyen.figures.queries import Scope
from binhyen.figures.rules import Period
from binhyen.places import queries as places

DIFFERENT = 3
FIRST_YEAR, LAST_YEAR = 2000, 2100


class Command(HouseCommand):
    """Verify the day counts, or list the figures there are."""

    help = gettext_noop("The figures: verify the day counts against the records, or list them.")

    def add_arguments(self, parser: CommandParser) -> None:
        """One word says what to do."""
        what = parser.add_subparsers(dest="what", required=True)
        verify = what.add_parser("verify", help=_("recount from the records and compare"))
        verify.add_argument("--unit", help=_("only this unit and all below it, such as 2025-28051"))
        verify.add_argument("--year", type=int, help=_("only this year; with --unit"))
        what.add_parser("list", help=_("list the named figures"))

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        """Do what was asked. Exit code 3 when counts and records differ."""
        if what == "list":
            self.list()
        else:
            self.verify(*self.part(options["unit"], options["year"]))

    def part(self, address: str | None, year: int | None) -> tuple[Scope, Period] | tuple[()]:
        """Return the unit and year to which the recount is narrowed, if any."""
        if address is None and year is None:
            return ()
        unit = places.unit_at_address(address or "")
        if unit is None or year is None or not FIRST_YEAR <= year <= LAST_YEAR:
            raise CommandError(_("Name a unit such as 2025-28051 and a year, or neither."))
        return queries.scope_of(unit), Period(date(year, 1, 1), date(year + 1, 1, 1))

    def verify(self, *part: Any) -> None:
        """Say that both agree, or list every difference and fail."""
        unproven = figures.uncounted_events()
        different = figures.differences(*part)
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
        days = DayCount.objects.all()
        for scope, period in [part] if part else []:
            days = days.filter(unit__among=scope.unit_ids)
            days = days.filter(day__gte=period.since, day__lt=period.until)
        self.say(_("All %(n)s day counts agree with the records.") % {"n": days.count()})

    def list(self) -> None:
        """Print name, measure and meaning of each figure."""
        for figure in registry.all_figures():
            self.say(f"{figure.name} [{figure.measure}] {figure.definition}")
