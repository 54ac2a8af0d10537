"""Messages: `extract` brings each room's .po up to its code, `check` finds gaps, `compile` makes the .mo files.

Needs no system gettext. The msgids are the English words in code and templates, so only Vietnamese has files:
src/binhyen/<room>/locale/vi/LC_MESSAGES/django.po. A room may also lean on core's. The words of the newsroom's bench, which are
Wagtail's, stand apart (BENCH): nothing is extracted into them, they are checked and compiled like ours.
"""

import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from babel.messages.extract import extract_python
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "src" / "binhyen"
BENCH = HOUSE / "newsroom" / "bench_words" / "locale" / "vi" / "LC_MESSAGES"
KEYWORDS = {
    "_", "gettext", "gettext_lazy", "gettext_noop", "ugettext", "ngettext", "ngettext_lazy",
    "pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy",
}  # fmt: skip
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|(?<!\{)\{\w*\}(?!\})")
POSITIONAL = re.compile(r"(?<!%)%[sd]")
HEADER = {
    "Project-Id-Version": "binhyen",
    "Language": "vi",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


@dataclass(frozen=True, order=True)
class Key:
    """What makes one message."""

    context: str
    singular: str
    plural: str = ""


Found = dict[Key, set[str]]  # message -> the files it stands in


def rooms() -> list[Path]:
    """Return the folders of the rooms, core first."""
    found = sorted(path.parent for path in HOUSE.glob("*/__init__.py"))
    return sorted(found, key=lambda room: room.name != "core")


def po_path(room: Path) -> Path:
    """Return where the room's Vietnamese stands."""
    return room / "locale" / "vi" / "LC_MESSAGES" / "django.po"


def messages_of(room: Path) -> Found:
    """Return every message in the code and templates of a room."""
    found: Found = {}
    for path in sources(room):
        for key in read(path):
            found.setdefault(key, set()).add(path.relative_to(room).as_posix())
    return found


def sources(room: Path) -> Iterator[Path]:
    """Yield the files that may hold messages."""
    for path in sorted(room.rglob("*")):
        parts = path.relative_to(room).parts
        if not {"tests", "migrations", "static", "data"} & set(parts) and path.suffix in {
            ".py",
            ".html",
            ".txt",
        }:
            yield path


def read(path: Path) -> Iterator[Key]:
    """Yield the messages of one file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = templatize(text, origin=str(path))
    calls = extract_python(
        io.BytesIO(text.encode()), dict.fromkeys(KEYWORDS), (), {"encoding": "utf-8"}
    )
    for _line, name, words, _comments in calls:
        texts = [words] if isinstance(words, str) else [word for word in words or () if word]
        if texts:  # else a call whose argument is no literal, such as gettext(self.help)
            yield key_of(str(name), texts)


def key_of(function: str, texts: list[str]) -> Key:
    """Return the message that a call of `function` with these literal words asks for."""
    if function.startswith("np"):
        return Key(texts[0], texts[1], texts[2])
    if function.startswith("p"):
        return Key(texts[0], texts[1])
    if function.startswith("n"):
        return Key("", texts[0], texts[1])
    return Key("", texts[0])


def key_of_entry(entry: polib.POEntry) -> Key:
    """Return the message an entry translates."""
    return Key(entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def load(room: Path) -> polib.POFile:
    """Return the room's file, or a new one."""
    path = po_path(room)
    if path.exists():
        return polib.pofile(str(path), encoding="utf-8", wrapwidth=100)
    file = polib.POFile(wrapwidth=100, encoding="utf-8")
    file.metadata = dict(HEADER)
    return file


def extract() -> int:
    """Add what is new to each room's file and drop what is gone; translations stay. Return how many are missing."""
    missing = 0
    shared = {key_of_entry(entry) for entry in load(HOUSE / "core") if is_translated(entry)}
    for room in rooms():
        found = messages_of(room)
        file = load(room)
        known = {key_of_entry(entry): entry for entry in file}
        for key, files in sorted(found.items(), key=lambda item: (sorted(item[1]), item[0])):
            if key not in known and (room.name == "core" or key not in shared):
                known[key] = new_entry(key)
                file.append(known[key])
            if key in known:
                known[key].occurrences = [(name, "") for name in sorted(files)]
        if room.name != "core":  # core's also holds words of the libraries
            for key in known.keys() - found.keys():
                file.remove(known[key])
        missing += sum(not is_translated(entry) for entry in file)
        if len(file):
            po_path(room).parent.mkdir(parents=True, exist_ok=True)
            file.save(str(po_path(room)))
    return missing


def new_entry(key: Key) -> polib.POEntry:
    """Return an entry that waits for its translation."""
    return polib.POEntry(
        msgid=key.singular,
        msgctxt=key.context or None,
        msgid_plural=key.plural,
        msgstr_plural={0: ""} if key.plural else {},
    )


def is_translated(entry: polib.POEntry) -> bool:
    """Say whether the entry has its Vietnamese and is neither fuzzy nor obsolete."""
    words = entry.msgstr_plural.get(0) if entry.msgid_plural else entry.msgstr
    return bool(words) and not entry.fuzzy and not entry.obsolete


def problems() -> Iterator[str]:
    """Yield every gap, fuzzy or obsolete entry and differing placeholder of the house."""
    shared = {key_of_entry(entry) for entry in load(HOUSE / "core") if is_translated(entry)}
    for room in rooms():
        found = messages_of(room)
        file = load(room)
        done = {key_of_entry(entry) for entry in file if is_translated(entry)}
        for key in sorted(found.keys() - done - shared):
            yield f"{room.name}: no Vietnamese for {key.singular!r} ({', '.join(sorted(found[key]))})"
        for key in sorted(key for key in found if POSITIONAL.search(key.singular)):
            yield f"{room.name}: use named placeholders in {key.singular!r}"
        for entry in file:
            yield from problems_of(entry, room.name, found)
    yield from problems_of_bench()


def problems_of_bench() -> Iterator[str]:
    """Yield every gap, fuzzy entry and added placeholder in the words of the bench; which there must be, a test of its screens
    tells.
    """
    for path in sorted(BENCH.glob("*.po")):
        for entry in polib.pofile(str(path), encoding="utf-8"):
            words = entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr
            asked = set(PLACEHOLDER.findall(f"{entry.msgid} {entry.msgid_plural}"))
            if not is_translated(entry) or set(PLACEHOLDER.findall(words)) - asked:
                yield f"{path.name} of the bench: missing, fuzzy or other placeholders: {entry.msgid!r}"


def problems_of(entry: polib.POEntry, room: str, found: Found) -> Iterator[str]:
    """Yield what is wrong with one entry."""
    if entry.fuzzy:
        yield f"{room}: fuzzy: {entry.msgid!r}"
    if entry.obsolete or (room != "core" and key_of_entry(entry) not in found):
        yield f"{room}: no longer used: {entry.msgid!r}"
    words = entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr
    asked = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    given = set(PLACEHOLDER.findall(words))
    # Core also holds words of the libraries, whose placeholders a translation may leave out but not add to.
    if words and (given - asked if room == "core" else given != asked):
        yield f"{room}: placeholders differ: {entry.msgid!r} -> {words!r}"


def compile_all() -> int:
    """Compile every .po; return how many."""
    files = sorted(HOUSE.glob("**/locale/*/LC_MESSAGES/*.po"))
    for path in files:
        polib.pofile(str(path), encoding="utf-8").save_as_mofile(str(path.with_suffix(".mo")))
    return len(files)


def main(word: str) -> int:
    """Do what `word` says; return the exit code."""
    settings.configure()
    if word == "extract":
        print(f"{extract()} messages wait for their Vietnamese")
        return 0
    if word == "compile":
        print(f"{compile_all()} files compiled")
        return 0
    if word == "check":
        found = list(problems())
        print("\n".join(found) or "Every message has its Vietnamese.")
        return 1 if found else 0
    print("usage: python tools/messages.py extract | check | compile")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
