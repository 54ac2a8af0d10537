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
