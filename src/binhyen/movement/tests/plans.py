"""Makes committees, plans and tasks for tests. Everything is invented."""

from datetime import date

from binhyen.movement import actions
from binhyen.movement.models import Committee, CommitteeKind, Plan, Task
from binhyen.people.models import Body, Post, Role
from binhyen.people.tests import factories

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def committee(unit, by, at, number="15/QĐ-UBND") -> Committee:
    """Return the standing committee of a unit."""
    return actions.found_committee(
        unit=unit, kind=CommitteeKind.STANDING, name="Ban Chỉ đạo", since=date(2025, 8, 1),
        decision_number=number, decided_on=date(2025, 8, 1), by=by, at=at,
    )  # fmt: skip


def plan(whose, by, at, number="08/KH-UBND", span=YEAR, **more) -> Plan:
    """Return a plan of a committee for 2026."""
    return actions.draw_up_plan(
        committee=whose, title="Kế hoạch 2026", starts_on=span[0], ends_on=span[1], decision_number=number,
        decided_on=date(2026, 1, 5), by=by, at=at, **more,
    )  # fmt: skip


def task(of, by, at, title="Lắp camera", due=date(2026, 6, 1), lead=Body.POLICE, **more) -> Task:
    """Return a task of a plan."""
    return actions.add_task(plan=of, title=title, lead=lead, due_on=due, by=by, at=at, **more)


def partner(name, body, where):
    """Return a user who stands for a body in a unit."""
    who = factories.user(name)
    Post.objects.create(
        user=who, role=Role.PARTNER, unit=where, since=where.valid_from, body=body.value
    )
    return who
