"""Where rows are shown, and so where their links lead."""

from dataclasses import dataclass

from django.urls import reverse

from binhyen.figures.rules import Period
from binhyen.places.models import Unit
from binhyen.standards import rules
from binhyen.standards.catalogues import Catalogue
from binhyen.standards.models import Assessment


@dataclass(frozen=True)
class Place:
    """Where the rows are shown: of which unit, year and dossier; links follow from it."""

    unit: Unit
    catalogue: Catalogue
    period: Period
    assessment: Assessment | None = None
    is_live: bool = False
    is_over: bool = False  # the period has ended
    confirmed: frozenset[str] = frozenset()  # criteria held against the signed text

    def sources_url(self, criterion: str) -> str:
        """Return the page that lists the records behind a criterion."""
        if self.is_live or self.assessment is None:
            address = reverse("desk:live_sources", args=[self.unit.pk, criterion])
            return f"{address}?chuan={self.catalogue.id}&nam={rules.year_of(self.period)}"
        return reverse("desk:sources", args=[self.assessment.pk, criterion])

    def criterion_url(self, criterion: str) -> str:
        """Return the page of a criterion in the dossier, if there is one."""
        if self.assessment is None:
            return ""
        return reverse("desk:criterion", args=[self.assessment.pk, criterion])
