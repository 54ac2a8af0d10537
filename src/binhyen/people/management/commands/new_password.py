"""`binhyen new_password`: a new password from the shell, for whom no administrator may give one."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from binhyen.core import clock
from binhyen.core.console import HouseCommand
from binhyen.people import actions
from binhyen.people.management.commands.add_officer import check_password, read_password
from binhyen.people.models import User
from binhyen.people.rules import tidy_phone


class Command(HouseCommand):
    """Give somebody a new password."""

    help = gettext_noop(
        "Give somebody a new password. It is asked for, or read from BINHYEN_PASSWORD or --password-file."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Who."""
        parser.add_argument("login", help=_("the e-mail or phone they log in with"))
        parser.add_argument("--password-file", type=Path, help=_("file that holds the password"))

    def handle(self, *args: Any, **given: Any) -> None:
        """Set it, or say why not."""
        login = given["login"]
        user = User.objects.filter(Q(email=login.lower()) | Q(phone=tidy_phone(login))).first()
        if user is None:
            raise CommandError(_("Nobody logs in with “%(login)s”.") % {"login": login})
        password = read_password(given["password_file"])
        check_password(password, user)
        actions.give_password(user=user, password=password, at=clock.now())
        self.say(
            _("%(name)s has a new password and is logged out everywhere.")
            % {"name": user.full_name}
        )
