"""Two who make one report a paper at once, on real connections: one paper, and the other is told."""

import pytest

from binhyen.core.tests.threads import together
from binhyen.documents import actions as documents
from binhyen.documents.models import Paper, Step
from binhyen.periodic import actions, issuing
from binhyen.periodic.models import Report
from binhyen.periodic.tests import factories
from binhyen.periodic.tests.factories import OVER, SAID

AT_ONCE = 4


@pytest.fixture
def report(transactional_db, commune, head, secretary):
    documents.set_up_issuer(
        unit=commune, name="Ủy ban nhân dân xã Mỹ Thạnh", parent="", code="UBND", letter_code="", place=commune.name,
        by_kind=True, by=head, at=OVER,
    )  # fmt: skip
    made = factories.draft(commune, secretary)
    actions.write(report=made, words={"I": SAID}, by=secretary, at=OVER)
    return made


def test_those_who_make_one_report_a_paper_at_once_make_one(report, secretary):
    signing = issuing.usual(report.unit, OVER.date())
    before = Report.objects.get(pk=report.pk).version
    seen = [Report.objects.get(pk=report.pk) for _each in range(AT_ONCE)]

    def make(mine):
        try:
            return actions.make_paper(report=mine, signing=signing, by=secretary, at=OVER).pk
        except actions.Outrun:
            return None

    made = [pk for pk in together(*[lambda mine=mine: make(mine) for mine in seen]) if pk]
    assert made == [Paper.objects.get().pk], "what the others drafted was rolled back"
    assert Step.objects.count() == 1
    report.refresh_from_db()
    assert (report.paper_id, report.version) == (made[0], before + 1)
