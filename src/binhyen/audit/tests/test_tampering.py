"""An honest adversary: whoever owns the database can remove the triggers; the seals still tell."""

from datetime import timedelta

import pytest
from django.db import connection

from binhyen.audit import actions as audit
from binhyen.audit.actions import Break, Checkpoint, Harm
from binhyen.audit.models import Entry, Seal

pytestmark = pytest.mark.django_db
TRIGGERS = [
    (f"audit_{table}_no_{act}", f"audit_{table}")
    for table in ("entry", "seal")
    for act in ("update", "delete")
]


def drop_triggers():
    with connection.cursor() as cursor:
        for trigger, table in TRIGGERS:
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger}{on}")


@pytest.fixture
def entries(at):
    """Six entries under three seals, and nobody to guard them."""
    for subject in "ABCDEF":
        audit.record(
            event="matters.closed", subject=subject, actor="U-1", at=at, detail={"outcome": "DONE"}
        )
        if subject in "BDF":
            audit.seal(at=at)
    drop_triggers()
    return list(Entry.objects.order_by("pk"))


def rewrite(number, **changes):
    """Make a seal anew, as somebody would who knows how."""
    seal = Seal.objects.get(number=number)
    for name, value in changes.items():
        setattr(seal, name, value)
    seal.hash = seal.expected_hash()
    seal.save()
    return seal


def test_an_untouched_trail_holds(entries):
    assert audit.first_break() is None
    assert audit.first_break(checkpoint=audit.checkpoint()) is None


@pytest.mark.parametrize(
    "change",
    [
        {"event": "matters.reopened"},
        {"subject": "X"},
        {"actor": "U-2"},
        {"detail": {"outcome": "NOTHING"}},
        {"detail": {}},
        "at",
    ],
)
def test_a_changed_entry_is_named(entries, change):
    if change == "at":
        change = {"at": entries[2].at + timedelta(microseconds=1)}
    Entry.objects.filter(pk=entries[2].pk).update(**change)
    assert audit.first_break() == Break(2, entries[2].pk, Harm.ENTRY_CHANGED)


def test_a_removed_entry_is_named(entries):
    Entry.objects.filter(pk=entries[3].pk).delete()
    assert audit.first_break() == Break(2, entries[3].pk, Harm.ENTRY_MISSING)


def test_an_entry_slipped_into_a_seal_is_named(entries, at):
    added = Entry.objects.create(
        event="matters.closed", subject="X", actor="U-1", at=at, seal_number=1
    )
    assert audit.first_break() == Break(1, added.pk, Harm.ENTRY_ADDED)


def test_an_entry_that_claims_a_seal_there_is_not_is_named(entries, at):
    added = Entry.objects.create(
        event="matters.closed", subject="X", actor="U-1", at=at, seal_number=9
    )
    assert audit.first_break() == Break(9, added.pk, Harm.SEAL_MISSING)


def test_an_entry_moved_to_another_seal_is_named(entries):
    Entry.objects.filter(pk=entries[0].pk).update(seal_number=2)
    assert audit.first_break() == Break(1, entries[0].pk, Harm.ENTRY_MISSING)


def test_the_first_of_two_breaks_is_named(entries):
    Entry.objects.filter(pk__in=[entries[1].pk, entries[4].pk]).update(actor="U-2")
    assert audit.first_break() == Break(1, entries[1].pk, Harm.ENTRY_CHANGED)


@pytest.mark.parametrize("field", ["manifest", "previous_hash", "hash"])
def test_a_changed_seal_is_named(entries, field):
    Seal.objects.filter(number=2).update(**{field: "0" * 64})
    assert audit.first_break() == Break(2, None, Harm.SEAL_CHANGED)


def test_a_changed_time_of_sealing_is_named(entries, at):
    Seal.objects.filter(number=2).update(sealed_at=at + timedelta(seconds=1))
    assert audit.first_break() == Break(2, None, Harm.SEAL_CHANGED)


def test_a_removed_seal_is_named(entries):
    Seal.objects.filter(number=2).delete()
    assert audit.first_break() == Break(2, None, Harm.SEAL_MISSING)


def test_the_last_seal_removed_is_told_by_its_entries(entries):
    Seal.objects.filter(number=3).delete()
    assert audit.first_break() == Break(3, entries[4].pk, Harm.SEAL_MISSING)


def test_a_seal_made_anew_over_changed_entries_is_told_by_the_seal_after_it(entries):
    Entry.objects.filter(pk=entries[2].pk).update(actor="U-2")
    found = Entry.objects.filter(seal_number=2).order_by("pk")
    rewrite(2, manifest="\n".join(f"{entry.pk} {entry.digest().hex()}" for entry in found))
    assert audit.first_break() == Break(2, None, Harm.SEAL_CHANGED)


def test_a_trail_rewritten_to_its_end_is_told_by_a_checkpoint_alone(entries):
    checkpoint = audit.checkpoint()
    Entry.objects.filter(pk=entries[5].pk).update(actor="U-2")
    found = Entry.objects.filter(seal_number=3).order_by("pk")
    rewrite(3, manifest="\n".join(f"{entry.pk} {entry.digest().hex()}" for entry in found))
    assert audit.first_break() is None
    assert audit.first_break(checkpoint=checkpoint) == Break(3, None, Harm.REWRITTEN)


def test_a_trail_cut_short_is_told_by_a_checkpoint_alone(entries):
    checkpoint = audit.checkpoint()
    Entry.objects.filter(seal_number=3).delete()
    Seal.objects.filter(number=3).delete()
    assert audit.first_break() is None
    assert audit.first_break(checkpoint=checkpoint) == Break(3, None, Harm.SEAL_MISSING)


def test_a_checkpoint_from_before_the_first_seal_holds(entries):
    assert audit.first_break(checkpoint=Checkpoint(0, audit.FIRST)) is None
