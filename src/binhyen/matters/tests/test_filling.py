"""What the data migrations write for the matters that were there before, through the models as they stood then."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from binhyen.matters import actions, finding
from binhyen.matters.models import Deadline, Matter, MatterText
from binhyen.matters.tests import factories
from binhyen.matters.words import Outcome

pytestmark = [pytest.mark.django_db, pytest.mark.migrations]


def fill(name):
    """Run the `fill` of a migration with the models of that day."""
    loader = MigrationLoader(connection, replace_migrations=False)
    (found,) = (key for key in loader.graph.nodes if key[0] == "matters" and key[1].endswith(name))
    apps = loader.project_state(found).apps
    import_module(f"binhyen.matters.migrations.{found[1]}").fill(apps, None)


def test_every_open_matter_gets_the_clock_that_stood_in_its_deadline_once(commune, hanh, at):
    kept = factories.matter(commune, at)
    ended = factories.in_hand(commune, at, hanh)
    dispute = factories.in_hand(commune, at, hanh, category="DSP")
    actions.settle(matter=ended, outcome=Outcome.PLEDGED, words="Xong.", by=hanh, at=at)
    Deadline.objects.all().delete()
    fill("fill_deadlines")
    fill("fill_deadlines")  # run again after a stop, it adds nothing
    for matter in (kept, dispute):
        row = Deadline.objects.get(matter=matter)
        assert (row.due_at, row.clock) == (matter.due_at, matter.due_clock)
        assert row.is_live and row.since <= row.half_at <= row.due_at
    assert not Deadline.objects.filter(matter=ended).exists()


def test_every_matter_but_a_restricted_one_is_found_by_the_same_words_as_by_the_act(
    commune, area, hanh, at
):
    for category in ("NOI", "CHD", "DSP"):
        factories.matter(commune, at, category=category, area=area, words="Đường số 7, Ồn ào ĐÊM")
    before = dict(MatterText.objects.values_list("matter", "tokens"))
    assert len(before) == 2
    MatterText.objects.all().delete()
    fill("fill_search")
    fill("fill_search")
    assert dict(MatterText.objects.values_list("matter", "tokens")) == before
    found = Matter.objects.filter(finding.holds(("duong", "dem"), commune.pk))
    assert set(found.values_list("category", flat=True)) == {"NOI", "DSP"}
