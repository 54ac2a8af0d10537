"""Makes reports and matters for tests, through the acts. Everything in them is invented."""

from datetime import datetime
from uuid import UUID, uuid4

from binhyen.matters import actions
from binhyen.matters.models import Crew, Matter
from binhyen.people.models import User
from binhyen.places.models import Unit
from binhyen.reports.actions import Draft, Person
from binhyen.reports.models import Channel, Disclosure

WORDS = "Loa kéo hát karaoke tới hai giờ sáng (chuyện bịa để thử)."


def receive(
    unit: Unit,
    at: datetime,
    *,
    category: str = "NOI",
    area: Unit | None = None,
    words: str = WORDS,
    key: UUID | None = None,
    person: Person | None = None,
    lat: float | None = None,
    lon: float | None = None,
) -> actions.Receipt:
    """Return the receipt of a report from a resident, anonymous unless `person` says who."""
    draft = Draft(
        category=category,
        words=words,
        unit=unit,
        disclosure=Disclosure.CONFIDENTIAL if person else Disclosure.ANONYMOUS,
        area=area,
        lat=lat,
        lon=lon,
    )
    return actions.receive(
        draft=draft, person=person, photos=[], key=key or uuid4(), channel=Channel.WEB, at=at
    )


def matter(unit: Unit, at: datetime, **said: object) -> Matter:
    """Return a new matter."""
    return receive(unit, at, **said).matter  # type: ignore[arg-type]


def in_hand(unit: Unit, at: datetime, by: User, **said: object) -> Matter:
    """Return a matter that `by` has taken in hand."""
    found = matter(unit, at, **said)
    actions.take_in_hand(matter=found, by=by, at=at)
    return found


def crew(
    unit: Unit, at: datetime, chief: User, *members: User, name: str = "Tổ 1", home: Unit | None = None
) -> Crew:  # fmt: skip
    """Return a crew of `unit` that its chief made."""
    made = actions.found_crew(unit=unit, home=home or unit, name=name, by=chief, at=at)
    for member in members:
        actions.add_member(crew=made, user=member, since=made.since, by=chief, at=at)
    return made
