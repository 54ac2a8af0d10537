"""What was written without a network comes later, once."""

from datetime import timedelta
from uuid import uuid4

import pytest

from binhyen.core import clock
from binhyen.matters.models import Matter
from binhyen.portal import queries
from binhyen.portal.tests.conftest import STORY, SUBJECT, YOU
from binhyen.reports.models import Photo, Report

SEND = "/bao-tin/gui.json"


@pytest.fixture
def waiting(commune, hanh):
    return {**SUBJECT, **STORY, **YOU, "key": str(uuid4())}


def test_it_is_one_report_however_often_it_comes_and_answers_alike(client, waiting):
    first, second = client.post(SEND, waiting), client.post(SEND, waiting)
    assert first.json() == second.json() and first.json()["outcome"] == "done"
    assert Report.objects.get().reference == first.json()["reference"] and first.json()["code"]
    assert "no-store" in first["Cache-Control"]


#: Thirteen hours on the phone, over midnight in Viet Nam.
WAITED = {"done_at": "2026-03-01T13:00:00.000Z", "sent_at": "2026-03-02T02:00:00.000Z"}


def test_now_means_when_it_was_written(client, waiting, at):
    client.post(SEND, {**waiting, **WAITED})
    report = Report.objects.get()
    assert report.received_at == at and report.happened_at == at - timedelta(hours=13)


def test_the_house_counts_from_its_own_receipt_whatever_the_phone_says(client, waiting, at):
    for said in (
        WAITED,
        {},
        {"done_at": "2026-02-24T02:00:00Z", "sent_at": "2026-03-02T02:00:00Z"},
    ):
        client.post(SEND, {**waiting, **said, "key": str(uuid4())})
    matters = list(Matter.objects.order_by("pk"))
    assert len(matters) == 3
    assert {matter.opened_at for matter in matters} == {at}
    assert len({matter.due_at for matter in matters}) == 1
    clocks = [set(matter.deadlines.values_list("clock", "since", "due_at")) for matter in matters]
    assert clocks[0] and clocks == [clocks[0]] * 3
    days = {move.day for matter in matters for move in matter.moves.all()}
    assert days == {clock.local_day(at)}


def test_it_goes_to_a_commune_of_the_day_it_arrives(client, waiting, monkeypatch, at):
    days, served = set(), queries.served
    monkeypatch.setattr(queries, "served", lambda on: days.add(on) or served(on))
    client.post(SEND, {**waiting, **WAITED})
    assert days == {clock.local_day(at)}


def test_a_day_that_was_written_down_counts_and_not_the_waiting(client, waiting):
    said = {"when": "earlier", "day": "2026-02-27", "hour": "21:30"}
    client.post(SEND, {**waiting, **WAITED, **said})
    happened = Report.objects.get().happened_at.astimezone(clock.VIETNAM)
    assert f"{happened:%Y-%m-%d %H:%M}" == "2026-02-27 21:30"


@pytest.mark.parametrize(
    "odd", [{"done_at": "x"}, {"done_at": "2026-03-02"}, {"done_at": "2020-01-01T00:00:00Z"}]
)
def test_a_phone_whose_clock_says_nonsense_sends_all_the_same(client, waiting, at, odd):
    client.post(SEND, {**waiting, "sent_at": "2026-03-02T01:00:00Z", **odd})
    assert Report.objects.get().happened_at == at


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"category": "OUT-PETITION"}, "không nhận ở đây"),
        ({"category": ""}, "Hãy chọn loại việc"),
        ({"words": ""}, "Hãy kể"),
        ({"lat": "1", "lon": "2"}, "ngoài Việt Nam"),
    ],
)
def test_what_cannot_be_taken_says_why_and_nothing_is_kept(client, waiting, wrong, sentence):
    answer = client.post(SEND, {**waiting, **wrong}).json()
    assert answer["outcome"] == "refused" and sentence in answer["reason"]
    assert not Report.objects.exists() and not Photo.objects.exists()


def test_a_photo_that_is_none_does_not_hold_up_the_words(client, waiting, upload):
    client.post(SEND, {**waiting, "photo": [upload("x.jpg", b"MZ"), upload("a.jpg")]})
    assert Report.objects.get().photos.count() == 1


def test_the_page_for_a_phone_without_a_network_holds_the_whole_form_and_nothing_of_anybody(
    client, waiting
):
    page = client.get("/bao-tin/khong-mang/")
    for name in ("category", "words", "place_words", "photo"):
        assert f'name="{name}"'.encode() in page.content
    assert "data-by-worker" in page.content.decode() and "no-store" not in page["Cache-Control"]
    assert set(page.cookies) <= {"bao_ve"}


def test_the_usual_first_page_does_not_carry_it(client, waiting):
    assert b"<select" not in client.get("/bao-tin/").content


def test_a_commune_typed_by_name_is_found_without_asking(client, waiting, commune, monkeypatch):
    monkeypatch.setattr(queries, "served", lambda on: queries.Served(on, (), are_few=False))
    client.post(SEND, {**waiting, "search": commune.name})
    assert Report.objects.get().unit == commune


def test_a_commune_that_is_none_says_so(client, waiting, monkeypatch):
    monkeypatch.setattr(queries, "served", lambda on: queries.Served(on, (), are_few=False))
    answer = client.post(SEND, {**waiting, "search": "Không Đâu Cả"}).json()
    assert answer["outcome"] == "refused" and "không tìm thấy" in answer["reason"].lower()
