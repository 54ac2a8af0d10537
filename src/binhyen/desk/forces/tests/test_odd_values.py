"""Every form of the force, filled with what nobody should type: a sentence for each, what was typed stays, nothing is made."""

import html
import re
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from binhyen.core import clock
from binhyen.forces import actions
from binhyen.forces.models import DutyEntry, Member, Outcome, SurveyRound, Team, Training
from binhyen.forces.tests import factories as teams

ODD = {
    "no such day": "31/02/2026",
    "a power": "1e9",
    "many digits": "9" * 30,
    "below none": "-5",
    "no number": "NaN",
    "endless": "Infinity",
    "a picture": "👮‍♀️🚓",
    "turned around": "abc\u202edef",
    "unseen": "\u200b \u2066",
    "NUL": "a\0b",
    "very long": "ạ" * 6000,
    "nothing": "",
    "other digits": "٣٤",
    "markup": "<b>' OR 1=1 --",
    "first year": "1/1/0001",
    "last year": "31/12/9999",
}
PAGES = [
    "teams", "duties", "new_survey", "survey", "survey_entry", "survey_figures", "report_strength", "appoint_member",
    "equipment", "trainings", "give_role", "move_member", "end_service", "correct_member", "replace_leader",
    "end_duty", "import_roster",
]  # fmt: skip
#: What a page carries for itself; nobody types it.
_CARRIED = {"csrfmiddlewaretoken"}


@pytest.fixture(autouse=True)
def standing_clock(at, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: at)


@pytest.fixture
def addresses(commune, area, chief, at):
    team = teams.team(commune, chief, at, name="Tổ Cầu Lớn", areas=(area,))
    teams.team(commune, chief, at, name="Tổ Cầu Nhỏ")
    service = teams.member(team, chief, at)
    survey = teams.survey_round(commune, chief, at)
    duty = actions.log_duty(
        key=uuid4(), team=team, kind="2.TALK", on=date(2026, 2, 1), done=actions.Done(Outcome.ASSIGNED), by=chief, at=at,
    )  # fmt: skip
    of = {
        **{key: [team.pk] for key in ("report_strength", "appoint_member", "equipment", "replace_leader")},
        **{key: [service.pk] for key in ("give_role", "move_member", "end_service")},
        **{key: [survey.pk] for key in ("survey", "survey_entry")},
        "end_duty": [duty.pk],
        "survey_figures": [survey.pk, team.pk],
        "correct_member": [service.member_id],
    }  # fmt: skip
    return {name: reverse(f"desk:{name}", args=of.get(name, [])) for name in PAGES}


def fields_of(page):
    """Return the names of what the page's own form asks."""
    asked = re.findall(r'<(?:input|select|textarea)[^>]*\sname="([^"]+)"', page)
    return [name for name in dict.fromkeys(asked) if name not in _CARRIED]


def counted():
    return [table.objects.count() for table in (Team, Member, DutyEntry, SurveyRound, Training)]


@pytest.mark.parametrize("name", PAGES)
def test_an_odd_value_gets_a_sentence_and_makes_nothing(client, chief, addresses, name):
    client.force_login(chief)
    address = addresses[name]
    opened = client.get(address)
    assert opened.status_code == 200
    main = opened.content.decode().partition("<main")[2]
    asked = fields_of(main)
    assert asked, name
    before = counted()
    for kind, odd in ODD.items():
        answer = client.post(address, dict.fromkeys(asked, odd))
        shown = answer.content.decode()
        assert answer.status_code in {200, 302, 404, 409}, (name, kind, answer.status_code)
        assert counted() == before, (name, kind)
        if answer.status_code == 200:
            assert "govuk-error-summary" in shown, (name, kind)
        if kind == "markup":
            assert odd not in shown, (name, kind)
            assert html.escape(odd) in shown, f"{name}: what was typed is gone"


@pytest.mark.parametrize("name", PAGES)
def test_a_number_of_another_communes_row_is_none_of_the_choices(
    client, chief, addresses, name, other_commune, lan, at
):
    client.force_login(chief)
    address = addresses[name]
    asked = fields_of(client.get(address).content.decode().partition("<main")[2])
    before = counted()
    for odd in (other_commune.pk, 10**18, 10**30):
        answer = client.post(address, dict.fromkeys(asked, str(odd)))
        assert answer.status_code in {200, 302, 404, 409}, (name, odd)
        assert counted() == before, (name, odd)
