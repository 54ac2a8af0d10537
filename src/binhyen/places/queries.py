"""Reads over units and successions."""

from binhyen.places.models import Succession, Unit


def whole_predecessors(unit: Unit) -> list[Unit]:
    """Return the units that went whole into `unit` or into a unit below it, and theirs before them."""
    found: dict[int, Unit] = {}
    wave = list(Unit.objects.within(unit))
    while wave:
        olds = Unit.objects.filter(
            successions__new__in=wave, successions__extent=Succession.Extent.WHOLE
        ).distinct()
        wave = [old for old in olds if old.pk not in found]
        found.update((old.pk, old) for old in wave)
    return list(found.values())
