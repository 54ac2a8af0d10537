"""System checks: what must not be, with an id and what to do about it. docs/howto/settings.md lists them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from binhyen.notices import push

TAG = "binhyen"
#: Shorter than this, a key can be guessed.
LEAST = 32
LOCAL = {"127.0.0.1", "localhost", "[::1]", "testserver"}


@register(TAG)
def keys(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """Both keys are there, long enough and different."""
    found: list[CheckMessage] = []
    hint = _("Run `binhyen setup`, or give %(name)s at least %(least)s random characters.")
    secret_key = _secret_key()
    for number, name, value in (
        ("E001", "BINHYEN_SECRET_KEY", secret_key),
        ("E002", "BINHYEN_IDENTITY_KEY", settings.IDENTITY_KEY),
    ):
        if len(value) < LEAST:
            found.append(
                Error(
                    _("%(name)s is missing or too short.") % {"name": name},
                    hint=hint % {"name": name, "least": LEAST},
                    id=f"binhyen.{number}",
                )
            )
    if secret_key and secret_key == settings.IDENTITY_KEY:
        found.append(
            Error(
                _("BINHYEN_IDENTITY_KEY is the same as BINHYEN_SECRET_KEY."),
                hint=_("Who learns the one must not be able to open the reporters' identities."),
                id="binhyen.E003",
            )
        )
    return found


@register(TAG)
def notices(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """What is sent out of the house can be sent."""
    found: list[CheckMessage] = []
    if settings.PUSH_KEY and not _is_push_key(settings.PUSH_KEY):
        found.append(
            Error(
                _("BINHYEN_PUSH_KEY is not a push key."),
                hint=_("Leave it out and run `binhyen push_keys`."),
                id="binhyen.E006",
            )
        )
    if (settings.PUSH_KEY or settings.EMAIL_OFFERED) and not settings.SITE:
        found.append(
            checks.Warning(
                _("Notices go out, but the house does not know its own address."),
                hint=_(
                    "Set BINHYEN_ORIGINS. Without it e-mails carry no link, and nothing is pushed."
                ),
                id="binhyen.W004",
            )
        )
    return found


def _is_push_key(text: str) -> bool:
    try:
        push.read_key(text)
    except ValueError:
        return False
    return True


def _secret_key() -> str:
    # Django refuses to hand out an empty one; here that is a finding and not a crash.
    try:
        return settings.SECRET_KEY
    except ImproperlyConfigured:
        return ""


@register(TAG, deploy=True)
def deployment(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """What is fine at a desk and not in an office."""
    found: list[CheckMessage] = []
    public = sorted(set(settings.ALLOWED_HOSTS) - LOCAL)
    if settings.DEBUG:
        found.append(
            Error(
                _("BINHYEN_DEBUG is on: error pages show what nobody outside may see."),
                hint=_("Leave BINHYEN_DEBUG out."),
                id="binhyen.E004",
            )
        )
    if "*" in settings.ALLOWED_HOSTS:
        found.append(
            Error(
                _("BINHYEN_HOSTS allows every name."),
                hint=_("Name the addresses of this house, such as binhyen.mythanh.example."),
                id="binhyen.E005",
            )
        )
    if public and not settings.HTTPS:
        found.append(
            checks.Warning(
                _("The house answers to %(hosts)s without HTTPS.") % {"hosts": ", ".join(public)},
                hint=_("Set BINHYEN_HTTPS=yes behind a server that holds the certificate."),
                id="binhyen.W001",
            )
        )
    if Path(settings.HOME).is_dir() and Path(settings.HOME).stat().st_mode & 0o077:
        found.append(
            checks.Warning(
                _("Other users of this machine can look into %(home)s.") % {"home": settings.HOME},
                hint=_("Reports, photos and keys lie there. Run `chmod 700` on the folder."),
                id="binhyen.W003",
            )
        )
    if settings.DEMO and public:
        found.append(
            checks.Warning(
                _("The demo, whose passwords are public, answers to %(hosts)s.")
                % {"hosts": ", ".join(public)},
                hint=_("Use the demo on your own machine only."),
                id="binhyen.W002",
            )
        )
    return found
