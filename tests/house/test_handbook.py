"""The help pages: one for each role in both languages, whole, with pictures that exist and links that lead somewhere."""

import re
from collections.abc import Iterator

import pytest
from django.urls import Resolver404, resolve
from markdown_it import MarkdownIt
from markdown_it.token import Token

from binhyen.core.handbook import SLUGS
from binhyen.desk.menu import HELP
from binhyen.people.models import Role
from tests.house.plan import ROOT

DOCS = ROOT / "docs"
#: Both languages show the same pictures, those of the Vietnamese pages.
SCREENS = {"vi": "screens", "en": r"\.\./vi/screens"}
PAGES = [(language, slug) for language in ("vi", "en") for slug in SLUGS]


def _tokens(language: str, slug: str) -> Iterator[Token]:
    text = (DOCS / language / f"{slug}.md").read_text(encoding="utf-8")
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        yield token
        yield from token.children or ()


@pytest.mark.parametrize(("language", "slug"), PAGES)
def test_a_page_begins_with_its_one_title(language, slug):
    tags = [token.tag for token in _tokens(language, slug) if token.type == "heading_open"]
    assert tags[:1] == ["h1"]
    assert tags.count("h1") == 1


@pytest.mark.parametrize(("language", "slug"), PAGES)
def test_a_page_has_pictures_that_exist_and_say_what_they_show(language, slug):
    pictures = [token for token in _tokens(language, slug) if token.type == "image"]
    assert 1 <= len(pictures) <= 6
    for picture in pictures:
        source = str(picture.attrs["src"])
        assert re.fullmatch(rf"{SCREENS[language]}/[a-z0-9-]+\.webp", source), source
        assert (DOCS / language / source).is_file(), f"{source}: ./run screenshots makes it"
        assert len(picture.content) > 3, f"{source} has no words"


@pytest.mark.parametrize(("language", "slug"), PAGES)
def test_a_page_leads_nowhere_that_does_not_exist(language, slug):
    for token in _tokens(language, slug):
        if token.type != "link_open":
            continue
        address = str(token.attrs["href"])
        if address.startswith("/"):
            try:
                resolve(address)
            except Resolver404:
                pytest.fail(f"{language}/{slug}.md leads to {address}")
        else:
            assert address.removesuffix(".md") in SLUGS, f"{language}/{slug}.md: {address}"


@pytest.mark.parametrize(("language", "slug"), PAGES)
def test_a_page_holds_no_raw_html(language, slug):
    kinds = {token.type for token in _tokens(language, slug)}
    assert kinds.isdisjoint({"html_block", "html_inline"})


@pytest.mark.parametrize("role", Role)
def test_every_role_is_led_to_a_page_of_its_own(role):
    assert HELP[role] in SLUGS
    assert list(HELP.values()).count(HELP[role]) == 1
