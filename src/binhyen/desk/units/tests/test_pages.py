"""A commune keeps its residential areas; nobody else does."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from binhyen.core import clock
from binhyen.desk.units import guarded
from binhyen.people import policy
from binhyen.places.kinds import LocalKind
from binhyen.places.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch, at):
    monkeypatch.setattr(clock, "now", lambda: at)


@pytest.fixture
def desk(client, secretary):
    client.force_login(secretary)
    client.cookies["ngon_ngu"] = "en"
    return client


def hamlets(commune):
    return list(Unit.objects.filter(parent=commune, edition="local").order_by("pk"))


def test_a_hamlet_is_added_and_stands_in_the_list(desk, commune):
    answer = desk.post(
        reverse("desk:add_unit", args=[commune.pk]),
        {"kind": "ap", "name": "Bà Nhã", "on": "01/08/2025", "lat": "", "lon": ""},
        follow=True,
    )
    html = answer.content.decode()
    assert "Ấp Bà Nhã is added." in html
    assert html.count("Ấp Bà Nhã") > 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "required"),
        ({"on": "03/03/2026"}, "in the future"),
        ({"on": "31/12/1989"}, "before 1990"),
        ({"on": "30/06/2025"}, "did not exist on 30/06/2025"),
        ({"kind": "xóm"}, "Select a valid choice"),
        ({"lat": "48.8", "lon": "2.3"}, "does not lie in"),
        ({"lat": "10.6"}, "both latitude and longitude"),
    ],
)
def test_a_wrong_entry_is_told_and_what_was_typed_is_kept(desk, commune, typed, said):
    answer = desk.post(
        reverse("desk:add_unit", args=[commune.pk]),
        {"kind": "ap", "name": "Bà Nhã", "on": "01/08/2025", **typed},
    )
    html = answer.content.decode()
    assert said in html
    assert typed.get("on", "01/08/2025") in html
    assert hamlets(commune) == []


def test_degrees_are_typed_with_comma_or_point(client, secretary, commune):
    client.force_login(secretary)
    for name, lat, lon in (("1", "10,629", "106,366"), ("2", "10.629", "106.366")):
        client.post(
            reverse("desk:add_unit", args=[commune.pk]),
            {"kind": "ap", "name": name, "on": "01/08/2025", "lat": lat, "lon": lon},
        )
    assert [(unit.lat, unit.lon) for unit in hamlets(commune)] == [(10.629, 106.366)] * 2


def table(text):
    return SimpleUploadedFile("ap.csv", text if isinstance(text, bytes) else text.encode())


def test_a_table_is_taken_over(desk, commune):
    answer = desk.post(
        reverse("desk:import_units", args=[commune.pk]),
        {"file": table("\ufeffloại;tên\r\nấp;1\r\nấp;2\r\n"), "on": "01/08/2025"},
        follow=True,
    )
    assert "2 units are added." in answer.content.decode()
    assert [unit.full_name for unit in hamlets(commune)] == ["Ấp 1", "Ấp 2"]


def test_a_bad_table_is_told_by_row_and_column_and_nothing_is_taken_over(desk, commune):
    answer = desk.post(
        reverse("desk:import_units", args=[commune.pk]),
        {"file": table("loại,tên\nấp,1\nxóm,2\n"), "on": "01/08/2025"},
    )
    html = answer.content.decode()
    assert "Nothing was taken over." in html
    assert '<td class="govuk-table__cell" data-l="Row">3</td>' in html
    assert "“xóm” is not a kind of local unit." in html
    assert hamlets(commune) == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04\x00", b"x" * 1_100_000])
def test_a_file_that_is_no_table_gets_a_sentence(desk, commune, content):
    answer = desk.post(
        reverse("desk:import_units", args=[commune.pk]),
        {"file": table(content), "on": "01/08/2025"},
    )
    assert answer.status_code == 200
    assert "govuk-error-summary" in answer.content.decode()


def test_the_example_can_be_taken_over_as_it_is(desk, commune):
    sample = desk.get(reverse("desk:unit_table_sample")).content
    desk.post(
        reverse("desk:import_units", args=[commune.pk]), {"file": table(sample), "on": "01/08/2025"}
    )
    assert len(hamlets(commune)) == 3


def test_a_hamlet_is_renamed_and_closed_with_its_history(desk, commune, secretary, at):
    old = guarded.add_local_unit(
        parent=commune, kind=LocalKind.AP, name="1", on=commune.valid_from, by=secretary, at=at
    )
    desk.post(reverse("desk:rename_unit", args=[old.pk]), {"name": "Bà Nhã", "on": "01/09/2025"})
    new = hamlets(commune)[-1]
    assert new.full_name == "Ấp Bà Nhã"
    again = desk.post(
        reverse("desk:rename_unit", args=[old.pk]), {"name": "Khác", "on": "01/09/2025"}
    )
    assert "was closed before" in again.content.decode()
    early = desk.post(reverse("desk:close_unit", args=[new.pk]), {"on": "01/08/2025"})
    assert "Choose a later day." in early.content.decode()
    desk.post(reverse("desk:close_unit", args=[new.pk]), {"on": "01/02/2026"})
    new.refresh_from_db()
    assert str(new.valid_to) == "2026-02-01"


def test_the_list_asks_no_query_per_unit(desk, commune, secretary, at):
    asked = []
    for numbers in (range(2), range(2, 6)):
        for number in numbers:
            guarded.add_local_unit(
                parent=commune, kind=LocalKind.AP, name=str(number), on=commune.valid_from,
                by=secretary, at=at,
            )  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            desk.get(reverse("desk:units"))
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.parametrize("name", ["add_unit", "import_units"])
def test_lan_of_another_commune_and_tam_above_are_kept_out(client, commune, lan, tam, name):
    for stranger in (lan, tam):
        client.force_login(stranger)
        address = reverse(f"desk:{name}", args=[commune.pk])
        assert client.get(address).status_code == 403
        assert (
            client.post(address, {"kind": "ap", "name": "X", "on": "01/08/2025"}).status_code == 403
        )
    assert hamlets(commune) == []


def test_a_hamlet_is_not_renamed_or_closed_from_outside(client, commune, lan, secretary, at):
    hamlet = guarded.add_local_unit(
        parent=commune, kind=LocalKind.AP, name="1", on=commune.valid_from, by=secretary, at=at
    )
    client.force_login(lan)
    for name in ("rename_unit", "close_unit"):
        assert client.post(reverse(f"desk:{name}", args=[hamlet.pk]), {}).status_code == 403
    for act in (
        lambda: guarded.rename_local_unit(unit=hamlet, name="2", on=at.date(), by=lan, at=at),
        lambda: guarded.close_local_unit(unit=hamlet, on=at.date(), by=lan, at=at),
        lambda: guarded.import_local_units(
            parent=commune, content=b"", on=at.date(), by=lan, at=at
        ),
    ):
        with pytest.raises(policy.NotAllowed):
            act()


def test_a_commune_itself_cannot_be_renamed_by_hand(desk, commune):
    assert desk.get(reverse("desk:rename_unit", args=[commune.pk])).status_code == 404


def test_who_is_not_logged_in_goes_to_the_login(client, commune):
    for address in (reverse("desk:units"), reverse("desk:add_unit", args=[commune.pk])):
        assert client.get(address)["Location"].startswith("/tai-khoan/")
