"""Small PDF files, good and bad."""

import io


def pdf(words="Bien ban lam viec", *, more="", extra=()):
    """Return a small PDF; `words` as one line of text in a font whose letters are given by Unicode."""
    codes = {letter: number for number, letter in enumerate(dict.fromkeys(words), 1)}
    shown = "".join(f"{codes[letter]:02x}" for letter in words)
    to_unicode = "\n".join(f"<{n:02x}> <{ord(letter):04x}>" for letter, n in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{to_unicode}\nendbfchar endcmap end"
    )
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {more} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R"
            " /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        stream(f"BT /F1 12 Tf 20 200 Td <{shown}> Tj ET"),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        stream(cmap),
        *extra,
    ]
    out, places = io.BytesIO(b"%PDF-1.7\n"), []
    out.seek(0, io.SEEK_END)
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    start = out.tell()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode())
    out.write(
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()
    )
    out.seek(0)
    return out


def stream(content):
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"
