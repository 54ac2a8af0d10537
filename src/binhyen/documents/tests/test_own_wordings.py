"""A province's own text of a paper: tried before it is kept, kept in versions, and no paper changes its text on the way."""

import pytest

from binhyen.audit.models import Entry
from binhyen.documents import actions, queries, wording, wording_trial
from binhyen.documents.content import Head
from binhyen.documents.models import OwnWording
from binhyen.documents.wording import WordingRefused
from binhyen.people.models import Role
from binhyen.people.policy import NotAllowed
from binhyen.people.tests import factories

HEAD = Head(parent="", body="Ủy ban nhân dân xã", symbol="TB-UBND", place="Mỹ Thạnh", number=None, day=None)  # fmt: skip
PLAIN = """kind: TB
name: Thông báo
version: 1
source: tỉnh soạn
fields:
  what: Việc
  places: {label: Nơi, sort: lines}
title: Về {what}
blocks:
  - text: "{what} như sau:"
  - each: places
    as: clause
"""


def text_of(key):
    return (wording.FOLDER / f"{key}.yaml").read_text(encoding="utf-8")


@pytest.fixture
def wordsmith(province):
    return factories.officer("Đỗ Văn Chữ", Role.ADMINISTRATOR, province)


def keep(unit, by, at, *, key="notice", said=PLAIN, seen=0, name="Gọn hơn"):
    return actions.keep_wording(unit=unit, key=key, name=name, said=said, seen=seen, by=by, at=at)


@pytest.mark.parametrize("key", sorted(wording.kinds()))
def test_each_of_ours_stands_its_own_trial(key):
    read, content = wording_trial.read(key, text_of(key), head=HEAD)
    assert read.kind == wording.kinds()[key].kind
    assert content.blocks
    assert "[Người ký]" in content.signer.name


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("kind: TB", "kind: XX", 1),
        ("kind: TB", "kind: KH", 1),
        ('  - text: "{what} như sau:"', '  - text: "{where} như sau:"', 10),
        ('  - text: "{what} như sau:"', '  - song: "{what} như sau:"', 10),
        ('  - text: "{what} như sau:"', '  - text: "{what} như sau:', None),
        ("sort: lines", "sort: heap", 7),
        ("  what: Việc", "  what: {sort: line}", None),
        ("  what: Việc", "  signer_name: Ai", 6),
        ("title: Về {what}", "title: [Về]", None),
        ("as: clause", "as: [clause]", None),
        ("blocks:", "blocks: 7\nrest:", None),
        ("fields:", "fields: &all\n  more: *all", 6),
        ("name: Thông báo", "name: 'Thông báo", None),
        ("version: 1\n", "", None),
        ("tỉnh soạn", "tỉnh soạn\nbases: 7", None),
        ("tỉnh soạn", "tỉnh soạn\nbases: [{each: nowhere}]", None),
        ("như sau:", "như sau: độ MẬT", None),
    ],
)
def test_a_fault_is_told_with_its_line(old, new, line):
    assert old in PLAIN
    with pytest.raises(WordingRefused) as refused:
        wording_trial.read("notice", PLAIN.replace(old, new, 1), head=HEAD)
    assert refused.value.sentence
    if line is not None:
        assert refused.value.line == line


def test_what_protects_names_stays():
    said = text_of("transfer_slip").replace("nameless: true\n", "")
    assert said != text_of("transfer_slip")
    with pytest.raises(WordingRefused):
        wording_trial.read("transfer_slip", said, head=HEAD)


def test_a_text_of_any_length_is_not_read():
    with pytest.raises(WordingRefused):
        wording_trial.read("notice", PLAIN + "#" * wording_trial.LONGEST, head=HEAD)


def test_versions_are_kept_and_the_last_is_used(province, commune, wordsmith, at):
    keep(province, wordsmith, at)
    second = keep(province, wordsmith, at, said=PLAIN.replace("Việc", "Vụ việc"), seen=1)
    assert queries.own_wordings(commune) == {"notice": second}
    assert queries.worded("notice", second).fields[0].label == "Vụ việc"
    assert OwnWording.objects.filter(unit=province).count() == 2
    actions.restore_wording(unit=province, key="notice", by=wordsmith, at=at)
    actions.restore_wording(unit=province, key="notice", by=wordsmith, at=at)
    assert queries.own_wordings(commune) == {}
    assert keep(province, wordsmith, at, seen=2).version == 3
    events = Entry.objects.filter(event__startswith="documents.wording").order_by("pk")
    assert [one.event.rpartition("_")[2] for one in events] == ["kept", "kept", "restored", "kept"]


def test_who_did_not_see_the_last_version_keeps_none(province, wordsmith, at):
    keep(province, wordsmith, at)
    with pytest.raises(actions.Outrun):
        keep(province, wordsmith, at)


def test_a_commune_words_nothing(commune, province, administrator, wordsmith, at):
    with pytest.raises(actions.NotAProvince):
        keep(commune, administrator, at)
    with pytest.raises(NotAllowed):
        keep(province, administrator, at)
    with pytest.raises(NotAllowed):
        keep(commune, wordsmith, at)
    with pytest.raises(actions.NotAProvince):
        actions.restore_wording(unit=commune, key="notice", by=administrator, at=at)
