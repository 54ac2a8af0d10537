"""The words by which matters are found: both sides alike, whatever the database."""

from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

from binhyen.matters import finding
from binhyen.matters.models import MatterText
from binhyen.matters.tests import factories


def test_words_stand_folded_and_as_written_once_each():
    assert finding.tokens(["Đường Đê, đường", "đê!"]) == "duong de đường đê"


def test_a_word_longer_than_any_is_cut_on_both_sides():
    assert finding.sought("a" * 3000).folded == ("a" * 40,)
    assert finding.tokens(["a" * 3000]) == "a" * 40


@pytest.mark.parametrize("typed", ["", "  ", "!?", "\0", "́"])
def test_what_holds_no_word_seeks_nothing(typed):
    assert not finding.sought(typed).folded


def test_the_filling_of_what_was_there_agrees_with_the_acts(commune, at):
    matter = factories.matter(commune, at, words="Cầu Đúc ọp ẹp, 2 nhịp (chuyện bịa).")
    factories.matter(commune, at, category="DMV")
    kept = MatterText.objects.get()
    kept.delete()
    migrations = Path(import_module("binhyen.matters.migrations").__path__[0])
    (name,) = (path.stem for path in migrations.glob("*_fill_search.py"))
    import_module(f"binhyen.matters.migrations.{name}").fill(apps, None)
    filled = MatterText.objects.get()
    assert (filled.matter, filled.keeper) == (matter, matter.keeper)
    assert set(filled.tokens.split()) == set(kept.tokens.split())
