"""The questionnaire that ships is whole; one that is not is named by file, line and id."""

import pytest

from binhyen.forces import questionnaires
from binhyen.forces.questionnaires import ItemKind, NotAnAnswer, QuestionnaireInvalid, Who, checked

GOOD = """schema: binhyen.questionnaire/1
id: q
version: "1"
title_vi: Phiếu
title_en: Form
source: own
blocks:
  - id: view
    title_vi: Ý kiến
    title_en: View
    asked: [residents]
    items:
      - id: trusted
        kind: scale
        title_vi: Tin?
        title_en: Trusted?
      - id: torches
        kind: count
        most: 9
        title_vi: Đèn
        title_en: Torches
        asked: [commune]
"""


def test_the_questionnaire_of_the_house_has_its_blocks_for_all_who_answer():
    one = questionnaires.latest()
    assert [block.id for block in one.blocks] == [
        "strength", "qualifications", "equipment", "activity", "results", "coordination", "residents", "regime",
        "difficulties",
    ]  # fmt: skip
    for who in Who:
        assert one.asked_of(who), who
    assert {item.kind for item in one.asked_of(Who.RESIDENTS).values()} == {ItemKind.SCALE, ItemKind.YES_NO}  # fmt: skip


def test_an_item_takes_who_is_asked_from_its_block_unless_it_says_otherwise():
    one = questionnaires.parse(GOOD, file="q.yaml")
    assert list(one.asked_of(Who.RESIDENTS)) == ["trusted"]
    assert list(one.asked_of(Who.COMMUNE)) == ["torches"]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("kind: scale", "kind: stars", "q.yaml, line 13, id trusted: `kind` must be one of choice, count, scale, text, yes_no, got 'stars'"),
        ("id: torches", "id: trusted", "q.yaml, line 17, id trusted: this id stands twice in the file"),
        ("most: 9", "most: 0", "q.yaml, line 17, id torches: a count needs `most`, a whole number above 0, got 0"),
        ("[residents]", "[police]", "q.yaml, line 8, id view: `asked` must list some of commune, partners, members, residents, got ['police']"),
        ("most: 9", "most: 9\n        colour: red", "unknown ['colour']"),
        ("title_en: Torches", "gap: {under: lamps}\n        title_en: Torches", "id torches: `gap` is under 'lamps', which is no item of this file"),
        ("title_en: Torches", "gap: 3\n        title_en: Torches", "line 17, id torches: `gap` must be"),
        ("version: \"1\"", "version: \"1\"\nversion: \"2\"", "the key `version` stands twice"),
        ("kind: scale", "kind: [", "q.yaml, line"),
        ("questionnaire/1", "questionnaire/9", "`schema` must be"),
        ("kind: scale", "kind: choice", "line 13, id trusted: `options` must be a list"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_named(old, new, sentence):
    with pytest.raises(QuestionnaireInvalid) as refused:
        questionnaires.parse(GOOD.replace(old, new, 1), file="q.yaml")
    assert sentence in str(refused.value)
    assert str(refused.value).startswith("q.yaml")


def test_answers_become_values_and_what_was_skipped_is_left_out():
    asked = questionnaires.latest().asked_of(Who.MEMBERS)
    values, texts = checked(
        asked, {"paid_on_time": 1, "content": None, "hard": [1, 3], "proposal": "Thêm đèn pin."}
    )
    assert values == [("paid_on_time", 1), ("hard", 1), ("hard", 3)]
    assert texts == {"proposal": "Thêm đèn pin."}


@pytest.mark.parametrize(
    "wrong",
    [{"content": 6}, {"content": True}, {"content": "5"}, {"content": [1, 2]}, {"hard": [9]}, {"hard": [1, 1]},
     {"proposal": "x" * 501}, {"trusted": 3}],
)  # fmt: skip
def test_a_value_outside_the_scale_is_refused(wrong):
    with pytest.raises(NotAnAnswer):
        checked(questionnaires.latest().asked_of(Who.MEMBERS), wrong)
