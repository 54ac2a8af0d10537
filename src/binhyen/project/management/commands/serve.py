"""`binhyen serve`: the web server and the background worker, in the foreground, until Ctrl-C."""

import os
import sys
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from binhyen.core.console import HouseCommand
from binhyen.project import preparing, serving


class Command(HouseCommand):
    """Check that the house can open, then become the small process that watches over it."""

    help = gettext_noop("Serve the pages and run the background work, until Ctrl-C.")
    requires_system_checks = ["binhyen"]

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen, and with how many processes."""
        add_serving_arguments(parser)

    def handle(self, *args: Any, host: str, port: int, workers: int, **options: Any) -> None:
        """Serve. Never returns: this process is replaced, so that Django's memory is not held twice."""
        if preparing.has_pending_migrations():
            raise CommandError(_("The house is not prepared yet. Run `binhyen setup` first."))
        if not settings.DEBUG and not settings.STATIC_ROOT.exists():
            raise CommandError(_("The house is not prepared yet. Run `binhyen setup` first."))
        self.warn_of_unsafe_settings()
        open_house(host, port, workers)

    def warn_of_unsafe_settings(self) -> None:
        """Show what the deployment checks of the house find."""
        for found in checks.run_checks(tags=["binhyen"], include_deployment_checks=True):
            self.stderr.write(f"{found.msg} {found.hint or ''} ({found.id})")


def add_serving_arguments(parser: CommandParser) -> None:
    """Add what `serve` and `demo` share."""
    parser.add_argument("--host", default="127.0.0.1", help=_("address to listen on"))
    parser.add_argument("--port", type=int, default=8000, help=_("port to listen on"))
    parser.add_argument("--workers", type=int, default=2, help=_("web processes"))


def open_house(host: str, port: int, workers: int) -> None:
    """Replace this process by the watcher over web server and worker. Raises CommandError."""
    try:
        serving.check_free(host, port)
    except serving.PortTaken:
        raise CommandError(
            _("Port %(port)s is already in use. Choose another one with --port.") % {"port": port}
        ) from None
    except OSError as reason:
        raise CommandError(
            _("Cannot listen on %(host)s port %(port)s: %(reason)s.")
            % {"host": host, "port": port, "reason": reason.strerror}
        ) from None
    sys.stdout.flush()
    watcher = [sys.executable, "-m", serving.__name__, host, str(port), str(workers)]
    os.execv(sys.executable, watcher)  # noqa: S606
