"""Set how a unit wants to be warned."""

from datetime import datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.hotspots.models import Cells, Watch
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit


@transaction.atomic
def set_watch(
    *,
    unit: Unit,
    interval_days: int,
    window_days: int,
    most_percent: int,
    most_km: float | None,
    cells: str = Cells.UNITS.value,
    by: User,
    at: datetime,
) -> Watch:
    """Set it; it holds from the next scan on. Raises NotAllowed."""
    policy.require(by, "hotspots.set_watch", unit, on=clock.local_day(at))
    said = {
        "interval_days": interval_days,
        "window_days": window_days,
        "most_percent": most_percent,
        "most_km": most_km,
        "cells": cells,
    }
    watch, _is_new = Watch.objects.update_or_create(unit=unit, defaults=said)
    audit.record(
        event="hotspots.watch_set", subject=unit.path, actor=by.ref, at=at, detail=dict(said)
    )
    return watch
