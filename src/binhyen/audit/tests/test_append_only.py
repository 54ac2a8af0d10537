"""The database's own refusal. Runs with the real migrations, where the triggers are."""

import pytest
from django.db import DatabaseError, connection, transaction

from binhyen.audit import actions as audit
from binhyen.audit.models import Entry, Seal

pytestmark = [pytest.mark.django_db, pytest.mark.migrations]


@pytest.fixture
def entry(at):
    audit.record(event="matters.closed", subject="VV-1", actor="U-1", at=at)
    audit.seal(at=at)
    return Entry.objects.get()


def refused(change):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change()


@pytest.mark.parametrize("field", ["event", "subject", "actor"])
def test_an_entry_cannot_be_changed(entry, field):
    refused(lambda: Entry.objects.update(**{field: "X"}))


def test_an_entry_not_yet_sealed_cannot_be_changed(at):
    audit.record(event="matters.closed", subject="VV-1", actor="U-1", at=at)
    refused(lambda: Entry.objects.update(subject="X", seal_number=1))
    refused(lambda: Entry.objects.update(detail={"x": 1}))


def test_a_seal_number_once_given_stays(entry):
    refused(lambda: Entry.objects.update(seal_number=None))
    refused(lambda: Entry.objects.update(seal_number=2))


def test_neither_entry_nor_seal_can_be_removed(entry):
    refused(lambda: Entry.objects.all().delete())
    refused(lambda: Seal.objects.all().delete())


def test_a_seal_cannot_be_changed(entry):
    refused(lambda: Seal.objects.update(hash="0" * 64))


def test_the_trail_cannot_be_emptied_at_once(entry):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            refused(lambda: cursor.execute("TRUNCATE audit_entry"))
            refused(lambda: cursor.execute("TRUNCATE audit_seal"))
