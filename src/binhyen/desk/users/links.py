"""The link by which a person sets a password that nobody else sees."""

from allauth.account.forms import default_token_generator
from allauth.account.internal.flows.password_reset import request_password_reset
from django.conf import settings
from django.http import HttpRequest

from binhyen.people.models import User


def can_be_sent(email: str | None) -> bool:
    """Say whether this house can send a link to somebody's own e-mail."""
    return bool(settings.EMAIL_OFFERED and email)


def send(request: HttpRequest, user: User) -> None:
    """Send `user` a link, to their own e-mail and good for one password. Raises OSError where the server is away."""
    request_password_reset(request, user.email or "", [user], default_token_generator)
