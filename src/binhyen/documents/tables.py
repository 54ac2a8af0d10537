"""How wide the columns of a table stand: by what is in them, the same in both outputs."""

from collections.abc import Iterable, Sequence

from binhyen.documents import letters

SIZE = 12
#: Left and right of the words in a cell, in millimetres.
PADDING = 1.5
#: A column asks for no more than this, and needs no more than that for its longest word.
_MOST, _NEED = 90.0, 45.0
#: Rows looked at; a long table is like its beginning.
_SAMPLE = 200


def squared(rows: Sequence[Sequence[str]], columns: int) -> tuple[tuple[str, ...], ...]:
    """Return the rows filled up to the number of columns. Raises ValueError for a row that is longer."""
    for place, row in enumerate(rows, start=1):
        if len(row) > columns:
            raise ValueError(f"row {place} of a table has {len(row)} cells for {columns} columns")
    return tuple((*row, *[""] * (columns - len(row))) for row in rows)


def widths(columns: Sequence[str], rows: Sequence[Sequence[str]], *, total: float) -> tuple[float, ...]:
    """Return millimetres for each column, together `total`: room for the longest word, then by what the lines ask."""
    needs, asks = [], []
    for place, column in enumerate(columns):
        cells = [row[place] for row in rows[:_SAMPLE] if place < len(row)]
        need = max(_widest(word for cell in cells for word in cell.split()), _bold(column.split()))
        ask = max(_widest(cells), min(_bold([column]), 2 * need))
        needs.append(min(need, _NEED) + 2 * PADDING + 0.5)
        asks.append(max(min(ask, _MOST) + 2 * PADDING + 0.5, needs[-1]))
    if sum(needs) >= total:
        return _scaled(needs, total)
    if sum(asks) <= total:
        return _scaled(asks, total)
    spare, wanted = total - sum(needs), sum(asks) - sum(needs)
    return _scaled(
        [need + spare * (ask - need) / wanted for need, ask in zip(needs, asks, strict=True)], total
    )


def _widest(said: Iterable[str]) -> float:
    return max((letters.width(each, size=SIZE) for each in said), default=0)


def _bold(said: Iterable[str]) -> float:
    return max((letters.width(each, size=SIZE, bold=True) for each in said), default=0)


def _scaled(given: Sequence[float], total: float) -> tuple[float, ...]:
    return tuple(round(each * total / sum(given), 2) for each in given)
