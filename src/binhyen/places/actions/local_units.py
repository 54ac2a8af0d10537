"""Units that a commune adds below itself: open, rename, close, and carry over into a merged commune."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from binhyen.audit import actions as audit
from binhyen.core import text
from binhyen.places import kinds, locate
from binhyen.places.kinds import LocalKind
from binhyen.places.models import LOCAL_LEVELS, REFORM, Level, Succession, Unit

LOCAL = "local"
#: How often two people may take the same next number before we give up.
_TRIES = 5
_LONGEST = 120


class CannotHold(Exception):
    """The unit is no commune, or did not exist on that day; the message says which, for people."""


class BadName(Exception):
    """The name is empty, too long, or taken; the message says which, for people."""


class PointElsewhere(Exception):
    """The point lies in another commune or in none; the message says so, for people."""


class AlreadyClosed(Exception):
    """The unit was closed before, perhaps a moment ago by somebody else."""


@transaction.atomic
def add_local_unit(
    *,
    parent: Unit,
    kind: LocalKind,
    name: str,
    on: date,
    actor: str,
    at: datetime,
    lat: float | None = None,
    lon: float | None = None,
) -> Unit:
    """Open a residential area, agency, enterprise or school below a commune from `on` and return it.

    `name` may carry the kind's word or not. Raises CannotHold, BadName or PointElsewhere.
    """
    _require_commune(parent, on)
    bare = check_name(parent=parent, kind=kind, name=name, on=on)
    check_point(parent=parent, lat=lat, lon=lon, on=on)
    unit = Unit(
        edition=LOCAL, level=kinds.level_of(kind), kind=kind.value, parent=parent, valid_from=on,
        lat=lat, lon=lon, **_names(kind, bare),
    )  # fmt: skip
    _open(unit, actor=actor, at=at, event="places.unit_added")
    return unit


@transaction.atomic
def rename_local_unit(*, unit: Unit, name: str, on: date, actor: str, at: datetime) -> Unit:
    """Close `unit` and open it under another name from `on`, tied whole; return the new one.

    Raises BadName or AlreadyClosed.
    """
    parent = _commune_of(unit)
    bare = check_name(parent=parent, kind=LocalKind(unit.kind), name=name, on=on)
    renamed = _copy(unit, below=parent, on=on, **_names(LocalKind(unit.kind), bare))
    _replace(unit, renamed, on=on, basis="", actor=actor, at=at)
    return renamed


@transaction.atomic
def close_local_unit(*, unit: Unit, on: date, actor: str, at: datetime) -> None:
    """Close `unit`; `on` is the first day on which it no longer exists. Raises AlreadyClosed or BadName."""
    _close(unit, on)
    audit.record(
        event="places.unit_closed", subject=unit.address, actor=actor, at=at,
        detail={"on": on.isoformat()},
    )  # fmt: skip


@transaction.atomic
def carry_over_local_units(
    *,
    old: Unit,
    new: Unit,
    on: date,
    actor: str,
    at: datetime,
    basis: str = "",
    only: Collection[int] | None = None,
) -> list[Unit]:
    """Close the open local units of `old`, or `only` these of them, and open each again below `new` from `on`, tied whole;
    return the new ones.

    Each keeps its kind and name; where `new` already has that name, the old commune's name is added to tell them
    apart. Running it again finds nothing open. Raises CannotHold, BadName.
    """
    _require_commune(new, on)
    opened = []
    units = Unit.objects.below(old).filter(edition=LOCAL, valid_to=None)
    for unit in (units if only is None else units.filter(pk__in=only)).order_by("pk"):
        kind = LocalKind(unit.kind)
        name = unit.name
        if _is_taken(new, kind, name, on):
            name = check_name(parent=new, kind=kind, name=f"{name} ({old.name})", on=on)
        carried = _copy(unit, below=new, on=on, **_names(kind, name))
        _replace(unit, carried, on=on, basis=basis, actor=actor, at=at)
        opened.append(carried)
    return opened


def check_name(*, parent: Unit, kind: LocalKind, name: str, on: date) -> str:
    """Return the bare name, tidied. Raises BadName."""
    bare = kinds.bare_name(kind, name)
    if not bare:
        raise BadName(_("Enter the name."))
    if len(bare) > _LONGEST:
        raise BadName(_("The name is longer than 120 characters. Shorten it."))
    if not bare.isprintable():
        raise BadName(_("The name holds characters that cannot be printed. Type it again."))
    if _is_taken(parent, kind, bare, on):
        raise BadName(
            _("%(parent)s already has %(name)s. Check the list, or choose another name.")
            % {"parent": parent.full_name, "name": kinds.full_name(kind, bare)}
        )
    return bare


def check_point(*, parent: Unit, lat: float | None, lon: float | None, on: date) -> None:
    """Pass when the point lies in the commune, or when there is none. Raises PointElsewhere."""
    if lat is None and lon is None:
        return
    if lat is None or lon is None:
        raise PointElsewhere(_("Give both latitude and longitude, or neither."))
    try:
        found = locate.locate(lat, lon, on)
    except ValueError:
        raise PointElsewhere(
            _("Latitude goes from -90 to 90 and longitude from -180 to 180. Check the numbers.")
        ) from None
    is_unknown = found is None and on < REFORM  # not every commune of then is drawn
    if not is_unknown and found != locate.Located(parent.edition, parent.code):
        raise PointElsewhere(
            _("This point does not lie in %(parent)s. Check latitude and longitude.")
            % {"parent": parent.full_name}
        )


def _require_commune(parent: Unit, on: date) -> None:
    if parent.level != Level.COMMUNE:
        raise CannotHold(
            _("Local units are added below a commune, and %(parent)s is none.")
            % {"parent": parent.full_name}
        )
    if not parent.exists_on(on):
        raise CannotHold(
            _("%(parent)s did not exist on %(day)s. Choose a day on which it did.")
            % {"parent": parent.full_name, "day": on.strftime("%d/%m/%Y")}
        )


def _is_taken(parent: Unit, kind: LocalKind, bare: str, on: date) -> bool:
    """Say whether a unit of this kind and name is there on `on` or opens later; marks tell names apart, case does not."""
    folded = text.fold(kinds.full_name(kind, bare))
    there = Unit.objects.filter(parent=parent, edition=LOCAL, kind=kind.value, folded_name=folded)
    alive = there.filter(Q(valid_to=None) | Q(valid_to__gt=on)).values_list("name", flat=True)
    return any(name.casefold() == bare.casefold() for name in alive)


def _names(kind: LocalKind, bare: str) -> dict[str, str]:
    full = kinds.full_name(kind, bare)
    return {
        "name": bare,
        "full_name": full,
        "folded_name": text.fold(full),
        "sort_key": text.sort_key(bare)[:400],
    }


def _copy(unit: Unit, *, below: Unit, on: date, **names: str) -> Unit:
    return Unit(
        edition=LOCAL, level=unit.level, kind=unit.kind, parent=below, valid_from=on,
        lat=unit.lat, lon=unit.lon, population=unit.population, **names,
    )  # fmt: skip


def _replace(old: Unit, new: Unit, *, on: date, basis: str, actor: str, at: datetime) -> None:
    _close(old, on)
    _open(new, actor=actor, at=at, event="places.unit_replaced", instead_of=old.address)
    Succession.objects.create(old=old, new=new, extent=Succession.Extent.WHOLE, on=on, basis=basis)


def _close(unit: Unit, on: date) -> None:
    if unit.level not in LOCAL_LEVELS:
        message = f"only local units are closed by hand, got {unit.path}"
        raise ValueError(message)
    if on <= unit.valid_from:
        raise BadName(
            _("%(unit)s began on %(day)s. Choose a later day.")
            % {"unit": unit.full_name, "day": unit.valid_from.strftime("%d/%m/%Y")}
        )
    if not Unit.objects.filter(pk=unit.pk, valid_to=None).update(valid_to=on):
        raise AlreadyClosed(unit.path)
    unit.valid_to = on


def _open(unit: Unit, *, actor: str, at: datetime, event: str, **detail: str) -> None:
    """Save a new local unit under the next number of its commune, and write the trail."""
    for attempt in range(_TRIES):
        unit.code = _next_code(_commune_of(unit))
        unit.path = f"{_commune_of(unit).path}{LOCAL}:{unit.code}/"
        with _unless(attempt == _TRIES - 1), transaction.atomic():
            unit.save(force_insert=True)
            break
    audit.record(
        event=event, subject=unit.address, actor=actor, at=at,
        detail={"path": unit.path, "kind": unit.kind, "on": unit.valid_from.isoformat(), **detail},
    )  # fmt: skip


@contextmanager
def _unless(is_last: bool) -> Iterator[None]:  # noqa: FBT001  # reads as `unless(last)`
    """Let somebody else's having taken the number pass, unless it was the last try."""
    try:
        yield
    except IntegrityError:
        if is_last:
            raise


def _commune_of(unit: Unit) -> Unit:
    if unit.parent is None:
        message = f"a local unit lies below a commune, got {unit.path}"
        raise ValueError(message)
    return unit.parent


def _next_code(commune: Unit) -> str:
    """Return "2025.28051.7": a commune's code means nothing without its edition."""
    stem = f"{commune.edition}.{commune.code}."
    taken = Unit.objects.filter(edition=LOCAL, code__startswith=stem).values_list("code", flat=True)
    return f"{stem}{max((int(code.removeprefix(stem)) for code in taken), default=0) + 1}"
