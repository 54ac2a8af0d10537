"""A house set up before learns the names people know, where no person named otherwise."""

from importlib import import_module

import pytest
from django.apps import apps
from wagtail.models import Site, Task, Workflow

from binhyen.newsroom import actions

pytestmark = pytest.mark.django_db
name_anew = import_module("binhyen.newsroom.migrations.0005_names_people_know").name_anew


def test_ways_of_approval_lose_the_path_behind_the_unit_and_the_site_gets_its_name(commune, at):
    index = actions.open_news(unit=commune, at=at)
    workflow = index.get_workflow()
    named = f"Duyệt tin · {commune.full_name}"
    then = f"{named} ({commune.path})"
    Workflow.objects.filter(pk=workflow.pk).update(name=then)
    Task.objects.filter(name=named).update(name=then)
    Site.objects.update(site_name="")
    for _again in range(2):
        name_anew(apps, None)
        workflow.refresh_from_db()
        assert (workflow.name, [task.name for task in workflow.tasks]) == (named, [named])
        assert Site.objects.get(is_default_site=True).site_name == "Bình Yên"


@pytest.mark.parametrize("name", ["Duyệt bài của xã", "Duyệt tin · Xã Mỹ Lạc (cũ)", "Duyệt tin · Xã (a/b)"])  # fmt: skip
def test_what_a_person_named_stays(commune, at, name):
    workflow = actions.open_news(unit=commune, at=at).get_workflow()
    Workflow.objects.filter(pk=workflow.pk).update(name=name)
    Site.objects.update(site_name="Tin xã nhà")
    name_anew(apps, None)
    workflow.refresh_from_db()
    assert workflow.name == name
    assert Site.objects.get(is_default_site=True).site_name == "Tin xã nhà"


def test_of_two_ways_of_one_name_the_second_keeps_its_own(commune, at):
    named = f"Duyệt tin · {commune.full_name}"
    actions.open_news(unit=commune, at=at)
    other = Workflow.objects.create(name=f"{named} ({commune.path})")
    name_anew(apps, None)
    other.refresh_from_db()
    assert other.name == f"{named} ({commune.path})"
