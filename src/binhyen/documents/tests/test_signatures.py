"""Signed files as they come back: whole, altered, of another paper, of no paper."""

import io

import pikepdf
import pytest
import typst
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from binhyen.documents import content, pdf, signatures
from binhyen.documents.tests import signing as papers

HEAD = content.Head("", "Ủy ban nhân dân xã Mỹ Thạnh", "QĐ-UBND", "Mỹ Thạnh", None, None)


@pytest.fixture(scope="module")
def sent():
    return pdf.render(HEAD, papers.said())


@pytest.fixture(scope="module")
def signed(sent):
    return papers.with_signature(sent)


def refused(file, sent):
    with pytest.raises(signatures.Refused) as reason:
        signatures.read(file, sent=sent)
    return reason.value.sentence


def test_the_signer_is_named_as_in_the_certificate(signed, sent):
    (found,) = signatures.read(signed, sent=sent)
    assert found.name == "Huỳnh Văn Sáu"
    assert found.body == "Ủy ban nhân dân (bịa để thử)"
    assert found.at is not None


def test_the_body_signs_after_the_person(signed, sent):
    both = papers.with_signature(signed, "Ủy ban nhân dân xã (bịa)", "Dau")
    names = [each.name for each in signatures.read(both, sent=sent)]
    assert names == ["Huỳnh Văn Sáu", "Ủy ban nhân dân xã (bịa)"]


def test_without_a_signature_it_says_what_to_do(sent):
    assert "chữ ký số" in refused(sent, sent)


def test_bytes_changed_after_signing_are_found(signed, sent):
    at = signed.index(b"/MediaBox")
    assert "sau khi ký" in refused(signed[:at] + b"/MediaBoy" + signed[at + 9 :], sent)


def test_a_page_added_after_signing_is_found(signed, sent):
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    writer.root["/Them"] = generic.NameObject("/Bia")
    writer.update_root()
    more = io.BytesIO()
    writer.write(more)
    assert "sau khi ký" in refused(more.getvalue(), sent)


def test_another_paper_with_a_good_signature_is_found(sent):
    other = papers.with_signature(pdf.render(HEAD, papers.said("Văn bản khác (để thử)")))
    assert "gửi ký" in refused(other, sent)


def test_what_is_no_pdf_or_broken_or_locked_or_too_large_is_refused(signed, sent, monkeypatch):
    assert "PDF" in refused(b"PK\x03\x04 khong phai", sent)
    assert refused(signed[: len(signed) // 3], sent)
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(sent)) as whole:
        whole.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert "mật khẩu" in refused(locked.getvalue(), sent)
    monkeypatch.setattr(signatures, "MOST_BYTES", 1000)
    assert "20 MB" in refused(signed, sent)


def test_a_marked_paper_is_refused(sent):
    # drawn past our own pages, which never draw such a mark
    marked = typst.compile("TỐI MẬT. Kế hoạch bịa để thử.".encode())
    assert "bí mật nhà nước" in refused(papers.with_signature(marked), sent)


def test_a_signed_file_that_acts_is_refused(sent):
    with pikepdf.open(io.BytesIO(sent)) as whole:
        whole.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        acting = io.BytesIO()
        whole.save(acting)
    assert "tập lệnh" in refused(papers.with_signature(acting.getvalue()), sent)
