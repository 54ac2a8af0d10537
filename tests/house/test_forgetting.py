"""What a table declares to keep for so many days goes when they are over: each term is tried on a database."""

import re
from datetime import date, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.test import override_settings

from binhyen.audit.models import Entry
from binhyen.core.clock import VIETNAM
from binhyen.figures import registry
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import Period
from binhyen.matters import rules
from binhyen.project import working
from binhyen.project.asides import learner
from tests.house.kept import NOW, ROWS, SAID, Ground
from tests.house.plan import HOUSE, ROOT

#: Fields that stand as they were: what makes them of somebody is forgotten instead.
READ = {
    ("forces.Attendance", "has_attended"): lambda row: row.member.full_name,
    ("forces.Member", "birth_year"): lambda row: row.full_name,
}
#: So long ago that every term is over, and the periods whose figures are asked: that day, the month before, the year.
LONG_AGO = datetime(2027, 6, 15, 9, 0, tzinfo=VIETNAM)
PERIODS = [
    Period(date(2027, 5, 1), date(2027, 6, 1)),
    Period(date(2027, 6, 15), date(2027, 6, 16)),
    Period(date(2027, 1, 1), date(2028, 1, 1)),
]


def kept():
    """Return every table that has a personal field."""
    ours = (model for model in apps.get_models() if model.__module__.startswith("binhyen."))
    return [model for model in ours if model.Privacy.personal]


def terms():
    return [(model, days) for model in kept() for days in sorted({one.days for one in model.Privacy.personal.values()})]  # fmt: skip


def named(word):
    return word._meta.label if isinstance(word, type) else str(word)


@pytest.fixture
def ground(commune, hanh, chief, tmp_path, monkeypatch):
    monkeypatch.setattr("binhyen.core.clock.now", lambda: NOW)
    with override_settings(MEDIA_ROOT=tmp_path):
        yield Ground(commune, hanh, chief)


def values(model, row, fields):
    """Return what the database holds of the row's fields; nothing where the row is gone."""
    found = model._base_manager.filter(pk=row.pk).first()
    if found is None:
        return dict.fromkeys(fields)
    return {
        name: READ.get((model._meta.label, name), lambda row, name=name: getattr(row, name))(found)
        for name in fields
    }


@pytest.mark.parametrize("model", kept(), ids=named)
def test_every_term_names_the_act_that_carries_it_out_and_that_the_house_calls(model):
    room, name = model.Privacy.forgotten_by.split(".")
    act = getattr(import_module(f"binhyen.{room}.actions"), name)
    called = act in working.FORGETTING
    by_matters = f"reports.{name}" in (HOUSE / "matters/actions/forgetting.py").read_text()
    assert called or (room == "reports" and by_matters)


def test_the_worker_does_it_every_day():
    job = next(job for job in working.jobs([learner()]) if job.work is working.forget)
    assert job.every == timedelta(days=1)


def test_every_table_with_a_term_is_tried():
    assert set(ROWS) == {model._meta.label for model in kept()}


@pytest.mark.parametrize(("model", "days"), terms(), ids=named)
def test_what_is_older_than_the_term_goes_and_what_is_younger_stays(ground, model, days):
    fields = [name for name, term in model.Privacy.personal.items() if term.days == days]
    make = ROWS[model._meta.label]
    old = make(ground, NOW - timedelta(days=days + 2))
    young = make(ground, NOW - timedelta(days=days - 2))
    was, stays = values(model, old, fields), values(model, young, fields)
    working.forget()
    now = values(model, old, fields)
    assert [name for name in fields if now[name] == was[name]] == []
    assert not any(SAID in str(value) for value in now.values())
    assert values(model, young, fields) == stays
    assert Entry.objects.filter(event__endswith="orgotten").exists()
    before = Entry.objects.count()
    working.forget()
    assert Entry.objects.count() == before, "a second time there is nothing left to do"


def figures(unit):
    """Return of every period what each figure says, and how many records stand behind it."""
    found = {}
    for period in PERIODS:
        for one in registry.all_figures():
            value = registry.ask(one.name, scope_of(unit), period)
            behind = [len(registry.lines(source)) for source in value.sources if source.filters]
            found[one.name, period] = (value.numerator, value.denominator, behind)
    return found


def test_no_figure_changes_with_what_is_forgotten(ground):
    for make in ROWS.values():
        make(ground, LONG_AGO)
    before = figures(ground.unit)
    assert before["forces.strength_46_60", PERIODS[0]][0] > 0
    assert before["matters.confirmed", PERIODS[2]][0] > 0
    working.forget()
    assert figures(ground.unit) == before


def test_photos_stay_for_as_long_as_a_reporter_may_take_the_matter_up_again():
    days = apps.get_model("reports", "Photo").Privacy.personal["file"].days
    assert timedelta(days=days) == rules.REOPEN_WITHIN


FILES = ("reports.Photo", "matters.MatterPhoto", "matters.ProposalPaper", "movement.TaskFile")


@pytest.mark.parametrize("label", FILES)
def test_the_file_goes_from_the_disk_as_well(
    ground, tmp_path, label, django_capture_on_commit_callbacks
):
    days = apps.get_model(label).Privacy.personal["file"].days
    kept = ROWS[label](ground, NOW - timedelta(days=days + 2))
    assert (tmp_path / kept.file).exists()
    with django_capture_on_commit_callbacks(execute=True):
        working.forget()
    assert not (tmp_path / kept.file).exists()


def test_the_settings_page_lists_the_terms_that_are_declared_and_no_others():
    page = (ROOT / "docs/howto/settings.md").read_text(encoding="utf-8")
    told = {int(days) for days in re.findall(r"\| (\d+) days \|", page)}
    assert told == {days for _model, days in terms()}


def test_residents_are_told_the_terms_that_are_declared():
    page = (HOUSE / "portal/templates/portal/about.html").read_text(encoding="utf-8")
    told = {
        "30 days after it is closed": apps.get_model("reports", "Photo").Privacy.personal["file"].days,
        "90 days after it is closed": apps.get_model("reports", "Identity").Privacy.personal["sealed"].days,
        "12 months after it is closed": apps.get_model("reports", "Report").Privacy.personal["words"].days,
        "12 months; then only": apps.get_model("matters", "Feedback").Privacy.personal["stars"].days,
    }  # fmt: skip
    assert all(words in page for words in told)
    assert list(told.values()) == [30, 90, 365, 365]
