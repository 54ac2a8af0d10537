"""The door to `docx_writing`: its library is loaded with the first paper, for most processes of a house never write one."""

from binhyen.documents.content import Content, Head


def render(head: Head, content: Content) -> bytes:
    """Return the paper as a DOCX file. Raises checks.Refused with a sentence."""
    from binhyen.documents import docx_writing  # a tenth of a second, four megabytes

    return docx_writing.render(head, content)
