"""How people log in: by e-mail or phone, no sign-up, accounts are made by an administrator."""

import re

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from binhyen.people.models import User

_NOT_DIGITS = re.compile(r"[^\d+]")


def tidy_phone(typed: str) -> str:
    """Return a Vietnamese phone number in international form: "0912 345 678" becomes "+84912345678"."""
    digits = _NOT_DIGITS.sub("", typed)
    if digits.startswith("0"):
        return "+84" + digits[1:]
    return digits if digits.startswith("+") else "+" + digits


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
