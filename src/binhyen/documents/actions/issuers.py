"""Set up the bodies that issue papers, and say whether they number each type by itself."""

from datetime import datetime

from django.db import IntegrityError, transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.documents.models import Issuer, Series
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit


class IssuerKnown(Exception):
    """The unit has a body with this code already: their numbers could not be told apart."""


class SeriesRunning(Exception):
    """Numbers of this year were given already; the series change on the first of January."""


@transaction.atomic
def set_up_issuer(
    *,
    unit: Unit,
    name: str,
    parent: str,
    code: str,
    letter_code: str,
    place: str,
    by_kind: bool,
    by: User,
    at: datetime,
) -> Issuer:
    """Set up a body with series of its own. Raises NotAllowed, IssuerKnown."""
    policy.require(by, "documents.set_up_issuer", unit, on=clock.local_day(at))
    try:
        with transaction.atomic():
            issuer = Issuer.objects.create(
                unit=unit, name=name, parent=parent, code=code, letter_code=letter_code, place=place,
                has_series_by_kind=by_kind,
            )  # fmt: skip
    except IntegrityError as reason:
        raise IssuerKnown(code) from reason
    audit.record(
        event="documents.issuer_set_up", subject=f"issuer {issuer.pk}", actor=by.ref, at=at,
        detail={"unit": unit.path, "code": code},
    )  # fmt: skip
    return issuer


@transaction.atomic
def choose_series(*, issuer: Issuer, by_kind: bool, by: User, at: datetime) -> None:
    """Say whether each type has numbers of its own or all have one series (Decree 30/2020, App. I, II.3). Raises
    NotAllowed, SeriesRunning.
    """
    on = clock.local_day(at)
    policy.require(by, "documents.set_up_issuer", issuer, on=on)
    if by_kind == issuer.has_series_by_kind:
        return
    if Series.objects.filter(issuer=issuer, year=on.year, last__gt=0).exists():
        raise SeriesRunning(issuer.code)
    issuer.has_series_by_kind = by_kind
    issuer.save(update_fields=["has_series_by_kind"])
    audit.record(
        event="documents.series_chosen", subject=f"issuer {issuer.pk}", actor=by.ref, at=at,
        detail={"by_kind": by_kind},
    )  # fmt: skip
