"""Writing and sealing."""

from datetime import timedelta

import pytest
from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.audit.models import Entry, Seal

pytestmark = pytest.mark.django_db


def write(at, subject="VV-1", **detail):
    audit.record(event="matters.closed", subject=subject, actor="U-1", at=at, detail=detail)


def test_an_entry_stands_or_falls_with_its_act(at):
    with pytest.raises(RuntimeError), transaction.atomic():
        write(at)
        raise RuntimeError("the act failed")
    assert not Entry.objects.exists()


def test_a_seal_covers_every_entry_and_the_seal_before(at):
    for subject in "ABC":
        write(at, subject)
    assert audit.seal(at=at) == 3
    write(at, "D")
    assert audit.seal(at=at) == 1
    first, second = Seal.objects.order_by("number")
    assert (first.number, second.number) == (1, 2)
    assert second.previous_hash == first.hash
    assert list(Entry.objects.order_by("pk").values_list("seal_number", flat=True)) == [1, 1, 1, 2]


def test_nothing_new_makes_no_seal(at):
    write(at)
    audit.seal(at=at)
    assert audit.seal(at=at) == 0
    assert Seal.objects.count() == 1


def test_more_than_a_batch_becomes_several_seals(at, monkeypatch):
    monkeypatch.setattr(audit, "BATCH", 2)
    for subject in "ABCDE":
        write(at, subject)
    assert audit.seal(at=at) == 5
    assert Seal.objects.count() == 3
    assert audit.first_break() is None


def test_an_entry_committed_late_with_a_lower_number_is_sealed_later(at):
    write(at, "A")
    late_number = Entry.objects.get().pk
    Entry.objects.all().delete()
    Entry.objects.create(
        pk=late_number + 1, event="matters.closed", subject="B", actor="U-1", at=at
    )
    audit.seal(at=at)
    Entry.objects.create(pk=late_number, event="matters.closed", subject="A", actor="U-1", at=at)
    assert audit.seal(at=at) == 1
    assert Entry.objects.get(pk=late_number).seal_number == 2
    assert audit.first_break() is None


def test_a_sealer_that_dies_half_way_leaves_nothing_behind(at, monkeypatch):
    write(at)
    monkeypatch.setattr(Seal, "save", _save_and_die)
    with pytest.raises(KeyboardInterrupt):
        audit.seal(at=at)
    monkeypatch.undo()
    assert not Seal.objects.exists()
    assert audit.seal(at=at) == 1
    assert audit.first_break() is None


def _save_and_die(self, **options):
    super(Seal, self).save(**options)
    raise KeyboardInterrupt


def test_a_sealer_whose_number_is_taken_leaves_the_batch_to_the_other(at, monkeypatch):
    write(at, "A")
    meanwhile = Seal.expected_hash

    def the_other_is_faster(seal):
        monkeypatch.setattr(Seal, "expected_hash", meanwhile)
        audit.seal(at=at)
        return meanwhile(seal)

    monkeypatch.setattr(Seal, "expected_hash", the_other_is_faster)
    assert audit.seal(at=at) == 0
    assert Seal.objects.count() == 1
    assert audit.first_break() is None


def test_a_sealer_that_read_the_same_entries_takes_none_of_them_back(at):
    write(at, "A")
    entry = Entry.objects.get()
    audit.seal(at=at)
    again = Seal(number=2, sealed_at=at, manifest="", previous_hash="", hash="")
    with pytest.raises(audit.Outrun):
        audit._keep(again, [entry.pk])
    assert Seal.objects.count() == 1


def test_what_is_read_back_has_the_digest_of_what_was_written(at):
    write(at, "Ấp Cầu Lớn", total=3, share=0.5, since="2026-01-01", words=["đã", "xong"], none=None)
    audit.seal(at=at)
    assert audit.first_break() is None


def test_a_late_seal_is_told_by_how_much(at):
    assert audit.late_by(at=at) == timedelta()
    write(at)
    assert audit.late_by(at=at + timedelta(seconds=29)) == timedelta()
    assert audit.late_by(at=at + timedelta(seconds=75)) == timedelta(seconds=45)
    audit.seal(at=at)
    assert audit.late_by(at=at + timedelta(days=1)) == timedelta()


def test_the_checkpoint_of_an_empty_trail_is_the_beginning():
    assert audit.checkpoint() == audit.Checkpoint(0, audit.FIRST)
