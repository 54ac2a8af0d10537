"""`binhyen worker`: the one background process. It seals the trail and clears what has run out."""

from typing import Any

from django.utils.translation import gettext_noop

from binhyen.core.console import HouseCommand
from binhyen.project import working


class Command(HouseCommand):
    """Work until told to stop."""

    help = gettext_noop("Run the background work: seal the audit trail every two seconds.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work; return on SIGTERM or SIGINT, or when the process that started us is gone."""
        working.work_until_stopped()
