"""How much a scan may ask of a computer's memory: what would find no room is refused before it is made."""

from typing import Final

from hotscan.problems import ScanProblem

MOST_NUMBERS: Final = 1 << 29  # of 8 bytes each, in one table


def check(rows: int, of: str, columns: int) -> None:
    """Raise ScanProblem where a table of so many rows (`of` says what they are) and steps would find no room."""
    if rows * columns > MOST_NUMBERS:
        raise ScanProblem(
            f"{rows:,} {of} over {columns:,} steps are more than a scan can hold; "
            "take longer steps, a shorter study, or fewer and larger places."
        )
