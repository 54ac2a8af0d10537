"""`binhyen setup`: secrets, tables, static files and the data that ships with the house. Repeatable."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from binhyen.core.console import HouseCommand
from binhyen.project import preparing


class Command(HouseCommand):
    """Put everything in place that is missing or has changed."""

    help = gettext_noop(
        "Prepare the house: secrets, tables, static files, units. Can be run again."
    )
    requires_system_checks = ["binhyen"]

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the steps that are due. The secrets were made before Django started."""
        preparing.set_up(self.step)
        self.say(_("Ready in %(folder)s.") % {"folder": settings.HOME})
