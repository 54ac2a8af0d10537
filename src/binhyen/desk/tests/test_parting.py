"""The pages for what may be the same, for two troubles in one report, and for a report in the wrong matter."""

from datetime import timedelta

import pytest
from django.urls import reverse

from binhyen.matters import actions
from binhyen.matters.models import DismissedPair, Matter, MatterReport
from binhyen.matters.rules import Severity
from binhyen.matters.tests import factories
from binhyen.reports.models import Report

HOUR = timedelta(hours=1)
BRIDGE = {"lat": 10.63, "lon": 106.366}
NEAR = {"lat": 10.631, "lon": 106.366}
WORDS = "Loa kéo hát karaoke tới hai giờ sáng trước cầu (chuyện bịa)."


@pytest.fixture
def pair(commune, now):
    return (
        factories.matter(commune, now - 2 * HOUR, words=WORDS, **BRIDGE),
        factories.matter(commune, now, words=WORDS, **NEAR),
    )


def page_of(matter):
    return reverse("desk:matter", args=[matter.reference])


def act(matter, slug):
    return reverse("desk:act", args=[matter.reference, slug])


def shown(client, address):
    return client.get(address).content.decode()


def test_what_may_be_the_same_stands_on_the_page_with_the_reason(desk, pair):
    first, second = pair
    page = shown(desk, page_of(second))
    assert "Có thể trùng" in page
    assert "cách 110 m, 2 giờ, 100 % từ giống nhau" in page
    assert f"{act(second, 'gop')}?voi={first.reference}" in page.replace("&amp;", "&")


def test_one_tap_leads_to_the_merge_page_with_the_other_chosen(desk, pair):
    first, second = pair
    page = shown(desk, f"{act(second, 'gop')}?voi={first.reference}")
    assert "100 % từ giống nhau" in page
    assert f'value="{first.reference}"' in page
    assert "checked" in page
    assert "có thể tách ra lại" in page


def test_one_that_is_not_offered_is_filled_in_by_its_reference(desk, commune, pair, now):
    far = factories.matter(commune, now - 60 * 24 * HOUR)
    assert f'value="{far.reference}"' in shown(desk, f"{act(pair[1], 'gop')}?voi={far.reference}")


def test_said_not_to_be_the_same_it_is_offered_no_more(desk, pair):
    first, second = pair
    address = reverse("desk:tell_apart", args=[second.reference, first.reference])
    answer = desk.post(address, follow=True)
    assert "không còn được gợi ý" in answer.content.decode()
    assert "Có thể trùng" not in shown(desk, page_of(second))
    assert "Có thể trùng" not in shown(desk, page_of(first))
    assert desk.get(address).status_code == 405
    assert DismissedPair.objects.count() == 1


def test_a_team_member_is_offered_nothing(client, team_member, commune, area, now):
    matters = [factories.matter(commune, now, words=WORDS, area=area, **BRIDGE) for _ in range(2)]
    client.force_login(team_member)
    assert "Có thể trùng" not in shown(client, page_of(matters[0]))
    address = reverse("desk:tell_apart", args=[each.reference for each in matters])
    assert client.post(address).status_code == 403


def test_two_troubles_in_one_report_become_two_matters(desk, commune, area, hanh, now):
    matter = factories.in_hand(commune, now - HOUR, hanh, area=area)
    report = Report.objects.get()
    page = shown(desk, act(matter, "tach-viec"))
    assert 'name="title"' in page
    assert matter.title not in page.split('<form method="post" novalidate')[1]
    empty = desk.post(act(matter, "tach-viec"), {"version": 2, "report": report.reference})
    assert empty.status_code == 200
    assert Matter.objects.count() == 1
    typed = {
        "version": 2, "report": report.reference, "title": "Rác bên kênh", "category": "ENV",
        "severity": "LOW", "area": area.pk,
    }  # fmt: skip
    assert desk.post(act(matter, "tach-viec"), typed).status_code == 302
    other = Matter.objects.exclude(pk=matter.pk).get()
    assert (other.title, other.area, other.severity) == ("Rác bên kênh", area, "LOW")
    for one, two in ((matter, other), (other, matter)):
        told = shown(desk, page_of(one))
        assert two.reference in told
        assert factories.WORDS in told


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"report": "BY-AAAA-AAAA"}, "Hãy chọn một mục."),
        ({"category": "CHD"}, "Chỉ một trong hai việc bị hạn chế người xem."),
        ({"category": "OUT-PETITION"}, "Hãy chọn một mục."),
        ({"title": "x" * 500}, "160"),
        ({"area": "999999"}, "Lựa chọn"),
        ({"version": "abc"}, "version"),
    ],
)  # fmt: skip
def test_what_cannot_be_split_off_is_told_and_what_was_typed_is_kept(
    desk, commune, hanh, now, typed, sentence
):
    matter = factories.in_hand(commune, now, hanh)
    good = {
        "version": 2, "report": Report.objects.get().reference, "title": "Rác bên kênh",
        "category": "ENV", "severity": "LOW",
    }  # fmt: skip
    answer = desk.post(act(matter, "tach-viec"), good | typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "govuk-error-summary" in page
    assert sentence in page
    assert Matter.objects.count() == 1


def test_a_report_in_the_wrong_matter_is_taken_out(desk, pair, hanh, now):
    first, second = pair
    report = Report.objects.get(of_matter__matter=second)
    actions.merge(matter=second, into=first, by=hanh, at=now)
    page = shown(desk, page_of(first))
    address = f"{act(first, 'tach-tin')}?tin={report.reference}"
    assert address in page
    assert "checked" in shown(desk, address)
    typed = {"version": 1, "report": report.reference}
    assert desk.post(act(first, "tach-tin"), typed).status_code == 302
    assert first.attached.count() == 1
    assert MatterReport.objects.get(report=report).matter.reference in shown(desk, page_of(first))


def test_the_only_report_is_not_offered_to_be_taken_out(desk, pair):
    matter = pair[0]
    assert "tach-tin" not in shown(desk, page_of(matter))
    report = Report.objects.get(of_matter__matter=matter)
    answer = desk.post(act(matter, "tach-tin"), {"version": 1, "report": report.reference})
    assert "không có gì để tách ra" in answer.content.decode()


def test_a_report_that_tells_of_a_restricted_matter_too_is_hidden_in_the_open_one(
    client, desk, commune, hanh, chief, now
):
    """One of the two was sorted anew after they were split."""
    matter = factories.in_hand(commune, now, hanh)
    report = Report.objects.get()
    sorting = actions.Sorting("Việc kia", "ENV", Severity.LOW)
    other = actions.split(matter=matter, report=report, sorting=sorting, by=hanh, at=now)
    actions.take_in_hand(matter=other, by=chief, at=now)
    walled = actions.Sorting("Việc kín", "CHD", sorting.severity)
    actions.triage(matter=other, sorting=walled, by=chief, at=now)
    page = shown(desk, page_of(matter))
    assert factories.WORDS not in page
    assert other.reference not in page
    assert "hạn chế người xem; nội dung chỉ đọc được ở đó" in page
    client.force_login(chief)
    assert factories.WORDS in shown(client, page_of(matter))
