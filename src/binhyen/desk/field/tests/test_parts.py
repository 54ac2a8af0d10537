"""Parts of matters on the phone: listed by when they are wanted, done without a network, once, or refused with a reason."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from binhyen.core import clock
from binhyen.desk.field import sending, tasks
from binhyen.matters import actions
from binhyen.matters.actions import Target, Task
from binhyen.matters.models import PART_LENGTH, Matter, Part, SentOnce
from binhyen.matters.rules import Severity
from binhyen.matters.tests import factories
from binhyen.notices.models import Notice
from binhyen.people.models import Role
from binhyen.people.tests import factories as people
from binhyen.places.models import Level

SEND = reverse("desk:field_send")
FIELD = reverse("desk:field")
HOUR = timedelta(hours=1)
WORDS = "Đã hỏi năm hộ gần cầu (chuyện bịa để thử)."
ASKED = "Hỏi các hộ gần cầu."


@pytest.fixture(autouse=True)
def _now(monkeypatch, at):
    monkeypatch.setattr(clock, "now", lambda: at)


@pytest.fixture
def kha(area):
    """A member of the area's security team."""
    return people.officer("Võ Văn Kha", Role.TEAM_MEMBER, area)


@pytest.fixture
def ba(commune):
    """A member of the security team of another area."""
    far = people.unit("Rạch Đào", level=Level.RESIDENTIAL_AREA, edition="local", parent=commune)
    return people.officer("Trịnh Văn Ba", Role.TEAM_MEMBER, far)


@pytest.fixture
def matter(commune, area, hanh, at):
    return factories.in_hand(commune, at - 5 * HOUR, hanh, area=area)


def give(matter, to, by, at, words=ASKED, due_at=None):
    given = Task(words, Target(person=to), due_at)
    return actions.add_part(
        matter=Matter.objects.get(pk=matter.pk), task=given, by=by, at=at - 4 * HOUR
    )


@pytest.fixture
def part(matter, kha, hanh, at):
    return give(matter, kha, hanh, at)


@pytest.fixture
def phone(client):
    """The phone of whoever holds it: sends as the queue does."""

    def send(who, part, /, **said):
        client.force_login(who)
        asked = {
            "key": str(uuid4()), "kind": "PART", "owner": sending.owner_of(who), "words": WORDS,
            "matter": part.matter.reference, "part": part.pk,
        }  # fmt: skip
        return client.post(SEND, asked | said).json()

    return send


def page(client, who, address=FIELD):
    client.force_login(who)
    return client.get(address).content.decode()


def ends(matter):
    return list(matter.moves.filter(act="END_PART").order_by("pk"))


def test_parts_stand_among_the_tasks_by_when_each_is_wanted(
    client, kha, ba, commune, matter, hanh, at
):
    today = give(matter, kha, hanh, at, "Việc gấp nhất.", at + HOUR)
    whole = give(matter, kha, hanh, at, "Việc theo hạn chung.")
    later = give(matter, kha, hanh, at, "Việc sau cùng.", matter.due_at + timedelta(days=90))
    give(matter, ba, hanh, at, "Việc của người khác.")
    shown = page(client, kha)
    places = [shown.index(each) for each in (today.words, matter.title, whole.words, later.words)]
    assert places == sorted(places)
    assert "Việc của người khác." not in shown


def test_of_more_than_fit_the_most_urgent_are_kept_parts_or_not(
    client, kha, part, matter, monkeypatch
):
    monkeypatch.setattr(tasks, "MOST", 1)
    assert ASKED not in page(client, kha)
    Part.objects.update(due_at=matter.due_at - HOUR)
    shown = page(client, kha)
    assert ASKED in shown and f'vu-viec/{matter.reference}/"' not in shown


def test_what_was_given_to_ones_crew_is_ones_part(client, commune, area, chief, kha, matter, at):
    crew = factories.crew(commune, at - 4 * HOUR, chief, kha, name="Tổ Cầu Lớn", home=area)
    given = Task(ASKED, Target(crew=crew))
    actions.add_part(matter=Matter.objects.get(), task=given, by=chief, at=at - HOUR)
    shown = page(client, kha)
    assert ASKED in shown and "Tổ Cầu Lớn" in shown


def test_a_part_of_a_restricted_matter_is_nobodys_task_in_the_field(
    client, commune, area, hanh, at
):
    secret = factories.in_hand(commune, at - 5 * HOUR, hanh, area=area, category="CHD")
    colleague = people.officer("Cao Văn Út", Role.DUTY_OFFICER, commune)
    part = give(secret, colleague, hanh, at)
    address = reverse("desk:field_part", args=[secret.reference, part.pk])
    assert ASKED not in page(client, colleague)
    assert client.get(address).status_code == 404


def test_whoever_went_to_another_commune_reads_no_more_of_a_part(
    client, lan, kha, chief, other_commune, hanh, matter, at
):
    part = give(matter, chief, hanh, at)
    chief.posts.update(unit=other_commune)
    assert ASKED not in page(client, chief)
    assert ASKED not in page(client, chief, reverse("desk:home"))
    address = reverse("desk:field_part", args=[matter.reference, part.pk])
    assert client.get(address).status_code == 404
    client.force_login(lan)
    assert client.get(address).status_code == 404


def test_a_part_is_done_where_its_matter_is_of_another_area(client, phone, ba, hanh, matter, at):
    part = give(matter, ba, hanh, at)
    assert ASKED in page(client, ba)
    said = {"done_at": (at - HOUR).isoformat(), "sent_at": at.isoformat()}
    assert phone(ba, part, **said)["outcome"] == "done"
    part.refresh_from_db()
    assert (part.done_by, part.done_at, part.done_words) == (ba, at, WORDS)
    (end,) = ends(matter)
    assert (end.words, end.at, end.done_at) == (WORDS, at, at - HOUR)
    assert Notice.objects.get(what="PART_DONE").user == hanh
    assert ASKED not in page(client, ba)


def test_sent_again_it_is_done_once_and_answered_alike(phone, kha, part, matter):
    key = str(uuid4())
    answers = [phone(kha, part, key=key) for _time in range(3)]
    assert answers == [answers[0]] * 3 and answers[0]["outcome"] == "done"
    assert len(ends(matter)) == 1 and SentOnce.objects.count() == 1


def test_parts_that_arrive_out_of_order_are_each_done_at_their_own_time(
    phone, kha, hanh, matter, at
):
    parts = [give(matter, kha, hanh, at, f"Việc {n}.") for n in range(2)]
    for part, hours in zip(reversed(parts), (1, 3), strict=True):
        said = {"done_at": (at - hours * HOUR).isoformat(), "sent_at": at.isoformat()}
        assert phone(kha, part, **said)["outcome"] == "done"
    assert [end.detail["part"] for end in ends(matter)] == [parts[1].pk, parts[0].pk]
    assert [end.done_at for end in ends(matter)] == [at - HOUR, at - 3 * HOUR]
    assert not Part.objects.undone()


def test_a_part_that_somebody_else_ended_is_refused_and_the_words_are_a_note(
    phone, kha, hanh, part, matter, at
):
    actions.end_part(part=part, words="Tôi làm rồi.", by=hanh, at=at - HOUR)
    key = str(uuid4())
    answer = phone(kha, part, key=key)
    assert (answer["outcome"], answer["kept"]) == ("refused", "NOTE")
    assert "Trước đó đã có người báo làm xong" in answer["reason"]
    assert matter.moves.get(words=WORDS).detail["refused"] == "ALREADY"
    assert Part.objects.get().done_words == "Tôi làm rồi."
    assert phone(kha, part, key=key) == answer
    assert matter.moves.filter(words=WORDS).count() == 1


def test_a_part_that_was_dropped_is_refused_and_the_words_are_a_note(
    phone, kha, hanh, part, matter, at
):
    actions.drop_part(part=part, words="Không cần.", by=hanh, at=at - HOUR)
    answer = phone(kha, part)
    assert (answer["outcome"], answer["kept"]) == ("refused", "NOTE")
    assert "đã được bỏ trước đó" in answer["reason"]
    assert matter.moves.get(words=WORDS).detail["refused"] == "DROPPED"
    assert Notice.objects.get(user=kha, what="REFUSED")


def test_whoever_saw_the_matter_for_its_part_alone_is_told_that_the_part_was_dropped(
    client, phone, ba, hanh, matter, at
):
    part = give(matter, ba, hanh, at)
    actions.drop_part(part=part, words="Không cần.", by=hanh, at=at - HOUR)
    answer = phone(ba, part)
    assert "đã được bỏ trước đó" in answer["reason"] and answer["kept"] == "ASIDE"
    assert WORDS in page(client, ba)
    assert not matter.moves.filter(words=WORDS).exists()


def test_once_the_matter_is_restricted_not_even_that_is_told(phone, kha, hanh, part, matter, at):
    sorting = actions.Sorting("Tên", "CHD", Severity.HIGH, matter.area)
    actions.triage(matter=Matter.objects.get(), sorting=sorting, by=hanh, at=at - HOUR)
    assert "không còn trong việc của bạn" in phone(kha, part)["reason"]
    assert not matter.moves.filter(words=WORDS).exists()


def test_a_part_done_before_the_matter_was_merged_goes_as_a_note_to_where_it_lives(
    phone, commune, area, kha, hanh, part, matter, at
):
    into = factories.in_hand(commune, at - HOUR, hanh, area=area)
    actions.end_part(part=part, words="Xong.", by=hanh, at=at - HOUR)
    actions.merge(matter=Matter.objects.get(pk=matter.pk), into=into, by=hanh, at=at - HOUR)
    assert phone(kha, part)["kept"] == "NOTE"
    assert into.moves.get(words=WORDS).detail["refused"] == "ALREADY"


def test_another_persons_part_another_matters_part_and_none_give_one_answer(
    phone, commune, area, kha, ba, lan, hanh, part, matter, at
):
    other = give(matter, ba, hanh, at, "Việc của Ba.")
    elsewhere = factories.in_hand(commune, at - HOUR, hanh, area=area)
    answers = [
        phone(kha, other),
        phone(kha, part, matter=elsewhere.reference),
        phone(kha, part, part="9223372036854775807"),
        phone(lan, part),
    ]
    assert [answer["outcome"] for answer in answers] == ["refused"] * 4
    assert len({answer["reason"].split(".")[0] for answer in answers}) == 1
    assert len(Part.objects.undone()) == 2


def test_whoever_lost_the_post_is_told_so(phone, kha, part, at):
    kha.posts.update(until=clock.local_day(at))
    assert "không giữ vị trí nào" in phone(kha, part)["reason"]
    assert Part.objects.undone().exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"part": ""}, ""),
        ({"part": "0"}, ""),
        ({"part": "9223372036854775808"}, ""),
        ({"part": "abc"}, ""),
        ({"words": " "}, "Hãy ghi vài chữ"),
        ({"words": "\u202e"}, "Hãy ghi vài chữ"),
        ({"words": "x" * (PART_LENGTH + 1)}, "quá dài"),
        ({"version": "9" * 30}, ""),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_written(phone, kha, part, said, sentence):
    answer = phone(kha, part, **said)
    assert answer["outcome"] == "refused" and len(answer["reason"]) > 10
    assert sentence in answer["reason"]
    assert Part.objects.undone().exists() and not SentOnce.objects.exists()


def test_as_many_words_as_fit_are_taken(phone, kha, part):
    assert phone(kha, part, words="x" * PART_LENGTH)["outcome"] == "done"


def test_a_part_works_without_scripts(client, kha, part, matter):
    address = reverse("desk:field_part", args=[matter.reference, part.pk])
    assert address in page(client, kha)
    shown = page(client, kha, address)
    assert ASKED in shown and "phần việc này không có hạn riêng" in shown
    said = {"key": str(uuid4()), "kind": "PART", "matter": matter.reference, "part": part.pk}
    wrong = client.post(address, said | {"words": ""}).content.decode()
    assert "govuk-error-message" in wrong and ASKED in wrong
    done = client.post(address, said | {"words": WORDS}, follow=True)
    assert "govuk-notification-banner--success" in done.content.decode()
    assert client.get(address).status_code == 404
    late = client.post(address, said | {"key": str(uuid4()), "words": WORDS}, follow=True)
    assert "Trước đó đã có người báo làm xong" in late.content.decode()


def test_more_parts_cost_no_more_queries(
    client, kha, hanh, matter, at, django_assert_max_num_queries
):
    for number in range(6):
        give(matter, kha, hanh, at, f"Việc {number}.")
    client.force_login(kha)
    with django_assert_max_num_queries(15):
        client.get(FIELD)
