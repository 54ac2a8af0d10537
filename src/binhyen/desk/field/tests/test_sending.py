"""What a phone sends after hours without a network: once, in any order, with a reason when it cannot be."""

import io
import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from binhyen.core import clock
from binhyen.desk.field import sending
from binhyen.forces.models import Patrol
from binhyen.matters import actions
from binhyen.matters.models import Matter, MatterPhoto, Move, SentOnce
from binhyen.matters.tests import factories
from binhyen.matters.words import Outcome
from binhyen.notices.models import Notice
from binhyen.people.models import Role
from binhyen.people.tests import factories as people
from binhyen.places.models import Level
from binhyen.reports.tests import factories as pictures

SEND = reverse("desk:field_send")
HOUR = timedelta(hours=1)
WORDS = "Đèn đường hỏng ở cầu (chuyện bịa để thử)."


@pytest.fixture(autouse=True)
def _now(monkeypatch, settings, tmp_path, at):
    monkeypatch.setattr(clock, "now", lambda: at)
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def kha(area):
    """A member of the area's security team."""
    return people.officer("Võ Văn Kha", Role.TEAM_MEMBER, area)


@pytest.fixture
def matter(commune, area, hanh, at):
    return factories.in_hand(commune, at - 5 * HOUR, hanh, area=area)


@pytest.fixture
def phone(client, kha):
    """Kha's phone: sends as the queue does."""
    client.force_login(kha)

    def send(kind, matter=None, /, **said):
        asked = {"key": str(uuid4()), "kind": kind, "owner": sending.owner_of(kha)}
        if matter is not None:
            asked |= {"matter": matter.reference, "version": matter.version}
        return client.post(SEND, asked | said)

    return send


def stamp(moment):
    return moment.isoformat()


def done_moves(matter):
    return [move for move in matter.moves.order_by("pk") if move.detail.get("done")]


def test_the_same_note_sent_twice_is_one_note_and_gives_one_answer(phone, matter):
    key = str(uuid4())
    answers = [phone("NOTE", matter, key=key, words=WORDS).json() for _time in range(3)]
    assert answers[0]["outcome"] == "done"
    assert answers == [answers[0]] * 3
    assert Move.objects.filter(matter=matter, words=WORDS).count() == 1
    assert SentOnce.objects.count() == 1


def test_a_phone_may_send_json_as_well(client, phone, matter):
    said = {
        "key": str(uuid4()),
        "kind": "NOTE",
        "matter": matter.reference,
        "words": WORDS,
        "version": 2,
    }
    answer = client.post(SEND, json.dumps(said), content_type="application/json")
    assert answer.json()["outcome"] == "done"


@pytest.mark.parametrize("body", ["", "[]", "{", "null", '"x"', "\xff\xfe", '{"kind": {"a": [1]}}'])
def test_what_cannot_be_read_is_refused_in_a_sentence(client, phone, body):
    answer = client.post(SEND, body.encode("latin-1"), content_type="application/json")
    assert answer.status_code in {400, 422}
    assert answer.json()["reason"]


def test_acts_that_arrive_out_of_order_keep_their_own_times(phone, matter, at):
    for hours, words in ((1, "Sau."), (3, "Trước.")):
        done = phone(
            "NOTE", matter, words=words, done_at=stamp(at - hours * HOUR), sent_at=stamp(at)
        )
        assert done.json()["outcome"] == "done"
    notes = matter.moves.filter(act="NOTE").order_by("pk")
    assert [note.words for note in notes] == ["Sau.", "Trước."]
    assert [note.done_at for note in notes] == [at - HOUR, at - 3 * HOUR]
    assert {note.at for note in notes} == {at}


def test_a_phone_whose_clock_is_wrong_is_put_right_by_what_it_shows_when_it_sends(
    phone, matter, at
):
    ahead = timedelta(days=400, minutes=17)
    phone("NOTE", matter, words=WORDS, done_at=stamp(at + ahead - HOUR), sent_at=stamp(at + ahead))
    assert SentOnce.objects.get().done_at == at - HOUR


def test_what_was_done_before_midnight_and_sent_after_it_keeps_its_day(
    phone, matter, at, monkeypatch
):
    midnight = clock.start_of(clock.local_day(at) + timedelta(days=1))
    monkeypatch.setattr(clock, "now", lambda: midnight + timedelta(minutes=3))
    done = stamp(midnight - timedelta(minutes=5))
    phone("NOTE", matter, words=WORDS, done_at=done, sent_at=stamp(midnight + timedelta(minutes=3)))
    note = matter.moves.get(act="NOTE")
    assert clock.local_day(note.done_at) == clock.local_day(at)
    assert note.day == clock.local_day(midnight)


@pytest.mark.parametrize(
    ("done", "outcome"),
    [
        (timedelta(minutes=4), "done"),
        (timedelta(minutes=6), "refused"),
        (timedelta(days=-29), "done"),
        (timedelta(days=-31), "refused"),
    ],
)
def test_a_time_is_taken_from_30_days_ago_to_5_minutes_ahead(phone, matter, at, done, outcome):
    answer = phone("NOTE", matter, words=WORDS, done_at=stamp(at + done), sent_at=stamp(at))
    assert answer.json()["outcome"] == outcome
    assert SentOnce.objects.count() == (outcome == "done")


@pytest.mark.parametrize(
    "odd", ["gestern", "2026-03-02T09:00:00", "9999-12-31T23:59:59+00:00", "\0"]
)
def test_a_time_that_cannot_be_read_is_said(phone, matter, odd):
    answer = phone("NOTE", matter, words=WORDS, done_at=odd)
    assert answer.status_code == 422
    assert answer.json()["reason"]


def test_done_is_told_to_the_handler_and_settles_nothing(phone, matter, hanh):
    assert phone("DONE", matter, words="Đã dọn xong.").json()["outcome"] == "done"
    matter.refresh_from_db()
    assert matter.is_open
    assert len(done_moves(matter)) == 1
    assert [(one.user, one.what) for one in Notice.objects.filter(subject=matter.reference, what="FIELD_DONE")] == [(hanh, "FIELD_DONE")]  # fmt: skip


def test_while_nobody_has_it_in_hand_the_officers_on_duty_are_told(phone, commune, area, hanh, at):
    new = factories.matter(commune, at - HOUR, area=area)
    phone("DONE", new)
    assert Notice.objects.get(what="FIELD_DONE").user == hanh


def test_the_second_who_says_done_is_refused_and_the_words_are_a_note(phone, matter, area, client):
    other = people.officer("Lê Văn Bảy", Role.TEAM_MEMBER, area)
    assert phone("DONE", matter, words="Tôi làm rồi.").json()["outcome"] == "done"
    client.force_login(other)
    said = {"key": str(uuid4()), "kind": "DONE", "matter": matter.reference, "version": matter.version, "words": WORDS}  # fmt: skip
    answer = client.post(SEND, said).json()
    assert answer["outcome"] == "refused"
    assert "Trước đó đã có người báo làm xong" in answer["reason"]
    assert len(done_moves(matter)) == 1
    assert matter.moves.get(words=WORDS).detail["refused"] == "ALREADY"
    assert client.post(SEND, said).json() == answer
    assert matter.moves.filter(words=WORDS).count() == 1


def test_done_on_a_matter_closed_meanwhile_is_refused_and_kept_as_a_note(
    phone, matter, kha, hanh, at
):
    actions.settle(matter=matter, outcome=Outcome.PUT_RIGHT, words="Xong.", by=hanh, at=at)
    actions.close(matter=matter, by=hanh, at=at)
    answer = phone("DONE", matter, words=WORDS).json()
    assert answer["outcome"] == "refused"
    assert "đã kết thúc" in answer["reason"]
    assert answer["kept"] == "NOTE"
    assert matter.moves.get(words=WORDS).detail["refused"] == "CLOSED"
    assert Notice.objects.get(user=kha).what == "REFUSED"


def test_a_note_on_a_matter_closed_meanwhile_is_simply_a_note(phone, matter, hanh, at):
    actions.settle(matter=matter, outcome=Outcome.PUT_RIGHT, words="Xong.", by=hanh, at=at)
    assert phone("NOTE", matter, words=WORDS).json()["outcome"] == "done"


def test_on_a_merged_matter_the_words_go_to_the_one_it_lives_in(
    phone, matter, commune, area, hanh, at
):
    into = factories.in_hand(commune, at - HOUR, hanh, area=area)
    actions.merge(matter=matter, into=into, by=hanh, at=at)
    answer = phone("NOTE", matter, words=WORDS).json()
    assert answer["outcome"] == "refused"
    assert answer["kept"] == "NOTE"
    assert into.moves.get(words=WORDS).detail["refused"] == "MERGED"


def test_what_moved_out_of_reach_is_refused_and_its_words_stay_with_the_person(
    phone, client, matter, other_commune, at
):
    elsewhere = people.unit(
        "Nơi khác", level=Level.RESIDENTIAL_AREA, edition="local", parent=other_commune
    )
    Matter.objects.filter(pk=matter.pk).update(area=elsewhere, keeper=other_commune)
    answer = phone("NOTE", matter, words=WORDS).json()
    assert answer["outcome"] == "refused"
    assert answer["kept"] == "ASIDE"
    assert not Move.objects.filter(words=WORDS).exists()
    assert WORDS in client.get(reverse("desk:field")).content.decode()


def test_whoever_lost_the_post_an_hour_ago_is_told_so_and_nothing_is_written(
    phone, matter, kha, at
):
    kha.posts.update(until=clock.local_day(at))
    answer = phone("DONE", matter, words=WORDS).json()
    assert answer["outcome"] == "refused"
    assert "không giữ vị trí nào" in answer["reason"]
    assert SentOnce.objects.get().words == WORDS
    assert not Move.objects.filter(words=WORDS).exists()


def test_a_restricted_matter_and_one_that_is_not_there_give_the_same_answer(
    phone, commune, area, hanh, at
):
    restricted = factories.in_hand(commune, at - HOUR, hanh, area=area, category="CHD")
    answers = []
    for reference in (restricted.reference, "VV-2222-2222"):
        for kind in ("NOTE", "DONE"):
            sent = phone(kind, matter=reference, version="1", words=WORDS)
            answers.append((sent.status_code, sent.json()))
    assert answers == [answers[0]] * 4
    assert answers[0][1]["outcome"] == "refused"
    assert restricted.moves.filter(words=WORDS).count() == 0
    assert set(SentOnce.objects.values_list("matter", flat=True)) == {None}


def test_somebody_elses_key_is_not_answered_for_them(phone, matter, area, client):
    key = str(uuid4())
    phone("NOTE", matter, key=key, words=WORDS)
    client.force_login(people.officer("Lê Văn Bảy", Role.TEAM_MEMBER, area))
    said = {"key": key, "kind": "NOTE", "matter": matter.reference, "words": "Của tôi."}
    answer = client.post(SEND, said)
    assert answer.status_code == 409
    assert answer.json()["outcome"] == "refused"
    assert not Move.objects.filter(words="Của tôi.").exists()


def test_what_another_person_left_on_the_phone_waits_for_them(phone, matter):
    answer = phone("NOTE", matter, words=WORDS, owner="nguoi-khac")
    assert answer.status_code == 401
    assert not SentOnce.objects.exists()


def test_without_a_log_in_nothing_is_taken(client, matter):
    answer = client.post(SEND, {"key": str(uuid4()), "kind": "NOTE", "matter": matter.reference})
    assert answer.status_code == 401
    assert client.get(reverse("desk:field_key")).status_code == 401


def test_another_site_cannot_send_in_ones_name(kha, matter):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(kha)
    said = {"key": str(uuid4()), "kind": "NOTE", "matter": matter.reference, "words": WORDS}
    assert strict.post(SEND, said).status_code == 403
    token = strict.get(reverse("token")).json()["token"]
    sent = strict.post(SEND, said, headers={"X-CSRFToken": token})
    assert sent.json()["outcome"] == "done"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"words": "a\0b"}, "Nội dung"),
        ({"words": "x" * 20_001}, "quá dài"),
        ({"words": "  "}, "Nội dung"),
        ({"key": "khong-phai-uuid", "words": "x"}, ""),
        ({"version": "-1", "words": "x"}, ""),
        ({"kind": "SETTLE", "words": "x"}, ""),
        ({"matter": "x" * 13, "words": "x"}, ""),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_written(phone, matter, said, sentence):
    answer = phone("NOTE", matter, **said)
    assert answer.status_code == 422
    assert sentence in answer.json()["reason"]
    assert answer.json()["reason"]
    assert not SentOnce.objects.exists()


def test_words_in_any_script_are_kept_without_marks_that_turn_a_line_around(phone, matter):
    words = "😀 \u202eمرحبا\u202c Ấp 5"
    assert phone("NOTE", matter, words=words).json()["outcome"] == "done"
    assert matter.moves.filter(words="😀 مرحبا Ấp 5").exists()


def photo(content=None, name="anh.jpg", kind="image/jpeg"):
    upload = io.BytesIO(pictures.picture() if content is None else content)
    upload.name = name
    upload.content_type = kind
    return upload


def served_by(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == "inline"
    assert answer["X-Content-Type-Options"] == "nosniff"
    return b"".join(answer.streaming_content)


def test_a_photo_is_written_anew_and_shown_to_who_may_read_the_matter(
    phone, client, matter, hanh, lan
):
    assert phone("PHOTO", matter, photo=photo(), words="Cột đèn.").json()["outcome"] == "done"
    shot = MatterPhoto.objects.get()
    address = reverse("desk:field_photo", args=[matter.reference, shot.token])
    assert served_by(client, address)
    client.force_login(hanh)
    served = served_by(client, address)
    assert served.startswith(b"\xff\xd8")
    assert b"Exif" not in served
    assert address in client.get(reverse("desk:matter", args=[matter.reference])).content.decode()
    client.force_login(lan)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "content",
    [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"PK\x03\x04zip", b"GIF89a", b"x" * 99],
)
def test_a_file_that_is_no_photo_is_refused_whatever_it_calls_itself(phone, matter, content):
    answer = phone("PHOTO", matter, photo=photo(content), words=WORDS).json()
    assert answer["outcome"] == "refused"
    assert "Không lưu được ảnh" in answer["reason"]
    assert answer["kept"] == "NOTE"
    assert not MatterPhoto.objects.exists()


def test_a_photo_sent_twice_is_one_photo(phone, matter):
    key = str(uuid4())
    for _time in range(2):
        assert phone("PHOTO", matter, key=key, photo=photo()).json()["outcome"] == "done"
    assert MatterPhoto.objects.count() == 1


def walked(where, at, /, **said):
    usual = {"area": where.pk, "companions": 2, "remarks": "Yên."}
    times = {"started_at": at - 2 * HOUR, "ended_at": at - HOUR}
    shown = {
        name: when.astimezone(clock.VIETNAM).strftime("%Y-%m-%dT%H:%M")
        for name, when in times.items()
    }
    return usual | shown | said


def test_a_patrol_sent_twice_is_one_patrol(phone, area, commune, kha, at):
    key = str(uuid4())
    for _time in range(2):
        assert phone("PATROL", key=key, **walked(area, at)).json()["outcome"] == "done"
    patrol = Patrol.objects.get()
    assert (patrol.unit, patrol.area, patrol.by, patrol.companions) == (commune, area, kha, 2)
    assert (patrol.started_at, patrol.ended_at) == (at - 2 * HOUR, at - HOUR)


@pytest.mark.parametrize("off", [timedelta(), timedelta(days=400), timedelta(minutes=-17)])
@pytest.mark.parametrize("late", [-0.4, 0, 0.4, 20])
def test_a_patrol_is_logged_to_the_minute_that_was_typed_whatever_the_phones_clock(
    phone, area, at, off, late
):
    times = {"started_at": at - 2 * HOUR, "ended_at": at - HOUR}
    said = {name: stamp(when + off) for name, when in times.items()}
    sent_at = stamp(at + off - timedelta(seconds=late))
    assert phone("PATROL", **walked(area, at, **said), sent_at=sent_at).json()["outcome"] == "done"
    patrol = Patrol.objects.get()
    assert (patrol.started_at, patrol.ended_at) == (at - 2 * HOUR, at - HOUR)


@pytest.mark.parametrize(
    "said",
    [
        {"ended_at": "2026-03-01T20:00"},
        {"started_at": "2026-02-27T20:00"},
        {"started_at": ""},
        {"remarks": "x" * 501},
        {"remarks": "a\0b"},
        {"companions": "-1"},
        {"companions": "999"},
        {"area": "0"},
    ],
)
def test_what_is_no_patrol_is_refused_in_a_sentence(phone, area, at, said):
    answer = phone("PATROL", **walked(area, at, **said))
    assert answer.json()["outcome"] == "refused"
    assert len(answer.json()["reason"]) > 10
    assert not Patrol.objects.exists()


def test_nobody_logs_a_patrol_where_they_do_not_serve(phone, commune, at):
    elsewhere = people.unit(
        "Nơi khác", level=Level.RESIDENTIAL_AREA, edition="local", parent=commune
    )
    answer = phone("PATROL", **walked(elsewhere, at)).json()
    assert answer["outcome"] == "refused"
    assert not Patrol.objects.exists()


def test_the_words_of_a_queue_are_ones_own(client, kha, hanh):
    client.force_login(kha)
    mine = client.get(reverse("desk:field_key"))
    assert "no-store" in mine["Cache-Control"]
    client.force_login(hanh)
    assert client.get(reverse("desk:field_key")).json() != mine.json()
    assert sending.owner_of(kha) != sending.owner_of(hanh)
