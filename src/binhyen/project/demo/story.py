"""The story in its order: who holds which post, what happens where, the merger; told until a moment."""

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock, references
from binhyen.matters import actions as matters
from binhyen.notices import actions as notices
from binhyen.people import actions as people
from binhyen.people.models import Post, Role, User
from binhyen.places import actions as places
from binhyen.places.models import Unit
from binhyen.project.demo import (
    cast,
    courses,
    disputes,
    paper_kinds,
    papers,
    press,
    programme,
    sharing,
    warning,
)
from binhyen.project.demo.grounds import Village, settle_village
from binhyen.project.demo.rhythm import Ground, occurrences

SEED = 2024
#: Matters are told for the eighteen months before the merger, and on until the moment.
MATTERS_SINCE = date(2024, 1, 2)
#: Where the story stands unless another day is asked for: a working morning, just after the merger.
MOMENT = datetime(2025, 7, 4, 9, 20, tzinfo=clock.VIETNAM)
#: The earliest day a visitor may ask for: the committee, the school and the model commune are there by then.
EARLIEST = date(2024, 4, 1)
LATEST = MOMENT.date()
MERGER_AT = datetime.combine(cast.MERGER, time(0, 5), tzinfo=clock.VIETNAM)

#: The hot spot lies in the fourth hamlet; its team member is one of the accounts shown.
HOT_HAMLET = 3
#: commune -> (hamlets, matters a day by the rates of words.KINDS); the first holds the hot spot.
VILLAGES = {
    cast.MY_LAC: (6, 1.45),
    cast.MY_THANH_OLD: (4, 0.42),
    cast.BINH_AN: (3, 0.26),
    cast.MY_AN_OLD: (3, 0.12),
}


@dataclass(frozen=True)
class Told:
    """What was told."""

    acts: int
    moment: datetime


@transaction.atomic
def tell(*, moment: datetime) -> Told:
    """Tell the story into an empty house, up to `moment`; all of it or nothing."""
    chance = random.Random(SEED)  # noqa: S311 (a story, not a secret)
    with references.drawn_by(chance.choice):
        told = courses.Story(moment, chance)
        players, villages = set_stage()
        _put_on_duty(told, players, villages, is_after=False)
        _plan_occurrences(told, villages)
        warning.plan(told, players, cast.unit(cast.MY_LAC))
        aside = replace(told, chance=random.Random(f"ditch {SEED}"))  # noqa: S311  (a story, not a secret)
        disputes.ditch(disputes.Scene(aside, cast.unit(cast.MY_LAC), players["ba"]))
        programme.plan(told, players, villages[cast.MY_LAC])
        press.plan(told, players)
        papers.plan(told, players)
        paper_kinds.plan(told, players)
        told.plan(MERGER_AT, lambda at: _merge(told, players, villages, at))
        told.plan(MERGER_AT + timedelta(hours=8), lambda at: _share_out(players, villages, at))
        _plan_end(told, players)
        acts = told.tell()
        _have_read(players, moment)
        audit.seal(at=moment)
    return Told(acts, moment)


def set_stage() -> tuple[dict[str, User], dict[cast.Key, Village]]:
    """Let the communes have their hamlets and everybody their post: where the story begins, and nothing has happened."""
    villages = _open_villages()
    players = _create_people()
    _appoint(players, _hot_hamlet(villages), is_after=False, on=cast.FOUNDED)
    return players, villages


def _plan_end(told: courses.Story, players: dict[str, User]) -> None:
    """Plan what must not be missing on the day a visitor comes: one of each thing that a page shows."""
    end = told.moment
    told.plan(end - timedelta(hours=3), partial(sharing.hand_over, told))
    told.plan(end - timedelta(minutes=20), partial(sharing.give_out_a_part, told))
    told.plan(end - timedelta(hours=17), partial(courses.ask_above, told))
    told.plan(end - timedelta(hours=2), partial(courses.write_again, told))
    for ago, dispute in (
        (disputes.PATH, disputes.path),
        (disputes.CANAL, disputes.canal),
        (disputes.FENCE, disputes.fence),
    ):
        home = cast.unit(cast.MY_LAC if end - ago < MERGER_AT else cast.MY_THANH)
        told.plan(end - ago, partial(dispute, disputes.Scene(told, home, players["ba"])))
    if end > MERGER_AT + timedelta(days=1):
        told.plan(end - timedelta(minutes=110), partial(sharing.leave_behind, told, players))
        told.plan(end - timedelta(hours=20), partial(sharing.keep_a_filter, players["hanh"]))


def _have_read(players: dict[str, User], moment: datetime) -> None:
    """Let everybody have read what is older than three days, and the worker's housekeeping be done."""
    for player in cast.PLAYERS:
        notices.mark_all_read(until=moment - timedelta(days=3), by=players[player.key], at=moment)
    notices.clear_old(at=moment)
    matters.forget_ended(at=moment)


def _open_villages() -> dict[cast.Key, Village]:
    begin = clock.start_of(cast.FOUNDED)
    return {
        key: settle_village(
            cast.unit(key), hamlets, since=cast.FOUNDED, at=begin, seed=SEED + place
        )
        for place, (key, (hamlets, _rate)) in enumerate(VILLAGES.items())
    }


def _create_people() -> dict[str, User]:
    cast_ = (*cast.PLAYERS, cast.PRINCIPAL, cast.LEAVER)
    people_ = {player.key: _create(player.full_name, player.email) for player in cast_}
    people_[cast.FOUNDER.key] = _create(cast.FOUNDER.full_name, cast.FOUNDER.email, "")
    return people_


def _create(full_name: str, email: str, password: str = cast.PASSWORD) -> User:
    return User.objects.create_user(full_name=full_name, email=email, password=password or None)


def _hot_hamlet(villages: dict[cast.Key, Village]) -> Unit:
    return villages[cast.MY_LAC].areas[HOT_HAMLET]


def _appoint(players: dict[str, User], hamlet: Unit, *, is_after: bool, on: date) -> None:
    """Give everybody their post in the unit of before or after the merger."""
    at = clock.start_of(on)
    founder = players[cast.FOUNDER.key]
    for key in dict.fromkeys(player.seat(is_after=is_after) for player in cast.PLAYERS):
        people.found(user=founder, unit=cast.unit(key), since=on, at=at)
    founder.__dict__.pop("_posts_by_day", None)
    for player in cast.PLAYERS:
        where = cast.unit(player.seat(is_after=is_after))
        if player.role is Role.TEAM_MEMBER:
            where = _hamlet_now(hamlet)
        people.appoint(
            user=players[player.key], role=player.role, unit=where, since=on, by=founder, at=at
        )
        players[player.key].__dict__.pop("_posts_by_day", None)


def _share_out(players: dict[str, User], villages: dict[cast.Key, Village], at: datetime) -> None:
    sharing.appoint_leaver(players, at)
    sharing.found_crews(players, _hamlet_now(_hot_hamlet(villages)), at)


def _hamlet_now(area: Unit) -> Unit:
    """Return the hamlet, or what it was carried over into."""
    later = area.successions.select_related("new").first()
    return later.new if later else area


def _put_on_duty(
    told: courses.Story,
    players: dict[str, User],
    villages: dict[cast.Key, Village],
    *,
    is_after: bool,
) -> None:
    """Say who acts for which unit, and which hamlets it has."""
    for role, acting in ((Role.DUTY_OFFICER, told.officers), (Role.CHIEF, told.chiefs)):
        for player in cast.PLAYERS:
            if player.role is role:
                acting.setdefault(
                    cast.unit(player.seat(is_after=is_after)).path, players[player.key]
                )
    for key, village in villages.items():
        home = cast.unit(cast.HEIRS[key] if is_after else key)
        told.areas.setdefault(home.path, []).extend(_hamlet_now(area) for area in village.areas)


def _plan_occurrences(told: courses.Story, villages: dict[cast.Key, Village]) -> None:
    until = clock.local_day(told.moment) + timedelta(days=1)
    for place, (key, (_hamlets, per_day)) in enumerate(VILLAGES.items()):
        hamlet = villages[key].areas[HOT_HAMLET] if key == cast.MY_LAC else None
        centre = (hamlet.lat or 0.0, hamlet.lon or 0.0) if hamlet else None
        ground = Ground(villages[key].points, per_day, centre)
        for one in occurrences(ground, MATTERS_SINCE, until, SEED + place):
            told.plan(one.at, partial(courses.report, told, one))


def _merge(
    told: courses.Story, players: dict[str, User], villages: dict[cast.Key, Village], at: datetime
) -> None:
    merge(players, _hot_hamlet(villages), at)
    _put_on_duty(told, players, villages, is_after=True)


def merge(players: dict[str, User], hamlet: Unit, at: datetime) -> None:
    """1 July 2025: the district ends, the communes merge, people change their posts, every file finds its keeper.

    The team member among `players` serves in `hamlet`.
    """
    day = clock.local_day(at)
    founder = players[cast.FOUNDER.key]
    for post in Post.objects.filter(until=None, since__lt=day).exclude(user=founder).order_by("pk"):
        people.relieve(post=post, until=day, by=founder, at=at)
    for old, new in cast.HEIRS.items():
        places.carry_over_local_units(
            old=cast.unit(old),
            new=cast.unit(new),
            on=day,
            actor=founder.ref,
            at=at,
            basis=cast.BASIS,
        )
    _appoint(players, hamlet, is_after=True, on=day)
    for old in (*cast.HEIRS, cast.THU_THUA):
        matters.hand_over_on_merger(old_unit=cast.unit(old), on=day, by=None, at=at)
