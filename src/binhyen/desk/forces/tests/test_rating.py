"""The page on which the teams of a year are rated: places left, drafts, the decision, every refusal in its sentence."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from binhyen.core import clock
from binhyen.core.clock import VIETNAM
from binhyen.forces import actions, conditions
from binhyen.forces.models import RatingSheet, TeamRating
from binhyen.forces.rating_rule import rating_rule
from binhyen.standards import catalogues

AT = datetime(2026, 11, 20, 9, 0, tzinfo=VIETNAM)
PAPERS = {
    "minutes_number": "12/BB-UBND", "met_on": "18/11/2026", "present": "9", "votes_for": "8", "votes_against": "1",
    "decision_number": "45/QĐ-UBND", "decided_on": "20/11/2026", "chair": "Chủ tịch xã (bịa)", "seen": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _on_20_november_2026(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def teams(commune, chief):
    return [
        actions.set_up_team(
            unit=commune, areas=(), name=f"Tổ {n}", established_on=date(2024, 7, 1), decision_number="7/QĐ-UBND",
            established_strength=5, serving=4, by=chief, at=AT,
        )
        for n in range(6)
    ]  # fmt: skip


@pytest.fixture
def address(commune):
    return reverse("desk:rate_teams") + f"?don-vi={commune.pk}&nam=2026"


def levels(teams, *excellent):
    return {
        f"to{team.pk}-level": "EXCELLENT" if team in excellent else "GOOD" for team in teams
    } | {f"to{team.pk}-leader": "" for team in teams}


def post(client, address, go, *said):
    data = {"go": go}
    for each in said:
        data |= each
    return client.post(address, data)


def test_the_numbers_are_those_of_the_catalogue():
    catalogue = catalogues.load(catalogues.FOLDER / "force-rating-2026.yaml")
    rule, period = rating_rule(), catalogue.period(2026)
    assert (rule.first_day(2026), rule.last_day(2026)) == (period.since, date(2026, 11, 14))
    thresholds = {one.no: one.figure for one in catalogue.criteria if one.figure}
    assert (thresholds["5"].op, thresholds["5"].value) == (">", rule.tasks_above_percent)
    assert (thresholds["2"].op, thresholds["2"].value) == (">=", rule.meetings_percent)
    assert set(conditions.COMPUTED) == {int(no) for no in thresholds}
    assert len(catalogue.criteria) == len(conditions.COMPUTED) + len(conditions.ATTESTED)


def test_the_places_left_are_counted_without_a_script(client, chief, teams, address):
    client.force_login(chief)
    page = post(client, address, "preview", levels(teams, teams[0], teams[1])).content.decode()
    assert "<strong data-by-left>-2</strong>" in page
    page = post(client, address, "preview", levels(teams, teams[0])).content.decode()
    assert "<strong data-by-left>0</strong>" in page
    assert not RatingSheet.objects.exists()


def test_too_many_excellent_are_refused_with_what_is_allowed(client, chief, teams, address):
    client.force_login(chief)
    refused = post(client, address, "decide", PAPERS, levels(teams, teams[0], teams[1]))
    assert refused.status_code == 409
    assert "Đã chọn 2 tổ" in refused.content.decode()
    assert not TeamRating.objects.exists()
    assert post(client, address, "decide", PAPERS, levels(teams, teams[0])).status_code == 302
    assert TeamRating.objects.filter(level="EXCELLENT").count() == 1


def test_a_draft_is_saved_without_papers_and_gone_on_with(client, chief, teams, address):
    client.force_login(chief)
    assert post(client, address, "save", levels(teams)).status_code == 302
    page = client.get(address).content.decode()
    assert page.count('value="GOOD" selected') == 6
    seen = RatingSheet.objects.get().saved_at.isoformat()
    assert post(client, address, "decide", PAPERS, levels(teams), {"seen": seen}).status_code == 302
    page = client.get(address).content.decode()
    assert "45/QĐ-UBND" in page
    assert 'name="go"' not in page


def test_a_draft_of_a_colleague_is_not_written_over(client, chief, teams, address):
    client.force_login(chief)
    post(client, address, "save", levels(teams))
    refused = post(client, address, "save", levels(teams, teams[0]))
    assert refused.status_code == 409
    assert "Đồng nghiệp đã lưu" in refused.content.decode()


def test_a_closed_year_changes_only_by_a_decision_that_names_the_old(client, chief, teams, address):
    client.force_login(chief)
    post(client, address, "decide", PAPERS, levels(teams))
    new = PAPERS | {"decision_number": "46/QĐ-UBND", "replaces": "44/QĐ-UBND"}
    refused = post(client, address, "decide", new, levels(teams))
    assert refused.status_code == 409
    assert "45/QĐ-UBND" in refused.content.decode()
    new["replaces"] = "45/QĐ-UBND"
    assert post(client, address, "decide", new, levels(teams)).status_code == 302
    assert "46/QĐ-UBND" in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("papers", "sentence"),
    [
        ({"decided_on": "14/11/2026", "met_on": "10/11/2026"}, "từ 15/11/2026 đến 31/12/2026"),
        ({"decided_on": "21/11/2026"}, "Ngày này chưa đến"),
        ({"present": "8"}, "Số phiếu nhiều hơn số người có mặt"),
        ({"met_on": "21/11/2026", "decided_on": "20/11/2026"}, "Cuộc họp diễn ra sau quyết định"),
        ({"chair": ""}, "Chủ tịch"),
    ],
)
def test_papers_that_cannot_be_are_told_in_a_sentence(
    client, chief, teams, address, papers, sentence
):
    client.force_login(chief)
    page = post(client, address, "decide", PAPERS | papers, levels(teams))
    assert sentence in page.content.decode()
    assert page.status_code == 409
    assert not TeamRating.objects.exists()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ({"is_under_proceedings": "on", "proceedings_paper": "3/TB"}, "không được xếp loại"),
        ({"leader": "EXCELLENT"}, "không được xếp cao hơn tổ"),
        ({"excellent": "1", "good": "5"}, "nhiều hơn số đang tham gia"),
    ],
)
def test_a_line_that_cannot_be_is_told_in_a_sentence_and_stays(
    client, chief, teams, address, line, sentence
):
    client.force_login(chief)
    said = {f"to{teams[0].pk}-{name}": value for name, value in line.items()}
    page = post(client, address, "decide", PAPERS, levels(teams) | said)
    assert sentence in page.content.decode()
    assert page.status_code == 409
    assert not RatingSheet.objects.exists()


def test_a_number_used_twice_is_told(client, chief, teams, address):
    client.force_login(chief)
    post(client, address, "decide", PAPERS, levels(teams))
    again = PAPERS | {"replaces": "45/QĐ-UBND"}
    page = post(client, address, "decide", again, levels(teams)).content.decode()
    assert "đã dùng cho một quyết định khác" in page


def test_a_young_team_is_named_and_has_no_line(client, chief, commune, teams, address):
    young = actions.set_up_team(
        unit=commune, areas=(), name="Tổ mới", established_on=date(2026, 3, 1), decision_number="9/QĐ-UBND",
        established_strength=5, serving=4, by=chief, at=AT,
    )  # fmt: skip
    client.force_login(chief)
    page = client.get(address).content.decode()
    assert "Tổ mới" in page
    assert f'name="to{young.pk}-level"' not in page


def test_the_seven_conditions_stand_beside_the_choice(client, chief, teams, address):
    client.force_login(chief)
    page = client.get(address).content.decode()
    assert page.count("by-seven") == 6
    assert page.count("chưa biết") >= 6


def test_nobody_else_opens_it(client, lan, hanh, teams, address):
    for who in (lan, hanh):
        client.force_login(who)
        assert client.get(address).status_code in {403, 404}
