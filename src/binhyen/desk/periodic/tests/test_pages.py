"""The pages of periodic reports, as those who write and those above see them."""

from datetime import date

import pytest
from django.urls import reverse

from binhyen.audit.models import Entry
from binhyen.core import clock
from binhyen.documents import actions as documents
from binhyen.documents import files
from binhyen.documents import queries as papers
from binhyen.documents.models import FileKind, Paper
from binhyen.matters.tests import factories as matters
from binhyen.people.models import Role
from binhyen.people.policy import NotAllowed
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
    assert shown.count("<textarea") == shown.count('form="bao-cao"') - 3  # and its three buttons


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
    send(client, above, "merge", own.pk, version=1, doan=[text.pk, "x", "1" * 5000])
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


@pytest.fixture
def body(commune, head):
    return documents.set_up_issuer(
        unit=commune, name="Ủy ban nhân dân xã Mỹ Thạnh", parent="", code="UBND", letter_code="", place="Mỹ Thạnh",
        by_kind=True, by=head, at=OVER,
    )  # fmt: skip


def ask_to_sign(client, secretary, report, **typed):
    send(client, secretary, "report", report.pk, version=1, ky="1", **{"phan-I": SAID})
    report.refresh_from_db()
    return send(client, secretary, "paper", report.pk, **{"version": report.version} | typed)


def test_a_report_is_saved_and_made_a_paper_with_the_body_and_the_signer_of_the_unit(client, body, head, secretary, report):  # fmt: skip
    answer = send(client, secretary, "report", report.pk, version=1, ky="1", **{"phan-I": SAID})
    assert answer.url == reverse("desk:periodic_paper", args=[report.pk])
    shown = page(client, secretary, "paper", report.pk).content.decode()
    assert f"Ủy ban nhân dân xã Mỹ Thạnh: Chủ tịch {head.full_name}" in shown
    assert f'value="{body.pk}-CHAIR"' in shown
    report.refresh_from_db()
    assert report.version == 2
    answer = send(
        client, secretary, "paper", report.pk, version=2, by=f"{body.pk}-CHAIR", signer=""
    )
    paper = Paper.objects.get()
    assert answer.url == reverse("desk:document", args=[paper.pk])
    shown = client.get(answer.url).content.decode()
    assert reverse("desk:periodic_report", args=[report.pk]) in shown
    again = send(client, secretary, "paper", report.pk, version=2, by=f"{body.pk}-CHAIR")
    assert again.url == answer.url  # pressed twice
    assert Paper.objects.count() == 1


def test_who_is_outrun_is_told_and_can_press_again(client, body, secretary, report):
    actions.write(report=report, words={"I": SAID}, by=secretary, at=OVER)
    typed = {"by": f"{body.pk}-CHAIR"}
    shown = send(client, secretary, "paper", report.pk, version=1, **typed).content.decode()
    assert "Vừa có người khác cập nhật" in shown
    assert f'name="version" value="{report.version}"' in shown
    send(client, secretary, "paper", report.pk, version=report.version, **typed)
    assert Paper.objects.count() == 1


def test_a_deputy_is_named(client, body, secretary, report):
    answer = ask_to_sign(client, secretary, report, by=f"{body.pk}-VICE_CHAIR", signer="")
    assert "Hãy ghi tên người ký" in answer.content.decode()
    ask_to_sign(client, secretary, report, by=f"{body.pk}-VICE_CHAIR", signer="Trần Văn Phó")
    assert Paper.objects.get().signer_name == "Trần Văn Phó"


@pytest.mark.parametrize("by", ["", "x", "999-CHAIR", "1-KING"])
def test_an_invented_choice_is_refused(client, body, secretary, report, by):
    answer = ask_to_sign(client, secretary, report, by=by)
    assert answer.status_code == 200
    assert not Paper.objects.exists()


def test_what_the_font_lacks_is_said_and_nothing_is_drafted(client, body, secretary, report):
    send(client, secretary, "report", report.pk, version=1, **{"phan-I": "Tốt 😀"})
    answer = send(client, secretary, "paper", report.pk, version=2, by=f"{body.pk}-CHAIR")
    assert "U+1F600" in answer.content.decode()
    assert not Paper.objects.exists()


def test_without_a_body_the_page_leads_to_where_one_is_set_up(client, secretary, report):
    shown = page(client, secretary, "paper", report.pk).content.decode()
    assert reverse("desk:issuers") in shown
    assert "<form method" not in shown.split("<main")[1]


def test_nobody_else_makes_a_paper(client, above, body, hanh, lan, report):
    for who in (hanh, lan, above):
        assert page(client, who, "paper", report.pk).status_code == 404


def test_while_it_is_signed_nothing_is_typed_and_once_issued_it_is_sent(
    client, settings, tmp_path, above, body, secretary, chief, administrator, head, report
):
    settings.MEDIA_ROOT = tmp_path
    ask_to_sign(client, secretary, report, by=f"{body.pk}-CHAIR")
    paper = Paper.objects.get()
    documents.submit(paper=paper, by=secretary, at=OVER)
    shown = page(client, secretary, "report", report.pk).content.decode()
    assert "<textarea" not in shown
    assert "chờ kiểm tra nội dung" in shown
    assert 'name="gui"' not in shown
    assert page(client, secretary, "pdf", report.pk).content.startswith(b"%PDF")
    documents.check_content(paper=paper, by=chief, at=OVER)
    documents.check_form(paper=paper, by=administrator, at=OVER)
    documents.sign(paper=paper, name="Ai", office="Chủ tịch", on=OVER.date(), by=head, at=OVER)
    documents.number(paper=paper, by=administrator, at=OVER)
    documents.issue(paper=paper, sending=documents.Sending(1), by=administrator, at=OVER)
    assert page(client, above, "report", report.pk).status_code == 404
    shown = page(client, secretary, "report", report.pk).content.decode()
    assert "01/BC-UBND" in shown
    report.refresh_from_db()
    answer = send(client, secretary, "report", report.pk, version=report.version, gui="1")
    assert answer.status_code == 302
    report.refresh_from_db()
    assert report.state == "SENT"
    shown = page(client, above, "report", report.pk).content.decode()
    assert "01/BC-UBND" in shown
    assert reverse("desk:document", args=[paper.pk]) not in shown
    for what in ("pdf", "docx"):
        kept = papers.last_file(paper, FileKind(what.upper()))
        assert page(client, above, what, report.pk).content == files.read(kept)
    (tmp_path / papers.last_file(paper, FileKind.PDF).file).write_bytes(b"%PDF altered")
    assert page(client, above, "pdf", report.pk).status_code == 409


def test_a_sent_report_can_be_signed_afterwards(client, body, secretary, report):
    actions.write(report=report, words={"I": SAID}, by=secretary, at=OVER)
    actions.send(report=report, by=secretary, at=OVER)
    shown = page(client, secretary, "report", report.pk).content.decode()
    assert reverse("desk:periodic_paper", args=[report.pk]) in shown


def test_the_tables_leave_with_a_line_on_the_trail(client, secretary, lan, report):
    assert page(client, secretary, "xlsx", report.pk).content.startswith(b"PK")
    line = Entry.objects.get(event="periodic.tables_taken")
    assert (line.actor, line.subject) == (secretary.ref, report.reference)
    assert page(client, lan, "xlsx", report.pk).status_code == 404
    assert Entry.objects.filter(event="periodic.tables_taken").count() == 1
    with pytest.raises(NotAllowed):
        actions.take_tables(report=report, by=lan, at=OVER)
