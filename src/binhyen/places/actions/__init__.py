"""The acts of this room. They take `actor`, the reference of who acts: who may is asked one floor up, in `desk.units`."""

from binhyen.places.actions.importing import import_local_units
from binhyen.places.actions.loading import Loaded, load_pack
from binhyen.places.actions.local_units import (
    AlreadyClosed,
    BadName,
    CannotHold,
    PointElsewhere,
    add_local_unit,
    carry_over_local_units,
    close_local_unit,
    rename_local_unit,
)
from binhyen.places.local_table import BadTable, CellError

__all__ = [
    "AlreadyClosed",
    "BadName",
    "BadTable",
    "CannotHold",
    "CellError",
    "Loaded",
    "PointElsewhere",
    "add_local_unit",
    "carry_over_local_units",
    "close_local_unit",
    "import_local_units",
    "load_pack",
    "rename_local_unit",
]
