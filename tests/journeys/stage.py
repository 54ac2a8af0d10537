"""Where the story begins, and the merger in it: run inside the house by its own acts, because no page does them.

People, posts and hamlets are the administrator's to set up and stand here as the demo has them; nothing has happened.
"""

import json
from datetime import date, datetime, time


def set_up() -> None:
    """Let the communes have their hamlets and the cast its posts, the Front among them."""
    from django.db import transaction

    from binhyen.core import clock
    from binhyen.people import actions as people
    from binhyen.people.models import Body, Role
    from binhyen.project.demo import cast, planning, story

    at = clock.start_of(cast.FOUNDED)
    with transaction.atomic():
        story.set_stage()
        front = people.enrol(
            full_name=planning.FRONT_NAME, email=f"{planning.FRONT}@{cast.DOMAIN}", password=cast.PASSWORD, at=at
        )  # fmt: skip
        people.found(
            user=front, unit=cast.unit(cast.MY_LAC), since=cast.FOUNDED, at=at, role=Role.PARTNER, body=Body.FRONT
        )  # fmt: skip
    print(json.dumps("done"))


def open_school() -> None:
    """Let the merged commune have a school, whose head holds a post of its own."""
    from django.db import transaction

    from binhyen.core import clock
    from binhyen.people import actions as people
    from binhyen.people.models import Role, User
    from binhyen.places import actions as places
    from binhyen.places.kinds import LocalKind
    from binhyen.project.demo import cast

    at = clock.start_of(cast.MERGER)
    head = User.objects.get(email=cast.PRINCIPAL.email)
    with transaction.atomic():
        school = places.add_local_unit(
            parent=cast.unit(cast.MY_THANH), kind=LocalKind.TRUONG, name="Trung học cơ sở Mỹ Thạnh",
            on=cast.MERGER, actor=people.SHELL, at=at,
        )  # fmt: skip
        people.found(user=head, unit=school, since=cast.MERGER, at=at, role=Role.HEAD)
    print(json.dumps("done"))


def divide() -> None:
    """Let a commune have ended whose parts went to two communes, and the province have an administrator."""
    from django.db import transaction

    from binhyen.core import clock
    from binhyen.project.demo import cast
    from tests.journeys import former

    at = clock.start_of(cast.MERGER)
    heirs = [cast.unit(cast.MY_THANH), cast.unit(cast.MY_AN)]
    with transaction.atomic():
        former.commune("Bàu Tre", heirs, ended=cast.MERGER, areas={"Bàu Trên": heirs[0], "Bàu Dưới": None})  # fmt: skip
        former.administrator_above(cast.unit(cast.TAY_NINH), at)
    print(json.dumps("done"))


def plant() -> None:
    """Let noise and thefts have been reported all over the commune in the year to 19 March 2025, a dozen thefts of the last week
    in one hamlet, and a plan run.
    """
    from datetime import timedelta

    from django.db import transaction

    from binhyen.movement import actions
    from binhyen.movement.models import CommitteeKind
    from binhyen.people.models import User
    from binhyen.places.models import Unit
    from binhyen.project.demo import cast

    last, commune = date(2025, 3, 19), cast.unit(cast.MY_LAC)
    hamlets = list(Unit.objects.filter(parent=commune, level="RESIDENTIAL_AREA").order_by("sort_key", "pk"))  # fmt: skip
    thu = User.objects.get(email=f"thu@{cast.DOMAIN}")
    with transaction.atomic():
        for back in range(0, 240, 3):
            for number, hamlet in enumerate(hamlets):
                _report("THF" if (back // 3 + number) % 4 == 0 else "NOI", hamlet, last - timedelta(days=back))  # fmt: skip
        for number in range(14):
            _report("THF", hamlets[3], last - timedelta(days=number % 7))
        paper = {"decided_on": date(2025, 1, 6), "by": thu, "at": datetime.combine(last, time(9), tzinfo=_vietnam())}  # fmt: skip
        committee = actions.found_committee(
            unit=commune, kind=CommitteeKind.STANDING, name="Ban Chỉ đạo 138 xã", since=date(2025, 1, 6),
            decision_number="1/QĐ-UBND", **paper,
        )  # fmt: skip
        actions.draw_up_plan(
            committee=committee, title="Kế hoạch năm 2025", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31),
            decision_number="2/KH-UBND", **paper,
        )  # fmt: skip


def _vietnam():
    from binhyen.core import clock

    return clock.VIETNAM


def _report(category: str, hamlet, day: date) -> None:
    from uuid import uuid4

    from binhyen.matters import actions
    from binhyen.reports.actions import Draft
    from binhyen.reports.models import Channel, Disclosure

    at = datetime.combine(day, time(10), tzinfo=_vietnam())
    draft = Draft(category, "Chuyện bịa để thử.", hamlet.parent, Disclosure.ANONYMOUS, area=hamlet)
    actions.receive(draft=draft, person=None, photos=[], key=uuid4(), channel=Channel.WEB, at=at)


def stand_on(day: str) -> None:
    """Let it be the morning of `day` in every process of the house that is started from now on."""
    from binhyen.core import clock
    from binhyen.project.demo import keeping

    keeping.set_clock(datetime.combine(date.fromisoformat(day), time(8, 30), tzinfo=clock.VIETNAM))
    print(json.dumps(day))


def merge() -> None:
    """Let the communes of the story merge on their day."""
    from django.db import transaction

    from binhyen.people.models import User
    from binhyen.places.models import Unit
    from binhyen.project.demo import cast, story
    from binhyen.standards import actions as standards

    hamlets = Unit.objects.filter(parent=cast.unit(cast.MY_LAC)).order_by("sort_key", "pk")
    accounts = User.objects.filter(email__endswith=f"@{cast.DOMAIN}")
    players = {user.email.split("@")[0]: user for user in accounts}
    with transaction.atomic():
        story.merge(players, hamlets[story.HOT_HAMLET], story.MERGER_AT)
        for old in cast.HEIRS:
            standards.hand_over_on_merger(old_unit=cast.unit(old), by=None, at=story.MERGER_AT)
    print(json.dumps("done"))


def report_upward() -> None:
    """Let a second commune of the district have a secretary, and the night of 16 March 2025 have made the drafts."""
    from django.db import transaction

    from binhyen.core import clock
    from binhyen.people import actions as people
    from binhyen.people.models import Role
    from binhyen.periodic import actions
    from binhyen.project.demo import cast

    at = clock.start_of(cast.FOUNDED)
    with transaction.atomic():
        secretary = people.enrol(
            full_name="Đinh Thị Liễu", email=f"lieu@{cast.DOMAIN}", password=cast.PASSWORD, at=at
        )
        people.found(
            user=secretary, unit=cast.unit(cast.MY_AN_OLD), since=cast.FOUNDED, at=at, role=Role.SECRETARY
        )  # fmt: skip
        actions.draft_due(at=datetime.combine(date(2025, 3, 16), time(2), tzinfo=_vietnam()))
    print(json.dumps("done"))
