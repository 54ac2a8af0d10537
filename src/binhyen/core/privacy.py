"""What every model declares about its fields: plain, or personal with a purpose and the days it is kept.

Beside the personal fields stands `forgotten_by`: the act, as "room.name", that lets them go when the days are over. The
worker does it, nobody has to ask, and a house test tries each model on a database.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True)
class Kept:
    """A personal field: how many days it is kept after its matter ends, and what for."""

    days: int
    why: str


#: For records that the archive law keeps as long as the paper they stand for.
ARCHIVE_DAYS = 3650

#: What stands where a table must not be without words that were forgotten.
FORGOTTEN = "—"
#: So many rows at once are forgotten in one transaction: on SQLite nobody else writes meanwhile.
AT_ONCE = 100


def in_batches(rows: QuerySet[Any]) -> Iterator[list[int]]:
    """Yield the keys of `rows`, AT_ONCE at a time, in their order; whoever asks may change or remove what it was given."""
    keys, last = rows.order_by("pk").values_list("pk", flat=True), 0
    while batch := list(keys.filter(pk__gt=last)[:AT_ONCE]):
        yield batch
        last = batch[-1]
