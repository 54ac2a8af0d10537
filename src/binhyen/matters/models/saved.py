"""Filters of the inbox that officers keep, for themselves or for their unit."""

from django.db import models

from binhyen.core.privacy import Kept
from binhyen.people.models import User
from binhyen.places.models import Unit

NAME_LENGTH = 60
QUERY_LENGTH = 500
#: More than this is a list nobody reads.
MOST_SAVED = 20

KEPT = Kept(365, "to find again the matters one works on")


class SavedFilter(models.Model):
    """An address of the list under a name: what is asked, never what was found."""

    owner = models.ForeignKey(User, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_LENGTH)
    #: As the list writes it into its address: fields in their order, empty ones left out.
    query = models.CharField(max_length=QUERY_LENGTH, blank=True)
    is_shared = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "unit", "name"], name="matters_filter_named_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["unit"], condition=models.Q(is_shared=True), name="matters_filter_shared"
            )
        ]

    class Privacy:
        plain = {"id", "owner", "unit", "is_shared", "saved_at"}
        personal = {"name": KEPT, "query": KEPT}
        forgotten_by = "matters.forget_loose"

    def __str__(self) -> str:
        return self.name

    def holding_paths(self) -> tuple[str, ...]:
        """Return the path of the unit whose list it filters."""
        return (self.unit.path,)
