"""Who works on what after the merger: crews, rules, a matter handed over, a part given out, one left by who moved away."""

from datetime import datetime, timedelta
from functools import partial

from binhyen.core import clock
from binhyen.matters import actions as matters
from binhyen.matters.actions import Target, Task
from binhyen.matters.models import Crew, Matter
from binhyen.people import actions as people
from binhyen.people.models import Role, User
from binhyen.places.models import Unit
from binhyen.project.demo import cast, words
from binhyen.project.demo.courses import Story, heard

POLICE_CREW = "Tổ công tác Công an xã"
_NOISE, _FIGHTS = "environment", "order"


def found_crews(players: dict[str, User], hamlet: Unit, at: datetime) -> None:
    """The morning after the merger the chief makes a crew of the police and one of the hot hamlet's team."""
    chief, unit, today = players["dung"], cast.unit(cast.MY_THANH), clock.local_day(at)
    police = matters.found_crew(unit=unit, home=unit, name=POLICE_CREW, by=chief, at=at)
    for key in ("binh", "hoa"):
        matters.add_member(crew=police, user=players[key], since=today, by=chief, at=at)
    name = f"Tổ bảo vệ an ninh, trật tự {hamlet.full_name}"
    team = matters.found_crew(unit=unit, home=hamlet, name=name, by=chief, at=at)
    matters.add_member(crew=team, user=players["kha"], since=today, by=chief, at=at)
    to_police, to_team = Target(crew=police), Target(crew=team)
    matters.set_rule(unit=unit, to=to_police, group=_NOISE, by=chief, at=at)
    matters.set_rule(unit=unit, to=to_team, group=_NOISE, area=hamlet, by=chief, at=at)
    matters.set_rule(unit=unit, to=Target(person=players["hanh"]), group=_FIGHTS, by=chief, at=at)


def hand_over(story: Story, at: datetime) -> None:
    """Mỹ Thạnh hands a matter over to Mỹ An, where it happened after all."""
    unit = cast.unit(cast.MY_THANH)
    open_here = Matter.objects.filter(keeper=unit, state__in=("RECEIVED", "VERIFYING"))
    found = open_here.exclude(sensitivity="S3").select_related("keeper", "area", "crew__home")
    matter = found.order_by("-opened_at", "-pk").first()
    by = story.officers.get(unit.path)
    if matter is None or by is None:
        return
    matters.transfer(matter=matter, to=cast.unit(cast.MY_AN), words=words.HANDED_OVER, by=by, at=at)


def give_out_a_part(story: Story, at: datetime) -> None:
    """The team of the hot hamlet is to ask the households around about a matter in work."""
    unit = cast.unit(cast.MY_THANH)
    team = Crew.objects.filter(unit=unit).exclude(home=unit).first()
    by = story.officers.get(unit.path)
    in_work = Matter.objects.filter(keeper=unit, state="IN_PROGRESS").exclude(sensitivity="S3")
    found = in_work.select_related("keeper", "area", "crew__home")
    matter = found.order_by("-opened_at", "-pk").first()
    if team is None or by is None or matter is None:
        return
    task = Task(words.PART, Target(crew=team), at + timedelta(days=1))
    matters.add_part(matter=matter, task=task, by=by, at=at)


def keep_a_filter(hanh: User, at: datetime) -> None:
    """The duty officer keeps a filter of the list and shares it with the unit."""
    matters.save_filter(
        unit=cast.unit(cast.MY_THANH), name=words.FILTER, query="muc=dang-mo&nhom=environment",
        is_shared=True, by=hanh, at=at,
    )  # fmt: skip


def appoint_leaver(players: dict[str, User], at: datetime) -> None:
    """One more duty officer comes with the merger, who will not stay."""
    unit, founder, leaver = cast.unit(cast.MY_THANH), players["cai-dat"], players["sang"]
    people.appoint(
        user=leaver, role=Role.DUTY_OFFICER, unit=unit, since=cast.MERGER, by=founder, at=at
    )


def leave_behind(story: Story, players: dict[str, User], at: datetime) -> None:
    """Something is reported, and the officer who takes it in hand is moved to another place."""
    pk = heard(story, cast.unit(cast.MY_THANH), "ANI", words.STRAY_CATTLE, 0, at)
    story.plan(at + timedelta(minutes=40), partial(_take_and_go, players, pk))


def _take_and_go(players: dict[str, User], pk: int, at: datetime) -> None:
    """Nobody stands for the matter any more."""
    founder, leaver = players["cai-dat"], players["sang"]
    matter = Matter.objects.select_related("keeper", "area").get(pk=pk)
    matters.take_in_hand(matter=matter, by=leaver, at=at)
    post = leaver.posts.get(until=None)
    people.relieve(post=post, until=clock.local_day(at), by=founder, at=at)
