"""The list as officers use it: filters in the address, columns, counts, the map, what stays hidden."""

import unicodedata
from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from binhyen.desk.inbox import page
from binhyen.matters import actions
from binhyen.matters.models import Crew, CrewMember, Matter
from binhyen.matters.rules import Severity
from binhyen.matters.tests import factories
from binhyen.reports.models import Report

HOUR = timedelta(hours=1)
FIELDS = [
    "muc", "tim", "nhom", "loai", "trang_thai", "ap", "nguoi", "to", "nguon", "kin", "han", "han_tu", "han_den", "tu",
    "den", "khung", "sau", "ban_do", "phong", "tu_luc",
]  # fmt: skip


def shown(client, **asked):
    return client.get(reverse("desk:inbox"), asked).content.decode()


def pins(client, **asked):
    return client.get(reverse("desk:inbox_map"), {"phong": "14"} | asked).json()["cells"]


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ({"ap": "999999"}, "Mục này không có ở đây."),
        ({"ap": "9" * 60}, "Mục này không có ở đây."),
        ({"nhom": "'"}, "Mục này không có ở đây."),
        ({"loai": "XXX"}, "Mục này không có ở đây."),
        ({"nguoi": "-1"}, "Mục này không có ở đây."),
        ({"to": "mai"}, "Mục này không có ở đây."),
        ({"kin": "S9"}, "Mục này không có ở đây."),
        ({"muc": "?"}, "Mục này không có ở đây."),
        ({"tu": "hôm qua"}, "Hãy ghi ngày"),
        ({"han_tu": "2026-13-40"}, "Hãy ghi ngày"),
        ({"tu": "2026-03-02", "den": "2026-03-01"}, "Ngày này trước ngày đầu."),
        ({"khung": "1,2,3"}, "Không đọc được phần bản đồ này"),
        ({"khung": "nan,inf,1e999,0"}, "Không đọc được phần bản đồ này"),
        ({"tim": "x" * 81}, "80"),
    ],
)
def test_each_value_that_cannot_be_meant_is_named_and_filters_nothing(
    desk, commune, now, typed, named
):
    matter = factories.matter(commune, now)
    page_ = shown(desk, **typed)
    assert "govuk-error-summary" in page_
    assert named in page_
    assert matter.reference in page_


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.dictionaries(
        st.sampled_from(FIELDS),
        st.one_of(
            st.text(max_size=30),
            st.integers().map(str),
            st.floats().map(str),
            st.sampled_from(["toi", "chua-ai", "S3", "qua-han", "cua-toi", "1,2,3,4", "1-1-1", "99999999999999-1-7"]),
        ),
        max_size=6,
    )
)  # fmt: skip
def test_no_address_written_by_hand_breaks_the_list(desk, asked):
    for name in ("inbox", "inbox_counts", "inbox_map"):
        assert desk.get(reverse(f"desk:{name}"), asked).status_code in {200, 400}, (name, asked)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    "typed", ["tiếng ồn", "tieng on", "TIẾNG ỒN", "đêm karaoke", "dem kara", "cau duc", "Cầu Đúc", "duc"]
)  # fmt: skip
def test_words_are_found_with_marks_and_without_however_they_are_composed(
    desk, commune, now, form, typed
):
    words = "Đêm nào cũng hát karaoke gần Cầu Đúc (chuyện bịa để thử)."
    said = factories.matter(commune, now, words=unicodedata.normalize(form, words))
    other = factories.matter(commune, now, category="THF", words="Mất xe đạp (chuyện bịa).")
    page_ = shown(desk, tim=unicodedata.normalize(form, typed))
    assert said.reference in page_
    assert other.reference not in page_


def test_what_is_written_with_the_same_marks_stands_first(desk, commune, now):
    loosely = factories.matter(commune, now - 3 * HOUR, words="Bãi mà cỏ cao (chuyện bịa).")
    exactly = factories.matter(commune, now, words="Khu mả cũ (chuyện bịa).")
    page_ = shown(desk, tim="mả")
    assert page_.index(exactly.reference) < page_.index(loosely.reference)


def test_a_restricted_matter_is_found_by_nothing_its_line_hides(desk, commune, area, chief, now):
    secret = factories.in_hand(
        commune, now, chief, category="DMV", area=area, lat=10.63, lon=106.37, words="Chuyện kín."
    )
    assert secret.reference in shown(desk)
    report = Report.objects.get()
    for asked in (
        {"tim": "kín"}, {"tim": report.reference}, {"nhom": "family"}, {"loai": "DMV"}, {"ap": area.pk},
        {"nguon": "WEB"}, {"khung": "106.3,10.6,106.4,10.7"},
    ):  # fmt: skip
        assert secret.reference not in shown(desk, **asked), asked
    assert pins(desk) == []
    page_ = shown(desk, ban_do="1")
    assert "data-lat" not in page_ and area.full_name not in page_.split('id="danh-sach"')[1]


def test_the_chief_finds_it_on_the_map_and_by_filter_but_not_by_its_words(
    client, commune, chief, hanh, now
):
    secret = factories.in_hand(
        commune, now, hanh, category="DMV", lat=10.63, lon=106.37, words="Chuyện kín."
    )
    client.force_login(chief)
    assert [pin["ref"] for pin in pins(client)] == [secret.reference]
    assert secret.reference in shown(client, nhom="family")
    assert secret.reference not in shown(client, tim="kín")


def test_words_of_what_became_restricted_are_no_longer_found(desk, commune, hanh, now):
    matter = factories.in_hand(commune, now, hanh, words="Nhà bên đánh nhau (chuyện bịa).")
    assert matter.reference in shown(desk, tim="danh nhau")
    sorting = actions.Sorting("Chuyện nhà", "DMV", Severity.HIGH)
    actions.triage(matter=matter, sorting=sorting, by=hanh, at=now)
    assert not Matter.objects.filter(found_by__isnull=False).exists()
    assert matter.reference not in shown(desk, tim="danh nhau")


def test_what_was_merged_is_found_by_the_words_of_both(desk, commune, hanh, now):
    first = factories.matter(commune, now, words="Loa kéo ở đầu hẻm (chuyện bịa).")
    second = factories.matter(commune, now, words="Nhậu la hét cuối xóm (chuyện bịa).")
    actions.merge(matter=second, into=first, by=hanh, at=now)
    for words in ("loa keo", "la het"):
        assert first.reference in shown(desk, tim=words)


def test_waiting_for_me_is_what_i_or_my_crew_can_go_on_with(desk, commune, hanh, chief, now):
    crew = Crew.objects.create(unit=commune, home=commune, name="Tổ trật tự", since=now.date())
    CrewMember.objects.create(crew=crew, user=hanh, since=now.date() - timedelta(days=1))
    mine = factories.in_hand(commune, now, hanh)
    others = factories.in_hand(commune, now, chief)
    crews = factories.matter(commune, now)
    Matter.objects.filter(pk=crews.pk).update(crew=crew)
    waits = factories.in_hand(commune, now, hanh)
    report = Report.objects.get(of_matter__matter=waits)
    actions.reply(
        matter=waits, report=report, words="Ở nhà số mấy?", by=hanh, at=now, awaits_answer=True
    )
    page_ = shown(desk, muc="cua-toi")
    for matter, is_there in ((mine, True), (others, False), (crews, True), (waits, False)):
        assert (f'data-row="{matter.reference}"' in page_) is is_there, matter
    assert waits.reference in shown(desk, muc="cho-nguoi-bao")
    actions.hear(report=report, words="Số 3.", at=now)
    assert waits.reference not in shown(desk, muc="cho-nguoi-bao")
    assert f'data-row="{waits.reference}"' in shown(desk, muc="cua-toi")


def test_the_checkbox_of_the_reply_says_that_one_waits(desk, commune, hanh, now):
    matter = factories.in_hand(commune, now, hanh)
    report = Report.objects.get()
    address = reverse("desk:act", args=[matter.reference, "tra-loi"])
    assert "Tôi chờ người báo trả lời" in desk.get(address).content.decode()
    typed = {"version": matter.version, "report": report.reference, "words": "Ở đâu?"}
    desk.post(address, typed | {"awaits_answer": "on"})
    matter.refresh_from_db()
    assert matter.awaits_reporter


def test_filters_narrow_by_team_handler_channel_deadline_and_degree(
    desk, commune, hanh, chief, now
):
    crew = Crew.objects.create(unit=commune, home=commune, name="Tổ trật tự", since=now.date())
    mine = factories.in_hand(commune, now, hanh)
    theirs = factories.in_hand(commune, now, chief, category="THF")
    nobodys = factories.matter(commune, now - timedelta(days=40))
    Matter.objects.filter(pk=theirs.pk).update(crew=crew)
    for asked, found in [
        ({"nguoi": "toi"}, {mine}),
        ({"nguoi": str(chief.pk)}, {theirs}),
        ({"nguoi": "chua-ai"}, {nobodys}),
        ({"to": crew.pk}, {theirs}),
        ({"han": "qua-han"}, {nobodys}),
        ({"kin": "S2"}, {theirs}),
        ({"nguon": "PHONE"}, set()),
        ({"nguon": "WEB"}, {mine, theirs, nobodys}),
        ({"loai": "THF"}, {theirs}),
        ({"han_den": (now - timedelta(days=1)).date()}, {nobodys}),
    ]:
        page_ = shown(desk, **asked)
        for matter in (mine, theirs, nobodys):
            assert (f'data-row="{matter.reference}"' in page_) is (matter in found), asked


def test_the_map_and_the_list_hold_the_same(desk, commune, now):
    near = [factories.matter(commune, now, lat=10.63, lon=106.37) for _ in range(3)]
    far = factories.matter(commune, now, lat=10.69, lon=106.39)
    nowhere = factories.matter(commune, now)
    cells = pins(desk)
    assert sorted(cell["n"] for cell in cells) == [1, 3]
    assert {cell.get("ref") for cell in cells} == {far.reference, None}
    page_ = shown(desk, khung="106.36,10.62,106.38,10.64")
    assert all(matter.reference in page_ for matter in near)
    assert far.reference not in page_ and nowhere.reference not in page_
    assert [cell["n"] for cell in pins(desk, khung="106.36,10.62,106.38,10.64")] == [3]


def test_counts_come_alone_and_say_what_is_new(desk, commune, now):
    factories.matter(commune, now - HOUR)
    then = int((now - 30 * timedelta(minutes=1)).timestamp())
    address = reverse("desk:inbox_counts")
    assert desk.get(address, {"tu_luc": then}).json() == {
        "tabs": desk.get(address).json()["tabs"],
        "new": 0,
        "sentence": "",
    }
    factories.matter(commune, now)
    said = desk.get(address, {"tu_luc": then}).json()
    assert said["tabs"]["moi"] == "2"
    assert said["sentence"] == "Có 1 vụ việc mới."


def test_columns_and_keys_are_remembered(desk, commune, area, now):
    factories.matter(commune, now, area=area)
    column = 'data-l="Ấp, khu phố"'
    assert column in shown(desk)
    answer = desk.post(reverse("desk:inbox_columns"), {"cot": ["han", "la"], "tim": "tieng"})
    assert answer["Location"].endswith("?tim=tieng")
    assert desk.cookies[page.COLUMNS_COOKIE].value == "han"
    assert column not in shown(desk)
    assert "data-keys>" in shown(desk)
    desk.post(reverse("desk:inbox_keys"), {"bat": "0"})
    assert "data-keys>" not in shown(desk)
    assert "Bật phím tắt" in shown(desk)


def test_the_switch_of_the_keys_leads_back_to_where_it_stood_and_nowhere_else(desk, commune, now):
    matter = factories.matter(commune, now)
    page_of_matter = reverse("desk:matter", args=[matter.reference])
    switch = reverse("desk:inbox_keys")
    assert desk.post(switch, {"bat": "0", "next": page_of_matter})["Location"] == page_of_matter
    for foreign in ("", "//example.org/", "https://example.org/", "javascript:alert(1)"):
        answer = desk.post(switch, {"bat": "0", "next": foreign})
        assert answer["Location"] == reverse("desk:inbox")


def test_a_part_of_the_page_is_the_list_alone(desk, commune, now):
    matter = factories.matter(commune, now)
    part = desk.get(reverse("desk:inbox"), headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="danh-sach"')
    assert matter.reference in part


def test_whatever_a_title_holds_is_shown_as_it_was_written(desk, commune, hanh, chief, now):
    crew = factories.crew(commune, now, chief, name="Tổ <i>1</i>")
    matter = factories.in_hand(commune, now, hanh)
    written = "<script>alert('x')</script> & \"{0}\" %s {{ matter }}"
    Matter.objects.filter(pk=matter.pk).update(title=written, crew=crew)
    page = shown(desk)
    assert (
        "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; &quot;{0}&quot; %s {{ matter }}"
        in page
    )
    assert "Tổ &lt;i&gt;1&lt;/i&gt;" in page
    assert "<script>alert" not in page


def test_the_filters_come_when_they_are_opened_and_say_what_is_asked(desk, commune, hanh, now):
    address = reverse("desk:inbox")
    assert 'name="nhom"' not in shown(desk)
    fetched = desk.get(
        reverse("desk:inbox_filter"), {"nhom": "order", "muc": "da-xong", "tim": "loa"}
    )
    words = fetched.content.decode()
    assert '<option value="order" selected>' in words
    assert '<input type="hidden" name="muc" value="da-xong">' in words
    assert '<input type="hidden" name="tim" value="loa">' in words
    without_script = desk.get(address, {"mo_loc": "1"}).content.decode()
    assert 'name="nhom"' in without_script
    assert 'by-inbox__filter" open' in without_script


def test_a_filter_that_cannot_be_read_is_shown_open_with_its_reason(desk, commune, now):
    page = shown(desk, tu="hôm qua")
    assert 'by-inbox__filter" open' in page
    assert 'value="hôm qua"' in page
