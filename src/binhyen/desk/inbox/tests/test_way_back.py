"""From a matter back to the list as one left it, and nowhere else."""

import re

import pytest
from django.urls import reverse

from binhyen.core import clock
from binhyen.matters.tests import factories

HERE = "http://testserver"
LIST = "/ban-lam-viec/vu-viec/"


@pytest.fixture
def back(client, hanh, commune):
    """Say where the back link leads for one who came from an address."""
    matter = factories.matter(commune, clock.now())
    client.force_login(hanh)

    def ask(came_from: str) -> str:
        page = client.get(
            reverse("desk:matter", args=[matter.reference]), headers={"referer": came_from}
        )
        (link,) = re.findall(r'govuk-back-link" href="([^"]*)"', page.content.decode())
        assert link.endswith(f"#chon-{matter.reference}")
        return str(link.partition("#")[0].replace("&amp;", "&"))

    return ask  # fmt: skip


@pytest.mark.parametrize(
    "asked", ["?muc=dang-mo&tim=loa", "?muc=moi&ban_do=1&khung=1,2,3,4&sau=9-9"]
)
def test_it_leads_to_the_list_one_came_from(back, asked):
    assert back(f"{HERE}{LIST}{asked}") == f"{LIST}{asked}"


@pytest.mark.parametrize(
    "came_from",
    [
        "",
        f"{HERE}{LIST}",
        f"{HERE}/ban-lam-viec/lich/?thang=2024-11",
        f"https://evil.example{LIST}?muc=moi",
        f"//evil.example{LIST}?muc=moi",
        f"{HERE}{LIST}?tim={'x' * 2000}",
        "http://[",
    ],
)
def test_from_anywhere_else_it_leads_to_the_whole_list(back, came_from):
    assert back(came_from) == LIST


def test_what_came_with_the_address_opens_no_tag(back):
    assert "<" not in back(f'{HERE}{LIST}?tim="><script>')
