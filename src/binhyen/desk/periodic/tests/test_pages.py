"""The pages of periodic reports, as those who write and those above see them."""

from datetime import date

import pytest
from django.urls import reverse

from binhyen.core import clock
from binhyen.matters.tests import factories as matters
from binhyen.people.models import Role
from binhyen.people.tests import factories as people
from binhyen.periodic import actions
from binhyen.periodic.models import Report
from binhyen.periodic.tests import factories
from binhyen.periodic.tests.factories import OVER, SAID, on

LATER = on(date(2026, 3, 18))


@pytest.fixture(autouse=True)
def _after_the_window(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: OVER)


@pytest.fixture
def above(province):
    return people.officer("Trịnh Thị Bịa", Role.SECRETARY, province)


@pytest.fixture
def report(commune, secretary):
    return factories.draft(commune, secretary)


def page(client, who, name, *args, **query):
    client.force_login(who)
    return client.get(reverse(f"desk:periodic_{name}", args=args), query)


def send(client, who, name, *args, **typed):
    client.force_login(who)
    return client.post(reverse(f"desk:periodic_{name}", args=args), typed)


def test_what_is_due_first_stands_on_top(client, commune, secretary):
    for day in (date(2026, 3, 10), date(2026, 1, 10)):
        factories.draft(commune, secretary, day=day)
    shown = page(client, secretary, "reports").content.decode()
    assert shown.index("tháng 1 năm 2026") < shown.index("tháng 3 năm 2026")
    assert "quá hạn" in shown


def test_without_reports_the_page_says_when_there_will_be_one(client, secretary):
    assert "Không có báo cáo nào đang chờ" in page(client, secretary, "reports").content.decode()


def test_a_report_is_begun_by_hand_and_a_bad_day_is_told(client, secretary):
    for typed, said in (({"kind": "MONTH", "day": "31/02/2026"}, "ngày"), ({"kind": "MONTH", "day": "2027-01-01"}, "chưa đến"), ({"kind": "x", "day": "2026-03-01"}, "Hãy chọn")):  # fmt: skip
        answer = send(client, secretary, "reports", **typed)
        assert answer.status_code == 200
        assert said in answer.content.decode()
    answer = send(client, secretary, "reports", kind="URGENT", day="2026-03-16")
    assert answer.status_code == 302
    assert Report.objects.get().kind == "URGENT"


def test_words_are_kept_and_the_report_is_sent(client, secretary, report):
    answer = send(client, secretary, "report", report.pk, version=1, **{"phan-I": SAID})
    assert answer.status_code == 302
    shown = page(client, secretary, "report", report.pk).content.decode()
    assert SAID in shown
    send(
        client,
        secretary,
        "report",
        report.pk,
        version=2,
        gui="1",
        **{"phan-I": SAID, "phan-V": "Không."},
    )
    report.refresh_from_db()
    assert (report.state, report.sections.count()) == ("SENT", 2)
    shown = page(client, secretary, "report", report.pk).content.decode()
    assert "Số liệu giữ nguyên như lúc gửi" in shown
    assert "<textarea" not in shown


def test_the_fields_belong_to_the_form_that_is_sent(client, secretary, report):
    shown = page(client, secretary, "report", report.pk).content.decode()
    assert 'id="bao-cao"' in shown
    assert shown.count("<textarea") == shown.count('form="bao-cao"') - 2  # and its two buttons


def test_a_section_that_is_not_sent_stays(client, secretary, report):
    send(client, secretary, "report", report.pk, version=1, **{"phan-I": SAID})
    send(client, secretary, "report", report.pk, version=2, **{"phan-V": "Không."})
    assert dict(report.sections.values_list("section", "words")) == {"I": SAID, "V": "Không."}


def test_what_was_typed_stays_when_somebody_else_saved(client, secretary, head, report):
    actions.write(report=Report.objects.get(), words={"I": "Của người kia."}, by=head, at=OVER)
    answer = send(client, secretary, "report", report.pk, version=1, **{"phan-I": "Của tôi."})
    shown = answer.content.decode()
    assert "Của tôi." in shown
    assert "Của người kia." in shown
    assert 'name="version" value="2"' in shown
    assert report.sections.get().words == "Của người kia."


def test_what_is_too_long_is_told_beside_its_field(client, secretary, report):
    answer = send(client, secretary, "report", report.pk, version=1, **{"phan-I": "a" * 3001})
    assert answer.status_code == 200
    assert "a" * 3001 in answer.content.decode()
    assert not report.sections.exists()


def test_a_running_window_is_not_sent_and_nothing_is_lost(client, commune, secretary):
    running = factories.draft(commune, secretary, day=OVER.date())
    answer = send(client, secretary, "report", running.pk, version=1, gui="1", **{"phan-I": SAID})
    assert "Kỳ báo cáo chưa hết" in answer.content.decode()
    assert running.sections.get().words == SAID


def test_a_notable_matter_is_chosen_by_the_duty_officer(client, commune, secretary, hanh, report):
    told = matters.matter(commune, on(date(2026, 3, 10)), category="THF")
    hidden = matters.matter(commune, on(date(2026, 3, 10)), category="DMV")
    assert page(client, secretary, "choose", report.pk).status_code == 404
    shown = page(client, hanh, "choose", report.pk).content.decode()
    assert told.reference in shown
    assert hidden.reference not in shown
    answer = send(client, hanh, "choose", report.pk, version=1, matter=hidden.pk, words="x")
    assert answer.status_code == 200
    answer = send(client, hanh, "choose", report.pk, version=1, matter=told.pk, words="Mất trộm.")
    assert answer.status_code == 302
    shown = page(client, secretary, "report", report.pk).content.decode()
    assert "Mất trộm." in shown
    assert told.reference not in shown  # the secretary reads no matters
    send(client, hanh, "drop", report.pk, report.notables.get().pk, version=2)
    assert not report.notables.exists()


def test_paper_and_workbook_are_given(client, secretary, report):
    drawn = page(client, secretary, "pdf", report.pk)
    assert drawn["Content-Disposition"] == 'inline; filename="bao-cao-month-2026-03-14.pdf"'
    assert drawn.content.startswith(b"%PDF")
    for name in ("docx", "xlsx"):
        given = page(client, secretary, name, report.pk)
        assert given["Content-Disposition"].endswith(f'bao-cao-month-2026-03-14.{name}"')
        assert given.content.startswith(b"PK")


def test_a_paper_marked_secret_is_not_drawn_and_the_page_says_why(client, secretary, report):
    actions.write(report=report, words={"I": "TỐI MẬT"}, by=secretary, at=OVER)
    answer = page(client, secretary, "pdf", report.pk)
    assert answer.status_code == 409
    assert "Chưa in được báo cáo" in answer.content.decode()


def test_the_level_above_receives_returns_and_merges(client, commune, province, secretary, above):
    report = factories.sent(commune, secretary)
    shown = page(client, above, "below").content.decode()
    assert "Xã Mỹ Thạnh" in shown
    assert "Nhận báo cáo" in page(client, above, "report", report.pk).content.decode()
    assert "govuk-error-summary" in send(client, above, "send_back", report.pk, version=report.version, words=" ").content.decode()  # fmt: skip
    send(client, above, "send_back", report.pk, version=report.version, words="Thiếu nguyên nhân.")
    assert "Thiếu nguyên nhân." in page(client, secretary, "report", report.pk).content.decode()
    report.refresh_from_db()
    send(client, secretary, "report", report.pk, version=report.version, gui="1", **{"phan-I": SAID, "phan-III-3": "Do thiếu đèn."})  # fmt: skip
    report.refresh_from_db()
    send(client, above, "receive", report.pk, version=report.version)
    own = factories.draft(province, above)
    shown = page(client, above, "merge", own.pk).content.decode()
    assert "Do thiếu đèn." in shown
    text = report.sections.get(section="III.3")
    send(client, above, "merge", own.pk, version=1, doan=[text.pk])
    assert own.sections.get().words == "Xã Mỹ Thạnh: Do thiếu đèn."
    send(client, above, "merge", own.pk, version=2, **{"tong-hop": "1"})
    report.refresh_from_db()
    assert (report.state, report.merged_into) == ("MERGED", own)


def test_who_is_late_is_named_above(
    client, commune, province, secretary, above, report, monkeypatch
):
    monkeypatch.setattr(clock, "now", lambda: LATER)
    shown = page(client, above, "below", loai="MONTH", ky="2026-03-14").content.decode()
    assert "chậm" in shown
    assert page(client, above, "below", loai="?", ky="x").status_code == 200


def test_a_draft_is_the_units_own(client, above, lan, report):
    for who in (above, lan):
        assert page(client, who, "report", report.pk).status_code == 404
        assert send(client, who, "receive", report.pk, version=1).status_code == 404


def test_a_timing_is_set_with_its_errors_beside_the_field(client, commune, secretary):
    address = reverse("desk:periodic_timings")
    client.force_login(secretary)
    typed = {"starts": "31", "due": "5", "apart": "1", "is_owed": "on"}
    answer = client.post(f"{address}?loai=MONTH", typed)
    assert answer.status_code == 200
    assert 'value="31"' in answer.content.decode()
    assert client.post(f"{address}?loai=MONTH", typed | {"starts": "1"}).status_code == 302
    assert "01/03/2026 – 31/03/2026" in client.get(address).content.decode()
