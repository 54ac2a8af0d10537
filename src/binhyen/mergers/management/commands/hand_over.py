"""`binhyen hand_over`: after a merger, give what the old units kept to the new ones."""

from datetime import date, datetime
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from binhyen.core import clock
from binhyen.core.console import HouseCommand
from binhyen.figures.closing import YearClosed
from binhyen.matters.actions import NoHeir
from binhyen.mergers import actions, queries
from binhyen.mergers.actions import HandedOver
from binhyen.places.models import Unit


class Command(HouseCommand):
    """Hand over after a merger."""

    help = gettext_noop(
        "Give what units that ended on a day kept (residential areas, matters, dossiers) to the units in their place."
        " All of it or nothing; the history stays theirs. Posts are given anew by the administrator."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Read the day, and whether only to look."""
        parser.add_argument("--on", required=True, help=_("first day of the new units, for example 2025-07-01"))  # fmt: skip
        parser.add_argument("--look", action="store_true", help=_("say what would be handed over, and change nothing"))  # fmt: skip

    def handle(self, *args: Any, **given: Any) -> None:
        """Hand over unit by unit and say what went; with --look take it all back."""
        on, at = _day(given["on"]), clock.now()
        ended = queries.ended_on(on)
        if not ended:
            raise CommandError(_("No unit that keeps anything ended on %(day)s. Check the day.") % {"day": on})  # fmt: skip
        with transaction.atomic():
            for unit in ended:
                self._tell(_hand_over(unit, on, at))
            transaction.set_rollback(given["look"])
        if given["look"]:
            self.say(_("Nothing was changed. Without --look it is done."))

    def _tell(self, done: HandedOver) -> None:
        self.say(
            _("%(unit)s: areas %(areas)s, matters %(matters)s, dossiers %(dossiers)s")
            % {
                "unit": f"{done.unit.full_name} ({done.unit.address})",
                "areas": done.areas,
                "matters": done.matters,
                "dossiers": done.dossiers,
            }
        )
        if done.left:
            self.say("  " + _("It was divided: an administrator says on the page “Mergers” where each of its areas goes."))  # fmt: skip


def _hand_over(unit: Unit, on: date, at: datetime) -> HandedOver:
    try:
        return actions.hand_over(unit=unit, on=on, by=None, at=at)
    except NoHeir:
        raise CommandError(_("Nothing stands in the place of %(unit)s. Load the new units first: binhyen load_places.") % {"unit": unit.full_name}) from None  # fmt: skip
    except YearClosed as reason:
        raise CommandError(queries.closed_sentence(reason.closed, on)) from None


def _day(typed: str) -> date:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise CommandError(_("“%(typed)s” is no day. Write it as 2025-07-01.") % {"typed": typed}) from None  # fmt: skip
    if day > clock.local_day(clock.now()):
        raise CommandError(_("%(day)s has not come yet: files are handed over on the day.") % {"day": day})  # fmt: skip
    return day
