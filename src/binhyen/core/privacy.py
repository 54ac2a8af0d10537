"""What every model declares about its fields: plain, or personal with a purpose and the days it is kept."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kept:
    """A personal field: how many days it is kept after its matter ends, and what for."""

    days: int
    why: str


#: For records that the archive law keeps as long as the paper they stand for.
ARCHIVE_DAYS = 3650
