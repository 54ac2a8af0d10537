"""Numbers of a series: each taken once, none left out.

A number is taken by raising the series' last in the transaction of the act that uses it. The row stays locked until
that transaction ends, so two acts never read the same number, and an act that fails gives its number back.
"""

from django.db.models import F

from binhyen.documents.models import Issuer, Series
from binhyen.places.models import Unit


def of_issuer(issuer: Issuer, kind: str, year: int) -> Series:
    """Return the series that numbers papers of this kind in this year."""
    named = kind if issuer.has_series_by_kind else ""
    series, _made = Series.objects.get_or_create(
        issuer=issuer, kind=named, year=year, defaults={"unit": issuer.unit}
    )
    return series


def of_arrivals(unit: Unit, year: int) -> Series:
    """Return the series of the numbers of arrival."""
    return Series.objects.get_or_create(unit=unit, issuer=None, year=year)[0]


def take(series: Series) -> int:
    """Return the next number, ours alone until the transaction ends and for good once it is written."""
    known = Series.objects.filter(pk=series.pk)
    known.update(last=F("last") + 1)
    return known.values_list("last", flat=True).get()


def reach(series: Series, number: int) -> None:
    """Let the series go on after `number`, where it is not yet so far."""
    Series.objects.filter(pk=series.pk, last__lt=number).update(last=number)
