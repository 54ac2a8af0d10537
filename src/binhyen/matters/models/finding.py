"""What the text search reads: the words of a matter and of its reports, ready to be compared."""

from django.db import models

from binhyen.matters.models.matter import ABOUT, Matter
from binhyen.places.models import Unit


class MatterText(models.Model):
    """The words by which a matter is found. A restricted matter has no row: what must not be read is not indexed.

    The database keeps the index itself: SQLite in an FTS5 table behind triggers, PostgreSQL in a generated tsvector.
    The keeper stands in the index as well, so that a common word costs what it costs in one unit.
    """

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="found_by")
    keeper = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    tokens = models.TextField()

    class Privacy:
        plain = {"matter", "keeper"}
        personal = {"tokens": ABOUT}
        forgotten_by = "matters.forget_ended"

    def __str__(self) -> str:
        return f"words of {self.matter_id}"
