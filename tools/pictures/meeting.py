"""How a walk meets its people."""

from typing import Protocol

from tests.journeys.walking import Person


class Meet(Protocol):
    """Let somebody of the cast in, or a resident where no key is given."""

    def __call__(self, key: str = "", *, phone: bool = False) -> Person: ...
