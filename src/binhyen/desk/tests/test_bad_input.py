"""What the officers' pages do with addresses nobody's button writes: a page with a sentence, never an error."""

import pytest
from django.urls import reverse

from binhyen.core import clock
from binhyen.forces.models import Team
from binhyen.matters.tests import factories


@pytest.mark.parametrize(
    "after",
    ["9" * 19 + "-1", "9" * 18 + "-1", "1-" + "9" * 30, "²-²", "٣-٣", "1-0", "-1--1", "-"],
)
def test_a_cursor_that_was_tampered_with_begins_at_the_beginning(client, hanh, commune, after):
    matter = factories.matter(commune, clock.now())
    client.force_login(hanh)
    page = client.get(reverse("desk:inbox"), {"sau": after})
    assert page.status_code == 200
    assert matter.reference in page.content.decode() or after in {"1-0", "٣-٣"}


@pytest.mark.parametrize("field", ["tu", "den"])
@pytest.mark.parametrize("typed", ["0001-01-01", "9999-12-31", "31/02/2024"])
def test_a_day_that_cannot_be_is_named_and_filters_nothing(client, hanh, commune, field, typed):
    matter = factories.matter(commune, clock.now())
    client.force_login(hanh)
    page = client.get(reverse("desk:inbox"), {field: typed})
    assert page.status_code == 200
    assert matter.reference in page.content.decode()
    assert "Hãy ghi ngày" in page.content.decode()


@pytest.mark.parametrize("year", ["9" * 5000, "٢٠٢٤", "-1", "2100"])
@pytest.mark.parametrize("name", ["own_scorecard", "rate_teams", "recognitions", "teams"])
def test_a_year_that_cannot_be_is_another_year(client, chief, name, year):
    client.force_login(chief)
    answer = client.get(reverse(f"desk:{name}"), {"nam": year})
    assert answer.status_code in {200, 302, 404}


@pytest.mark.parametrize("ticked", ["9" * 30, "-1", "0", "٣", "😀", ""])
def test_a_tick_that_no_box_has_is_told_and_what_was_typed_stays(client, chief, commune, ticked):
    client.force_login(chief)
    typed = {
        "name": "Tổ Cầu Mới", "areas": ticked, "established_on": "1/7/2024",
        "decision_number": "7/QĐ-UBND", "established_strength": "5", "serving": "4",
    }  # fmt: skip
    page = client.post(reverse("desk:teams"), typed)
    assert page.status_code == 200
    assert "govuk-error-message" in page.content.decode()
    assert "Tổ Cầu Mới" in page.content.decode()
    assert not Team.objects.exists()
