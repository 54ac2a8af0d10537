"""A province's own text of a paper, tried before anybody writes by it: read, filled with samples, checked.

What a person typed as YAML may be of any shape. Each fault is told as a sentence, with its line where it has one.
"""

import re

import yaml
from django.utils.translation import gettext as _

from binhyen.documents import checks, wording
from binhyen.documents.content import Content, Head
from binhyen.documents.wording import Field, Value, Wording, WordingRefused

#: The longest of ours has 4,000 letters.
LONGEST = 40_000
#: What stands between marks in a sentence of ours: the word that the fault is about.
_MARKED = re.compile("“([^”]+)”")


def read(key: str, said: str, *, head: Head) -> tuple[Wording, Content]:
    """Return the wording in a text and a paper by it, filled with samples, on which stands `head`.

    Raises WordingRefused: too long, no YAML, not of the kind that ours is, a field unknown or a part wrongly built, a mark
    of a state secret, a letter that the font lacks.
    """
    ours = wording.kinds()[key]
    if len(said) > LONGEST:
        raise WordingRefused(_("This wording is too long. Keep it under 40,000 characters."))
    _refuse_aliases(said)
    try:
        read_so = wording.parse(key, said)
        content = read_so.compose(samples(read_so))
    except WordingRefused as reason:
        raise WordingRefused(reason.sentence, line=reason.line or _line_of(said, reason.sentence)) from reason  # fmt: skip
    except (TypeError, KeyError, AttributeError, ValueError, IndexError) as reason:
        sentence = _("A part of this wording is not built as the house's is: look at the words near “%(word)s”.")  # fmt: skip
        word = str(reason).strip("'\"")[:60]
        raise WordingRefused(sentence % {"word": word}, line=_line_of(said, f"“{word}”")) from reason  # fmt: skip
    if (read_so.kind, read_so.nameless) != (ours.kind, ours.nameless):
        sentence = _("Kind (%(kind)s) and protection of names stay as they are in the house's wording.")  # fmt: skip
        raise WordingRefused(sentence % {"kind": ours.kind}, line=_line_of(said, "“kind”"))
    try:
        checks.check(head, content)
    except checks.Refused as reason:
        raise WordingRefused(reason.sentence) from reason
    return read_so, content


def samples(asked: Wording) -> dict[str, Value]:
    """Return something for every field, by its label, so that a look at the paper tells what comes where."""
    return {each.name: _sample(each) for each in asked.fields}


def _sample(each: Field) -> Value:
    shown = f"[{each.label}]"
    if each.sort == "lines":
        return [f"{shown} 1", f"{shown} 2"]
    if each.sort == "rows":
        columns = each.columns or (each.label,)
        return [tuple(f"[{column}] {row}" for column in columns) for row in (1, 2)]
    return f"{shown}\n{shown}" if each.sort == "text" else shown


def _refuse_aliases(said: str) -> None:
    """Raise WordingRefused for what is no YAML, and for names that stand for a part: they could blow up a short text."""
    try:
        for event in yaml.parse(said, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                sentence = _("Write each part out: names for parts (*%(name)s) are not used in wordings.")  # fmt: skip
                raise WordingRefused(sentence % {"name": event.anchor}, line=event.start_mark.line + 1 if event.start_mark else None)  # fmt: skip
    except yaml.MarkedYAMLError as reason:
        mark = reason.problem_mark or reason.context_mark
        sentence = _("This line cannot be read: a quotation mark, a colon or the indentation is not right.")  # fmt: skip
        raise WordingRefused(sentence, line=mark.line + 1 if mark else None) from reason
    except yaml.YAMLError as reason:
        raise WordingRefused(_("This wording cannot be read: it is not proper YAML.")) from reason


def _line_of(said: str, sentence: str) -> int | None:
    """Return the first line in which stands what the sentence marks: as a field in braces, else as a word."""
    marked = _MARKED.search(sentence)
    if marked is None:
        return None
    lines = said.splitlines()
    word = marked[1]
    for pattern in (re.escape("{" + word + "}"), rf"(?<![\w-]){re.escape(word)}(?![\w-])"):
        for number, line in enumerate(lines, start=1):
            if re.search(pattern, line):
                return number
    return None
