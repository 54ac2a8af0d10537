"""`binhyen load_demo`: the story told into an empty house."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from binhyen.core import clock
from binhyen.core.console import HouseCommand
from binhyen.people.models import User
from binhyen.project.demo import keeping, story


class Command(HouseCommand):
    """Tell the demo's story; refused outside the demo and in a house that has people."""

    help = gettext_noop("Tell the demo's story into an empty house.")

    def add_arguments(self, parser: CommandParser) -> None:
        """The day on which the story stops."""
        parser.add_argument(
            "--on",
            type=date.fromisoformat,
            default=None,
            help=_("stop the story on this day, YYYY-MM-DD"),
        )

    def handle(self, *args: Any, on: date | None, **options: Any) -> None:
        """Tell it and set the demo's clock to where it stops."""
        if not settings.DEMO:
            raise CommandError(_("The story is told by `binhyen demo` only."))
        if User.objects.exists():
            raise CommandError(
                _("This house has people already. Use `binhyen demo --reset` to begin anew.")
            )
        moment = moment_on(on) if on else story.MOMENT
        told = story.tell(moment=moment)
        keeping.set_clock(moment - clock.now())
        self.say(_("%(acts)s acts told, up to %(moment)s.") % {"acts": told.acts, "moment": moment})


def moment_on(day: date) -> datetime:
    """Return the working morning of `day`. Raises CommandError outside the story."""
    if not story.EARLIEST <= day <= story.LATEST:
        raise CommandError(
            _("The story runs from %(first)s to %(last)s. Choose a day between.")
            % {"first": story.EARLIEST, "last": story.LATEST}
        )
    return datetime.combine(day, story.MOMENT.timetz())
