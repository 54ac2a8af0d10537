"""How people log in: by e-mail or phone, no sign-up, accounts are made by an administrator."""

import re
import secrets
from ipaddress import IPv6Network, ip_address
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from binhyen.core import crypto
from binhyen.people.models import User
from binhyen.people.rules import tidy_phone

# New in every process and never stored: with it, the keys of the rate limits lead back to nobody.
_SALT = secrets.token_hex(16)
#: One household or office usually holds a whole IPv6 network of this length.
_IPV6_PREFIX = 64

_INTERNATIONAL = re.compile(r"\+\d{9,15}")


class PhoneField(forms.CharField):
    """A phone number as people in Viet Nam write it; the value is in international form."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})

    def clean(self, value: str | None) -> str:
        """Return the number, or refuse what cannot be one."""
        number = tidy_phone(super().clean(value))
        if not _INTERNATIONAL.fullmatch(number):
            raise ValidationError(_("Enter a phone number such as 0912 345 678."))
        return number


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """allauth's questions answered by our user table."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: an account is given with a post, not taken."""
        return False

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        """Return the number and that it counts as verified: an administrator entered it."""
        return (user.phone, True) if user.phone else None

    def get_user_by_phone(self, phone: str) -> User | None:
        """Return who logs in with this number."""
        return User.objects.filter(phone=tidy_phone(phone)).first()

    def phone_form_field(self, **options: Any) -> PhoneField:
        """Return the field with which allauth tells a phone number from other ways to log in."""
        return PhoneField(**options)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return a digest that stands for the address in the rate limits; the address itself is kept nowhere."""
        return crypto.keyed_digest(
            _network(super().get_client_ip(request)), secret=_SALT, purpose="rate limit"
        )


def _network(address: str) -> str:
    parsed = ip_address(address)
    if parsed.version == 4:
        return address
    return str(IPv6Network(f"{address}/{_IPV6_PREFIX}", strict=False))
