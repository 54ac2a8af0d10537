"""Makes a commune in which much more than usual happens in one place. All of it is invented."""

from datetime import date, datetime, time, timedelta

from binhyen.core.clock import VIETNAM
from binhyen.hotspots.models import Alert, AlertArea
from binhyen.matters.models import Matter
from binhyen.matters.tests import factories
from binhyen.people.tests import factories as people
from binhyen.places.models import Level, Unit

#: The last whole day before `people.factories.AT`.
LAST = people.AT.date() - timedelta(days=1)


def on(day: date, hour: int = 2) -> datetime:
    """Return a moment of a day."""
    return datetime.combine(day, time(hour, 30), tzinfo=VIETNAM)


def areas(commune: Unit, n: int = 4) -> list[Unit]:
    """Return residential areas of a commune, side by side."""
    return [
        people.unit(
            f"Ấp {number}", level=Level.RESIDENTIAL_AREA, edition="local", parent=commune,
            lat=10.60 + number / 50, lon=106.30,
        )
        for number in range(1, n + 1)
    ]  # fmt: skip


def a_usual_year(commune: Unit, where: list[Unit], last: date = LAST) -> None:
    """Let noise and thefts be reported all over, each area in its turn."""
    for back in range(0, 200, 4):
        for number, area in enumerate(where):
            kind = "THF" if (back // 4 + number) % 4 == 0 else "NOI"
            day = last - timedelta(days=back + number % 4)
            factories.matter(commune, on(day, 9), category=kind, area=area)


def planted(
    commune: Unit, area: Unit, n: int = 12, last: date = LAST, category: str = "THF"
) -> None:
    """Let `n` thefts, or what is said, be reported in one area within the week that ends with `last`."""
    for number in range(n):
        factories.matter(commune, on(last - timedelta(days=number % 6), 9), category=category, area=area)  # fmt: skip


def alert(unit: Unit, *where: Unit, at: datetime = people.AT, **said: object) -> Alert:
    """Return an alert as a scan leaves it."""
    last = at.date() - timedelta(days=1)
    told = {
        "group": "crime", "starts_on": last - timedelta(days=6), "ends_on": last, "seen_until": last, "observed": 12,
        "expected": 3.1, "llr": 9.0, "recurrence_days": 730.0, "year": 161, "year_days": 365,
    }  # fmt: skip
    made = Alert.objects.create(unit=unit, raised_at=at, **(told | said))
    AlertArea.objects.bulk_create(AlertArea(alert=made, area=area) for area in where)
    return made


def communes(province: Unit, n: int, lat: float, lon: float) -> list[Unit]:
    """Return communes of a province in a row from south to north."""
    return [
        people.unit(f"{province.name} {number}", parent=province, lat=lat + number / 20, lon=lon)
        for number in range(n)
    ]


def counted(where: Unit, *backs: int, category: str = "NOI", last: date = LAST) -> None:
    """Let something be reported in a commune so many days before `last`, once for each."""
    Matter.objects.bulk_create(
        Matter(
            unit=where, keeper=where, category=category, severity="ORDINARY", sensitivity="S1", title="x", channel="WEB",
            opened_at=on(last - timedelta(days=back), 9), due_at=on(last, 9), due_clock="CLK-SERVICE",
            reference=f"VV-{number:09}",
        )
        for number, back in enumerate(backs, Matter.objects.count())
    )  # fmt: skip
