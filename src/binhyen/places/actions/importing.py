"""Take over a table of local units: all of it, or nothing."""

from datetime import date, datetime

from django.db import transaction

from binhyen.places.actions import local_units
from binhyen.places.actions.local_units import BadName, PointElsewhere
from binhyen.places.local_table import BadTable, CellError, read
from binhyen.places.models import Unit


@transaction.atomic
def import_local_units(
    *, parent: Unit, content: bytes, on: date, actor: str, at: datetime
) -> list[Unit]:
    """Open every unit of a CSV table below `parent` from `on` and return them; one bad row and nothing is opened.

    Raises BadTable, which names row and column of every fault, or CannotHold.
    """
    rows = read(content)
    errors: list[CellError] = []
    opened: list[Unit] = []
    for row in rows:
        try:
            opened.append(
                local_units.add_local_unit(
                    parent=parent,
                    kind=row.kind,
                    name=row.name,
                    on=on,
                    actor=actor,
                    at=at,
                    lat=row.lat,
                    lon=row.lon,
                )
            )
        except BadName as reason:
            errors.append(CellError(row.row, row.headings["name"], str(reason)))
        except PointElsewhere as reason:
            column = row.headings.get("lat") or row.headings.get("lon", "")
            errors.append(CellError(row.row, column, str(reason)))
    if errors:
        raise BadTable(errors)
    return opened
