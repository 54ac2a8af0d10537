"""The menu marks the entry that a page is reached from, also where its address does not begin with the entry's."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("page", "entry"),
    [
        ("home", "home"),
        ("cycle", "cycle"),
        ("registrations", "cycle"),
        ("festival", "cycle"),
        ("designations", "cycle"),
        ("who_held", "committees"),
        ("plans", "plans"),
        ("initiatives", "initiatives"),
        ("teams", "teams"),
        ("trainings", "teams"),
        ("surveys", "teams"),
        ("recognitions", "assessments"),
    ],
)
def test_a_page_marks_the_entry_it_is_reached_from(client, secretary, page, entry):
    client.force_login(secretary)
    answer = client.get(reverse(f"desk:{page}"), follow=True)
    assert answer.status_code == 200
    marked = [url for url, _label, is_current in (*answer.context["desk_menu"], *answer.context["desk_more"]) if is_current]  # fmt: skip
    assert marked == [reverse(f"desk:{entry}")]
