"""A scanned paper or a picture beside the evidence of a task: who sees it, what is turned away, how it goes."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from binhyen.audit.models import Entry
from binhyen.core import clock
from binhyen.core.tests.pages import faults
from binhyen.core.tests.pdf_files import pdf
from binhyen.matters import papers
from binhyen.movement.models import TaskEvidence, TaskFile
from binhyen.movement.tests import plans
from binhyen.people.models import Body
from binhyen.reports.tests.factories import picture

PAPER = {"paper_number": "12/BC-CAX", "dated": "1/3/2026"}


@pytest.fixture(autouse=True)
def _on_2_march_2026(monkeypatch, at, settings, tmp_path):
    monkeypatch.setattr(clock, "now", lambda: at)
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def task(commune, secretary, at):
    return plans.task(
        plans.plan(plans.committee(commune, secretary, at), secretary, at), secretary, at
    )


@pytest.fixture
def desk(client, secretary):
    client.force_login(secretary)
    return client


def upload(content, name="Bao cao.pdf"):
    return SimpleUploadedFile(name, content)


def show(client, task, content=None, **typed):
    sent = {**PAPER, **typed, **({"file": upload(content)} if content is not None else {})}
    return client.post(reverse("desk:task_act", args=[task.pk, "minh-chung"]), sent)


def kept_below(folder):
    return [path for path in Path(folder).rglob("*") if path.is_file()]


def address(name="task_file"):
    kept = TaskFile.objects.get()
    return reverse(f"desk:{name}", args=[kept.evidence.task_id, kept.token])


def test_the_page_that_asks_takes_files_and_is_whole(desk, task):
    asked = desk.get(reverse("desk:task_act", args=[task.pk, "minh-chung"])).content.decode()
    assert 'enctype="multipart/form-data"' in asked and "application/pdf" in asked
    assert faults(asked) == []


def test_a_scanned_paper_stands_beside_the_task_by_name_and_size(desk, task):
    content = pdf().getvalue()
    assert show(desk, task, content).status_code == 302
    shown = desk.get(reverse("desk:task", args=[task.pk])).content.decode()
    kept = TaskFile.objects.get()
    assert f">NV-{task.pk}-{kept.pk}.pdf<" in shown and "byte" in shown.lower()
    assert "Bao cao" not in shown, "what somebody called the file may name a person"
    assert faults(shown) == []


def test_a_file_is_only_ever_a_download(desk, task):
    content = pdf().getvalue()
    show(desk, task, content)
    answer = desk.get(address())
    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in answer["Cache-Control"]


def test_a_picture_is_written_anew(desk, task):
    show(desk, task, picture())
    answer = desk.get(address())
    content = b"".join(answer.streaming_content)
    assert answer["Content-Type"] == "image/jpeg" and content[:2] == b"\xff\xd8"
    assert b"Exif" not in content[:64] and answer["Content-Disposition"].endswith('.jpg"')


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"MZ\x90\x00" + bytes(50), "không phải ảnh hay PDF"),
        (b"<script>alert(1)</script>", "không phải ảnh hay PDF"),
        (b"%PDF-1.7 broken", "Không mở được"),
        (pdf(more="/OpenAction << /S /JavaScript /JS (app.alert(1)) >>").getvalue(), "có tập lệnh"),
        (pdf("TUYỆT MẬT").getvalue(), "bí mật nhà nước"),
    ],
    ids=["program", "page", "broken", "script", "secret"],
)  # fmt: skip
def test_what_is_no_plain_paper_is_turned_away_with_a_sentence(
    desk, task, tmp_path, content, sentence
):
    answer = show(desk, task, content, note="Xem tại nhà văn hóa")
    shown = answer.content.decode()
    assert answer.status_code == 200 and sentence in shown
    assert "12/BC-CAX" in shown and "Xem tại nhà văn hóa" in shown
    assert not TaskEvidence.objects.exists() and kept_below(tmp_path) == []


def test_a_paper_too_large_is_told_its_limit(desk, task, monkeypatch):
    monkeypatch.setattr(papers, "MOST_MEGABYTES", 0)
    assert "lớn hơn 0 MB" in show(desk, task, pdf().getvalue()).content.decode()


def test_the_same_paper_sent_twice_is_kept_once_and_its_scan_may_follow(desk, task, tmp_path):
    content = pdf().getvalue()
    assert show(desk, task).status_code == 302
    assert show(desk, task, content).status_code == 302
    assert "đã có ở nhiệm vụ" in show(desk, task, content).content.decode()
    assert TaskEvidence.objects.count() == 2 and len(kept_below(tmp_path)) == 1


def test_nobody_from_elsewhere_gets_the_file(desk, task, client, lan, hanh, commune):
    show(desk, task, pdf().getvalue())
    where = address()
    client.force_login(lan)
    assert client.get(where).status_code == 404
    assert client.post(address("drop_task_file")).status_code == 404
    client.logout()
    assert client.get(where).status_code == 302


def test_a_file_is_read_through_its_own_task_only(desk, task, secretary, at):
    show(desk, task, pdf().getvalue())
    other = plans.task(task.plan, secretary, at, title="Lắp đèn")
    token = TaskFile.objects.get().token
    assert desk.get(reverse("desk:task_file", args=[other.pk, token])).status_code == 404
    assert desk.get(reverse("desk:task_file", args=[task.pk, "x"])).status_code == 404


def test_who_leads_a_task_shows_a_paper_too(client, task, commune, secretary, at):
    led = plans.task(task.plan, secretary, at, title="Ký cam kết", lead=Body.FRONT)
    client.force_login(plans.partner("Trần Thị Sáu", Body.FRONT, commune))
    assert show(client, led, pdf().getvalue()).status_code == 302
    assert b"".join(client.get(address()).streaming_content).startswith(b"%PDF-")


def test_the_wrong_file_is_deleted_for_good_and_the_trail_says_so(
    desk, task, tmp_path, django_capture_on_commit_callbacks
):
    show(desk, task, pdf().getvalue())
    (kept,) = kept_below(tmp_path)
    assert oct(kept.stat().st_mode)[-3:] == "600"
    with django_capture_on_commit_callbacks(execute=True):
        shown = desk.post(address("drop_task_file"), follow=True).content.decode()
    assert "Đã xóa tệp; minh chứng vẫn còn" in shown and "12/BC-CAX" in shown
    assert not kept.exists() and not TaskFile.objects.exists()
    assert Entry.objects.get(event="movement.task_file_dropped").subject == task.reference


def test_who_only_reads_the_task_cannot_delete_its_file(desk, client, task, commune):
    show(desk, task, pdf().getvalue())
    client.force_login(plans.partner("Trần Thị Sáu", Body.FRONT, commune))
    assert client.post(address("drop_task_file")).status_code == 403
    assert TaskFile.objects.exists()


def test_an_empty_file_is_no_file(desk, task):
    answer = show(desk, task, b"")
    assert not TaskFile.objects.exists() and answer.status_code in {200, 302}
