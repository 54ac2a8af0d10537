"""The `binhyen` command: Django's commands and ours behind one word.

`binhyen help` lists them. Before Django starts, the secrets that `binhyen setup` keeps in BINHYEN_HOME are put
into the environment, unless the operator has given others.
"""

import os
import secrets
import sys
from pathlib import Path

from binhyen.project import env
from binhyen.project.demo import keeping

SECRETS = {"BINHYEN_SECRET_KEY": "secret-key", "BINHYEN_IDENTITY_KEY": "identity-key"}
#: Made only by the command of its own: with it the house begins to call out.
PUSH_SECRET = {"BINHYEN_PUSH_KEY": "push-key"}
#: Exit code for a house that cannot even start: a wrong setting, a folder that cannot be written.
NOT_SET_UP = 2


class CannotStart(Exception):
    """What keeps the house from starting, in one sentence for the operator."""


def prepare() -> None:
    """Point Django to the settings and hand it the secrets kept in BINHYEN_HOME, if there are any."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhyen.project.settings")
    if env.flag("BINHYEN_DEMO", default=False):
        keeping.hand_on_clock()
    for name, file in (SECRETS | PUSH_SECRET).items():
        path = env.home() / "secrets" / file
        if name not in os.environ and f"{name}_FILE" not in os.environ and path.exists():
            os.environ[f"{name}_FILE"] = str(path)


def make_home() -> None:
    """Create BINHYEN_HOME, for the owner alone. Raises CannotStart."""
    home = env.home()
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as reason:
        raise CannotStart(_unwritable(home)) from reason
    if not os.access(home, os.W_OK | os.X_OK):
        raise CannotStart(_unwritable(home))


def _unwritable(home: Path) -> str:
    return (
        f"Không ghi được vào thư mục {home}; hãy đặt BINHYEN_HOME vào nơi ghi được.\n"
        f"The folder {home} cannot be written to; set BINHYEN_HOME to one that can."
    )


def make_secrets() -> None:
    """Create the secrets that are neither given nor kept yet, readable by the owner alone."""
    folder = env.home() / "secrets"
    for name, file in SECRETS.items():
        if name in os.environ or f"{name}_FILE" in os.environ or (folder / file).exists():
            continue
        keep_secret(file, secrets.token_urlsafe(48))


def keep_secret(file: str, secret: str) -> Path:
    """Write a new secret into BINHYEN_HOME, for the owner alone, and return where. Raises FileExistsError."""
    folder = env.home() / "secrets"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(folder / file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(secret)
    return folder / file


def enter_demo() -> None:
    """Turn to the demo's own folder and SQLite file, so that it can never touch a house in use."""
    os.environ["BINHYEN_HOME"] = str(env.home() / "demo")
    os.environ["BINHYEN_DEMO"] = "yes"
    os.environ.pop("DATABASE_URL", None)
    os.environ.pop("DATABASE_URL_FILE", None)


def _execute() -> None:
    """Hand the command to Django. Raises CannotStart when the database cannot be reached."""
    from django.core.management import execute_from_command_line
    from django.db import OperationalError, connection

    try:
        execute_from_command_line(sys.argv)
    except OperationalError as reason:
        if (
            connection.connection is not None
        ):  # it was reached and failed later: the trace says where
            raise
        raise CannotStart(_unreachable(str(reason))) from reason


def _unreachable(why: str) -> str:
    return (
        "Không mở được cơ sở dữ liệu; hãy kiểm tra DATABASE_URL và BINHYEN_HOME.\n"
        f"The database cannot be opened; check DATABASE_URL and BINHYEN_HOME.\n{why}"
    )


def main() -> int:
    """Run one command of the house; return its exit code."""
    word = sys.argv[1] if len(sys.argv) > 1 else "help"
    try:
        if word == "demo":
            enter_demo()
        if word in {"setup", "demo"}:
            make_home()
            make_secrets()
        prepare()
        _execute()
    except (CannotStart, env.BadSetting) as reason:
        sys.stderr.write(f"{reason}\n")
        return NOT_SET_UP
    return 0
