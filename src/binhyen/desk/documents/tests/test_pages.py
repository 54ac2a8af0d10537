"""The pages of papers, walked by the people who work on one."""

import io
import re
import zipfile
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from binhyen.audit.models import Entry
from binhyen.core import clock
from binhyen.core.tests.pdf_files import pdf
from binhyen.documents import actions, wording
from binhyen.documents.models import Arrival, Issuer, Paper
from binhyen.documents.tests import signing
from binhyen.documents.workflow import State
from binhyen.notices.models import Notice

FIELDS = {
    "signer_name": "Huỳnh Văn Sáu",
    "signer_office": "Chủ tịch",
    "on_behalf": "TM. ỦY BAN NHÂN DÂN",
    "recipients": "Công an xã\nCác ấp",
    "drafting_unit": "CAX",
}


@pytest.fixture(autouse=True)
def _own_uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def page(client):
    def ask(user, to, /, *args, **typed):
        client.force_login(user)
        address = reverse(f"desk:{to}", args=args)
        if typed:
            return client.post(address, typed, follow=True)
        return client.get(address)

    return ask


@pytest.fixture
def body(commune, secretary, page):
    answer = page(
        secretary, "issuers", name="Ủy ban nhân dân xã Mỹ Thạnh", code="UBND", place="Mỹ Thạnh", letter_code="VP",
        by_kind="yes",
    )  # fmt: skip
    assert answer.status_code == 200
    return Issuer.objects.get()


@pytest.fixture
def drafted(body, page, secretary):
    answer = page(
        secretary, "draft_document", "notice", issuer=body.pk, **notice_fields(), **FIELDS
    )
    assert Paper.objects.exists(), answer.content.decode()
    return Paper.objects.get()


def test_the_first_body_is_offered_by_its_name_on_paper(page, secretary):
    answer = page(secretary, "issuers")
    assert 'value="Ủy ban nhân dân xã Mỹ Thạnh"' in answer.content.decode()


def notice_fields():
    """Return something for every field that a notice asks for."""
    asked = wording.kinds()["notice"].fields
    said = {each.name: "Nội dung bịa để thử" for each in asked if each.name not in FIELDS}
    for each in asked:
        if each.sort == "rows":
            said[each.name] = " | ".join("ô" for _column in each.columns)
    return said


def step(page, user, paper, word):
    paper.refresh_from_db()
    return page(user, "document_step", paper.pk, word, version=paper.version)


def to_sign(page, paper, secretary, chief, administrator):
    step(page, secretary, paper, "trinh")
    step(page, chief, paper, "noi-dung")
    step(page, administrator, paper, "the-thuc")
    paper.refresh_from_db()
    assert paper.state == State.TO_SIGN


def issue(page, who, paper):
    answer = page(who, "issue_document", paper.pk, version=paper.version, copies=3, note="")
    return answer.content.decode()


def sealing(paper, file):
    return {"version": paper.version, "file": SimpleUploadedFile("da-ky.pdf", file)}


def signing_form(paper, file=None, **more):
    return {
        "version": paper.version,
        "way": "digital" if file else "hand",
        "name": "Huỳnh Văn Sáu",
        "office": "Chủ tịch",
        "on": "01/03/2026",
        **({"file": SimpleUploadedFile("da-ky.pdf", file)} if file else {}),
        **more,
    }


def test_one_paper_from_the_form_to_the_register(
    drafted, page, secretary, chief, administrator, head, hanh
):
    to_sign(page, drafted, secretary, chief, administrator)
    sent = page(head, "document_file", drafted.pk, "SENT").content
    good = signing.with_signature(sent)
    answer = page(head, "sign_document", drafted.pk, **signing_form(drafted, good))
    assert "Chữ ký số: Huỳnh Văn Sáu" in answer.content.decode()
    drafted.refresh_from_db()
    assert "Số 01/TB-UBND" in step(page, administrator, drafted, "cap-so").content.decode()
    drafted.refresh_from_db()
    answer = issue(page, administrator, drafted)
    assert "Gửi lại tệp PDF" in answer, "what was signed digitally goes out as one signed file"
    bearing = page(administrator, "document_file", drafted.pk, "PDF").content
    both = signing.with_signature(signing.with_signature(bearing), "UBND (để thử)", "CoQuan")
    refused = page(administrator, "seal_document", drafted.pk, **sealing(drafted, good))
    assert "không phải của văn bản đã gửi ký" in refused.content.decode()
    answer = page(administrator, "seal_document", drafted.pk, **sealing(drafted, both))
    assert "Chữ ký số: UBND (để thử)" in answer.content.decode()
    drafted.refresh_from_db()
    assert "01/TB-UBND" in issue(page, administrator, drafted)
    assert page(hanh, "document_pdf", drafted.pk).content == both
    assert page(hanh, "document_docx", drafted.pk).content.startswith(b"PK")
    saved = page(hanh, "document_file", drafted.pk, "SIGNED")
    assert saved.content == good
    assert saved["Content-Disposition"].startswith("attachment")
    assert "01/TB-UBND" in page(hanh, "outgoing").content.decode()


def test_a_paper_altered_after_signing_is_refused_in_the_form(
    drafted, page, secretary, chief, administrator, head
):
    to_sign(page, drafted, secretary, chief, administrator)
    good = signing.with_signature(page(head, "document_file", drafted.pk, "SENT").content)
    bad = good.replace(b"/MediaBox", b"/MediaBoy", 1)
    answer = page(head, "sign_document", drafted.pk, **signing_form(drafted, bad))
    assert "đã bị sửa sau khi ký" in answer.content.decode()
    assert "Huỳnh Văn Sáu" in answer.content.decode()
    answer = page(head, "sign_document", drafted.pk, **signing_form(drafted, way="digital"))
    assert "Hãy chọn tệp PDF đã ký" in answer.content.decode()
    drafted.refresh_from_db()
    assert drafted.state == State.TO_SIGN


def test_who_may_set_up_who_issues_papers_is_led_there_first(commune, page, secretary, chief):
    address = reverse("desk:issuers")
    assert f'href="{address}"' in page(secretary, "new_document").content.decode()
    assert f'href="{address}"' not in page(chief, "new_document").content.decode()


def test_what_was_typed_stays_when_a_field_is_missing_or_marked(body, page, secretary):
    typed = notice_fields() | FIELDS | {"signer_name": ""}
    answer = page(secretary, "draft_document", "notice", issuer=body.pk, **typed).content.decode()
    assert "Nội dung bịa để thử" in answer
    assert not Paper.objects.exists()
    typed["signer_name"], typed["recipients"] = "A", "Công văn TỐI MẬT"
    answer = page(secretary, "draft_document", "notice", issuer=body.pk, **typed).content.decode()
    assert "bí mật nhà nước" in answer


def test_the_drafter_is_told_that_a_colleague_checks(drafted, page, secretary, head):
    step(page, secretary, drafted, "trinh")
    assert "Hãy nhờ đồng nghiệp" in page(secretary, "document", drafted.pk).content.decode()
    answer = step(page, secretary, drafted, "noi-dung")
    assert "Hãy nhờ đồng nghiệp" in answer.content.decode()
    drafted.refresh_from_db()
    assert drafted.state == State.CONTENT_CHECK


def test_a_paper_sent_back_is_changed_and_handed_in_again(drafted, page, secretary, chief):
    step(page, secretary, drafted, "trinh")
    drafted.refresh_from_db()
    page(chief, "send_back_document", drafted.pk, version=drafted.version, words="Thiếu căn cứ.")
    drafted.refresh_from_db()
    answer = page(secretary, "change_document", drafted.pk).content.decode()
    assert "Nội dung bịa để thử" in answer
    typed = notice_fields() | FIELDS | {"version": drafted.version, "signer_name": "Lê Bịa"}
    page(secretary, "change_document", drafted.pk, **typed)
    drafted.refresh_from_db()
    assert drafted.signer_name == "Lê Bịa"
    stale = page(secretary, "change_document", drafted.pk, **typed).content.decode()
    assert "đã có người khác xử lý" in stale
    assert "Thiếu căn cứ." in page(chief, "document", drafted.pk).content.decode()


def test_old_numbers_and_arrivals_are_entered_by_who_keeps_the_register(
    body, page, administrator, hanh
):
    old = {
        "issuer": body.pk, "kind": "QĐ", "number": 3, "day": "05/01/2026", "title": "Quyết định cũ (bịa)",
        "signer_name": "Trần Bịa",
    }  # fmt: skip
    page(administrator, "enter_document", **old)
    assert "đã dùng" in page(administrator, "enter_document", **old).content.decode()
    register = page(administrator, "outgoing").content.decode()
    assert "03/QĐ-UBND" not in register or "1, 2" in register
    came = {
        "arrived_on": "02/01/2026", "author": "Công an tỉnh", "sign": "7/CV", "dated_on": "01/01/2026",
        "title": "Về việc rà soát (bịa)",
    }  # fmt: skip
    assert page(hanh, "arrive", **came).status_code == 403
    page(administrator, "arrive", **came)
    arrival = Arrival.objects.get()
    page(
        administrator, "arrival", arrival.pk, version=1, handed_to="Công an xã", due_on="09/01/2026"
    )
    arrival.refresh_from_db()
    assert arrival.handed_to == "Công an xã"


def workbook(answer):
    """Return the name of the sheet, its XML, and its cells as they are written."""
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        (name,) = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
    cells = {
        place: (kind, re.sub("<[^>]+>", "", inner))
        for place, kind, inner in re.findall(
            r'<c r="([A-Z]+\d+)"[^>]*?(?: t="(\w+)")?>(.*?)</c>', sheet
        )
    }
    return name, sheet, cells


def test_registers_are_workbooks_with_real_dates_and_frozen_headers(
    body, page, administrator, client
):
    page(
        administrator, "enter_document", issuer=body.pk, kind="QĐ", number=3, day="05/01/2026", title="Quyết định cũ",
        signer_name="Trần Bịa", copies=4, note="=1+1",
    )  # fmt: skip
    page(
        administrator, "arrive", arrived_on="02/01/2026", author="Công an tỉnh", sign="7/CV", dated_on="01/01/2026",
        title="Rà soát", due_on="09/01/2026",
    )  # fmt: skip
    expected = {
        "outgoing_file": ("Văn bản đi", "J", "B3", date(2026, 1, 5)),
        "incoming_file": ("Văn bản đến", "J", "A3", date(2026, 1, 2)),
        "tracking_file": ("Theo dõi văn bản đến", "G", "D3", date(2026, 1, 9)),
    }
    for name, (title, last, dated, day) in expected.items():
        sheet_name, sheet, cells = workbook(client.get(reverse(f"desk:{name}") + "?nam=2026"))
        assert sheet_name == title
        assert 'ySplit="2"' in sheet and 'state="frozen"' in sheet
        assert [place for place in cells if place.endswith("2") and place[0] > last] == []
        assert cells[f"{last}2"][1]
        kind, held = cells[dated]
        assert kind == "" and date(1899, 12, 30) + timedelta(days=int(held)) == day
    _name, sheet, cells = workbook(client.get(reverse("desk:outgoing_file") + "?nam=2026"))
    assert cells["J3"] == ("inlineStr", "=1+1")
    assert cells["G3"] == ("", "4")
    assert cells["A3"][1] == "03/QĐ-UBND"
    assert "<f>" not in sheet
    taken = Entry.objects.filter(event="documents.register_taken").order_by("pk")
    assert [entry.detail["register"] for entry in taken] == [
        "outgoing", "incoming", "tracking", "outgoing",
    ]  # fmt: skip


def test_the_numbering_of_a_body_is_changed_before_the_first_number(
    body, page, head, administrator
):
    page(head, "issuer_series", body.pk, by_kind="no")
    body.refresh_from_db()
    assert not body.has_series_by_kind
    page(
        administrator, "enter_document", issuer=body.pk, kind="QĐ", number=3, day="05/01/2026", title="Quyết định cũ",
        signer_name="Trần Bịa",
    )  # fmt: skip
    page(head, "issuer_series", body.pk, by_kind="yes")
    body.refresh_from_db()
    assert body.has_series_by_kind == (clock.today().year != 2026)


def test_nobody_of_another_commune_finds_a_paper(drafted, page, client, lan):
    for name in ("document", "document_pdf", "document_docx"):
        assert page(lan, name, drafted.pk).status_code == 404
    for name in ("outgoing_file", "incoming_file", "tracking_file"):
        address = reverse(f"desk:{name}")
        assert client.get(f"{address}?don-vi={drafted.unit_id}").status_code == 404
    assert step(page, lan, drafted, "trinh").status_code == 404
    assert drafted.title not in page(lan, "documents").content.decode()


def test_a_notice_leads_to_the_paper_and_to_look_at_it_is_to_have_read_it(client, drafted, hanh, chief, secretary, now):  # fmt: skip
    actions.submit(paper=drafted, by=secretary, at=now)
    address = reverse("desk:document", args=[drafted.pk])
    client.force_login(chief)
    told = Notice.objects.get(user=chief)
    assert client.get(reverse("desk:notice", args=[told.pk])).url == address
    Notice.objects.filter(pk=told.pk).update(read_at=None)
    client.get(address)
    assert not Notice.objects.filter(user=chief, read_at=None).exists()


def test_the_first_page_shows_the_papers_that_wait_for_the_visitor(client, drafted, hanh, chief, secretary, now):  # fmt: skip
    actions.submit(paper=drafted, by=secretary, at=now)
    address = reverse("desk:document", args=[drafted.pk])
    for who, is_shown in ((chief, True), (secretary, False), (hanh, False)):
        client.force_login(who)
        assert (address in client.get(reverse("desk:home")).content.decode()) is is_shown


LETTER = {"arrived_on": "2024-01-02", "author": "Công an tỉnh", "sign": "7/CV", "dated_on": "2024-01-01", "title": "Rà soát camera"}  # fmt: skip


def scanned(made=None, name="quet.pdf"):
    return SimpleUploadedFile(name, (made or pdf()).getvalue(), "application/pdf")


def test_a_paper_that_came_in_keeps_its_scan_for_those_who_work_with_papers(client, page, commune, secretary, hanh, lan, team_member):  # fmt: skip
    assert page(secretary, "arrive", scan=scanned(), **LETTER).status_code == 200
    arrival = Arrival.objects.get()
    answer = page(hanh, "arrival_scan", arrival.pk)
    assert answer.content == pdf().getvalue()
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    register = client.get(reverse("desk:incoming"), {"nam": 2024}).content.decode()
    assert reverse("desk:arrival_scan", args=[arrival.pk]) in register
    for who in (lan, team_member):
        assert page(who, "arrival_scan", arrival.pk).status_code == 404
    line = Entry.objects.get(event="documents.scan_kept")
    assert line.detail["sha256"] == arrival.scan_sha256


def test_a_new_scan_takes_the_place_of_the_one_before(client, page, secretary, tmp_path, django_capture_on_commit_callbacks):  # fmt: skip
    page(secretary, "arrive", scan=scanned(), **LETTER)
    first = Arrival.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        page(secretary, "arrival", first.pk, scan=scanned(pdf("Ban moi")), version=first.version, handed_to="Công an xã")  # fmt: skip
    second = Arrival.objects.get()
    assert second.handed_to == "Công an xã"
    assert page(secretary, "arrival_scan", second.pk).content == pdf("Ban moi").getvalue()
    assert list(tmp_path.rglob("*.pdf")) == [tmp_path / second.scan]
    (tmp_path / second.scan).write_bytes(b"%PDF altered")
    assert page(secretary, "arrival_scan", second.pk).status_code == 302


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (pdf(more="/OpenAction << /S /Launch /F (cmd.exe) >>"), "tập lệnh"),
        (pdf("TỐI MẬT"), "bí mật nhà nước"),
        (io.BytesIO(b"MZ no pdf"), "Không mở được"),
        (io.BytesIO(b"%PDF-1.7" + b" " * 10 * 1024 * 1024), "10 MB"),
    ],
)
def test_a_scan_that_acts_or_is_none_is_refused_and_nothing_is_registered(page, secretary, made, told):  # fmt: skip
    shown = page(secretary, "arrive", scan=scanned(made), **LETTER).content.decode()
    assert told in shown
    assert not Arrival.objects.exists()


def test_without_a_scan_there_is_nothing_to_take(page, secretary):
    page(secretary, "arrive", **LETTER)
    assert page(secretary, "arrival_scan", Arrival.objects.get().pk).status_code == 404
