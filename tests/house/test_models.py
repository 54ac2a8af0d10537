"""Every table declares its fields, and no table has a place for what must not be kept."""

import re

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model

from binhyen.core import text
from binhyen.core.privacy import Kept


def models():
    return [model for model in apps.get_models() if model.__module__.startswith("binhyen.")]


@pytest.mark.parametrize("model", models(), ids=lambda model: model._meta.label)
def test_every_field_is_declared_plain_or_personal(model):
    fields = {field.name for field in model._meta.get_fields() if field.concrete}
    plain, personal = set(model.Privacy.plain), set(model.Privacy.personal)
    assert plain | personal == fields
    assert not plain & personal


@pytest.mark.parametrize("model", models(), ids=lambda model: model._meta.label)
def test_every_personal_field_says_how_long_and_what_for(model):
    for name, kept in model.Privacy.personal.items():
        assert isinstance(kept, Kept), name
        assert kept.days > 0, name
        assert len(kept.why) > 5, name


@pytest.mark.parametrize("model", models(), ids=lambda model: model._meta.label)
def test_no_table_orders_by_itself(model):
    assert not model._meta.ordering


#: Political opinion, religion, ethnicity, petitions, speech; profiles and lists of persons. Folded words.
FORBIDDEN = re.compile(
    r"\b(politic\w*|opinion|relig\w*|faith|ethnic\w*|race|petition\w*|speech|protest\w*|watch ?list|blacklist"
    r"|suspect\w*|profile|risk score|criminal record|face|fingerprint|plate"
    r"|chinh tri|ton giao|dan toc|khieu kien|khieu nai|to cao|bieu tinh|doi tuong)\b"
)


def words_of(model):
    for field in model._meta.get_fields():
        yield field.name.replace("_", " ")
        for value, label in getattr(field, "flatchoices", None) or ():
            yield str(value).replace("_", " ").lower()
            yield text.fold(str(label))


@pytest.mark.parametrize("model", models(), ids=lambda model: model._meta.label)
def test_no_field_and_no_choice_is_about_what_people_believe_or_are(model):
    assert [words for words in words_of(model) if FORBIDDEN.search(words)] == []


def test_the_pattern_would_find_them():
    for words in ("religion", "political opinion", "ton giao", "petition no", "watch list"):
        assert FORBIDDEN.search(words)


def test_personal_fields_stand_only_where_the_design_allows_them():
    # notices: where to reach the browser that a user chose, sealed
    # hotspots: what officers write of a place in their own words, after they were asked for no names
    # newsroom: what guests wrote beside an article, and the name they chose, of nobody known
    # periodic: what officers write in a report in their own words, after they were asked for no names
    allowed = {
        "people", "reports", "movement", "forces", "matters", "notices", "hotspots", "newsroom", "periodic",
    }  # fmt: skip
    rooms = {model._meta.app_label for model in models() if model.Privacy.personal}
    assert rooms <= allowed
    assert get_user_model().Privacy.personal
