"""Write the trail, seal it, prove it.

A writer only inserts; it never reads the tail, so writers do not queue for one another. The sealer alone
walks behind them and chains what it finds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from binhyen.audit.models import Entry, Seal

#: The actor when the house itself acts and nobody asked.
HOUSE = "house"
FIRST = "0" * 64
BATCH = 1000
#: An entry older than this without a seal is an alarm.
LATE_AFTER = timedelta(seconds=30)


def record(
    *,
    event: str,
    subject: str,
    actor: str,
    at: datetime,
    detail: Mapping[str, object] | None = None,
) -> None:
    """Write one entry in the caller's transaction: it stands or falls with the act it speaks of."""
    Entry.objects.create(
        event=event, subject=subject, actor=actor, at=at, detail=dict(detail or {})
    )


class Outrun(Exception):
    """Another sealer took the same number or some of the same entries first."""


def seal(*, at: datetime) -> int:
    """Seal every entry committed so far; return how many were sealed.

    Entries are found by their empty seal, not by their number: one that commits late, after entries with
    higher numbers were sealed, is simply in a later batch. Of two sealers at once the second leaves the
    batch to the first.
    """
    total = 0
    while True:
        try:
            sealed = _seal_batch(at)
        except Outrun:
            return total
        total += sealed
        if sealed < BATCH:
            return total


def _seal_batch(at: datetime) -> int:
    # The tail is read before the entries. The other way round, a sealer that commits in between would hand
    # us the next free number together with entries that it has just sealed itself.
    last = Seal.objects.order_by("-number").first()
    entries = list(Entry.objects.filter(seal_number=None).order_by("pk")[:BATCH])
    if not entries:
        return 0
    batch = Seal(
        number=last.number + 1 if last else 1,
        sealed_at=at,
        manifest="\n".join(f"{entry.pk} {entry.digest().hex()}" for entry in entries),
        previous_hash=last.hash if last else FIRST,
    )
    batch.hash = batch.expected_hash()
    _keep(batch, [entry.pk for entry in entries])
    return len(entries)


@transaction.atomic
def _keep(batch: Seal, entries: list[int]) -> None:
    # Only these two statements hold the database's write lock; the digests were made before it was taken.
    try:
        with transaction.atomic():
            batch.save(force_insert=True)
    except IntegrityError as reason:
        raise Outrun(str(batch)) from reason
    unsealed = Entry.objects.filter(pk__in=entries, seal_number=None)
    if unsealed.update(seal_number=batch.number) != len(entries):
        raise Outrun(str(batch))


class Harm(models.TextChoices):
    """What can have been done to the trail."""

    ENTRY_CHANGED = "ENTRY_CHANGED", _("the entry was changed")
    ENTRY_MISSING = "ENTRY_MISSING", _("the entry is missing")
    ENTRY_ADDED = "ENTRY_ADDED", _("the entry was added after sealing")
    SEAL_CHANGED = "SEAL_CHANGED", _("the seal was changed")
    SEAL_MISSING = "SEAL_MISSING", _("the seal is missing")
    REWRITTEN = "REWRITTEN", _("the trail was rewritten: it differs from the checkpoint")


@dataclass(frozen=True)
class Break:
    """The first place where the trail is not what was sealed."""

    seal: int
    entry: int | None
    harm: Harm


@dataclass(frozen=True)
class Checkpoint:
    """Number and hash of a seal, kept by somebody outside."""

    number: int
    hash: str


def first_break(*, checkpoint: Checkpoint | None = None) -> Break | None:
    """Return the first broken entry or seal, or None when the whole trail holds.

    A checkpoint exported earlier also catches a trail rewritten from some point on, which its own hashes
    cannot show.
    """
    return next(_breaks(checkpoint), None)


def _breaks(checkpoint: Checkpoint | None) -> Iterator[Break]:
    previous = FIRST
    number = 0
    for found in Seal.objects.order_by("number").iterator(chunk_size=200):
        number += 1
        if found.number != number:
            yield Break(number, None, Harm.SEAL_MISSING)
            return
        if found.hash != found.expected_hash():
            yield Break(number, None, Harm.SEAL_CHANGED)
            return
        if found.previous_hash != previous:
            # Both are whole in themselves: the one before was made anew after this one had covered it.
            yield Break(max(number - 1, 1), None, Harm.SEAL_CHANGED)
            return
        yield from _broken_entries(found)
        if checkpoint and checkpoint.number == number and checkpoint.hash != found.hash:
            yield Break(number, None, Harm.REWRITTEN)
            return
        previous = found.hash
    yield from _broken_end(number, checkpoint)


def _broken_end(number: int, checkpoint: Checkpoint | None) -> Iterator[Break]:
    """Yield what is missing behind seal `number`, the last there is."""
    if checkpoint and checkpoint.number > number:
        yield Break(number + 1, None, Harm.SEAL_MISSING)
    orphan = Entry.objects.filter(seal_number__gt=number).order_by("seal_number", "pk").first()
    if orphan and orphan.seal_number:
        yield Break(orphan.seal_number, orphan.pk, Harm.SEAL_MISSING)


def _broken_entries(of: Seal) -> Iterator[Break]:
    sealed = of.lines()
    found = {entry.pk: entry for entry in Entry.objects.filter(seal_number=of.number)}
    for pk in sorted(sealed.keys() | found.keys()):
        if pk not in found:
            yield Break(of.number, pk, Harm.ENTRY_MISSING)
        elif pk not in sealed:
            yield Break(of.number, pk, Harm.ENTRY_ADDED)
        elif found[pk].digest().hex() != sealed[pk]:
            yield Break(of.number, pk, Harm.ENTRY_CHANGED)


def late_by(*, at: datetime) -> timedelta:
    """Return by how much the oldest unsealed entry is late; zero when none is."""
    oldest = Entry.objects.filter(seal_number=None).aggregate(at=models.Min("at"))["at"]
    return max(at - oldest - LATE_AFTER, timedelta()) if oldest else timedelta()


def checkpoint() -> Checkpoint:
    """Return the newest seal's number and hash, for somebody outside to keep."""
    last = Seal.objects.order_by("-number").first()
    return Checkpoint(last.number, last.hash) if last else Checkpoint(0, FIRST)
