"""The built assets stay within what a cheap phone on a slow line can bear, and every colour can be read."""

import json
import re
from pathlib import Path

import brotli
import pytest

from binhyen import core

ROOT = Path(__file__).resolve().parents[4]
BUILT = Path(core.__file__).parent / "static/binhyen/built"
LIGHT, DARK, BLACK = "light", "dark", "more contrast"
AA = 4.5

PAIRS = [
    ("govuk-text-colour", "govuk-body-background-colour"),
    ("govuk-text-colour", "by-paper"),
    ("govuk-text-colour", "by-field"),
    ("govuk-text-colour", "by-quiet"),
    ("govuk-text-colour", "govuk-template-background-colour"),
    ("govuk-secondary-text-colour", "govuk-body-background-colour"),
    ("govuk-secondary-text-colour", "by-paper"),
    ("govuk-link-colour", "govuk-body-background-colour"),
    ("govuk-link-colour", "by-paper"),
    ("govuk-link-colour", "govuk-template-background-colour"),
    ("govuk-link-visited-colour", "govuk-body-background-colour"),
    ("govuk-error-colour", "govuk-body-background-colour"),
    ("govuk-inverse-text-colour", "govuk-brand-colour"),
    ("govuk-inverse-text-colour", "govuk-success-colour"),
    ("govuk-inverse-text-colour", "by-head"),
    ("govuk-focus-text-colour", "govuk-focus-colour"),
    ("by-act-text", "by-act"),
    ("by-act-text", "by-act-over"),
    ("by-danger-text", "by-danger"),
    ("by-danger", "govuk-body-background-colour"),
    *(
        (f"by-{name}", f"by-{name}-soft")
        for name in ("teal", "green", "blue", "yellow", "orange", "red", "purple", "pink", "grey")
    ),
]


@pytest.fixture(scope="module")
def sheet():
    path = BUILT / "binhyen.css"
    assert path.exists(), "the assets are not built: run `python hatch_build.py`"
    return path.read_text(encoding="utf-8")


def packed(*names):
    return sum(len(brotli.compress((BUILT / name).read_bytes(), quality=11)) for name in names)


def palette(sheet, face):
    """Return the custom properties in force on one face, as the browser would add them up."""
    light = dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{3,6})\b", _without_media(sheet)))
    blocks = {
        DARK: re.search(
            r"@media screen and \(prefers-color-scheme:\s?dark\)\{:root\{(.*?)\}\}", sheet
        ),
        BLACK: re.search(r"\.by-contrast\{(.*?)\}", sheet),
    }
    if face is LIGHT:
        return light
    found = blocks[face]
    assert found
    return light | dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{3,6})\b", found[1]))


def _without_media(sheet):
    return "".join(
        re.findall(
            r"(?:^|[};])(:root\{[^}]*)", re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*\}", "}", sheet)
        )
    )


def luminance(colour):
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("face", [LIGHT, DARK, BLACK])
def test_every_text_can_be_read_on_its_ground(sheet, face):
    colours = palette(sheet, face)
    weak = {
        (ink, ground): round(contrast(colours[ink], colours[ground]), 2)
        for ink, ground in PAIRS
        if contrast(colours[ink], colours[ground]) < AA
    }
    assert weak == {}


@pytest.mark.parametrize(
    ("names", "most"),
    [
        (["binhyen.css"], 13_000),
        (["desk.css"], 4_000),
        (["boot.js", "base.js"], 9_000),
        (["map.js", "map.css"], 50_000),
        (["photo.js"], 1_000),
    ],
)
def test_assets_stay_within_their_budget(sheet, names, most):
    assert packed(*names) <= most


def test_no_asset_names_a_source_map_or_a_foreign_host(sheet):
    for path in BUILT.glob("*.*s"):
        text = path.read_text(encoding="utf-8")
        assert "sourceMappingURL" not in text
        assert not re.search(r"(?:url\(|import\s*\(?|from)\s*[\"']?https?:", text), path.name


def test_the_lock_file_names_no_registry():
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]
