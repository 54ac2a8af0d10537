"""How lines of the log look: no address, no user agent, and nothing that somebody wrote."""

import logging
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import TypeAlias

_Raised: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)
#: Packages whose errors may quote the row they are about: PostgreSQL writes "Failing row contains (...)".
_QUOTING = {"django.db", "psycopg", "sqlite3"}


class Discreet(logging.Formatter):
    """Tells where an error arose and of which kind it was; of an error of the database not what it says."""

    def formatException(self, ei: _Raised) -> str:  # noqa: N802  (named by logging)
        """Return the trace, the first cause first."""
        told: list[str] = []
        for error in reversed(list(_causes(ei[1]))):
            told += traceback.format_tb(error.__traceback__)
            told.append(_named(error))
        return "".join(told).rstrip("\n")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _named(error: BaseException) -> str:
    kind = type(error)
    name = f"{kind.__module__}.{kind.__qualname__}"
    if any(name.startswith(f"{package}.") for package in _QUOTING):
        return f"{name} (what the database says may quote a report and is left out)\n"
    return "".join(traceback.format_exception_only(error))
