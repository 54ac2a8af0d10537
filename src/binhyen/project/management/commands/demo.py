"""`binhyen demo`: everything set up, the story loaded, the accounts shown, the pages served."""

import shutil
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from binhyen.core import clock
from binhyen.core.console import HouseCommand
from binhyen.people.models import Post, Role
from binhyen.project import demo, preparing, serving
from binhyen.project.management.commands.serve import add_serving_arguments, open_house

TOLD = "1"


class Command(HouseCommand):
    """Show the house at work, in a folder of its own and with invented people."""

    help = gettext_noop("The demo: set up, load the story, show the accounts, serve.")
    requires_system_checks = ["binhyen"]

    def add_arguments(self, parser: CommandParser) -> None:
        """Serve or not, and whether to begin anew."""
        add_serving_arguments(parser)
        parser.add_argument("--no-serve", action="store_true", help=_("set up and stop"))
        parser.add_argument(
            "--reset", action="store_true", help=_("throw the demo away and begin anew")
        )

    def handle(self, *args: Any, host: str, port: int, workers: int, **options: Any) -> None:
        """Set up, tell the story if it is not told yet, and serve."""
        if not settings.DEMO:
            raise CommandError(_("The demo is started as `binhyen demo`, not through manage.py."))
        if not options["no_serve"]:
            self.check_port(host, port)
        done = preparing.Done()
        if options["reset"] or (
            not done.is_current("story", TOLD) and connection.introspection.table_names()
        ):
            forget()
            done = preparing.Done()
        preparing.set_up(self.step)
        if not done.is_current("story", TOLD):
            self.step(_("The story"), lambda: call_command("load_demo", verbosity=0))
            done = preparing.Done()
            done.note("story", TOLD)
        self.introduce(host, port)
        if not options["no_serve"]:
            open_house(host, port, workers)

    def check_port(self, host: str, port: int) -> None:
        """Say so before the work begins, not after."""
        try:
            serving.check_free(host, port)
        except serving.PortTaken:
            raise CommandError(
                _("Port %(port)s is already in use. Choose another one with --port.")
                % {"port": port}
            ) from None

    def introduce(self, host: str, port: int) -> None:
        """Show the addresses, one account per role, and what to try."""
        base = f"http://{host}:{port}"
        self.say()
        self.say(_("Residents:  %(address)s") % {"address": f"{base}/"})
        self.say(_("Officers:   %(address)s") % {"address": f"{base}/ban-lam-viec/"})
        self.say()
        self.say(
            _("Accounts (all invented); the password of each is %(password)s")
            % {"password": demo.PASSWORD}
        )
        for post in one_post_per_role():
            self.say(f"  {post.user.email:<34} {post.get_role_display()}, {post.unit.full_name}")
        self.say()
        self.say(_("What to try:"))
        for hint in hints():
            self.say(f"  - {hint}")
        self.say()


def forget() -> None:
    """Remove the demo's database and uploads; secrets and collected static files stay."""
    connection.close()
    database = settings.DATABASES["default"]["NAME"]
    for suffix in ("", "-wal", "-shm"):
        settings.HOME.joinpath(f"{database}{suffix}").unlink(missing_ok=True)
    (settings.HOME / "setup.json").unlink(missing_ok=True)
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


def one_post_per_role() -> list[Post]:
    """Return the first post of each role that is held today."""
    held: dict[str, Post] = {}
    posts = Post.objects.in_force(clock.today()).select_related("user", "unit").order_by("pk")
    for post in posts:
        held.setdefault(post.role, post)
    return [held[role] for role in Role.values if role in held]


def hints() -> list[str]:
    """Return what a visitor should try first."""
    return [
        _("Report something as a resident, without a name, and keep the reference and the code."),
        _("Log in as the duty officer: take the matter in hand, settle it or propose it upward."),
        _("Log in as the officer of the province and answer the proposal."),
        _("Look up the reply with the reference and the code."),
        _("Open the scorecard of the commune and follow a figure to the matters behind it."),
    ]
