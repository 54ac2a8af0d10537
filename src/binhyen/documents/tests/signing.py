"""Makes papers and signed PDFs for tests. People, bodies and certificates are invented and made here."""

import io
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers

from binhyen.documents import actions, content, files, queries
from binhyen.documents.models import FileKind

PASSWORD = b"bia"


def said(title="Thành lập Ban Chỉ đạo 138 (để thử)", kind="QĐ"):
    """Return a short decision."""
    return content.Content(
        kind=kind,
        title=title,
        blocks=(content.Article("Thành lập Ban Chỉ đạo 138 xã Mỹ Thạnh."),),
        signer=content.Signer("", "CHỦ TỊCH", "Huỳnh Văn Sáu", ("TM. ỦY BAN NHÂN DÂN",)),
        recipients=("Như Điều 1", "UBND tỉnh (báo cáo)"),
    )


def issuer(unit, by, at, *, code="UBND", by_kind=True):
    """Set up a body."""
    return actions.set_up_issuer(
        unit=unit, name=f"Ủy ban nhân dân {unit.full_name}", parent="", code=code, letter_code="VP", place=unit.name,
        by_kind=by_kind, by=by, at=at,
    )  # fmt: skip


def to_sign(body, *, drafter, checker, clerk, at, **said_of):
    """Bring a new paper to where it waits for its signature."""
    paper = actions.draft(issuer=body, said=said(**said_of), by=drafter, at=at)
    actions.submit(paper=paper, by=drafter, at=at)
    actions.check_content(paper=paper, by=checker, at=at)
    actions.check_form(paper=paper, by=clerk, at=at)
    return paper


def signed(body, *, head, drafter, checker, clerk, at, **said_of):
    """Bring a new paper to where it waits for its number, signed by hand."""
    paper = to_sign(body, drafter=drafter, checker=checker, clerk=clerk, at=at, **said_of)
    actions.sign(paper=paper, name="Huỳnh Văn Sáu", office="Chủ tịch", on=at.date(), by=head, at=at)
    return paper


def sent(paper):
    """Return the PDF that was sent for signing."""
    return files.read(queries.last_file(paper, FileKind.SENT))


@cache
def _signer(name):
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, name),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Ủy ban nhân dân (bịa để thử)"),
        ]
    )
    since = datetime(2026, 1, 1, tzinfo=UTC)
    usage = dict.fromkeys(
        ("data_encipherment", "key_encipherment", "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
        False,
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(since + timedelta(days=3650))
        .add_extension(
            x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True
        )
        .sign(key, hashes.SHA256())
    )
    packed = pkcs12.serialize_key_and_certificates(
        b"bia", key, certificate, None, serialization.BestAvailableEncryption(PASSWORD)
    )
    return signers.SimpleSigner.load_pkcs12_data(packed, [], PASSWORD)


def with_signature(pdf, name="Huỳnh Văn Sáu", field="ChuKy"):
    """Return the PDF signed with a certificate made here."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    about = signers.PdfSignatureMetadata(field_name=field)
    return signers.sign_pdf(writer, about, signer=_signer(name)).getvalue()
