"""What is written is true: settings, commands, terms; and nothing calls out."""

import re
from collections import defaultdict

import polib
import pytest
from django.core.management import get_commands

from tests.house.plan import HOUSE, ROOT, rooms, sources, tracked

SETTINGS = ROOT / "docs" / "howto" / "settings.md"
TEXT = {
    ".md",
    ".py",
    ".html",
    ".toml",
    ".txt",
    ".js",
    ".scss",
    ".json",
    ".yaml",
    ".yml",
    ".sh",
    ".po",
    ".svg",
    "",
}


def read(path):
    return path.read_text(encoding="utf-8")


def settings_read():
    """Return every variable that the house reads from its environment."""
    pattern = re.compile(r"""["'](BINHYEN_[A-Z_]+|DATABASE_URL|CHROMIUM)["']""")
    found = set()
    for room in rooms():
        for path in sources(room):
            found |= set(pattern.findall(read(path)))
    return found


def test_every_setting_is_documented():
    documented = set(re.findall(r"`(BINHYEN_[A-Z_]+|DATABASE_URL)`", read(SETTINGS)))
    assert settings_read() - documented == set()
    assert documented - settings_read() == set(), "documented but read nowhere"


def test_every_system_check_is_documented():
    ids = set(re.findall(r"binhyen\.[EW]\d{3}", read(SETTINGS)))
    checks = read(HOUSE / "project" / "checks.py")
    numbers = set(re.findall(r'"(?:binhyen\.)?([EW]\d{3})"', checks))
    assert ids == {f"binhyen.{number}" for number in numbers}


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/howto/settings.md"])
def test_the_commands_in_the_documents_exist(page):
    run = read(ROOT / "run")
    words = set(re.findall(r"^([a-z]+)\)$", run, flags=re.MULTILINE))
    commands = set(get_commands()) | words | {"help"}
    text = read(ROOT / page)
    named = re.findall(r"(?:\./run|\bbinhyen) ([a-z][a-z_]+)\b", "\n".join(code_of(text)))
    assert [name for name in named if name not in commands] == []


def code_of(text):
    """Return what stands in code spans, fences and indented blocks of a page."""
    fences = re.findall(r"```[a-z]*\n(.*?)```", text, flags=re.DOTALL)
    spans = re.findall(r"`([^`\n]+)`", text)
    indented = [line for line in text.splitlines() if line.startswith("    ")]
    return [*fences, *spans, *indented]


def test_glossary_identifiers_exist():
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in read(ROOT / "docs" / "glossary.md").splitlines()
        if line.startswith("|") and "---" not in line
    ]
    code = "\n".join(read(path) for room in rooms() for path in sources(room))
    names = [name for row in rows[1:] for name in re.findall(r"`([^`]+)`", row[1])]
    assert len(names) > 40
    assert [name for name in names if not re.search(rf"\b{re.escape(name)}\b", code)] == []


# Written in pieces so that this file does not name them itself.
HOSTS = re.compile(
    "|".join(
        [
            r"pypi\." + "org", r"pythonhosted\." + "org", r"registry\." + r"npmjs", r"npmjs\." + "org", r"files\.python",
            r"unpk" + "g", r"jsdel" + "ivr", r"cdn" + "js", r"fonts\.google" + "apis", r"fonts\.g" + "static",
            r"tile\.openstreet" + "map", r"google-?analy" + "tics", r"gravatar\." + "com",
        ]
    )
)  # fmt: skip


def test_no_registry_and_no_foreign_server_is_named():
    named = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked()
        if path.suffix in TEXT and path.stat().st_size < 2_000_000
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if HOSTS.search(line)
    ]
    assert named == []


def text_of(path):
    return path.read_bytes().decode("utf-8", "replace")


def test_templates_load_nothing_from_elsewhere():
    foreign = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//(?!www\.w3\.org)""")
    found = [str(path) for path in HOUSE.rglob("*.html") if foreign.search(read(path))]
    assert found == []


def test_templates_hold_no_inline_script_and_no_inline_style():
    """The Content-Security-Policy would stop them in silence."""
    inline = re.compile(
        r"<style|\sstyle=|\son[a-z]+=[\"']|javascript:|<script(?![^>]*\ssrc=)(?![^>]*application/(?:ld\+)?json)"
    )
    found = [str(path) for path in HOUSE.rglob("*.html") if inline.search(read(path))]
    assert found == []


def test_no_two_rooms_translate_the_same_message_differently():
    """All rooms' files are one for Django: of two translations the first room's would show everywhere."""
    said = defaultdict(set)
    for room in rooms():
        path = HOUSE / room / "locale" / "vi" / "LC_MESSAGES" / "django.po"
        for entry in polib.pofile(str(path)) if path.exists() else ():
            text = entry.msgstr or entry.msgstr_plural.get(0, "")
            said[entry.msgctxt, entry.msgid] |= {text} - {""}
    assert {key: texts for key, texts in said.items() if len(texts) > 1} == {}


def test_the_calendar_of_a_test_is_not_the_wall_clock():
    """Only edges read the clock: acts, queries, rules and models are told the time."""
    inner = {"actions", "queries", "rules", "models", "workflow", "figures"}
    reading = [
        str(path.relative_to(HOUSE))
        for room in rooms()
        for path in sources(room)
        if inner & {path.stem, path.parent.name} and re.search(r"clock\.(now|today)\(", read(path))
    ]
    assert reading == []


def test_every_table_says_what_it_is_a_table_of():
    bare = re.compile(r"<table[^>]*>(?!\s*<caption)")
    found = [str(path) for path in HOUSE.rglob("*.html") if bare.search(read(path))]
    assert found == []
