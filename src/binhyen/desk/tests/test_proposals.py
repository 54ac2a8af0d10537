"""Proposals as both sides see them: what is asked, with which papers; the list across communes; the answer."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from binhyen.core.tests.pdf_files import pdf
from binhyen.matters import actions
from binhyen.matters.models import Matter, Proposal, ProposalPaper
from binhyen.matters.rules import Kind
from binhyen.matters.tests import factories
from binhyen.reports.tests.factories import picture

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def matter(commune, hanh, now):
    return factories.in_hand(commune, now - HOUR, hanh)


def page(client, name, *args, data=None):
    return client.get(reverse(f"desk:{name}", args=args), data).content.decode()


def act(client, matter, slug, **typed):
    address = reverse("desk:act", args=[matter.reference, slug])
    matter.refresh_from_db()
    return client.post(address, {"version": matter.version} | typed)


def ask(matter, by, at, kind=Kind.SUPPORT):
    return actions.propose(matter=matter, kind=kind, words="Xin hỗ trợ.", by=by, at=at)


def file(name, content):
    return SimpleUploadedFile(name, content)


ASKED = {"kind": "SUPPORT", "words": "Xin thêm người.", "people": "4", "means": "01 xe"}


def test_a_proposal_goes_up_with_papers_and_comes_back_with_what_is_given(
    client, matter, hanh, tam, lan
):
    client.force_login(hanh)
    assert 'enctype="multipart/form-data"' in page(client, "act", matter.reference, "de-xuat")
    papers = [file("a.jpg", picture()), file("b.pdf", pdf().getvalue())]
    sent = act(client, matter, "de-xuat", **ASKED, papers=papers)
    assert sent.status_code == 302
    proposal = Proposal.objects.get()
    client.force_login(tam)
    shown = page(client, "answer", proposal.pk)
    for words in ("Xin: 4 người; 01 xe", "Xin thêm người.", "Ảnh 1", "PDF 2"):
        assert words in shown
    given = {"answer": "partly", "people": "2", "means": "một xe", "words": "Cử hai đồng chí."}
    assert client.post(reverse("desk:answer", args=[proposal.pk]), given).status_code == 302
    client.force_login(hanh)
    shown = page(client, "matter", matter.reference)
    for words in ("đồng ý một phần", "Hỗ trợ: 2 người; một xe", "Cử hai đồng chí."):
        assert words in shown
    for paper in ProposalPaper.objects.all():
        address = reverse("desk:paper", args=[matter.reference, paper.token])
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Disposition"].startswith("inline" if paper.kind == "PHOTO" else "attachment")  # fmt: skip
        assert b"".join(answer.streaming_content)
    client.force_login(lan)
    assert client.get(address).status_code == 404


def test_a_paper_is_not_served_to_the_security_team_nor_to_another_matter(
    client, commune, area, hanh, team_member, now
):
    matter = factories.in_hand(commune, now - HOUR, hanh, area=area)
    client.force_login(hanh)
    act(client, matter, "de-xuat", **ASKED, papers=[file("a.jpg", picture())])
    token = ProposalPaper.objects.get().token
    other = factories.matter(commune, now)
    assert client.get(reverse("desk:paper", args=[other.reference, token])).status_code == 404
    client.force_login(team_member)
    assert client.get(reverse("desk:paper", args=[matter.reference, token])).status_code == 404


@pytest.mark.parametrize(
    ("papers", "sentence"),
    [
        ([("a.pdf", pdf("TUYỆT MẬT").getvalue())], "dấu độ mật"),
        ([("a.pdf", pdf(more="/Names << /JavaScript 9 0 R >>").getvalue())], "tập lệnh"),
        ([("a.svg", b"<svg onload='x'/>")], "không phải ảnh hay PDF"),
        ([("a.jpg", picture())] * 4, "tối đa ba tệp"),
    ],
)
def test_a_file_that_may_not_be_kept_is_refused_with_what_was_typed_kept(
    client, matter, hanh, papers, sentence
):
    client.force_login(hanh)
    files = [file(*one) for one in papers]
    refused = act(client, matter, "de-xuat", **ASKED, papers=files)
    shown = refused.content.decode()
    assert sentence in shown
    assert "Xin thêm người." in shown
    assert not Proposal.objects.exists()
    assert not ProposalPaper.objects.exists()


def test_a_time_that_is_past_or_later_than_the_rule_is_refused(client, matter, hanh, now):
    client.force_login(hanh)
    for wrong in ("2020-01-01T10:00", "2099-01-01T10:00"):
        shown = act(client, matter, "de-xuat", **ASKED, due=wrong).content.decode()
        assert "sớm hơn thời hạn quy định" in shown
    assert "Hãy ghi ngày giờ" in act(client, matter, "de-xuat", **ASKED, due="mai").content.decode()


def test_a_reminder_is_offered_once(client, matter, hanh, tam, now):
    ask(matter, hanh, now)
    client.force_login(hanh)
    address = reverse("desk:act", args=[matter.reference, "nhac-cap-tren"])
    assert address in page(client, "matter", matter.reference)
    assert act(client, matter, "nhac-cap-tren", words="Kính mong.").status_code == 302
    assert address not in page(client, "matter", matter.reference)
    assert "Đã nhắc một lần" in act(client, matter, "nhac-cap-tren").content.decode()
    client.force_login(tam)
    assert "đã nhắc" in page(client, "proposals")


def test_the_list_across_communes_is_counted_and_filtered(
    client, commune, other_commune, hanh, lan, tam, now
):
    ours = ask(factories.in_hand(commune, now, hanh), hanh, now)
    theirs = ask(factories.in_hand(other_commune, now, lan), lan, now, kind=Kind.DIRECT)
    Proposal.objects.filter(pk=theirs.pk).update(due_at=now - HOUR)
    client.force_login(tam)

    def listed(**asked):
        shown = page(client, "proposals", data=asked)
        return {p for p in (ours, theirs) if reverse("desk:answer", args=[p.pk]) in shown}

    assert listed() == {ours, theirs}
    assert listed(xa=commune.pk) == {ours}
    assert listed(loai="DIRECT") == {theirs}
    assert listed(cham="on") == {theirs}
    assert listed(cua_toi="on") == set()
    assert listed(xa="999999", loai="GIBT") == {ours, theirs}
    assert "1 quá hạn" in page(client, "proposals")
    actions.answer(proposal=ours, accepted=False, words="Thiếu.", by=tam, at=now + 30 * HOUR)
    assert listed() == {theirs}
    assert listed(muc="da-tra-loi", cua_toi="on") == {ours}
    assert "sau 1 ngày" in page(client, "proposals", data={"muc": "da-tra-loi"})


def test_the_archive_names_no_restricted_matter_but_to_whoever_answered_it(
    client, commune, hanh, tam, province_chief, now
):
    matter = factories.in_hand(commune, now, hanh, category="CHD")
    actions.answer(proposal=ask(matter, hanh, now), accepted=False, words="Thiếu.", by=tam, at=now)
    for who, reads in ((tam, True), (province_chief, False)):
        client.force_login(who)
        shown = page(client, "proposals", data={"muc": "da-tra-loi"})
        assert matter.reference in shown
        assert (matter.title in shown) is reads


@pytest.mark.parametrize("section", ["", "da-tra-loi"])
def test_the_list_asks_a_fixed_number_of_questions(
    client, section, commune, hanh, tam, now, django_assert_num_queries
):
    for _ in range(6):
        proposal = ask(factories.in_hand(commune, now, hanh), hanh, now)
        if section:
            actions.answer(proposal=proposal, accepted=True, words="Được.", by=tam, at=now)
    client.force_login(tam)
    with django_assert_num_queries(8):
        page(client, "proposals", data={"muc": section})


def test_the_level_above_gives_back_what_it_took_over(client, matter, hanh, tam, now):
    proposal = ask(matter, hanh, now - HOUR, kind=Kind.TAKE_OVER)
    client.force_login(tam)
    assert "partly" not in page(client, "answer", proposal.pk)
    typed = {"answer": "yes", "words": "Nhận."}
    client.post(reverse("desk:answer", args=[proposal.pk]), typed)
    assert act(client, matter, "tra-lai", words="Xã làm được.").status_code == 302
    assert Matter.objects.get().keeper == matter.unit
    assert "sau đó trả lại" in page(client, "proposals", data={"muc": "da-tra-loi"})
