"""The papers of the demo: every act can happen on its day, and a visitor finds one at each step."""

from collections import Counter
from datetime import date

import pytest

from binhyen.documents import wording
from binhyen.documents.models import Arrival, Paper
from binhyen.documents.workflow import OPEN, State
from binhyen.people.models import Role
from binhyen.people.tests import factories
from binhyen.periodic.models import Report
from binhyen.places.models import Level
from binhyen.project.demo import cast, paper_kinds, papers
from binhyen.project.tests.test_demo_year import Told

LONG_AGO = date(2020, 1, 1)
ROLES = {
    "thu": Role.SECRETARY, "dung": Role.CHIEF, "quan": Role.ADMINISTRATOR, "phuc": Role.HEAD
}  # fmt: skip


@pytest.fixture
def players(db):
    """The cast with posts in the commune of before and in that of after."""
    above = factories.unit("Thủ Thừa", level=Level.DISTRICT, edition="2024", since=LONG_AGO)
    communes = [
        factories.unit(name, code=key[1], edition=key[0], parent=above, since=LONG_AGO)
        for name, key in (("Mỹ Lạc", cast.MY_LAC), ("Mỹ Thạnh", cast.MY_THANH))
    ]
    made = {key: factories.officer(key.title(), role, communes[0]) for key, role in ROLES.items()}
    for key, role in ROLES.items():
        factories.post(made[key], role, communes[1])
    return made | {"my": factories.officer("My", Role.SECRETARY, above)}


def test_a_paper_stands_at_every_step_and_one_report_went_up_under_its_number(players, settings, tmp_path):  # fmt: skip
    settings.MEDIA_ROOT = tmp_path
    told = Told()
    papers.plan(told, players)
    told.tell()
    month, week = Report.objects.order_by("until")
    assert (month.state, month.paper.written) == ("RECEIVED", "01/BC-UBND")
    assert month.due_on == papers.DUE
    assert (week.state, week.paper) == ("DRAFT", None)
    states = Counter(Paper.objects.filter(unit=week.unit).values_list("state", flat=True))
    assert set(states) == {*OPEN, State.ISSUED, State.CANCELLED}
    assert Arrival.objects.count() == len(papers.ARRIVED)


def test_the_story_holds_a_paper_of_every_kind():
    """`tools/papers.py` takes each of them out of a house and judges it; a new wording needs its place in the story."""
    told = [sheet.key for sheet in paper_kinds.SHEETS]
    assert len(told) == len(set(told))
    assert {*told, *paper_kinds.ELSEWHERE} == set(wording.kinds())
    founding = told.index("found_committee")
    decisions = [key for key in told[: founding + 1] if wording.kinds()[key].kind == "QĐ"]
    assert len(decisions) == 4, "numbered as the register of the committee names it: 04/QĐ-UBND"


@pytest.mark.parametrize("sheet", paper_kinds.SHEETS, ids=lambda sheet: sheet.key)
def test_what_is_typed_for_a_kind_names_fields_of_its_wording(sheet, players, monkeypatch):
    commune = cast.unit(cast.MY_THANH)
    for number in range(1, 7):
        factories.unit(f"{number}", level=Level.RESIDENTIAL_AREA, edition="local", parent=commune, since=LONG_AGO)  # fmt: skip
    monkeypatch.setattr(paper_kinds, "_met_at_the_end", str)
    known = {each.name for each in wording.kinds()[sheet.key].fields}
    assert set(sheet.typed(paper_kinds.Scene(commune))) <= known
