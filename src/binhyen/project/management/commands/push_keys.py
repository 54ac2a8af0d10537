"""`binhyen push_keys`: makes the key with which the house pushes notices to browsers."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from binhyen.core.console import HouseCommand
from binhyen.notices import push
from binhyen.project import command


class Command(HouseCommand):
    """Make the key once; another one would silence every browser that subscribed with the first."""

    help = gettext_noop("Make the key for web push; from then on people may choose it.")
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Keep a new key in BINHYEN_HOME, where the house finds it at its next start."""
        if settings.PUSH_KEY:
            raise CommandError(
                _("There is a push key already. With another one every browser would fall silent.")
            )
        private = push.new_key()
        path = command.keep_secret(command.PUSH_SECRET["BINHYEN_PUSH_KEY"], private)
        self.say(_("The key is kept in %(file)s.") % {"file": path})
        self.say(_("Public key: %(key)s") % {"key": push.public_key(private)})
        self.say(_("Start the house again. Web push needs HTTPS and BINHYEN_ORIGINS."))
