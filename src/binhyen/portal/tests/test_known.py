"""Before sending, what is known nearby is shown, and "me too" follows it."""

import re

import pytest

from binhyen.matters.models import Matter
from binhyen.matters.tests import factories
from binhyen.portal.tests.conftest import STORY
from binhyen.reports.models import Report

CODE = re.compile(r">([A-Z0-9]{4}(?:-[A-Z0-9]{4}){3})<")
HERE = {"lat": 10.6290, "lon": 106.3660}


@pytest.fixture
def known(commune, hanh, area, at):
    return factories.matter(commune, at, category="ENV", area=area, **HERE)


def at_the_end(resident, **place):
    return resident.start().answer(category="ENV").answer(**STORY, **place)


def me_too(resident):
    found = re.search(r'name="go" value="(join-[^"]+)"', resident.text)
    return found[1] if found else ""


def test_what_is_known_in_the_area_is_shown_without_words_or_number(resident, known, area):
    at_the_end(resident, area=str(area.pk))
    assert "Việc đã biết ở gần đây" in resident.text and area.full_name in resident.text
    assert known.reference not in resident.text.replace(me_too(resident), "")
    assert factories.WORDS not in resident.text


def test_me_too_gives_a_number_and_a_code_of_ones_own_in_the_same_matter(resident, known, area):
    at_the_end(resident, area=str(area.pk)).send(go=me_too(resident))
    assert CODE.search(resident.text)
    mine = Report.objects.order_by("-pk").first()
    assert mine.words == STORY["words"]
    assert Matter.objects.get().attached.filter(report=mine).exists()


def test_going_on_opens_a_matter_of_its_own(resident, known, area):
    at_the_end(resident, area=str(area.pk)).send()
    assert Matter.objects.count() == 2


def test_nothing_is_shown_of_another_area_or_of_what_is_not_public(resident, commune, area, at):
    factories.matter(commune, at, category="CHD", area=area)
    at_the_end(resident)
    assert "Việc đã biết" not in resident.text


@pytest.mark.parametrize("go", ["join-", "join-VV-AAAA-AAAA:x", "join-" + "x" * 300])
def test_a_key_made_up_sends_an_ordinary_report(resident, known, area, go):
    at_the_end(resident, area=str(area.pk)).send(go=go)
    assert Matter.objects.count() == 2
