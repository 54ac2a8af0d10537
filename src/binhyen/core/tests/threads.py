"""Runs things at the same time, on real connections, for tests of races."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connections

T = TypeVar("T")


def together(*things: Callable[[], T]) -> Sequence[T]:
    """Return what each of `things` returned, all run at once; the first exception is raised.

    The test needs `transactional_db`: what one thread committed, the others must see.
    """

    def alone(thing: Callable[[], T]) -> T:
        try:
            return thing()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(things)) as pool:
        return [each.result(timeout=60) for each in [pool.submit(alone, thing) for thing in things]]
