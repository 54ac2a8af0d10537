import contextlib
import threading
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, transaction

from binhyen.audit.models import Entry
from binhyen.figures import actions as figures
from binhyen.figures.models import DayCount
from binhyen.people.policy import NotAllowed
from binhyen.reports import actions
from binhyen.reports.actions import BadDraft, Refused
from binhyen.reports.models import (
    Channel,
    Disclosure,
    Identity,
    Message,
    Report,
    Unchangeable,
)
from binhyen.reports.tests import factories


def everything_stored() -> str:
    """Every value of every table, as one text."""
    with connection.cursor() as cursor:
        stored = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 names come from the database itself
            stored += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(stored)


def test_a_report_has_a_number_a_code_a_line_on_the_trail_and_a_count(commune, at):
    sent = factories.submit(commune, at)
    assert sent.is_new
    assert sent.report.reference.startswith("BY-")
    entry = Entry.objects.get(event="reports.received")
    assert (entry.subject, entry.actor) == (sent.report.reference, "resident")
    count = DayCount.objects.get(event="reports.received")
    assert (count.unit, count.category, count.n) == (commune, "NOI", 1)


def test_the_count_can_be_proven_from_the_reports(commune, other_commune, at):
    factories.submit(commune, at)
    factories.submit(commune, at.replace(hour=0, minute=5))
    factories.submit(other_commune, at + timedelta(days=1), category="THF")
    assert figures.differences() == []
    DayCount.objects.filter(category="THF").update(n=7, late=7)
    assert [difference.recounted for difference in figures.differences()] == [1]


def test_the_trail_holds_nothing_of_what_was_said_or_who_said_it(commune, at):
    factories.submit(commune, at, disclosure=Disclosure.NAMED, person=factories.PERSON)
    held = " ".join(str(entry.detail) for entry in Entry.objects.all())
    assert "Hát" not in held and "Nguyễn" not in held


@pytest.mark.parametrize("category", ["OUT-PETITION", "OUT-BELIEF", "OPINION"])
def test_refused_subjects_keep_nothing(commune, at, category):
    with pytest.raises((Refused, BadDraft)):
        factories.submit(commune, at, category=category, words="KhôngĐượcLưu")
    assert Report.objects.count() == 0
    assert "KhôngĐượcLưu" not in everything_stored()
    assert not DayCount.objects.exists() and not Entry.objects.exists()


def test_a_statistical_flag_cannot_be_reported(commune, at):
    with pytest.raises(Refused):
        factories.submit(commune, at, category="CRM-SERIOUS")


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("words", {"words": " \r\n\x00 "}),
        ("words", {"words": "a" * 5001}),
        ("words", {"words": "a" * 2_000_000}),
        ("place_words", {"place_words": "a" * 301}),
        ("happened_at", {"happened_at": datetime(2026, 3, 2, 9, 0, tzinfo=UTC)}),
        ("happened_at", {"happened_at": datetime(1989, 12, 31, tzinfo=UTC)}),
        ("point", {"lat": 48.85, "lon": 2.35}),
        ("point", {"lat": float("nan"), "lon": 106.0}),
        ("point", {"lat": 10.0}),
        ("category", {"category": "NONE"}),
        ("disclosure", {"disclosure": Disclosure.NAMED}),
        ("disclosure", {"person": factories.PERSON}),
        (
            "full_name",
            {"disclosure": Disclosure.NAMED, "person": actions.Person("  ", consent="1")},
        ),
        ("consent", {"disclosure": Disclosure.NAMED, "person": actions.Person("Thử")}),
    ],
)
def test_what_cannot_be_is_named_and_nothing_is_kept(commune, at, field, said):
    with pytest.raises(BadDraft) as bad:
        factories.submit(commune, at, **said)
    assert bad.value.field == field
    assert str(bad.value.sentence)
    assert not Report.objects.exists()


def test_a_phone_whose_clock_runs_ahead_is_forgiven(commune, at):
    sent = factories.submit(commune, at, happened_at=at + timedelta(minutes=10))
    assert sent.report.happened_at == at


def test_the_same_form_sent_twice_is_one_report_with_one_code(commune, at):
    key = uuid4()
    first = factories.submit(commune, at, key=key)
    again = factories.submit(commune, at + timedelta(minutes=1), key=key, words="Khác")
    assert (again.report, again.code, again.is_new) == (first.report, first.code, False)
    assert Report.objects.count() == 1
    assert DayCount.objects.get().n == 1


def test_the_code_is_not_shown_again_after_an_hour(commune, at):
    key = uuid4()
    factories.submit(commune, at, key=key)
    assert factories.submit(commune, at + timedelta(minutes=61), key=key).code == ""


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_one_report(commune, at):
    key, gate, sent = uuid4(), threading.Barrier(2), []

    def send() -> None:
        gate.wait()
        try:
            sent.append(factories.submit(commune, at, key=key))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Report.objects.count() == 1
    assert sorted(one.is_new for one in sent) == [False, True]
    assert len({one.code for one in sent}) == 1


def test_neither_code_nor_key_is_stored(commune, at):
    key = uuid4()
    sent = factories.submit(commune, at, key=key)
    stored = everything_stored()
    assert sent.code not in stored and sent.code.replace("-", "") not in stored
    assert key.hex not in stored and str(key) not in stored


def test_a_reference_that_is_taken_is_drawn_anew(commune, at, monkeypatch):
    taken = factories.submit(commune, at).report.reference
    drawn = iter([taken, taken, "BY-AAAA-CCCC"])
    monkeypatch.setattr(actions.taking_in.references, "new_reference", lambda: next(drawn))
    assert factories.submit(commune, at).report.reference == "BY-AAAA-CCCC"


def test_an_anonymous_report_leaves_nothing_of_who_sent_it(commune, at):
    factories.submit(commune, at)
    assert not Identity.objects.exists() and not Session.objects.exists()


def test_sending_costs_a_fixed_number_of_queries(commune, at, django_assert_num_queries):
    # Two savepoints of two each; report, trail, count. No photo, no name: nothing for them.
    with django_assert_num_queries(5):
        factories.submit(commune, at)


def test_an_officer_takes_reports_for_the_own_commune_only(commune, hanh, lan, at):
    sent = factories.submit(commune, at, by=hanh, channel=Channel.PHONE)
    assert sent.report.channel == "PHONE"
    assert Entry.objects.get(event="reports.received").actor == hanh.ref
    with pytest.raises(NotAllowed):
        factories.submit(commune, at, by=lan, channel=Channel.PHONE)


# Never changed


def test_a_report_cannot_be_changed_or_removed(commune, at):
    report = factories.submit(commune, at).report
    report.words = "Khác"
    for change in (
        report.save,
        report.delete,
        lambda: report.save(update_fields=["words"]),
        lambda: Report.objects.update(words="x"),
        lambda: Report.objects.filter(pk=report.pk).delete(),
        lambda: Report.objects.bulk_update([report], ["words"]),
    ):
        with pytest.raises(Unchangeable):
            change()
    assert Report.objects.get().words.startswith("Hát")


@pytest.mark.parametrize(
    "wrong",
    [
        {"lat": 48.0, "lon": 2.0},
        {"lat": 10.0, "lon": None},
        {"disclosure": "SOMEHOW"},
        {"channel": "SMOKE"},
        {"words": ""},
        {"happened_at": datetime(1980, 1, 1, tzinfo=UTC)},
        {"happened_at": datetime(2030, 1, 1, tzinfo=UTC)},
    ],
)
def test_the_database_itself_refuses_a_wrong_row(commune, at, wrong):
    row = {
        "reference": "BY-TEST-TEST", "key": uuid4(), "channel": "WEB", "category": "NOI", "words": "x",
        "unit": commune, "disclosure": "ANONYMOUS", "received_at": at, "code_hash": "x", "language": "vi",
    }  # fmt: skip
    Report(**row).save()
    row |= {"reference": "BY-TEST-TES2", "key": uuid4()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Report(**row | wrong).save()


# Following up


def test_number_and_code_find_the_report_however_they_are_typed(commune, at):
    sent = factories.submit(commune, at)
    for reference, code in (
        (sent.report.reference, sent.code),
        (sent.report.reference.lower().replace("-", " "), sent.code.lower().replace("-", "")),
        (sent.report.reference[3:], f"  {sent.code}  "),
    ):
        assert actions.find(reference=reference, code=code, at=at) == sent.report


def test_five_wrong_codes_close_the_door_for_a_quarter_of_an_hour_but_to_the_right_one(commune, at):
    sent = factories.submit(commune, at)
    for _ in range(5):
        assert actions.find(reference=sent.report.reference, code="WRONG", at=at) is None
    with pytest.raises(actions.TooManyGuesses):
        actions.find(reference=sent.report.reference, code="WRONG", at=at)
    assert actions.find(reference=sent.report.reference, code=sent.code, at=at) == sent.report
    later = at + timedelta(minutes=16)
    assert actions.find(reference=sent.report.reference, code="WRONG", at=later) is None


def test_guessing_at_one_report_does_not_close_another(commune, at):
    sent = factories.submit(commune, at)
    for _ in range(6):
        with contextlib.suppress(actions.TooManyGuesses):
            actions.find(reference="BY-AAAA-AAAA", code="WRONG", at=at)
    assert actions.find(reference=sent.report.reference, code=sent.code, at=at)


@pytest.mark.django_db
@pytest.mark.parametrize("reference", ["", "BY", "x" * 1000, "BY-\x00\x00", "😀"])
def test_nonsense_finds_nothing(reference, at):
    assert actions.find(reference=reference, code="😀\x00", at=at) is None


# Talking


def test_both_sides_write_and_only_officers_of_the_unit(commune, hanh, lan, administrator, at):
    report = factories.submit(commune, at).report
    actions.say(report=report, words="Bao giờ xong?", by=None, at=at)
    actions.say(report=report, words="Hôm nay chúng tôi đến.", by=hanh, at=at)
    for outsider in (lan, administrator):
        with pytest.raises(NotAllowed):
            actions.say(report=report, words="x", by=outsider, at=at)
    assert list(Message.objects.order_by("pk").values_list("from_reporter", "by_ref")) == [
        (True, ""),
        (False, hanh.ref),
    ]
    assert Entry.objects.filter(event="reports.said").count() == 2


def test_a_message_is_never_changed(commune, at):
    report = factories.submit(commune, at).report
    message = actions.say(report=report, words="Một", by=None, at=at)
    with pytest.raises(Unchangeable):
        message.save()


@pytest.mark.parametrize("words", ["", "  ", "a" * 2001])
def test_an_empty_or_endless_message_is_refused(commune, at, words):
    report = factories.submit(commune, at).report
    with pytest.raises(BadDraft):
        actions.say(report=report, words=words, by=None, at=at)
