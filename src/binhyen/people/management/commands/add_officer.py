"""`binhyen add_officer`: an account and its first post, from the shell."""

import getpass
import os
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from binhyen.core import clock, text
from binhyen.core.console import HouseCommand
from binhyen.people import actions
from binhyen.people.models import PARTNERS, Body, Role, User
from binhyen.places.models import Unit


class Command(HouseCommand):
    """Make a user and give the first post."""

    help = gettext_noop(
        "Make an account and give it a post. The password is asked for, or read from "
        "BINHYEN_PASSWORD or --password-file."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, how they log in, what they are and where."""
        parser.add_argument("--name", required=True, help=_("full name"))
        parser.add_argument("--email", default="", help=_("e-mail to log in with"))
        parser.add_argument("--phone", default="", help=_("phone to log in with"))
        parser.add_argument("--role", required=True, choices=[role.lower() for role in Role])
        parser.add_argument(
            "--unit",
            required=True,
            help=_("code of the unit, such as 28051; 2024:28051 for a former one"),
        )
        parser.add_argument(
            "--since", type=date.fromisoformat, help=_("first day, such as 2026-03-01")
        )
        parser.add_argument(
            "--body",
            choices=[body.lower() for body in PARTNERS],
            help=_("whom a partner stands for"),
        )
        parser.add_argument("--password-file", type=Path, help=_("file that holds the password"))

    def handle(self, *args: Any, **given: Any) -> None:
        """Make both or neither."""
        at = clock.now()
        since = given["since"] or clock.local_day(at)
        full_name = text.nfc(given["name"])
        unit = find_unit(given["unit"])
        check_login(given["email"], given["phone"])
        password = read_password(given["password_file"])
        check_password(password, User(full_name=full_name, email=given["email"]))
        try:
            with transaction.atomic():
                user = actions.enrol(
                    full_name=full_name,
                    email=given["email"],
                    phone=given["phone"],
                    password=password,
                    at=at,
                )
                post = actions.found(
                    user=user,
                    role=Role(given["role"].upper()),
                    unit=unit,
                    since=since,
                    body=Body(given["body"].upper()) if given["body"] else None,
                    at=at,
                )
        except actions.WhichBody:
            raise CommandError(
                _("A partner stands for a body, and nobody else does: see --body.")
            ) from None
        except IntegrityError:
            raise CommandError(
                _("Somebody already logs in with this e-mail or phone. Nothing was changed.")
            ) from None
        self.say(
            _("%(name)s is %(role)s in %(unit)s from %(since)s.")
            % {
                "name": user.full_name,
                "role": post.title,
                "unit": unit.full_name,
                "since": since.strftime("%d/%m/%Y"),
            }
        )


def find_unit(given: str) -> Unit:
    """Return the unit of this code, in today's edition unless another is named. Raises CommandError."""
    edition, colon, code = given.rpartition(":")
    units = Unit.objects.filter(code=code)
    units = units.filter(edition=edition) if colon else units.filter(valid_to=None)
    found = list(units.order_by("-valid_from", "pk")[:1])
    if not found:
        raise CommandError(
            _("There is no unit with the code “%(code)s”. Has `binhyen setup` been run?")
            % {"code": given}
        )
    return found[0]


def check_login(email: str, phone: str) -> None:
    """Refuse an account that nobody could log in to. Raises CommandError."""
    if not email and not phone:
        raise CommandError(_("Give --email or --phone: one of them is needed to log in."))
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(
                _("“%(email)s” is not an e-mail address.") % {"email": email}
            ) from None


def read_password(file: Path | None) -> str:
    """Return the password from the file, from BINHYEN_PASSWORD, or as typed."""
    if file:
        try:
            return file.read_text(encoding="utf-8").strip()
        except OSError as reason:
            raise CommandError(
                _("The password file cannot be read: %(reason)s") % {"reason": reason}
            ) from None
    return os.environ.get("BINHYEN_PASSWORD") or getpass.getpass(_("Password: "))


def check_password(password: str, user: User) -> None:
    """Refuse a weak password with its reasons. Raises CommandError."""
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise CommandError(" ".join(weak.messages)) from None
