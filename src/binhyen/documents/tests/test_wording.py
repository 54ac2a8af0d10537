"""Wordings are filled in by name; what does not fit is told with the name of its field."""

import pytest

from binhyen.core.text import sort_key
from binhyen.documents import wording
from binhyen.documents.content import Article, Clause, Point, Table
from binhyen.documents.tests import papers
from binhyen.documents.tests.papers import FIELDS, SIGNED
from binhyen.documents.wording import FieldMissing, FieldRefused, FieldUnknown, WordingRefused

ALL = pytest.mark.parametrize("key", FIELDS)
PLAIN = """
kind: TB
name: Thông báo
version: 2
source: tỉnh tự soạn
fields:
  what: Việc
  names: {label: Nơi, sort: lines, optional: true}
title: Về {what}
blocks:
  - text: "{what} tại {names}."
  - text: Hết
"""


def given(key, **others):
    """Return the fields of a filled-in wording."""
    return SIGNED | FIELDS[key] | others


@ALL
def test_every_needed_field_is_missed_by_its_name(key):
    for field in wording.kinds()[key].fields:
        values = given(key)
        if field.optional or field.name not in values:
            continue
        for empty in ("", " \u00a0\u200b"):
            with pytest.raises(FieldMissing) as missing:
                wording.compose(key, values | {field.name: empty})
            assert missing.value.field == field.name and field.label in missing.value.sentence


@ALL
def test_a_paper_needs_only_its_needed_fields(key):
    needed = {field.name for field in wording.kinds()[key].fields if not field.optional}
    sparse = {name: value for name, value in given(key).items() if name in needed}
    content = wording.compose(key, sparse)
    assert "{" not in repr(content.blocks) and content.blocks


@ALL
def test_an_unknown_field_is_named(key):
    with pytest.raises(FieldUnknown) as unknown:
        wording.compose(key, given(key, reporter="Lan"))
    assert unknown.value.field == "reporter" and "reporter" in unknown.value.sentence


@pytest.mark.parametrize(
    ("key", "values", "field"),
    [
        ("notice", {"meeting": ["a"]}, "meeting"),
        ("notice", {"points": [["a"]]}, "points"),
        ("notice", {"owners": "a"}, "owners"),
        ("notice", {"owners": [["1", "2", "3", "4"]]}, "owners"),
        ("notice", {"owners": [[1]]}, "owners"),
        ("notice", {"opening": 5}, "opening"),
    ],
)
def test_a_value_of_another_sort_is_refused(key, values, field):
    with pytest.raises(FieldRefused) as refused:
        wording.compose(key, given(key, **values))
    assert refused.value.field == field


def test_a_list_may_be_typed_one_a_line():
    typed = wording.compose("notice", given("notice", points="Một\r\n\nHai."))
    assert [block for block in typed.blocks if isinstance(block, Clause)] == [Clause("Một;"), Clause("Hai.")]  # fmt: skip


def test_a_sentence_with_an_empty_optional_field_is_left_out():
    full, sparse = papers.paper("found_committee"), papers.paper("found_committee", support_team="")
    assert len(full.blocks) == len(sparse.blocks) + 1


def test_a_decision_is_composed_as_its_form_asks():
    content = papers.paper("found_committee")
    articles = [block for block in content.blocks if isinstance(block, Article)]
    assert len(articles) == 4 and content.bases[0].startswith("Căn cứ Luật")
    assert content.bases[-1] == "Theo đề nghị của Trưởng Công an xã"
    assert [block for block in content.blocks if isinstance(block, Point)][-1].text.endswith(".")
    (table,) = content.appendices[0].blocks
    assert isinstance(table, Table) and len(table.rows) == 21 and table.rows[0][0] == "1"


def test_a_transfer_slip_asks_for_nobody_and_takes_no_number_of_a_person():
    fields = {field.name for field in wording.kinds()["transfer_slip"].fields}
    assert not {name for name in fields if any(part in name for part in ("reporter", "phone", "address", "identity"))}  # fmt: skip
    for traced in ("gọi 0912 345 678", "CCCD 001.099.012.345", "0912345678"):
        with pytest.raises(FieldRefused) as refused:
            papers.paper("transfer_slip", enclosures=[traced])
        assert refused.value.field == "enclosures"


def test_a_province_brings_its_own_wording():
    own = wording.parse("own", PLAIN)
    content = own.compose({"what": "an toàn", "names": ["ấp A", "ấp B"], "signer_name": "A", "signer_office": "B"})  # fmt: skip
    assert content.title == "Về an toàn" and content.blocks[0].text == "an toàn tại ấp A; ấp B."
    assert own.version == 2


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("a: [", "YAML"),
        ("- a", "kind"),
        (PLAIN.replace("kind: TB", ""), "kind"),
        (PLAIN.replace("kind: TB", "kind: XX"), "XX"),
        (PLAIN.replace("{what} tại", "{who} tại"), "who"),
        (PLAIN.replace("sort: lines", "sort: image"), "image"),
        (PLAIN.replace("  - text: Hết", "  - each: people"), "people"),
        (PLAIN.replace("  - text: Hết", "  - picture: x"), "picture"),
        (PLAIN.replace("  - text: Hết", "  - Hết"), "Hết"),
        (PLAIN.replace("version: 2", "version: hai"), "version"),
        (PLAIN.replace("what: Việc", "item: Việc"), "item"),
        (PLAIN.replace("what: Việc", "signer_name: Việc"), "signer_name"),
    ],
)
def test_a_wording_that_cannot_be_used_is_refused_with_its_fault(said, told):
    with pytest.raises(WordingRefused) as refused:
        wording.parse("own", said)
    assert told in refused.value.sentence


@ALL
def test_every_wording_names_its_source_and_uses_all_its_fields(key):
    held = wording.kinds()[key]
    assert held.source and held.version >= 1
    own = set(held.body["fields"])
    assert own <= set(wording._used(held.body)), own - set(wording._used(held.body))


def test_kinds_stand_in_the_order_of_their_names():
    names = [each.name for each in wording.kinds().values()]
    assert names == sorted(names, key=sort_key)
