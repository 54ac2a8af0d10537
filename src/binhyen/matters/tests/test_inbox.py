"""The list shows every matter once, in its order, under the tab and filter it belongs to."""

from datetime import timedelta

import pytest

from binhyen.matters import actions, inbox
from binhyen.matters.inbox import Asked, Filters, Looker, Section
from binhyen.matters.models import Matter
from binhyen.matters.rules import Kind
from binhyen.matters.tests import factories
from binhyen.reports.models import Report

HOUR = timedelta(hours=1)


NOBODY = Looker(user_pk=0, is_chief=False)
CHIEF = Looker(user_pk=0, is_chief=True)


def references(unit, at, *, who=NOBODY, **asked):
    found = inbox.page(Asked(unit, Filters(**asked), who, at))
    return {matter.reference for matter in found.rows}


@pytest.mark.parametrize("section", [Section.OPEN, Section.DONE])
def test_turning_the_pages_shows_every_matter_once_and_in_order(
    commune, hanh, at, monkeypatch, section
):
    monkeypatch.setattr(inbox, "PAGE", 4)
    for n in range(11):  # several share a moment, so that the number must decide between them
        matter = factories.matter(commune, at - (n // 3) * HOUR)
        if section is Section.DONE:
            actions.set_aside(matter=matter, words="x", by=hanh, at=at)
    shown, after = [], ""
    for _ in range(3):
        page = inbox.page(Asked(commune, Filters(section), NOBODY, at), after=after)
        shown += page.rows
        after = page.following
    assert after == ""
    assert len(shown) == len({matter.pk for matter in shown}) == 11
    if section is Section.DONE:
        assert shown == sorted(shown, key=lambda m: (m.opened_at, m.pk), reverse=True)
    else:
        assert shown == sorted(shown, key=lambda m: (m.due_at, m.pk))


def test_a_matter_that_came_meanwhile_moves_no_other_to_the_next_page_twice(
    commune, at, monkeypatch
):
    monkeypatch.setattr(inbox, "PAGE", 2)
    late = [factories.matter(commune, at + n * HOUR) for n in range(4)]
    first = inbox.page(Asked(commune, Filters(), NOBODY, at))
    factories.matter(commune, at - HOUR)
    second = inbox.page(Asked(commune, Filters(), NOBODY, at), after=first.following)
    assert [*first.rows, *second.rows] == late


def test_each_tab_holds_what_its_name_says(commune, hanh, at):
    new = factories.matter(commune, at)
    in_hand = factories.in_hand(commune, at, hanh)
    asked = factories.in_hand(commune, at, hanh)
    actions.propose(matter=asked, kind=Kind.DIRECT, words="Xin.", by=hanh, at=at)
    done = factories.matter(commune, at)
    actions.set_aside(matter=done, words="x", by=hanh, at=at)
    heard = factories.receive(commune, at)
    actions.hear(report=Report.objects.get(reference=heard.reference), words="Sao rồi?", at=at)
    overdue = factories.matter(commune, at - timedelta(days=30))
    today = factories.matter(commune, at - timedelta(days=7))
    holds = {
        Section.NEW: {new, heard.matter, overdue, today},
        Section.IN_HAND: {in_hand},
        Section.ABOVE: {asked},
        Section.DONE: {done},
        Section.NEWS: {heard.matter},
        Section.OVERDUE: {overdue},
        Section.TODAY: {today},
        Section.OPEN: {new, in_hand, asked, heard.matter, overdue, today},
        Section.TAKEN: set(),
        Section.MINE: set(),
        Section.REPORTER: set(),
    }
    for section, matters in holds.items():
        assert references(commune, at, section=section) == {m.reference for m in matters}, section
    for section, number in inbox.counts(commune, who=NOBODY, at=at).items():
        assert number == len(holds[section]), section


def test_filters_narrow_by_state_group_area_words_and_period(commune, area, at):
    noise = factories.matter(commune, at, area=area)
    litter = factories.matter(commune, at - timedelta(days=3), category="ENV")
    theft = factories.matter(commune, at, category="THF")
    day = at.date()
    for asked, found in [
        ({"group": "environment"}, {noise, litter}),
        ({"group": "crime"}, {theft}),
        ({"area": area.pk}, {noise}),
        ({"words": "trom cap"}, {theft}),
        ({"words": "TIẾNG ồn"}, {noise}),
        ({"words": noise.reference.lower()}, {noise}),
        ({"words": noise.reference[:7]}, {noise}),
        ({"words": Report.objects.get(category="THF").reference}, {theft}),
        ({"words": "không có"}, set()),
        ({"since": day}, {noise, theft}),
        ({"until": day - timedelta(days=3)}, {litter}),
        ({"state": "VERIFYING"}, set()),
        ({"group": "environment", "words": "rac", "until": day}, {litter}),
    ]:
        assert references(commune, at, **asked) == {m.reference for m in found}, asked


def test_filtering_by_group_does_not_give_a_restricted_matter_away(commune, hanh, at):
    secret = factories.in_hand(commune, at, hanh, category="DMV")
    assert references(commune, at, group="family") == set()
    assert references(commune, at, group="family", who=CHIEF) == {secret.reference}
    assert references(commune, at) == {secret.reference}


def test_another_units_matters_are_never_in_the_list(commune, other_commune, at):
    factories.matter(other_commune, at)
    for section in Section:
        assert references(commune, at, section=section) == set()
    assert Matter.objects.exists()
