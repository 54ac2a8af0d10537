"""Figures of recognition, and the records behind stated totals."""

from collections.abc import Iterator, Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from binhyen.core import clock
from binhyen.figures import registry
from binhyen.figures.computing import told_from
from binhyen.figures.measures import Measure
from binhyen.figures.models import StatedTotal
from binhyen.figures.rules import Source, Value, ids_of
from binhyen.standards import queries
from binhyen.standards.figure_map import figure_map
from binhyen.standards.models import Finding, Recognition

KIND = "recognitions"


@registry.figure(
    "standards.recognised_areas_share",
    measure=Measure.PERCENT,
    title=_("Residential areas recognised"),
    definition=_("Of the residential areas that exist at the end of the year, the share recognised as safe for it."),
)  # fmt: skip
@told_from(queries.recognised)
def recognised_areas_share(found: queries.Recognised) -> Value:
    """Residential areas recognised as safe for the year, among those that exist at its end."""
    return _share(found.areas)


@registry.figure(
    "standards.recognised_units_share",
    measure=Measure.PERCENT,
    title=_("Areas and units recognised"),
    definition=_("Of the areas, agencies, enterprises and schools below the unit, the share recognised as safe for the year."),
)  # fmt: skip
@told_from(queries.recognised)
def recognised_units_share(found: queries.Recognised) -> Value:
    """Areas, agencies, enterprises and schools recognised as safe for the year, among all below the unit."""
    return _share(found.units)


@registry.lists(KIND, guarded_by="figures.read")
def recognitions(filters: Mapping[str, str]) -> Iterator[registry.Line]:
    """List the recognitions that `filters` names."""
    rows = Recognition.objects.filter(pk__in=ids_of(filters)).select_related("unit", "catalogue")
    for row in rows.order_by("decided_on", "pk"):
        yield registry.Line(
            reference=row.decision_number,
            what=row.catalogue.read().number,
            where=row.unit.full_name,
            on=row.decided_on,
        )


@registry.lists("findings", guarded_by="figures.read")
def findings(filters: Mapping[str, str]) -> Iterator[registry.Line]:
    """List the units below that met a criterion, each by its dossier."""
    rows = Finding.objects.filter(pk__in=ids_of(filters))
    for row in rows.select_related("assessment__unit", "assessment__catalogue").order_by("pk"):
        criteria = row.assessment.catalogue.read().criteria
        words = (one.title(get_language() or "vi") for one in criteria if one.id == row.criterion)
        yield registry.Line(
            reference=row.assessment.ref,
            what=next(words, row.criterion),
            where=row.assessment.unit.full_name,
            on=clock.local_day(row.computed_at),
            pk=row.assessment_id,
        )


@registry.lists("stated_totals", guarded_by="figures.read")
def stated_totals(filters: Mapping[str, str]) -> Iterator[registry.Line]:
    """List the totals that `filters` names: the paper, what was stated, by whom it holds."""
    rows = StatedTotal.objects.filter(pk__in=ids_of(filters)).select_related("unit")
    for row in rows.order_by("since", "pk"):
        title = (
            figure_map().title(row.category, get_language() or "vi")
            if figure_map().is_stated(row.category)
            else row.category
        )
        yield registry.Line(
            reference=row.paper_number,
            what=f"{title}: {row.total}",
            where=row.unit.full_name,
            on=clock.local_day(row.stated_at),
        )


def _share(found: queries.RecognisedAmong) -> Value:
    source = Source.naming(KIND, found.recognitions)
    return Value(len(found.recognitions), found.count, (source,))
