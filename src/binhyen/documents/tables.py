"""How wide the columns of a table stand: by what is in them, the same in both outputs."""

from collections.abc import Iterable, Sequence

from binhyen.documents import letters

SIZE = 12
#: Left and right of the words in a cell, in millimetres.
PADDING = 1.5
#: A column asks for no more than this, and needs no more than that for its longest word.
_MOST, _NEED = 90.0, 45.0
_AROUND = 2 * PADDING + 0.5
#: Rows looked at; a long table is like its beginning.
_SAMPLE = 200


def squared(rows: Sequence[Sequence[str]], columns: int) -> tuple[tuple[str, ...], ...]:
    """Return the rows filled up to the number of columns. Raises ValueError for a row that is longer."""
    for place, row in enumerate(rows, start=1):
        if len(row) > columns:
            raise ValueError(f"row {place} of a table has {len(row)} cells for {columns} columns")
    return tuple((*row, *[""] * (columns - len(row))) for row in rows)


def widths(
    columns: Sequence[str], rows: Sequence[Sequence[str]], *, total: float
) -> tuple[float, ...]:
    """Return millimetres for each column, together `total`.

    Each column asks for what nine in ten of its cells take on one line. Columns that ask for less than their share get
    what they ask; the others divide the rest, never below their longest word while there is room for all such words.
    """
    needs, asks = [], []
    for place, column in enumerate(columns):
        cells = [row[place] for row in rows[:_SAMPLE] if place < len(row)]
        need = max(_widest(word for cell in cells for word in cell.split()), _bold(column.split()))
        taken = sorted(letters.width(cell, size=SIZE) for cell in cells) or [0.0]
        ask = max(taken[int(0.9 * (len(taken) - 1) + 0.5)], min(_bold([column]), 1.6 * need))
        needs.append(min(need, _NEED) + _AROUND)
        asks.append(max(min(ask, _MOST) + _AROUND, needs[-1]))
    if sum(needs) >= total:
        return _scaled(needs, total)
    if sum(asks) <= total:
        return _scaled(asks, total)
    return _scaled(_shared(needs, asks, total), total)


def _shared(needs: Sequence[float], asks: Sequence[float], total: float) -> list[float]:
    """Return what each gets: from the most modest on, what it asks or an equal part of what is left."""
    given = list(needs)
    spare = total - sum(needs)
    order = sorted(range(len(asks)), key=lambda place: asks[place] - needs[place])
    for done, place in enumerate(order):
        more = min(asks[place] - needs[place], spare / (len(order) - done))
        given[place] += more
        spare -= more
    return given


def _widest(said: Iterable[str]) -> float:
    return max((letters.width(each, size=SIZE) for each in said), default=0)


def _bold(said: Iterable[str]) -> float:
    return max((letters.width(each, size=SIZE, bold=True) for each in said), default=0)


def _scaled(given: Sequence[float], total: float) -> tuple[float, ...]:
    return tuple(round(each * total / sum(given), 2) for each in given)
