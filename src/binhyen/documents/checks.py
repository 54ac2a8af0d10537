"""What is refused before a paper is drawn, each with a sentence for the person who wrote it."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from django.utils.translation import gettext as _

from binhyen.core import secrecy
from binhyen.documents import letters
from binhyen.documents.content import Block, Chapter, Chart, Content, Head, Heading, Part, Section

#: What a drawing of ours never holds: programs, and anything fetched from elsewhere.
_ACTS = re.compile(
    r"<script|<image|<foreignObject|href\s*=\s*[\"'](?!#)|<!ENTITY|@import", re.IGNORECASE
)


class Refused(ValueError):
    """The paper is not drawn; `sentence` tells the person why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def check(head: Head, content: Content) -> None:
    """Return if the paper may be drawn. Raises Refused.

    A paper marked as a state secret is not made here (P-30). A letter that the font lacks would be drawn as a box or
    in another face, so the sentence names it.
    """
    # what is printed in capitals is read in capitals
    printed = (head.circulation, head.urgency, *_titles(content))
    said = [*_words(head), *_words(content), *(line.upper() for line in printed)]
    if any(secrecy.is_marked(line) for line in said):
        raise Refused(
            _("This paper bears the mark of a state secret. It must not be written here: draw it up and send it the way the law says.")
        )  # fmt: skip
    if lacking := letters.lacking(said):
        raise Refused(
            _("The font of official papers has no sign “%(sign)s” (U+%(code)s). Write it in words or take it out.")
            % {"sign": lacking, "code": f"{ord(lacking):04X}"}
        )  # fmt: skip
    for drawing in _drawings(content):
        if not drawing.svg.lstrip().startswith("<svg") or _ACTS.search(drawing.svg):
            raise Refused(
                _("A chart of this paper is not a plain drawing. Choose a chart of the house.")
            )


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _words(item)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name != "svg":
                yield from _words(getattr(value, field.name))


def _drawings(content: Content) -> Iterator[Chart]:
    return (block for block in _blocks(content) if isinstance(block, Chart))


def _titles(content: Content) -> Iterator[str]:
    yield from (each.title for each in content.appendices)
    for block in _blocks(content):
        if isinstance(block, (Part, Chapter, Section)):
            yield block.title
        elif isinstance(block, Heading) and block.level == 1:
            yield block.text


def _blocks(content: Content) -> Iterator[Block]:
    yield from content.blocks
    for each in content.appendices:
        yield from each.blocks
