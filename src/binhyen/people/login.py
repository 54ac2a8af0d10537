"""How people log in: by e-mail or phone, no sign-up, accounts are made by an administrator."""

import secrets
from ipaddress import IPv6Network, ip_address

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from binhyen.core import crypto
from binhyen.people.models import User
from binhyen.people.rules import tidy_phone

# New in every process and never stored: with it, the keys of the rate limits lead back to nobody.
_SALT = secrets.token_hex(16)
#: One household or office usually holds a whole IPv6 network of this length.
_IPV6_PREFIX = 64


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
