"""What the house's commands share: they speak the operator's language and show the time each step takes."""

import argparse
import sys
import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.core.management.base import (
    BaseCommand,
    CommandError,
    SystemCheckError,
    handle_default_options,
)
from django.db import connections
from django.utils import translation

T = TypeVar("T")


class HouseCommand(BaseCommand):
    """A command whose words are in BINHYEN_LANG, Vietnamese unless the operator chose otherwise."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        """Return the parser, its help in the operator's language."""
        with translation.override(settings.CONSOLE_LANGUAGE):
            self.help = translation.gettext(self.help)
            return super().create_parser(prog_name, subcommand, **kwargs)

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run with the operator's language active."""
        with translation.override(settings.CONSOLE_LANGUAGE):
            return super().execute(*args, **options)

    def run_from_argv(self, argv: list[str]) -> None:
        """Run as from the shell; an error shows its sentence alone, without the name of a class."""
        self._called_from_command_line = True
        options = vars(self.create_parser(argv[0], argv[1]).parse_args(argv[2:]))
        args = options.pop("args", ())
        handle_default_options(argparse.Namespace(**options))
        try:
            self.execute(*args, **options)
        except SystemCheckError as found:
            self.stderr.write(str(found), lambda words: words)
            sys.exit(found.returncode)
        except CommandError as reason:
            self.stderr.write(str(reason))
            sys.exit(reason.returncode)
        finally:
            connections.close_all()

    def say(self, words: str = "") -> None:
        """Write one line."""
        self.stdout.write(words)
        self.stdout.flush()

    def step(self, words: str, work: Callable[[], T]) -> T:
        """Do one step of several: its name, and behind it the seconds it took."""
        self.stdout.write(f"{words} … ", ending="")
        self.stdout.flush()
        begun = time.monotonic()
        done = work()
        self.say(f"{time.monotonic() - begun:.1f} s")
        return done
