"""Units for tests: the real ones of Long An and Tây Ninh, or all, and what local units need."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from unittest import mock

from binhyen.places import actions, pack
from binhyen.places.models import Unit

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
TAY_NINH = ("2024:80/", "2024:72/", "2025:80/")


def load_tay_ninh() -> None:
    """Load the province of Mỹ Lạc and Thủ Thừa, before and after: some 400 units instead of 15,000."""
    with only(TAY_NINH):
        actions.load_pack(actor="shell", at=AT)


@contextmanager
def only(paths: tuple[str, ...]) -> Iterator[None]:
    """Let the pack hold nothing but what lies under `paths`."""
    units, ties = _rows(paths)
    with (
        mock.patch.object(pack, "units", lambda: iter(units)),
        mock.patch.object(pack, "successions", lambda: iter(ties)),
    ):
        yield


@lru_cache
def _rows(paths: tuple[str, ...]) -> tuple[list[pack.UnitRow], list[pack.SuccessionRow]]:
    return (
        [row for row in pack.units() if row.path.startswith(paths)],
        [row for row in pack.successions() if row.old.startswith(paths)],
    )


def my_lac() -> Unit:
    """Return Xã Mỹ Lạc, huyện Thủ Thừa, as it was until 30 June 2025."""
    return Unit.objects.get(path="2024:80/2024:804/2024:28048/")


def my_thanh() -> Unit:
    """Return Xã Mỹ Thạnh as it is since 1 July 2025."""
    return Unit.objects.get(path="2025:80/2025:28051/")
