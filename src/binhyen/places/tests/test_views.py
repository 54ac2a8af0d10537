"""The public pages, on the real units of Long An and Tây Ninh."""

import json
import re
from datetime import date
from urllib.parse import parse_qsl

import pytest
from django.urls import reverse

from binhyen.core import clock
from binhyen.places import actions, drawing
from binhyen.places.kinds import LocalKind
from binhyen.places.models import Unit
from binhyen.places.tests.factories import AT, my_lac, my_thanh

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tay_ninh")]


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)


def page(client, address):
    client.cookies["ngon_ngu"] = "en"
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_home_lists_the_provinces_of_both_times(client, django_assert_num_queries):
    with django_assert_num_queries(2):
        html = page(client, reverse("places:home"))
    assert html.count(">Tỉnh Tây Ninh</a>") == 2
    assert ">Tỉnh Long An</a>" in html


@pytest.mark.parametrize(
    "typed", ["Mỹ Lạc", "my lac", "xa my lac", "MỸ LẠC, thủ thừa", "my lac, long an"]
)
def test_my_lac_is_found_with_and_without_marks(client, django_assert_num_queries, typed):
    with django_assert_num_queries(2):
        html = page(client, f"{reverse('places:search')}?q={typed}")
    assert 'href="/don-vi/2024-28048/">Xã Mỹ Lạc</a>, Huyện Thủ Thừa, Tỉnh Long An' in html
    assert "until 30/06/2025" in html


def test_the_name_with_just_these_marks_comes_first(client):
    html = page(client, f"{reverse('places:search')}?q=tân lập")
    assert "Tân Lập" in html
    found = [line for line in html.split("\n") if "2024-" in line]
    assert "Tân Lập" in found[0]


def test_a_name_nobody_bears_is_told_and_kept(client):
    html = page(client, f"{reverse('places:search')}?q=Xyzzy")
    assert "No unit is called “Xyzzy”" in html
    assert 'value="Xyzzy"' in html


@pytest.mark.parametrize("typed", ["", " ", ",", "%", "_", "a" * 5000, "<script>"])
def test_whatever_is_typed_into_the_search_gets_a_page(client, typed):
    html = page(client, reverse("places:search") + "?" + f"q={typed}".replace("%", "%25"))
    assert "<script>" not in html.split("<main")[1].split("</main>")[0]


def test_my_lacs_page_tells_what_it_was_and_what_became_of_it(
    client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(8):
        html = page(client, reverse("places:unit", args=["2024-28048"]))
    assert "This unit existed until 30/06/2025." in html
    assert 'href="/don-vi/2024-804/">Huyện Thủ Thừa</a>' in html
    assert "before 01/02/2024, when these records begin" in html
    assert 'href="/don-vi/2025-28051/">Xã Mỹ Thạnh</a>, Tỉnh Tây Ninh' in html
    assert "Resolution 1682/NQ-UBTVQH15, clause 22" in html
    assert "17.4 km²" in html


def test_my_lacs_history_reads_right_in_vietnamese(client):
    html = client.get(reverse("places:unit", args=["2024-28048"])).content.decode()
    told = " ".join(re.sub(r"<[^>]+>", "", html).split())
    assert (
        "Đơn vị này tồn tại đến hết ngày 30/06/2025. Trở thành: Xã Mỹ Thạnh, Tỉnh Tây Ninh" in told
    )
    assert "01/07/2025: toàn bộ; khoản 22 Nghị quyết 1682/NQ-UBTVQH15" in told


def test_my_thanhs_page_tells_what_it_was_made_of(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        html = page(client, my_thanh().get_absolute_url())
    for name in ("Bình An", "Mỹ Lạc", "Mỹ Thạnh", "Tân Thành"):
        assert f">Xã {name}</a>, Huyện Thủ Thừa, Tỉnh Long An" in html
    assert "in part (about 47 % of its land)" in html
    assert "estimated from older figures" in html
    assert "General Statistics Office" in html


def test_the_districts_page_says_that_nothing_succeeded_it(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        html = page(client, reverse("places:unit", args=["2024-804"]))
    assert "No unit succeeded this district" in html
    assert html.count("→") == 12


def test_hamlets_stand_on_their_communes_page_and_have_one_of_their_own(client):
    hamlet = actions.add_local_unit(
        parent=my_thanh(), kind=LocalKind.AP, name="Bà Nhã", on=date(2025, 8, 1), actor="U-1", at=AT,
        lat=my_lac().lat, lon=my_lac().lon,
    )  # fmt: skip
    assert ">Ấp Bà Nhã</a>" in page(client, my_thanh().get_absolute_url())
    assert "Ấp Bà Nhã" in page(client, hamlet.get_absolute_url())
    content = json.loads(client.get("/don-vi/2025-28051/ranh-gioi.json").content)
    assert [area["name"] for area in content["areas"]] == ["Ấp Bà Nhã"]


@pytest.mark.parametrize("address", ["2024-99999", "2024", "x", "2025-28051@2020-01-01", "a" * 300])
def test_an_address_of_no_unit_is_not_found(client, address):
    assert client.get(f"/don-vi/{address}/").status_code == 404


def test_every_map_is_small_named_and_cut_to_its_frame(client):
    html = page(client, reverse("places:unit", args=["2025-80"]))
    svg = html[html.index("<svg role") : html.index("</svg>", html.index("<svg role"))]
    assert len(svg.encode()) < 8_000
    assert "<title" in svg
    assert "The outline of Tỉnh Tây Ninh among its neighbours" in svg
    for unit in Unit.objects.filter(edition="2025", level="COMMUNE"):
        map_ = drawing.map_of(unit)
        assert len(map_.land) + len(map_.lines) < 6_000
        assert map_.land.startswith("M")


def test_the_boundary_is_small_and_asked_for_once(client):
    first = client.get("/don-vi/2025-28051/ranh-gioi.json")
    assert first["Content-Type"] == "application/geo+json"
    assert "max-age=86400" in first["Cache-Control"]
    assert len(first.content) < 40_000
    geometry = json.loads(first.content)["features"][0]["geometry"]
    ring = geometry["coordinates"][0]
    assert all(round(x, 5) == x and round(y, 5) == y for x, y in ring)
    again = client.get(
        "/don-vi/2025-28051/ranh-gioi.json", headers={"If-None-Match": first["ETag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_a_district_has_no_boundary(client):
    answer = client.get("/don-vi/2024-804/ranh-gioi.json")
    assert (answer.status_code, answer.json()["text"] != "") == (404, True)


def test_a_point_is_named_by_its_commune(client, django_assert_num_queries):
    lac = my_lac()
    with django_assert_num_queries(1):
        answer = client.post("/don-vi/tai-day.json", {"lat": lac.lat, "lon": lac.lon})
    assert answer.json() == {
        "id": my_thanh().pk, "name": "Xã Mỹ Thạnh", "address": "2025-28051",
        "text": "Xã Mỹ Thạnh, Tỉnh Tây Ninh",
    }  # fmt: skip
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("query", "status"),
    [("lat=48.8&lon=2.3", 404), ("lat=nan&lon=1", 400), ("lat=x&lon=1", 400), ("", 400),
     ("lat=106.3&lon=10.6", 400)],
)  # fmt: skip
def test_a_point_elsewhere_is_told_in_a_sentence(client, query, status):
    client.cookies["ngon_ngu"] = "en"
    answer = client.post("/don-vi/tai-day.json", dict(parse_qsl(query)))
    assert answer.status_code == status
    assert answer.json()["text"].endswith(".")


def test_a_position_never_stands_in_an_address(client):
    assert client.get("/don-vi/tai-day.json?lat=10.6&lon=106.3").status_code == 405


def test_pages_are_only_read(client):
    for name in ("home", "search"):
        assert client.post(reverse(f"places:{name}")).status_code == 405
