"""`binhyen demo`: everything set up, the story loaded, the accounts shown, the pages served."""

import shutil
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from binhyen.core import clock
from binhyen.core.console import HouseCommand
from binhyen.people.models import Post
from binhyen.project import preparing, serving
from binhyen.project.demo import cast
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
        parser.add_argument(
            "--on", default="", metavar="YYYY-MM-DD", help=_("stop the story on this day")
        )

    def handle(self, *args: Any, host: str, port: int, workers: int, **options: Any) -> None:
        """Set up, tell the story if it is not told yet, and serve."""
        if not settings.DEMO:
            raise CommandError(_("The demo is started as `binhyen demo`, not through manage.py."))
        if not options["no_serve"]:
            self.check_port(host, port)
        done = preparing.Done()
        chapter = f"{TOLD} {options['on']}".strip()
        is_told = str(done.states.get("story", "")).startswith(chapter)
        if options["reset"] or (not is_told and connection.introspection.table_names()):
            forget()
            is_told = False
        preparing.set_up(self.step)
        if not is_told:
            self.step(_("The story"), lambda: self.tell(options["on"]))
            preparing.Done().note("story", chapter)
        self.introduce(host, port)
        if not options["no_serve"]:
            open_house(host, port, workers)

    def tell(self, on: str) -> None:
        """Tell the story, up to a day when one is asked for."""
        call_command("load_demo", *(["--on", on] if on else []), stdout=StringIO())

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
            % {"password": cast.PASSWORD}
        )
        for post in shown_posts():
            self.say(f"  {post.user.email:<34} {post.title}, {post.unit.full_name}")
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


def shown_posts() -> list[Post]:
    """Return the post that each account shown holds today, in the order of the cast."""
    emails = {f"{key}@{cast.DOMAIN}": place for place, key in enumerate(cast.SHOWN)}
    posts = (
        Post.objects.in_force(clock.today())
        .filter(user__email__in=emails)
        .select_related("user", "unit")
        .order_by("pk")
    )
    return sorted(posts, key=lambda post: emails[post.user.email or ""])


def hints() -> list[str]:
    """Return what a visitor should try first."""
    return [
        _("Report something as a resident, without a name, and keep the reference and the code."),
        _("Log in as the duty officer: take the matter in hand, settle it or propose it upward."),
        _("Log in as the officer of the province and answer the proposal."),
        _("Look up the reply with the reference and the code."),
        _("Open the scorecard of the commune and follow a figure to the matters behind it."),
    ]
