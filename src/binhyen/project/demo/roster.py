"""The force of Mỹ Lạc by name: who was appointed, trained and replaced, and what the teams hold. Every person is invented."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial

from binhyen.core import clock
from binhyen.forces import actions
from binhyen.forces.actions import ByDecision, Person
from binhyen.forces.models import Education, Ending, Service, Team, TeamRole, Topic
from binhyen.people.models import User
from binhyen.project.demo.courses import Story
from binhyen.project.demo.grounds import Village

MARKET_TEAM = "Tổ bảo vệ an ninh, trật tự khu vực chợ"
_PRIMARY, _LOWER, _UPPER = (
    Education.PRIMARY,
    Education.LOWER_SECONDARY,
    Education.UPPER_SECONDARY,
)
#: Of each team its first members: name, year of birth, education; the first one leads, the second is the deputy.
MEMBERS = (
    (("Trương Văn Lực", 1971, _UPPER), ("Lâm Thị Hương", 1984, _UPPER), ("Võ Văn Kha", 1995, _UPPER),
     ("Mai Văn Tốt", 1966, _LOWER)),
    (("Kiều Công Minh", 1979, _UPPER), ("Đinh Văn Sáu", 1958, _LOWER), ("Phùng Thị Lệ", 1990, _UPPER),
     ("Tăng Hữu Nghĩa", 2001, _UPPER), ("Quách Văn Dậu", 1954, _PRIMARY)),
    (("Trịnh Văn Hòa", 1975, _UPPER), ("Lưu Ngọc Ánh", 1988, _UPPER), ("Cù Văn Mạnh", 1993, _LOWER),
     ("Hà Văn Chín", 1969, _LOWER), ("Châu Thị Bích", 1982, _UPPER)),
    (("Tống Văn Giàu", 1973, _LOWER), ("Vương Thị Nở", 1986, _UPPER), ("Khổng Minh Tuấn", 1999, _UPPER)),
)  # fmt: skip
#: What each team held in May 2024; what is not named was not there.
HELD = (
    {"meeting_place": 1, "uniform": 4, "raincoat": 4, "torch": 4, "radio": 2, "whistle": 4, "extinguisher": 2, "first_aid": 1, "tools": 1},
    {"meeting_place": 1, "uniform": 5, "raincoat": 3, "torch": 4, "radio": 1, "whistle": 5, "extinguisher": 2, "first_aid": 1, "tools": 1},
    {"meeting_place": 1, "uniform": 5, "raincoat": 5, "torch": 5, "radio": 2, "whistle": 5, "extinguisher": 1, "tools": 1},
    {"uniform": 3, "torch": 2, "whistle": 3, "extinguisher": 1},
)  # fmt: skip
Act = Callable[["Force", datetime], None]


@dataclass
class Force:
    """Who keeps the roster in the story, and where."""

    players: dict[str, User]
    village: Village

    @property
    def chief(self) -> User:
        """The chief of police of the commune."""
        return self.players["dung"]

    def teams(self) -> list[Team]:
        """Return the teams as they were set up."""
        return list(Team.objects.filter(unit=self.village.unit).order_by("established_on", "pk"))

    def serving(self, full_name: str) -> Service:
        """Return the service of a member that has not ended."""
        return Service.objects.select_related("member", "team__unit").get(
            member__full_name=full_name, team__unit=self.village.unit, until=None
        )


def plan(told: Story, players: dict[str, User], village: Village) -> None:
    """Plan every act of the roster on its day; the teams stand since 10 January 2024."""
    force = Force(players, village)
    acts: tuple[tuple[date, Act], ...] = (
        (date(2024, 2, 20), partial(_appoint_everybody, number=0, decision="22/QĐ-UBND")),
        (date(2024, 4, 2), _set_up_the_market_team),
        (date(2024, 4, 9), partial(_appoint_everybody, number=3, decision="31/QĐ-UBND")),
        (date(2024, 4, 20), partial(_train, topic=Topic.SKILLS, title="Kỹ năng tuần tra, bảo vệ hiện trường", absent=("Mai Văn Tốt",), teams=4)),
        (date(2024, 5, 10), _count_equipment),
        (date(2024, 9, 3), _replace_a_leader),
        (date(2024, 10, 12), partial(_train, topic=Topic.FIRE, title="Chữa cháy, cứu nạn ban đầu", absent=("Đinh Văn Sáu",), teams=3)),
        (date(2025, 3, 3), _one_leaves),
        (date(2025, 5, 17), partial(_train, topic=Topic.LAW, title="Luật Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở", absent=(), teams=2)),
    )  # fmt: skip
    for day, act in acts:
        at = datetime.combine(day, time(10, 15), tzinfo=clock.VIETNAM)
        told.plan(at, partial(act, force))


def _set_up_the_market_team(force: Force, at: datetime) -> None:
    """A fourth team, for the hamlet with the market."""
    actions.set_up_team(
        unit=force.village.unit,
        areas=list(force.village.areas)[:1],
        name=MARKET_TEAM,
        established_on=clock.local_day(at),
        decision_number="17/QĐ-UBND",
        established_strength=5,
        serving=3,
        by=force.chief,
        at=at,
    )


def _appoint_everybody(force: Force, at: datetime, *, number: int, decision: str) -> None:
    """Appoint the members of the teams that stand, from the one with this number on."""
    day = clock.local_day(at)
    by_decision = ByDecision(decision, day)
    for team, members in zip(force.teams()[number:], MEMBERS[number:], strict=False):
        for place, (full_name, birth_year, education) in enumerate(members):
            actions.appoint(
                team=team,
                person=_person(force, full_name, birth_year, education),
                role=(TeamRole.LEADER, TeamRole.DEPUTY)[place] if place < 2 else TeamRole.MEMBER,
                since=day,
                decision=by_decision,
                by=force.chief,
                at=at,
            )


def _person(force: Force, full_name: str, birth_year: int, education: Education) -> Person:
    kha = force.players["kha"]
    return Person(
        full_name=full_name,
        birth_year=birth_year,
        education=education,
        applied_on=date(2024, 1, 22),
        attested_on=date(2024, 2, 14),
        health_until=date(2026, 2, 28) if birth_year < 1970 else date(2027, 2, 28),
        is_resident=True,
        user=kha if full_name == kha.full_name else None,
    )


def _train(
    force: Force, at: datetime, *, topic: Topic, title: str, absent: tuple[str, ...], teams: int
) -> None:
    """Hold a session for the first `teams`; some do not come."""
    training = actions.hold_training(
        unit=force.village.unit, teams=force.teams()[:teams], held_on=clock.local_day(at), topic=topic,
        title=title, hours=4, by=force.chief, at=at,
    )  # fmt: skip
    came = training.called.exclude(member__full_name__in=absent)
    actions.note_attendance(
        training=training, came=list(came.values_list("member_id", flat=True)), by=force.chief, at=at
    )  # fmt: skip


def _count_equipment(force: Force, at: datetime) -> None:
    for team, held in zip(force.teams(), HELD, strict=True):
        actions.count_equipment(
            team=team, held=held, counted_on=clock.local_day(at), by=force.chief, at=at
        )


def _replace_a_leader(force: Force, at: datetime) -> None:
    """A member of the second team leads it from now on; who led goes on as a member."""
    day = clock.local_day(at)
    actions.give_role(
        service=force.serving("Phùng Thị Lệ"), role=TeamRole.LEADER, since=day,
        decision=ByDecision("71/QĐ-UBND", day), by=force.chief, at=at,
    )  # fmt: skip


def _one_leaves(force: Force, at: datetime) -> None:
    """The leader of the market team leaves by own wish, and nobody follows yet."""
    day = clock.local_day(at)
    actions.end_service(
        service=force.serving("Tống Văn Giàu"), until=day, ending=Ending.OWN_WISH,
        decision=ByDecision("14/QĐ-UBND", day), by=force.chief, at=at,
    )  # fmt: skip


__all__ = ["MARKET_TEAM", "plan"]
