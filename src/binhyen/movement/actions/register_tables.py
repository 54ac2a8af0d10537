"""Take over a table of registrations and commitments: all of it or nothing."""

from datetime import datetime

from django.db import transaction

from binhyen.movement import register_table, registers
from binhyen.movement.actions.registrations import BadEntries, Entry, note_commitments, register
from binhyen.movement.register_table import HEADINGS, Line
from binhyen.people.models import User
from binhyen.places.local_table import BadTable, CellError
from binhyen.places.models import Unit


@transaction.atomic
def import_registrations(
    *, commune: Unit, year: int, content: bytes, by: User, at: datetime
) -> int:
    """Take over a table about a commune's year; return how many rows it had. Raises NotAllowed or BadTable, which names
    the row and the column of each fault, and then nothing is taken."""
    lines = register_table.read(content, registers.local_units(commune, year))
    entries = [
        Entry(line.unit, line.whole, line.part, line.registered_on, line.signed) for line in lines
    ]
    try:
        register(commune=commune, year=year, entries=entries, by=by, at=at)
        note_commitments(commune=commune, year=year, entries=entries, by=by, at=at)
    except BadEntries as reason:
        raise _in_table(reason, lines) from None
    return len(lines)


def _in_table(reason: BadEntries, lines: list[Line]) -> BadTable:
    rows = {line.unit.pk: line.row for line in lines}
    found = [
        CellError(rows[fault.unit.pk], HEADINGS[fault.column], fault.message)
        for fault in reason.faults
    ]
    return BadTable(sorted(found, key=lambda fault: fault.row))
