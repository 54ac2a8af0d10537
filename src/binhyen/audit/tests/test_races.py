"""Writers and sealers at the same time, on real connections."""

from threading import Barrier, Event

from django.db import connection, transaction

from binhyen.audit import actions as audit
from binhyen.audit.models import Entry, Seal
from binhyen.core.tests.threads import together

WRITERS = 4
EACH = 25


def write(at, subject):
    audit.record(event="matters.closed", subject=subject, actor="U-1", at=at)


def test_writers_and_two_sealers_lose_and_double_nothing(transactional_db, at):
    done = Event()

    def writer():
        for number in range(EACH):
            with transaction.atomic():
                write(at, str(number))
        return 0

    def sealer():
        sealed = 0
        while not done.is_set():
            sealed += audit.seal(at=at)
        return sealed

    def all_writers():
        together(*[writer] * WRITERS)
        done.set()
        return 0

    together(all_writers, sealer, sealer)
    audit.seal(at=at)
    assert Entry.objects.exclude(seal_number=None).count() == WRITERS * EACH
    assert audit.first_break() is None
    assert sum(len(seal.lines()) for seal in Seal.objects.all()) == WRITERS * EACH


def test_writers_do_not_wait_for_one_another_while_a_sealer_runs(transactional_db, at):
    if connection.vendor == "sqlite":
        # One writer at a time is SQLite's own nature; the race test above covers what it can do.
        return
    all_have_written = Barrier(WRITERS + 1)

    def writer():
        with transaction.atomic():
            write(at, "held open")
            all_have_written.wait(timeout=30)  # broken, and the test with it, if anyone has to wait
            all_have_written.wait(timeout=30)
        return 0

    def sealer():
        all_have_written.wait(timeout=30)
        write(at, "short")
        sealed = audit.seal(at=at)
        all_have_written.wait(timeout=30)
        return sealed

    *_, sealed = together(*[writer] * WRITERS, sealer)
    assert sealed == 1
    assert audit.seal(at=at) == WRITERS
    assert audit.first_break() is None
