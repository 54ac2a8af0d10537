"""The filters that go with a value, so that the records it counted can be listed again. Pure but for the queries."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from django.db.models import Q

from binhyen.core import clock
from binhyen.figures import closing
from binhyen.figures.queries import Scope, units_under
from binhyen.figures.rules import Period

ALL = "*"


def wanted(scope: Scope, period: Period) -> dict[str, str]:
    """Return the paths of the units, the categories and the days of a question as the strings a source keeps."""
    return {
        "under": ",".join(sorted(scope.roots)),
        "categories": ALL if scope.categories is None else ",".join(sorted(scope.categories)),
        "since": period.since.isoformat(),
        "until": period.until.isoformat(),
    }


def units_of(filters: Mapping[str, str]) -> frozenset[int]:
    """Return the units meant; what was kept before they were told by their paths names them by number."""
    if "units" in filters:
        return frozenset(int(pk) for pk in filters["units"].split(",") if pk)
    return units_under(filters["under"].split(","))


def moments_of(filters: Mapping[str, str]) -> tuple[datetime, datetime]:
    """Return the first moment meant and the first one after it, by Viet Nam's midnight."""
    since, until = (clock.start_of(date.fromisoformat(filters[end])) for end in ("since", "until"))
    return since, until


def closed_of(filters: Mapping[str, str], units: Collection[int]) -> dict[int, datetime]:
    """Return when the books of the days meant were closed, for each of the units of which they are."""
    last = date.fromisoformat(filters["until"]) - timedelta(days=1)
    return closing.moments(units, last.year)


def of_categories(filters: Mapping[str, str], prefix: str = "") -> Q:
    """Return the categories meant as a condition on the field `category` behind `prefix`."""
    categories = filters["categories"]
    return Q() if categories == ALL else Q(**{f"{prefix}category__in": categories.split(",")})
