"""Take down what areas and organisations registered, and who committed to what: totals, all or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.figures.closing import refuse_closed_year
from binhyen.movement import registers
from binhyen.movement.models import Commitment, Registration, Theme
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit

#: No area of the country is larger.
MOST = 1_000_000


@dataclass(frozen=True)
class Entry:
    """What one area or organisation says of a year: households of an area, staff of an organisation."""

    unit: Unit
    whole: int | None = None
    part: int | None = None
    registered_on: date | None = None
    signed: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """What is wrong with one cell, in a sentence."""

    unit: Unit
    column: str  # whole, part, registered_on, or a theme
    message: str


class BadEntries(Exception):
    """Nothing was taken; `faults` says which cells are wrong and why."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{f.unit} {f.column}: {f.message}" for f in faults))
        self.faults = tuple(faults)


@transaction.atomic
def register(*, commune: Unit, year: int, entries: Iterable[Entry], by: User, at: datetime) -> int:
    """Take down registrations of a commune's year in place of what stood there; return how many changed.

    Raises NotAllowed, YearClosed or BadEntries, and then nothing is taken.
    """
    today = clock.local_day(at)
    policy.require(by, "movement.manage", commune, on=today)
    refuse_closed_year(commune, year)
    entries = list(entries)
    _require_good(commune, year, entries, today)
    changed = [entry.unit for entry in entries if _keep(entry, year)]
    if changed:
        audit.record(
            event="movement.registered",
            subject=commune.path,
            actor=by.ref,
            at=at,
            detail={"year": year, "units": [unit.path for unit in changed]},
        )
    return len(changed)


@transaction.atomic
def note_commitments(
    *, commune: Unit, year: int, entries: Iterable[Entry], by: User, at: datetime
) -> int:
    """Take down how many committed themselves, by theme; return how many numbers changed. What an entry does not name
    stays. Raises NotAllowed, YearClosed or BadEntries, and then nothing is taken."""
    today = clock.local_day(at)
    policy.require(by, "movement.manage", commune, on=today)
    refuse_closed_year(commune, year)
    entries = list(entries)
    _require_good(commune, year, entries, today)
    changed = sum(_keep_signed(entry, year) for entry in entries)
    if changed:
        audit.record(
            event="movement.commitments_noted",
            subject=commune.path,
            actor=by.ref,
            at=at,
            detail={"year": year, "numbers": changed},
        )
    return changed


def _require_good(commune: Unit, year: int, entries: list[Entry], today: date) -> None:
    known = {unit.pk for unit in registers.local_units(commune, year)}
    faults = [fault for entry in entries for fault in _faults(entry, year, today)]
    faults += [
        Fault(entry.unit, "unit", _("This is no area or organisation of the commune in that year."))
        for entry in entries
        if entry.unit.pk not in known
    ]
    if faults:
        raise BadEntries(faults)


def _faults(entry: Entry, year: int, today: date) -> Iterable[Fault]:
    numbers = {"whole": entry.whole, "part": entry.part, **entry.signed}
    for column, number in numbers.items():
        if number is not None and number < 0:
            yield Fault(entry.unit, column, _("A number cannot be below zero."))
        elif number is not None and number > MOST:
            yield Fault(entry.unit, column, _("This number is too large. Check it."))
    if (entry.whole is None) != (entry.part is None):
        missing = "whole" if entry.whole is None else "part"
        yield Fault(entry.unit, missing, _("Enter both numbers, or neither."))
    elif entry.whole is not None and entry.part is not None and entry.part > entry.whole:
        yield Fault(entry.unit, "part", _more_than_there_are(entry))
    if entry.registered_on and entry.registered_on.year != year:
        sentence = _("This day is not in %(year)s.") % {"year": year}
        yield Fault(entry.unit, "registered_on", sentence)
    elif entry.registered_on and entry.registered_on > today:
        sentence = _("This day is in the future. Enter today or a day before.")
        yield Fault(entry.unit, "registered_on", sentence)


def _more_than_there_are(entry: Entry) -> str:
    numbers = {"part": entry.part, "whole": entry.whole}
    if entry.unit.level in registers.AREAS:
        return _("%(part)s households cannot register where %(whole)s reside.") % numbers
    return _("%(part)s people cannot be briefed where %(whole)s work.") % numbers


def _keep(entry: Entry, year: int) -> bool:
    """Write one registration; return whether anything changed."""
    is_area = entry.unit.level in registers.AREAS
    names = ("households", "households_registered") if is_area else ("staff", "staff_briefed")
    values = {
        "registered_on": entry.registered_on,
        names[0]: entry.whole,
        names[1]: entry.part,
    }
    old = Registration.objects.filter(unit=entry.unit, year=year).values(*values).first()
    if old == values or (old is None and not any(value is not None for value in values.values())):
        return False
    Registration.objects.update_or_create(unit=entry.unit, year=year, defaults=values)
    return True


def _keep_signed(entry: Entry, year: int) -> int:
    """Write the commitments of one area; return how many numbers changed. An emptied cell is a number taken back."""
    stood = dict(
        Commitment.objects.filter(unit=entry.unit, year=year).values_list("theme", "signed")
    )
    changed = {
        theme: signed
        for theme, signed in entry.signed.items()
        if theme in Theme.values and stood.get(theme) != signed
    }
    for theme, signed in changed.items():
        mine = Commitment.objects.filter(unit=entry.unit, year=year, theme=theme)
        if signed is None:
            mine.delete()
        else:
            mine.update_or_create(
                unit=entry.unit, year=year, theme=theme, defaults={"signed": signed}
            )
    return len(changed)
