"""The kits are whole: every topic of the programme, three lengths, five questions, the right numbers to call."""

import re
from datetime import date

import pytest

from binhyen.newsroom.kits import QUESTIONS, TEXTS, KitInvalid, kits, read
from binhyen.people.models import Body

TOPICS = {
    "traffic", "fire", "drugs", "online-scams", "school-violence", "domestic-violence", "drowning", "fireworks",
}  # fmt: skip
#: Syllables of each text in Vietnamese: a minute read aloud, a leaflet, a message.
LENGTHS = {"loudspeaker": range(130, 176), "leaflet": range(60, 96), "zalo": range(35, 51)}
NUMBERS = {"111", "113", "114", "115"}
KITS = list(kits().values())


def words(kit):
    """Return every word of a kit, Vietnamese and English."""
    said = [
        kit.title,
        kit.slogan,
        kit.audience,
        *(law.name for law in kit.basis),
        *kit.texts.values(),
    ]
    for one in kit.quiz:
        said += [one.question, one.why, *one.options]
    return [text for each in said for text in (each.vi, each.en)]


def test_every_topic_has_its_kit():
    assert set(kits()) == TOPICS


@pytest.mark.parametrize("kit", KITS, ids=lambda kit: kit.id)
def test_the_three_texts_have_their_lengths(kit):
    assert {name: len(kit.texts[name].vi.split()) in LENGTHS[name] for name in TEXTS} == dict.fromkeys(TEXTS, True)  # fmt: skip
    assert (
        len(kit.texts["leaflet"].vi.splitlines()) == len(kit.texts["leaflet"].en.splitlines()) == 5
    )


@pytest.mark.parametrize("kit", KITS, ids=lambda kit: kit.id)
def test_partners_are_bodies_and_each_question_has_three_different_answers(kit):
    assert set(kit.partners) <= set(Body.values)
    assert len(kit.quiz) == QUESTIONS
    for one in kit.quiz:
        assert (
            len({option.vi for option in one.options})
            == len({option.en for option in one.options})
            == 3
        )
        assert one.answer in range(3)


@pytest.mark.parametrize("kit", KITS, ids=lambda kit: kit.id)
def test_only_emergency_numbers_are_to_be_called(kit):
    called = {
        number for text in words(kit) for number in re.findall(r"(?:gọi|call|báo) (\d+)\b", text)
    }
    assert called <= NUMBERS


@pytest.mark.parametrize("kit", KITS, ids=lambda kit: kit.id)
def test_fire_is_114_and_the_injured_are_115(kit):
    for text in words(kit):
        for said, number in re.findall(
            r"(cháy|Fire|bị thương|injured)[^.;,]{0,12}?\b(11\d)\b", text
        ):
            assert number == ("114" if said in {"cháy", "Fire"} else "115"), text


@pytest.mark.parametrize("fault", [
    ("id: fire", "id: other"), ("answer: 2", "answer: 4"), ("schema: binhyen.campaign-kit/2", "schema: x"),
    ('en: "114"', 'en: ""'), ("zalo:", "sms:"),
])  # fmt: skip
def test_a_kit_with_a_fault_is_refused_by_its_name(tmp_path, fault):
    from binhyen.newsroom.kits import FOLDER

    path = tmp_path / "fire.yaml"
    path.write_text((FOLDER / "fire.yaml").read_text("utf-8").replace(*fault, 1), "utf-8")
    with pytest.raises(KitInvalid, match=r"fire\.yaml"):
        read(path)


def test_a_campaign_cites_the_law_as_it_stood_on_its_last_day():
    kit = kits()["fireworks"]
    assert "58/2026" not in kit.basis_on(date(2025, 2, 5), "vi")
    assert "58/2026" not in kit.basis_on(date(2026, 3, 14), "vi")
    assert kit.basis_on(date(2026, 3, 15), "vi").endswith("sửa đổi bởi Nghị định số 58/2026/NĐ-CP")


#: Articles of law that shared knowledge holds; a kit states no other.
ARTICLES = {"Điều 19", "Điều 25", "Điều 51"}


@pytest.mark.parametrize("kit", KITS, ids=lambda kit: kit.id)
def test_a_kit_states_no_article_without_a_source_and_no_fine(kit):
    said = " ".join(words(kit))
    assert set(re.findall(r"Điều \d+", said)) <= ARTICLES
    assert not re.search(r"\d[\d.]*\s*(?:đồng|triệu|tháng tù|năm tù)", said)
