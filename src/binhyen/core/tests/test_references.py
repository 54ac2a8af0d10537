"""References and codes."""

import re

import pytest

from binhyen.core import references


def test_no_letter_looks_or_sounds_like_another():
    assert not set("0O1IL2Z5S8BUV") & set(references.ALPHABET)
    assert len(set(references.ALPHABET)) == len(references.ALPHABET) == 23


def test_a_reference_reads_well():
    assert re.fullmatch(r"BY-[A-Z0-9]{4}-[A-Z0-9]{4}", references.new_reference())


def test_a_code_reads_well():
    assert re.fullmatch(r"([A-Z0-9]{4}-){3}[A-Z0-9]{4}", references.new_code())


def test_drawn_letters_are_of_the_alphabet_and_all_of_it_is_drawn():
    assert set(references.draw(5000)) == set(references.ALPHABET)


@pytest.mark.parametrize("typed", ["by-7km4-xq9r", " BY 7KM4 XQ9R ", "BY7KM4XQ9R", "by–7km4–xq9r"])
def test_what_people_type_is_tidied(typed):
    assert references.tidy(typed) == "BY7KM4XQ9R"
