"""`binhyen clear_unclaimed_photos`: remove photos whose report was never sent."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from binhyen.core import clock
from binhyen.core.console import HouseCommand
from binhyen.reports import actions


class Command(HouseCommand):
    """Remove what waited longer than a day."""

    help = gettext_noop("Remove photos that were uploaded more than a day ago and never sent.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove them and say how many."""
        removed = actions.clear_unclaimed_photos(at=clock.now())
        self.stdout.write(_("%(count)s photos removed") % {"count": removed})
