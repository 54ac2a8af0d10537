"""Take in patrols from the phones, each once, and the log when somebody takes it out."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from binhyen.audit import actions as audit
from binhyen.core import clock, text
from binhyen.figures import closing
from binhyen.forces import queries, rules
from binhyen.forces.actions.refusals import NotOnePatrol, NotTheirPatrol
from binhyen.forces.models import REMARKS_LENGTH, Patrol
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Level as Tier
from binhyen.places.models import Unit


def log_patrol(
    *,
    key: UUID,
    area: Unit,
    started_at: datetime,
    ended_at: datetime,
    companions: int,
    remarks: str,
    by: User,
    at: datetime,
) -> Patrol:
    """Enter a patrol in `area`; the same key again gives the patrol that stands. Raises NotAllowed, NotOnePatrol,
    YearClosed, NotTheirPatrol."""
    try:
        with transaction.atomic():
            return _logged(
                Patrol(
                    key=key, area=area, started_at=started_at, ended_at=ended_at,
                    companions=companions, remarks=text.seen(remarks), by=by, logged_at=at,
                )
            )  # fmt: skip
    except (IntegrityError, closing.YearClosed):
        earlier = Patrol.objects.filter(key=key).first()
        if earlier is None:
            raise
        if earlier.by_id != by.pk:
            raise NotTheirPatrol(str(key)) from None
        return earlier


def _logged(patrol: Patrol) -> Patrol:
    on = clock.local_day(patrol.logged_at)
    policy.require(patrol.by, "forces.log_patrol", patrol.area, on=on)
    commune = patrol.area.parent
    if patrol.area.level != Tier.RESIDENTIAL_AREA or commune is None:
        raise policy.NotAllowed(patrol.area.full_name)
    if (
        not rules.patrol_times_fit(patrol.started_at, patrol.ended_at)
        or not 0 <= patrol.companions <= rules.MOST_COMPANIONS
        or len(patrol.remarks) > REMARKS_LENGTH
        or patrol.ended_at > patrol.logged_at
    ):
        raise NotOnePatrol(patrol)
    closing.refuse_closed(commune, clock.local_day(patrol.started_at))
    patrol.unit = commune
    patrol.save(force_insert=True)
    audit.record(
        event="forces.patrol_logged",
        subject=f"patrol {patrol.key}",
        actor=patrol.by.ref,
        at=patrol.logged_at,
        detail={"area": patrol.area.path},
    )
    return patrol


def take_patrols(
    *, unit: Unit, since: date, until: date, as_what: str, by: User, at: datetime
) -> Iterator[Patrol]:
    """Return the patrols of `unit` that began in [since, until), newest first and a few in memory at a time, after writing
    on the trail who took how many. Raises NotAllowed."""
    policy.require(by, "forces.read_patrols", unit, on=clock.local_day(at))
    found = queries.patrols_kept_by(unit, since=since, until=until)
    span = {"since": since.isoformat(), "until": until.isoformat()}
    _record_taken(unit, {**span, "as": as_what, "patrols": found.count()}, by, at)
    return found.iterator(chunk_size=500)


@transaction.atomic
def _record_taken(unit: Unit, detail: dict[str, object], by: User, at: datetime) -> None:
    audit.record(
        event="forces.patrols_taken", subject=unit.path, actor=by.ref, at=at, detail=detail
    )
