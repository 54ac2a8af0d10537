"""Readers of environment variables that refuse a wrong value and name it.

A secret may also come from a file named by `<NAME>_FILE`, as container platforms hand them over.
"""

import os
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import dj_database_url

DATABASES = {"django.db.backends.sqlite3", "django.db.backends.postgresql"}
TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


class BadSetting(ValueError):
    """An environment variable holds something that cannot be meant."""


def text(name: str, default: str = "") -> str:
    """Return the variable, else the content of the file named by `<name>_FILE`, else `default`."""
    if name in os.environ:
        return os.environ[name]
    path = os.environ.get(f"{name}_FILE")
    if path is None:
        return default
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as reason:
        why = reason.strerror if isinstance(reason, OSError) else "not text in UTF-8"
        message = f"{name}_FILE names a file that cannot be read: {path} ({why})"
        raise BadSetting(message) from reason


def flag(name: str, *, default: bool) -> bool:
    """Return a yes/no variable; anything that is neither is refused."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    if raw.lower() in TRUE:
        return True
    if raw.lower() in FALSE:
        return False
    message = f"{name} must be yes or no, got {raw!r}"
    raise BadSetting(message)


def number(name: str, default: int, *, least: int = 0) -> int:
    """Return a whole number that is at least `least`."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    try:
        value = int(raw)
    except ValueError as reason:
        message = f"{name} must be a whole number, got {raw!r}"
        raise BadSetting(message) from reason
    if value < least:
        message = f"{name} must be at least {least}, got {value}"
        raise BadSetting(message)
    return value


def choice(name: str, default: str, offered: Collection[str]) -> str:
    """Return one of the words offered."""
    value = os.environ.get(name, default)
    if value not in offered:
        message = f"{name} must be one of {', '.join(sorted(offered))}, got {value!r}"
        raise BadSetting(message)
    return value


def web_address(name: str) -> str:
    """Return the address of a web page, or nothing."""
    raw = os.environ.get(name, "").strip()
    if raw and not raw.startswith(("https://", "http://")):
        message = f"{name} must begin with https://, got {raw!r}"
        raise BadSetting(message)
    return raw


#: How a mail server is talked to: scheme -> (port, settings of Django).
MAIL: dict[str, tuple[int, dict[str, bool]]] = {
    "smtp": (25, {}),  # in the clear: only to a server on this machine
    "smtp+tls": (587, {"EMAIL_USE_TLS": True}),
    "smtps": (465, {"EMAIL_USE_SSL": True}),
}


def mail(name: str) -> dict[str, Any]:
    """Return Django's settings for the mail server that the variable names; nothing when it is empty.

    `smtp+tls://user:password@mail.mythanh.example`, or `file:///folder` to look at what would be sent.
    """
    raw = text(name).strip()
    if not raw:
        return {}
    try:
        parts = urlsplit(raw)
        found = _mail_server(parts) or _mail_folder(parts)
    except ValueError:
        found = {}
    if not found:
        message = f"{name} must be an address such as smtp+tls://user:password@mail.example:587"
        raise BadSetting(message)
    return found


def _mail_server(parts: SplitResult) -> dict[str, Any]:
    if parts.scheme not in MAIL or not parts.hostname:
        return {}
    port, more = MAIL[parts.scheme]
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        **more,
    }


def _mail_folder(parts: SplitResult) -> dict[str, Any]:
    if parts.scheme != "file" or not parts.path.startswith("/"):
        return {}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": parts.path,
    }


def mail_sender(name: str, *, is_needed: bool) -> str:
    """Return the address that e-mails come from; refused when one is needed and none, or no address, is given."""
    raw = os.environ.get(name, "").strip()
    if (is_needed or raw) and not re.fullmatch(r"[^\s@]+@[^\s@]+|.+ <[^\s@]+@[^\s@]+>", raw):
        message = f"{name} must be an e-mail address such as binhyen@mythanh.example, got {raw!r}"
        raise BadSetting(message)
    return raw


def words(name: str, default: str = "") -> list[str]:
    """Return a comma-separated list without empty entries."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def database(default: str) -> dict[str, Any]:
    """Return the connection that DATABASE_URL names, else `default`. What is wrong is told without the password."""
    try:
        found = dict(dj_database_url.parse(text("DATABASE_URL") or default))
    except ValueError:
        found = {}
    if found.get("ENGINE") not in DATABASES:
        message = "DATABASE_URL must be an address such as postgresql://binhyen@/binhyen or sqlite:////path/file"
        raise BadSetting(message)
    return found


def home() -> Path:
    """Return the folder that holds database, uploads, secrets and collected static files."""
    given = os.environ.get("BINHYEN_HOME")
    if given:
        return Path(given).expanduser().resolve()
    base = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(base).expanduser() / "binhyen"
