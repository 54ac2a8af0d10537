"""Where and when a random deed is done, by whom, and what is there to do it to."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from binhyen.forces.models import Service, Team
from binhyen.movement.models import Initiative
from binhyen.people.models import User
from binhyen.places.models import Level as Tier
from binhyen.places.models import Unit

T = TypeVar("T")
#: The first day of the first of the two rating years.
FIRST = date(2024, 11, 15)


class Nobody(Exception):
    """There is nothing yet to do this to."""


@dataclass(frozen=True)
class Deed:
    """One act: its kind, the number of the commune, the day after FIRST, and what else there is to choose."""

    kind: str
    commune: int
    day: int
    pick: int
    number: int


@dataclass(frozen=True)
class Scene:
    """Where and when a deed is done, and by whom."""

    commune: Unit
    on: date
    at: datetime
    by: User
    deed: Deed

    @property
    def acting(self) -> dict[str, Any]:
        return {"by": self.by, "at": self.at}

    def teams(self) -> list[Team]:
        return list(Team.objects.filter(unit__in=self._kept()).order_by("pk"))

    def services(self) -> list[Service]:
        return list(Service.objects.filter(until=None, team__in=self.teams()).order_by("pk"))

    def initiatives(self) -> list[Initiative]:
        return list(Initiative.objects.filter(unit__in=self._kept()).order_by("pk"))

    def below(self, *levels: Tier) -> list[Unit]:
        found = self.commune.children.on(self.on).filter(
            level__in=levels or (Tier.RESIDENTIAL_AREA,)
        )
        return list(found.order_by("pk"))

    def one(self, found: list[T]) -> T:
        """Return the one picked. Raises Nobody where there is none."""
        if not found:
            raise Nobody
        return found[self.deed.pick % len(found)]

    def _kept(self) -> list[int]:
        merged = self.commune.origins.values_list("old_id", flat=True)
        return [self.commune.pk, *merged]
