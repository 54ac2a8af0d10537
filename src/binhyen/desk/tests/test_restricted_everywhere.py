"""What is restricted and in somebody's hand shows its title, place and words to no other officer, on any page."""

from datetime import timedelta

import pytest
from django.urls import reverse

from binhyen.core import clock
from binhyen.matters import actions
from binhyen.matters.models import BulkOrder
from binhyen.matters.rules import Kind, Severity
from binhyen.matters.tests import factories
from binhyen.matters.workflow import Act
from binhyen.people.models import Role
from binhyen.people.tests import factories as people
from binhyen.reports.models import Report

WORDS = "Cháu nhỏ ở hẻm bốn bị đánh (chuyện bịa để thử)."
TITLE = "Trẻ bị đánh ở hẻm bốn"
AREA = "Ấp Sen Vắng"


@pytest.fixture
def walled(commune, chief, hanh):
    """A restricted matter in the chief's hand: proposed upward, spoken of, ordered about before it was taken."""
    at = clock.now() - timedelta(hours=1)
    home = people.unit("Sen Vắng", level="RESIDENTIAL_AREA", edition="local", parent=commune)
    matter = factories.matter(
        commune, at, category="CHD", area=home, words=WORDS, lat=10.63, lon=106.37
    )
    order = actions.Order(Act.NOTE, words="Xem.")
    seen = [(matter.pk, matter.version)]
    actions.order(order=order, unit=commune, seen=seen, wait=timedelta(0), by=hanh, at=at)
    actions.take_in_hand(matter=matter, by=chief, at=at)
    actions.triage(
        matter=matter, sorting=actions.Sorting(TITLE, "CHD", Severity.URGENT, home), by=chief, at=at
    )
    actions.carry_out_orders(at=at)
    actions.propose(matter=matter, kind=Kind.SUPPORT, words=WORDS, by=chief, at=at)
    actions.hear(report=Report.objects.get(), words=WORDS, at=at)
    return matter


LISTS = [
    ("home", ""), ("inbox", ""), ("inbox", "?muc=qua-han"), ("inbox", "?muc=hom-nay"), ("inbox", "?muc=tin-nhan"),
    ("inbox", "?muc=cho-cap-tren"), ("inbox", "?tim=hẻm bốn"), ("inbox", "?tim=hem bon"), ("inbox_counts", ""),
    ("inbox_map", "?khung=106,10,107,11"), ("export", "?dang=csv"), ("calendar", ""), ("calendar_file", ""), ("prolonged", ""),
    ("unattended", ""), ("proposals", ""), ("crews", ""), ("rules", ""), ("field", ""), ("notices", ""), ("numbers", ""), ("figure", "?ten=matters.opened"),
    ("intake", ""), ("suggestions", ""), ("patrols", ""),
]  # fmt: skip


#: Pages that offer every area of the commune to choose from, and show again what was typed.
OFFERS_AREAS = {"inbox", "rules", "crews", "patrols", "intake"}


def hides(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    said = content.decode().lower()
    return [each for each in (TITLE, WORDS, "hẻm bốn", "sen vắng") if each.lower() in said] == []


@pytest.fixture
def desk(client, hanh, tam):
    client.force_login(hanh)
    return client


@pytest.mark.parametrize(("name", "query"), LISTS)
def test_no_list_says_what_it_is_about(desk, walled, name, query):
    answer = desk.get(reverse(f"desk:{name}") + query)
    if name in OFFERS_AREAS:
        content = answer.content.decode()
        assert TITLE not in content and WORDS not in content
    else:
        assert hides(answer)


@pytest.mark.parametrize("name", ["matter", "print", "act"])
def test_no_page_of_the_matter_opens(desk, walled, name):
    args = [walled.reference] + (["ghi-chu"] if name == "act" else [])
    answer = desk.get(reverse(f"desk:{name}", args=args))
    assert answer.status_code == 403 and hides(answer)


def test_the_phone_finds_no_task_in_it(desk, walled):
    assert desk.get(reverse("desk:field_task", args=[walled.reference])).status_code == 404


def test_an_order_for_many_neither_previews_nor_ends_with_a_word_of_it(desk, walled):
    chosen = desk.get(reverse("desk:bulk"), {"chon": [walled.reference]})
    assert hides(chosen)
    typed = {"thay": [f"{walled.pk}.{walled.version}"], "viec": "NOTE", "words": "x", "xem": "1"}
    preview = desk.post(reverse("desk:bulk"), typed)
    assert walled.reference in preview.content.decode()
    assert hides(preview)
    order = BulkOrder.objects.get()
    assert hides(desk.get(reverse("desk:bulk_order", args=[order.pk])))


def test_the_count_of_a_search_does_not_betray_it(desk, walled):
    plain = desk.get(reverse("desk:inbox"), {"tim": "hẻm bốn"}).content.decode()
    assert walled.reference not in plain


def test_a_colleague_on_duty_is_told_nothing_of_it_once_it_is_in_hand(
    desk, commune, walled, hanh, chief
):
    people.officer("Cao Văn Út", Role.DUTY_OFFICER, commune)
    before = hanh.notices.count()
    actions.hear(report=Report.objects.get(), words=WORDS, at=clock.now())
    assert hanh.notices.count() == before
    assert hides(desk.get(reverse("desk:notices")))
