"""The pages that a phone shows without a network, of both faces; judged by axe as they stand."""

import pytest

from tests.journeys.test_field import FIELD, keep, open_page, reported
from tests.journeys.test_resident_offline import FORM, LATER, card, open_prepared

pytestmark = pytest.mark.journey

#: What the browser says of a network that is not there, on its own.
NO_NETWORK = "ERR_INTERNET_DISCONNECTED"


@pytest.fixture
def phone(person):
    """Make people with a phone whose network is about to be cut."""
    met = []

    def meet(key: str = ""):
        met.append(person(key, phone=True))
        return met[-1]

    yield meet
    for who in met:
        who.complaints[:] = [said for said in who.complaints if NO_NETWORK not in said]


def test_the_pages_of_the_security_team(person, phone, judge):
    matter = reported(person, person("hanh"), "Còi xe inh ỏi trước chợ (chuyện bịa để thử).")
    kha = phone("kha")
    open_page(kha, FIELD)
    kha.page.locator("html[data-by-kept]").wait_for(state="attached")
    kha.context.set_offline(True)

    open_page(kha, FIELD)
    judge.look(kha, "tasks", shows="[data-by-task]")
    open_page(kha, f"{FIELD}vu-viec/{matter}/")
    judge.look(kha, "a task", shows="[data-by-offline]")
    keep(kha, "NOTE", words="Đã nhắc (chuyện bịa).")
    judge.look(kha, "a task, a note that waits", shows="[data-by-list] li")
    open_page(kha, f"{FIELD}tuan-tra/")
    judge.look(kha, "patrol", shows="form[data-by-queue=PATROL]")
    kha.page.locator("main select[name=area]").select_option("")
    kha.press("form[data-by-queue=PATROL] button[type=submit]")
    judge.look(kha, "patrol, the area is missing", shows="[data-by-said].govuk-error-message")
    kha.page.goto(f"{kha.base}/ban-lam-viec/vu-viec/")
    assert kha.says("Hiện không có mạng")
    judge.look(kha, "an officers' page that no phone keeps")


def test_the_pages_of_a_resident(phone, judge):
    resident = phone()
    open_prepared(resident)
    resident.context.set_offline(True)

    resident.page.goto(resident.base + FORM)
    judge.look(resident, "report without a network", shows="main textarea[name=words]")
    resident.page.click("main form:not([method]) button[type=submit]")
    judge.look(resident, "sent with everything missing")
    resident.fill(category="NOI", words="Loa phường rè cả sáng (chuyện bịa).")
    resident.page.locator("main select[name=area]").select_option(index=1)
    resident.page.click("main form:not([method]) button[type=submit]")
    card(resident, "waiting")
    judge.look(resident, "a report that waits", shows="[data-by-waiting] [data-state=waiting]")
    resident.page.goto(f"{resident.base}/tro-giup/")
    judge.look(resident, "a page that no phone keeps")
    resident.page.goto(resident.base + LATER)
    judge.look(resident, "what waits, found again", shows="[data-by-waiting] [data-state=waiting]")
