"""The same press from two windows at once, on real connections: both are led to the one paper."""

import pytest
from django.test import Client
from django.urls import reverse

from binhyen.core import clock
from binhyen.core.tests.threads import together
from binhyen.documents.models import Issuer, Paper
from binhyen.periodic.tests.factories import OVER
from binhyen.periodic.tests.test_race import report  # noqa: F401  (the same report)


@pytest.fixture(autouse=True)
def _after_the_window(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: OVER)


def test_two_presses_at_once_lead_to_one_paper_and_show_no_error(report, secretary):  # noqa: F811
    address = reverse("desk:periodic_paper", args=[report.pk])
    typed = {"version": report.version, "by": f"{Issuer.objects.get().pk}-CHAIR", "signer": ""}
    windows = [Client(raise_request_exception=False) for _each in range(3)]
    for window in windows:
        window.force_login(secretary)

    answers = together(*[lambda window=window: window.post(address, typed) for window in windows])

    assert {answer.status_code for answer in answers} == {302}
    assert {answer["Location"] for answer in answers} == {
        reverse("desk:document", args=[Paper.objects.get().pk])
    }
