"""The `binhyen` command: Django's commands and ours behind one word.

`binhyen help` lists them. Before Django starts, the secrets that `binhyen setup` keeps in BINHYEN_HOME are put
into the environment, unless the operator has given others.
"""

import os
import secrets
import sys

from binhyen.project import env

SECRETS = {"BINHYEN_SECRET_KEY": "secret-key", "BINHYEN_IDENTITY_KEY": "identity-key"}


def prepare() -> None:
    """Point Django to the settings and hand it the secrets kept in BINHYEN_HOME, if there are any."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhyen.project.settings")
    for name, file in SECRETS.items():
        path = env.home() / "secrets" / file
        if name not in os.environ and f"{name}_FILE" not in os.environ and path.exists():
            os.environ[f"{name}_FILE"] = str(path)


def make_secrets() -> None:
    """Create the secrets that are neither given nor kept yet, readable by the owner alone."""
    folder = env.home() / "secrets"
    for name, file in SECRETS.items():
        if name in os.environ or f"{name}_FILE" in os.environ or (folder / file).exists():
            continue
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(folder / file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(48))


def main() -> int:
    """Run one command of the house; return its exit code."""
    if sys.argv[1:2] in (["setup"], ["demo"]):
        make_secrets()
    prepare()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
    return 0
