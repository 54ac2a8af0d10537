"""Write the trail, seal it, prove it.

A writer only inserts; it never reads the tail, so writers do not queue for one another. The sealer alone
walks behind them and chains what it finds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, models, transaction

from binhyen.audit.models import Entry, Seal

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


def seal(*, at: datetime) -> int:
    """Seal every entry committed so far; return how many were sealed.

    Two sealers at once: the second meets the number already taken and leaves the batch to the first.
    """
    total = 0
    while True:
        try:
            sealed = _seal_batch(at)
        except IntegrityError:
            return total
        total += sealed
        if sealed < BATCH:
            return total


@transaction.atomic
def _seal_batch(at: datetime) -> int:
    entries = list(Entry.objects.filter(seal_number__isnull=True).order_by("pk")[:BATCH])
    if not entries:
        return 0
    last = Seal.objects.order_by("-number").first()
    batch = Seal(
        number=last.number + 1 if last else 1,
        sealed_at=at,
        manifest="\n".join(f"{entry.pk} {entry.digest().hex()}" for entry in entries),
        previous_hash=last.hash if last else FIRST,
    )
    batch.hash = batch.expected_hash()
    batch.save(force_insert=True)
    Entry.objects.filter(pk__in=[entry.pk for entry in entries]).update(seal_number=batch.number)
    return len(entries)


@dataclass(frozen=True)
class Break:
    """The first place where the trail is not what was sealed."""

    seal: int
    entry: int | None
    what: str


def first_break(*, checkpoint: tuple[int, str] | None = None) -> Break | None:
    """Return the first broken entry or seal, or None when the whole trail holds.

    `checkpoint` is (seal number, hash) as exported earlier: it also catches a trail rewritten from some
    point on, which its own hashes cannot show.
    """
    return next(_breaks(checkpoint), None)


def _breaks(checkpoint: tuple[int, str] | None) -> Iterator[Break]:
    previous = FIRST
    number = 0
    for seal_ in Seal.objects.order_by("number").iterator(chunk_size=200):
        number += 1
        if seal_.number != number:
            yield Break(number, None, "the seal is missing")
            return
        # Entries before hashes: an altered entry is named even where somebody also recomputed the seal.
        yield from _broken_entries(seal_)
        if seal_.previous_hash != previous or seal_.hash != seal_.expected_hash():
            yield Break(number, None, "the seal was changed")
            return
        if checkpoint and checkpoint[0] == number and checkpoint[1] != seal_.hash:
            yield Break(number, None, "the trail was rewritten: it differs from the checkpoint")
            return
        previous = seal_.hash
    if checkpoint and checkpoint[0] > number:
        yield Break(number + 1, None, "the seal is missing")


def _broken_entries(seal_: Seal) -> Iterator[Break]:
    sealed = seal_.lines()
    found = {entry.pk: entry for entry in Entry.objects.filter(seal_number=seal_.number)}
    for pk in sorted(sealed.keys() | found.keys()):
        if pk not in found:
            yield Break(seal_.number, pk, "the entry is missing")
        elif pk not in sealed:
            yield Break(seal_.number, pk, "the entry was added after sealing")
        elif found[pk].digest().hex() != sealed[pk]:
            yield Break(seal_.number, pk, "the entry was changed")


def late_by(*, at: datetime) -> timedelta:
    """Return by how much the oldest unsealed entry is late; zero when none is."""
    oldest = Entry.objects.filter(seal_number__isnull=True).aggregate(at=models.Min("at"))["at"]
    return max(at - oldest - LATE_AFTER, timedelta()) if oldest else timedelta()


def checkpoint() -> tuple[int, str]:
    """Return (number, hash) of the newest seal, for somebody outside to keep."""
    last = Seal.objects.order_by("-number").first()
    return (last.number, last.hash) if last else (0, FIRST)
