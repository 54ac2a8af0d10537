"""Who may read a committee: those of its unit and above, and those of a unit it made its model unit."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from binhyen.desk.officers import require_readable
from binhyen.desk.posts import Visit
from binhyen.movement.models import Committee
from binhyen.places.models import Unit


def committee_for(visitor: Visit, pk: int) -> Committee:
    """Return a committee the visitor may read. Raises Http404."""
    found = get_object_or_404(Committee.objects.select_related("unit__parent"), pk=pk)
    chosen = [row.unit for row in found.designations.select_related("unit")]
    if not any(is_readable(visitor, unit) for unit in (found.unit, *chosen)):
        raise Http404
    return found


def is_readable(visitor: Visit, unit: Unit) -> bool:
    """Say whether the visitor may read the figures of a unit, or of the one it was merged into."""
    try:
        require_readable(visitor, unit)
    except Http404:
        return False
    return True
