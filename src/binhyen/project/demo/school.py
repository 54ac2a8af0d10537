"""The school that was the model unit of 2023: three forces look after pupils together, and two schools copy it.

All people, papers and numbers are invented; of pupils there are totals only.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial

from binhyen.core import clock
from binhyen.figures.rules import Period
from binhyen.movement import actions as movement
from binhyen.movement.models import (
    ActivityKind,
    Force,
    Initiative,
    InitiativeKind,
    JointPaperKind,
    ViolationKind,
    YearClass,
)
from binhyen.movement.terms import TermDays
from binhyen.people import actions as people
from binhyen.people.models import Role, User
from binhyen.places import actions as places
from binhyen.places.kinds import LocalKind
from binhyen.places.models import Unit
from binhyen.project.demo import cast
from binhyen.project.demo.courses import Story

NAME = "Ba lực lượng cùng chăm lo học sinh chấp hành pháp luật"
PARTNERS = (
    (Force.SCHOOL, "Trường trung học phổ thông (mẫu) Thủ Thừa", "Tổ chức sinh hoạt pháp luật, báo ngay cho gia đình, tổng hợp số liệu mỗi học kỳ."),
    (Force.FAMILY, "Ban đại diện cha mẹ học sinh", "Cùng trực cổng trường giờ tan học, ký cam kết với nhà trường, họp mỗi học kỳ."),
    (Force.POLICE, "Công an thị trấn Thủ Thừa", "Nói chuyện pháp luật dưới cờ, giữ trật tự trước cổng, hướng dẫn thực hành giao thông."),
)  # fmt: skip
PAPERS = (
    (JointPaperKind.JOINT_PLAN, "07/KHPH-THPT", date(2023, 3, 20), "Kế hoạch phối hợp ba lực lượng năm 2023"),
    (JointPaperKind.RULES, "01/QCPH-THPT", date(2023, 3, 24), "Quy chế phối hợp nhà trường, gia đình, công an"),
)  # fmt: skip
ACTIVITIES = (
    (date(2023, 3, 27), ActivityKind.LAW_TALK, "Sân trường", 1120),
    (date(2023, 4, 12), ActivityKind.PARENTS, "Hội trường nhà trường", 386),
    (date(2023, 9, 11), ActivityKind.TRAFFIC, "Sân trường", 640),
    (date(2023, 10, 16), ActivityKind.GATE_DUTY, "Cổng trường", 18),
    (date(2023, 11, 9), ActivityKind.DRILL, "Khu phòng học", 1085),
    (date(2024, 1, 15), ActivityKind.REVIEW, "Phòng họp nhà trường", 14),
    (date(2024, 3, 18), ActivityKind.LIFE_SKILLS, "Hội trường nhà trường", 210),
)  # fmt: skip
_T, _F, _S, _O = (
    ViolationKind.TRAFFIC,
    ViolationKind.FIGHTING,
    ViolationKind.SMOKING,
    ViolationKind.ONLINE,
)
#: Terms of the school with their days, and what it counted.
TERMS = (
    (TermDays(2021, 1, date(2021, 9, 6), date(2022, 1, 16)), {_T: 58, _F: 12, _S: 21, _O: 9}),
    (TermDays(2021, 2, date(2022, 1, 17), date(2022, 5, 31)), {_T: 64, _F: 11, _S: 19, _O: 13}),
    (TermDays(2022, 1, date(2022, 9, 5), date(2023, 1, 15)), {_T: 61, _F: 14, _S: 24, _O: 15}),
    (TermDays(2022, 2, date(2023, 1, 16), date(2023, 5, 31)), {_T: 43, _F: 8, _S: 17, _O: 14}),
    (TermDays(2023, 1, date(2023, 9, 5), date(2024, 1, 14)), {_T: 27, _F: 3, _S: 9, _O: 11}),
    (TermDays(2023, 2, date(2024, 1, 15), date(2024, 5, 31)), {_T: 19, _F: 2, _S: 6, _O: 8}),
)
#: Schools that copied it, their head and the day.
COPIES = (
    ("Trường trung học cơ sở (mẫu) Thị trấn", "Trần Hữu Nghĩa", date(2023, 10, 2), cast.THU_THUA_TOWN, "11/QĐ-THCS"),
    ("Trường trung học cơ sở (mẫu) Mỹ Lạc", "Lê Thị Ngân", date(2024, 2, 19), cast.MY_LAC, "06/QĐ-THCS"),
)  # fmt: skip


@dataclass
class School:
    """The people of the school's story and its initiatives, the first one first."""

    players: dict[str, User]
    initiatives: list[Initiative] = field(default_factory=list)

    @property
    def first(self) -> Initiative:
        """The initiative that the others were copied from: the demo's programme started it on 14 March 2023."""
        called = Initiative.objects.filter(name=NAME).select_related("unit")
        return called.earliest("founded_on", "pk")


def plan(told: Story, players: dict[str, User]) -> None:
    """Plan every act of the school on its day; the programme founds school and initiative before."""
    school = School(players)
    acts: list[tuple[date, Callable[..., None]]] = [
        (date(2023, 3, 15), _describe),
        (date(2023, 3, 27), _enter_partners),
        *((day, partial(_hold, kind=kind, place=where, attendance=came)) for day, kind, where, came in ACTIVITIES),
        *((_stated(days), partial(_count, days=days, counts=counts)) for days, counts in TERMS),
        *((copy[2], partial(_copy, name=copy[0], head=copy[1], below=copy[3], decision=copy[4])) for copy in COPIES),
        (date(2024, 1, 16), _note_results),
        (date(2024, 11, 12), _class),
        (cast.MERGER, _carry_over),
    ]  # fmt: skip
    for day, act in sorted(acts, key=lambda pair: pair[0]):
        at = datetime.combine(day, time(14, 30), tzinfo=clock.VIETNAM)
        told.plan(at, partial(act, school))


def _stated(days: TermDays) -> date:
    """Return when a term is counted: ten days after it, and not before the initiative."""
    return max(days.until + timedelta(days=10), date(2023, 3, 28))


def _describe(school: School, at: datetime) -> None:
    movement.describe_initiative(
        initiative=school.first,
        decision_number="04/QĐ-THPT",
        decided_on=date(2023, 3, 14),
        purpose="Công an, nhà trường và cha mẹ học sinh cùng giữ cổng trường và giúp học sinh hiểu luật.",
        way_of_working="Mỗi tuần trực cổng ba buổi; mỗi tháng một lần nói chuyện dưới cờ; mỗi học kỳ ba lực lượng họp, "
        "xem số liệu và điều chỉnh kế hoạch.",
        by=school.players["hieu"],
        at=at,
    )


def _enter_partners(school: School, at: datetime) -> None:
    first, principal = school.first, school.players["hieu"]
    for force, body, does in PARTNERS:
        movement.set_partner(
            initiative=first, force=force, body=body, does=does, by=principal, at=at
        )
    for kind, number, issued_on, title in PAPERS:
        movement.add_paper(
            initiative=first, kind=kind, number=number, issued_on=issued_on, title=title, by=principal, at=at
        )  # fmt: skip


def _hold(school: School, at: datetime, *, kind: ActivityKind, place: str, attendance: int) -> None:
    movement.hold_activity(
        initiative=school.first, kind=kind, held_on=clock.local_day(at), place=place, attendance=attendance,
        by=school.players["hieu"], at=at,
    )  # fmt: skip


def _count(
    school: School, at: datetime, *, days: TermDays, counts: dict[ViolationKind, int]
) -> None:
    first = school.first
    movement.count_term(
        initiative=first, school=first.unit, days=days, counts=counts,
        paper_number=f"{20 + days.number}/BC-THPT", by=school.players["hieu"], at=at,
    )  # fmt: skip


def _copy(
    school: School, at: datetime, *, name: str, head: str, below: cast.Key, decision: str
) -> None:
    """A school founds the same initiative after the first one's example; its head is appointed for it."""
    day, founder = clock.local_day(at), school.players[cast.FOUNDER.key]
    unit = places.add_local_unit(
        parent=cast.unit(below), kind=LocalKind.TRUONG, name=name, on=day, actor=founder.ref, at=at
    )
    principal = _head_of(unit, head, founder, at)
    copy = movement.start_initiative(
        unit=unit, kind=InitiativeKind.SCHOOL_GATE, name=NAME, founded_on=day, decision_number=decision, decided_on=day,
        teams=2, members=12, purpose="Giữ cổng trường an toàn theo mô hình của trường trung học phổ thông.",
        by=principal, at=at,
    )  # fmt: skip
    movement.copy_from(initiative=copy, origin=school.first, by=principal, at=at)
    school.initiatives.append(copy)


def _head_of(unit: Unit, full_name: str, founder: User, at: datetime) -> User:
    day = clock.local_day(at)
    people.found(user=founder, unit=unit, since=day, at=at)
    founder.__dict__.pop("_posts_by_day", None)
    key = unit.address.rpartition("-")[2].lower()
    principal = people.enrol(full_name=full_name, email=f"truong-{key}@{cast.DOMAIN}", at=at)
    people.appoint(user=principal, role=Role.HEAD, unit=unit, since=day, by=founder, at=at)
    return principal


def _note_results(school: School, at: datetime) -> None:
    measures: Iterable[tuple[str, str, int, int]] = (
        ("Học sinh đội mũ bảo hiểm khi đi xe máy điện", "%", 71, 96),
        ("Gia đình ký cam kết với nhà trường", "hộ", 410, 1064),
    )
    for name, measure, before, after in measures:
        movement.note_result(
            initiative=school.first, name=name,
            before=Period(date(2022, 9, 5), date(2023, 1, 16)), after=Period(date(2023, 9, 5), date(2024, 1, 15)),
            told=movement.Typed(measure, Decimal(before), Decimal(after), "23/BC-THPT"),
            by=school.players["hieu"], at=at,
        )  # fmt: skip


def _class(school: School, at: datetime) -> None:
    """The first initiative is classed effective for 2024."""
    movement.class_initiative(
        initiative=school.first, year=2024, class_of_year=YearClass.EFFECTIVE, decided_on=clock.local_day(at),
        paper_number="52/BC-THPT", by=school.players["hieu"], at=at,
    )  # fmt: skip


def _carry_over(school: School, at: datetime) -> None:
    """The town went into the new commune, and its schools with it; the head stays."""
    day, founder, principal = clock.local_day(at), school.players[cast.FOUNDER.key], school.players["hieu"]  # fmt: skip
    places.carry_over_local_units(
        old=cast.unit(cast.THU_THUA_TOWN), new=cast.unit(cast.THU_THUA_NEW), on=day, actor=founder.ref, at=at,
        basis=cast.BASIS,
    )  # fmt: skip
    unit = school.first.unit.successions.get().new
    people.found(user=founder, unit=unit, since=day, at=at)
    founder.__dict__.pop("_posts_by_day", None)
    people.appoint(user=principal, role=Role.HEAD, unit=unit, since=day, by=founder, at=at)
