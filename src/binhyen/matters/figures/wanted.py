"""The filters that go with a value, so that the records it counted can be listed again. Pure but for the queries."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache

from django.db.models import Q

from binhyen.core import clock
from binhyen.figures.queries import Scope
from binhyen.figures.rules import Period

ALL = "*"


def wanted(scope: Scope, period: Period) -> dict[str, str]:
    """Return the units, categories and days of a question as the strings a source keeps."""
    return {
        "units": _named(scope.unit_ids),
        "categories": ALL if scope.categories is None else ",".join(sorted(scope.categories)),
        "since": period.since.isoformat(),
        "until": period.until.isoformat(),
    }


@lru_cache(maxsize=128)
def _named(unit_ids: frozenset[int]) -> str:
    """Return the units by number; a page asks dozens of figures about the same ones."""
    return ",".join(map(str, sorted(unit_ids)))


def units_of(filters: Mapping[str, str]) -> list[int]:
    """Return the units meant."""
    return [int(pk) for pk in filters["units"].split(",") if pk]


def moments_of(filters: Mapping[str, str]) -> tuple[datetime, datetime]:
    """Return the first moment meant and the first one after it, by Viet Nam's midnight."""
    since, until = (clock.start_of(date.fromisoformat(filters[end])) for end in ("since", "until"))
    return since, until


def of_categories(filters: Mapping[str, str], prefix: str = "") -> Q:
    """Return the categories meant as a condition on the field `category` behind `prefix`."""
    categories = filters["categories"]
    return Q() if categories == ALL else Q(**{f"{prefix}category__in": categories.split(",")})
