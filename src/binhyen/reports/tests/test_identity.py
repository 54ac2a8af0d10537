import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

import binhyen
from binhyen.audit.models import Entry
from binhyen.core.crypto import Unreadable
from binhyen.people.policy import NotAllowed
from binhyen.reports import actions
from binhyen.reports.models import Disclosure, Identity
from binhyen.reports.tests import factories

REASON = "Cần gọi để hỏi thêm về địa điểm"


@pytest.fixture
def report(commune, at):
    return factories.submit(
        commune, at, disclosure=Disclosure.CONFIDENTIAL, person=factories.PERSON
    ).report


def test_the_chief_sees_who_it_was_and_the_look_is_on_the_trail_with_its_reason(report, chief, at):
    assert (
        actions.look_at_identity(report=report, reason=REASON, by=chief, at=at) == factories.PERSON
    )
    actions.look_at_identity(report=report, reason=REASON + " lần hai", by=chief, at=at)
    looks = Entry.objects.filter(event="reports.identity_looked_at").order_by("pk")
    assert [look.detail["reason"] for look in looks] == [REASON, REASON + " lần hai"]
    assert {(look.subject, look.actor) for look in looks} == {(report.reference, chief.ref)}


@pytest.mark.parametrize("reason", ["", "   ", "vì cần", "  ngắn     "])
def test_without_a_reason_in_words_nobody_looks(report, chief, at, reason):
    with pytest.raises(actions.NoReason):
        actions.look_at_identity(report=report, reason=reason, by=chief, at=at)
    assert not Entry.objects.filter(event="reports.identity_looked_at").exists()


@pytest.mark.parametrize(
    "who",
    ["administrator", "hanh", "lan", "tam", "province_chief", "secretary", "head", "auditor", "team_member"],
)  # fmt: skip
def test_nobody_else_looks(request, report, at, who):
    with pytest.raises(NotAllowed):
        actions.look_at_identity(
            report=report, reason=REASON, by=request.getfixturevalue(who), at=at
        )
    assert not Entry.objects.filter(event="reports.identity_looked_at").exists()


def test_of_an_anonymous_report_nobody_is_known(commune, chief, at):
    report = factories.submit(commune, at).report
    with pytest.raises(actions.NobodyKnown):
        actions.look_at_identity(report=report, reason=REASON, by=chief, at=at)


def test_a_copy_of_the_database_shows_no_name(report):
    kept = bytes(Identity.objects.get().sealed)
    for part in ("Nguyễn", "Thử", "0912", "thu@vidu.vn"):
        assert part.encode() not in kept
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM reports_report")
        assert "Nguyễn" not in str(cursor.fetchall())


def test_with_another_key_it_stays_shut(report, chief, at, settings):
    settings.IDENTITY_KEY = "another-key-another-key-another-key"
    with pytest.raises(Unreadable):
        actions.look_at_identity(report=report, reason=REASON, by=chief, at=at)


def test_an_identity_moved_to_another_report_stays_shut(report, commune, chief, at):
    other = factories.submit(commune, at).report
    Identity.objects.update(report=other)
    with pytest.raises(Unreadable):
        actions.look_at_identity(report=other, reason=REASON, by=chief, at=at)


def test_the_consent_is_kept_with_its_wording_and_time(report, at):
    kept = Identity.objects.get()
    assert (kept.consent, kept.consented_at) == ("2026-11", at)


def test_the_two_keys_are_not_the_same():
    assert settings.IDENTITY_KEY != settings.SECRET_KEY


def test_no_other_module_of_the_house_names_the_identity():
    """The import contract holds the module; this holds the table, which could be reached by reports.models."""
    house = Path(binhyen.__file__).parent
    allowed = {
        house / "reports" / name
        for name in ("identity.py", "models.py", "actions/taking_in.py", "actions/forgetting.py")
    }
    for file in house.rglob("*.py"):
        if file in allowed or "tests" in file.parts or "migrations" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "binhyen.reports.models":
                assert "Identity" not in {alias.name for alias in node.names}, file
        # Nor by the name of the table or by the way back from a report, which has none.
        assert "reports_identity" not in file.read_text(encoding="utf-8"), file
