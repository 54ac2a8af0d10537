"""A filled house goes back to the tables of the first release, and comes forward again with all that its officers need."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from binhyen.figures import actions as figures
from binhyen.forces import actions as forces
from binhyen.matters import actions
from binhyen.matters.models import Deadline, Matter, MatterReport, MatterText, Move
from binhyen.matters.rules import Kind
from binhyen.matters.running import MESSAGE
from binhyen.matters.tests import factories
from binhyen.matters.words import Outcome
from binhyen.people.models import Role, User
from binhyen.people.tests import factories as people
from binhyen.places.models import Level
from binhyen.reports.models import Report

pytestmark = [pytest.mark.migrations, pytest.mark.slow]

#: Where the rooms that have grown since stood in the first release, those that need others first.
FIRST = {
    "notices": None,
    "matters": "0001_first",
    "forces": "0001_first",
    "reports": "0001_first",
    "people": "0001_first",
}
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def house(django_db_setup, django_db_blocker):
    """The database of the tests, outside any transaction; emptied after, for which the trail must go and come again."""
    with django_db_blocker.unblock():
        yield
        forward()
        call_command("migrate", "audit", "zero", verbosity=0)
        call_command("flush", interactive=False, verbosity=0)
        forward()
        connection.close()


def forward():
    call_command("migrate", verbosity=0)


def step_by_step():
    """Return an executor for a house that grew step by step, and knows nothing of what stands for them in a new one."""
    executor = MigrationExecutor(connection)
    executor.loader = MigrationLoader(connection, replace_migrations=False)
    for node, one in executor.loader.replacements.items():
        executor.recorder.record_unapplied(*node)
        executor.loader.applied_migrations.pop(node, None)
        executor.loader.graph.remove_replacement_node(node, one.replaces)
    return executor


def back():
    for node in FIRST.items():
        step_by_step().migrate([node])


def of_the_first_release(app, model):
    nodes = [node for node in FIRST.items() if node[1]]
    return step_by_step().loader.project_state(nodes).apps.get_model(app, model)


def fill(at):
    """Return some matters in every kind of standing, with all that the rooms have kept since the first release."""
    province = people.unit("Tây Ninh", level=Level.PROVINCE, code="80")
    commune = people.unit("Mỹ Thạnh", code="28051", parent=province)
    area = people.unit("Cầu Lớn", level=Level.RESIDENTIAL_AREA, edition="local", parent=commune)
    hanh = people.officer("Nguyễn Thị Hạnh", Role.DUTY_OFFICER, commune)
    chief = people.officer("Phạm Văn Khải", Role.CHIEF, commune)
    ba = people.officer("Trần Thị Ba", Role.MEDIATOR, area)
    team = people.officer("Đỗ Văn Tám", Role.TEAM_MEMBER, area)
    crew = factories.crew(commune, at, chief, hanh)
    do = {"by": hanh, "at": at}
    found = {
        "new": factories.matter(commune, at, category="CHD"),
        "in_hand": factories.in_hand(commune, at, hanh, category="THF", area=area),
        "asked": factories.in_hand(commune, at, hanh),
        "dispute": factories.in_hand(commune, at, hanh, category="DSP", area=area),
        "closed": factories.in_hand(commune, at, hanh),
        "again": factories.in_hand(commune, at, hanh),
    }
    actions.propose(matter=found["asked"], kind=Kind.DIRECT, words="Xin.", **do)
    actions.ask_mediation(matter=found["dispute"], mediators=[ba], words="Nhờ bác.", **do)
    actions.assign(matter=found["in_hand"], to=actions.Target(crew=crew), **do)
    task = actions.Task("Đo tiếng ồn.", actions.Target(crew=crew))
    actions.add_part(matter=found["in_hand"], task=task, **do)
    for name in ("closed", "again"):
        actions.settle(matter=found[name], outcome=Outcome.PLEDGED, words="Xong.", **do)
        actions.close(matter=found[name], **do)
    actions.reopen(matter=found["again"], words="Lại ồn.", by=hanh, at=at + HOUR)
    for name in ("closed", "dispute"):
        report = Report.objects.get(of_matter__matter=found[name])
        actions.hear(report=report, words="Sao rồi?", at=at + DAY)
    forces.log_patrol(
        key=uuid4(), area=area, started_at=at - 2 * HOUR, ended_at=at - HOUR, companions=1,
        remarks="Yên.", by=team, at=at,
    )  # fmt: skip
    return found


def kept():
    """Return what must be the same on either side."""
    matters = Matter.objects.order_by("pk")
    columns = (
        "reference",
        "title",
        "state",
        "shelf",
        "keeper",
        "handler",
        "due_at",
        "due_clock",
        "has_news",
    )
    return (
        list(matters.values_list(*columns)),
        list(Move.objects.order_by("pk").values_list("matter", "act", "at", "by")),
        list(MatterReport.objects.order_by("pk").values_list("matter", "report")),
        dict(MatterText.objects.values_list("matter", "tokens")),
    )


def test_a_filled_house_goes_back_to_the_first_release_and_comes_forward_with_its_deadlines(house):
    at = people.AT
    found = fill(at)
    before = kept()
    back()
    old = of_the_first_release("matters", "Matter")
    assert old.objects.count() == len(found)
    assert not {"news_due_at", "crew"} & {field.name for field in old._meta.get_fields()}
    assert "matters_deadline" not in connection.introspection.table_names()
    forward()
    assert kept() == before
    check_clocks()
    assert figures.differences() == []
    go_on(found, at)


def check_clocks():
    """Every open matter has the clock of its deadline, every message one of its own; nobody has a crew."""
    for matter in Matter.objects.all():
        own = matter.deadlines.exclude(clock=MESSAGE)
        known = list(own.values_list("due_at", "clock", "keeper", "state"))
        expected = (matter.due_at, matter.due_clock, matter.keeper_id, "RUNNING")
        assert known == ([expected] if matter.is_open else [])
        message = matter.deadlines.filter(clock=MESSAGE).values_list("since", "due_at", "warned")
        said = people.AT + DAY
        assert list(message) == ([(said, matter.news_due_at, 0)] if matter.has_news else [])
        assert matter.crew is None
    days = {each.astimezone(people.AT.tzinfo) for each in Deadline.objects.filter(clock=MESSAGE).values_list("due_at", flat=True)}  # fmt: skip
    assert days == {people.AT.replace(day=5, hour=17)}  # said on Tuesday: Thursday at 17:00


def go_on(found, at):
    """The acts of today work on what came forward."""
    hanh = User.objects.get(full_name="Nguyễn Thị Hạnh")
    closed = Matter.objects.get(pk=found["closed"].pk)
    actions.mark_heard(matter=closed, by=hanh, at=at + 2 * DAY)
    assert Deadline.objects.get(matter=closed, clock=MESSAGE).state == "MET"
    taken = Matter.objects.get(pk=found["in_hand"].pk)
    actions.settle(
        matter=taken, outcome=Outcome.RETURNED, words="Trả lại.", by=hanh, at=at + 2 * DAY
    )
    assert not taken.is_open
    assert figures.differences() == []
    assert actions.warn_due(at=at + 90 * DAY)
