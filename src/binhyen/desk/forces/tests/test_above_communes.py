"""A commune keeps the force; whoever works above it reads sums and is offered nothing that would be refused."""

from datetime import date

import pytest
from django.urls import reverse

from binhyen.desk.forces import survey_forms
from binhyen.forces import actions
from binhyen.forces.tests import factories
from binhyen.people.models import Role
from binhyen.people.tests import factories as people


@pytest.fixture
def above(client, province):
    client.force_login(people.officer("Cao Diễm My", Role.SECRETARY, province))
    return client


def test_a_province_sees_the_teams_of_its_communes_and_no_form(above, commune, secretary, at):
    factories.team(commune, secretary, at)
    page = above.get(reverse("desk:teams")).content.decode()
    assert "Tổ bảo vệ số 1" in page
    for name in ("rate_teams", "import_roster", "strengthening", "team_months", "coverage"):
        assert reverse(f"desk:{name}") not in page
    assert "Nhập tổ" not in page
    assert reverse("desk:new_survey") not in above.get(reverse("desk:surveys")).content.decode()


@pytest.mark.parametrize("page", ["rate_teams", "import_roster", "new_survey"])
def test_a_page_of_a_communes_force_says_so_above_it(above, page):
    answer = above.get(reverse(f"desk:{page}"))
    assert answer.status_code == 403
    assert "Mỗi xã tự quản lý các tổ của mình" in answer.content.decode()


def test_no_team_is_set_up_above_a_commune(above, province, at):
    assert above.post(reverse("desk:teams"), {"name": "Tổ tỉnh"}).status_code == 403
    with pytest.raises(actions.NotOfTheCommune):
        actions.set_up_team(
            unit=province, areas=[], name="Tổ tỉnh", established_on=date(2024, 7, 1), decision_number="1/QĐ-UBND",
            established_strength=5, serving=5, by=people.officer("Lê Thu", Role.SECRETARY, province), at=at,
        )  # fmt: skip


def test_how_many_to_ask_is_said_once_and_for_this_commune():
    assert "95 phiếu" in survey_forms.Round(8_000).fields["target"].help_text
    assert "97 phiếu" in survey_forms.Round(None).fields["target"].help_text
    assert "385 phiếu thì không quá 5 điểm %" in survey_forms.Round(None).fields["target"].help_text
