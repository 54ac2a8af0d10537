"""Mỹ Lạc's plan of 2024 in two phases, its tasks made from gaps, its two reviews; the first plan of Mỹ Thạnh. All invented."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial

from binhyen.core import clock
from binhyen.movement import actions as movement
from binhyen.movement.models import CommitteeKind, Designation, Duty, Plan, Review, ReviewKind, Task
from binhyen.people import actions as people
from binhyen.people.models import Body, Post, Role, User
from binhyen.places.models import Unit
from binhyen.project.demo import cast
from binhyen.project.demo.courses import Story

#: Who stands for the Fatherland Front in the commune.
FRONT = "sau"
FRONT_NAME = "Trần Thị Sáu"

_LEADERSHIP = "Ban Chỉ đạo hoạt động nền nếp"
_FORCE = "Lực lượng ở cơ sở đủ người, được tập huấn"
_PEOPLE = "Nhân dân tham gia tự quản, hòa giải"


@dataclass(frozen=True)
class Gap:
    """A criterion that the survey of March 2024 found not met, and the task made from it."""

    criterion: str
    title: str
    lead: Body
    due: tuple[int, int]
    goal: str
    helpers: tuple[Body, ...] = ()
    paper: str = ""
    #: First (month, day); a task that waits for another starts after it.
    starts: tuple[int, int] = (4, 3)
    #: (month, day, percent): when whoever leads told how far it was.
    told: tuple[tuple[int, int, int], ...] = ()


GAPS = (
    Gap("03", "Ban hành quy chế, phân công thành viên phụ trách ấp", Body.PEOPLES_COMMITTEE, (5, 15), _LEADERSHIP,
        paper="14/QC-BCĐ", told=((4, 20, 60), (5, 10, 100))),
    Gap("06", "Vận động 100% hộ gia đình đăng ký thi đua", Body.FRONT, (5, 31), _PEOPLE,
        (Body.WOMEN, Body.FARMERS, Body.AREA), "05/BC-MT", (4, 3), ((5, 5, 70), (5, 30, 100))),
    Gap("13", "Bổ sung, tập huấn Tổ bảo vệ an ninh, trật tự", Body.POLICE, (6, 30), _FORCE,
        (Body.MILITARY,), "33/BC-CAX", (4, 3), ((6, 1, 50), (6, 27, 100))),
    Gap("09", "Nhân rộng mô hình camera an ninh ra sáu ấp", Body.POLICE, (9, 30), _PEOPLE,
        (Body.ENTERPRISE, Body.AREA), "61/BC-CAX", (7, 1), ((7, 20, 40), (9, 25, 100))),
    Gap("10", "Tổ chức diễn đàn Công an lắng nghe ý kiến Nhân dân", Body.POLICE, (8, 31), _PEOPLE,
        (Body.FRONT,), "17/BB-CAX", (8, 1), ((8, 29, 100),)),
    Gap("12", "Nâng tỷ lệ hòa giải thành lên 80%", Body.FRONT, (10, 31), _PEOPLE,
        (Body.ELDERLY, Body.WOMEN), "19/BC-MT", (6, 3), ((8, 15, 40), (10, 28, 100))),
)  # fmt: skip
CONCLUSIONS = (
    ("Lắp thêm đèn ở hai đoạn đường nối các ấp", Body.YOUTH, date(2024, 8, 15)),
    ("Trường học ký quy chế phối hợp giữ cổng trường", Body.SCHOOL, date(2024, 9, 20)),
)


#: Who sits on the standing committee of the new commune, to begin with.
NEW_SEATS = (
    ("Phạm Hồng Phúc", "Chủ tịch Ủy ban nhân dân xã", Duty.HEAD),
    ("Trần Quốc Dũng", "Trưởng Công an xã", Duty.STANDING_DEPUTY),
    (FRONT_NAME, "Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam xã", Duty.DEPUTY),
    ("Lê Minh Thư", "Văn phòng Ủy ban nhân dân xã", Duty.SECRETARY),
)


@dataclass
class Planning:
    """What was planned so far, and by whom."""

    players: dict[str, User]
    commune: Unit
    plan: Plan | None = None
    tasks: dict[str, Task] = field(default_factory=dict)
    review: Review | None = None

    @property
    def drawn(self) -> Plan:
        """The plan of 2024."""
        if self.plan is None:
            message = "the plan is drawn up before anything is done with it"
            raise LookupError(message)
        return self.plan


def plan(told: Story, players: dict[str, User], commune: Unit) -> None:
    """Plan every act on its day; the committee of 21 and its designation come before (`programme`)."""
    planning = Planning(players, commune)
    acts: list[tuple[date, Callable[..., None]]] = [
        (date(2024, 3, 4), _invite_the_front),
        (date(2024, 4, 2), _draw_up),
        (date(2024, 4, 3), _make_tasks_of_gaps),
        (date(2024, 6, 28), _review_the_half_year),
        (date(2024, 7, 1), _make_tasks_of_conclusions),
        (date(2024, 8, 14), partial(_finish, key="review:0", paper="12/BC-ĐTN")),
        (date(2024, 9, 18), partial(_finish, key="review:1", paper="04/QCPH")),
        (date(2024, 12, 12), _review_the_year),
        (date(2025, 6, 30), _move_the_front),
        (date(2025, 7, 2), _plan_for_the_new_commune),
    ]
    for gap in GAPS:
        acts += [
            (date(2024, month, day), partial(_tell, gap=gap, progress=progress))
            for month, day, progress in gap.told
        ]
    for day, act in acts:
        at = datetime.combine(day, time(14, 0), tzinfo=clock.VIETNAM)
        told.plan(at, partial(act, planning))


def _invite_the_front(planning: Planning, at: datetime) -> None:
    """Give the Front a post that reads the plan and tells of its own tasks."""
    user = people.enrol(
        full_name=FRONT_NAME, email=f"{FRONT}@{cast.DOMAIN}", password=cast.PASSWORD, at=at
    )
    planning.players[FRONT] = user
    _stand_for_the_front(user, planning.commune, clock.local_day(at), at)


def _stand_for_the_front(user: User, unit: Unit, since: date, at: datetime) -> Post:
    return people.found(
        user=user, unit=unit, since=since, at=at, role=Role.PARTNER, body=Body.FRONT
    )


def _move_the_front(planning: Planning, at: datetime) -> None:
    """With the merger the post goes on in the new commune."""
    user = planning.players[FRONT]
    held = Post.objects.select_related("unit").get(user=user, unit=planning.commune)
    people.relieve(post=held, until=cast.MERGER, by=planning.players["quan"], at=at)
    _stand_for_the_front(user, cast.unit(cast.MY_THANH), cast.MERGER, at)
    user.__dict__.pop("_posts_by_day", None)


def _draw_up(planning: Planning, at: datetime) -> None:
    designation = Designation.objects.select_related("committee__unit", "unit").get(
        unit=planning.commune, year=2024
    )
    secretary = planning.players["my"]
    planning.plan = movement.draw_up_plan(
        committee=designation.committee,
        designation=designation,
        title="Kế hoạch xây dựng xã điển hình Mỹ Lạc năm 2024",
        starts_on=date(2024, 4, 1),
        ends_on=date(2024, 12, 20),
        decision_number="22/KH-BCĐ",
        decided_on=date(2024, 3, 29),
        by=secretary,
        at=at,
    )
    for title in (_LEADERSHIP, _FORCE, _PEOPLE):
        movement.add_goal(plan=planning.plan, title=title, by=secretary, at=at)


def _make_tasks_of_gaps(planning: Planning, at: datetime) -> None:
    secretary = planning.players["thu"]
    for gap in GAPS:
        planning.tasks[gap.criterion] = movement.add_task(
            plan=planning.drawn,
            title=gap.title,
            lead=movement.Lead(gap.lead, helpers=gap.helpers),
            starts_on=date(2024, *gap.starts),
            due_on=date(2024, *gap.due),
            origin=f"criterion:model9745.cm.{gap.criterion}:2024",
            goal=planning.drawn.goals.get(title=gap.goal),
            by=secretary,
            at=at,
        )
    for task, needed in (("09", "13"), ("12", "06")):
        movement.tie_task(
            task=planning.tasks[task], needed=planning.tasks[needed], by=secretary, at=at
        )


def _who(planning: Planning, lead: Body) -> User:
    """Return who tells of a task: the chief, the Front's own, or the secretary for the others."""
    return planning.players[{Body.POLICE: "dung", Body.FRONT: FRONT}.get(lead, "thu")]


def _tell(planning: Planning, at: datetime, *, gap: Gap, progress: int) -> None:
    _report(planning, at, gap.criterion, progress, gap.paper, _who(planning, gap.lead))


def _finish(planning: Planning, at: datetime, *, key: str, paper: str) -> None:
    _report(planning, at, key, 100, paper, planning.players["thu"])


def _report(
    planning: Planning, at: datetime, key: str, progress: int, paper: str, by: User
) -> None:
    task = planning.tasks[key]
    task.refresh_from_db(fields=["version", "state", "progress", "due_on"])
    movement.report_progress(task=task, progress=progress, version=task.version, by=by, at=at)
    if progress == 100:
        movement.add_task_evidence(
            task=task, paper_number=paper, dated=clock.local_day(at), by=by, at=at
        )


def _review_the_half_year(planning: Planning, at: datetime) -> None:
    secretary = planning.players["my"]
    planning.review = movement.hold_review(
        plan=planning.drawn,
        kind=ReviewKind.HALF_YEAR,
        held_on=clock.local_day(at),
        paper_number="41/BC-BCĐ",
        words="Giai đoạn 1 hoàn thành đúng tiến độ. Còn hai việc phát sinh cần giao rõ đầu mối.",
        by=secretary,
        at=at,
    )
    for text, lead, due_on in CONCLUSIONS:
        movement.conclude(
            review=planning.review, text=text, lead=lead, due_on=due_on, by=secretary, at=at
        )


def _make_tasks_of_conclusions(planning: Planning, at: datetime) -> None:
    if planning.review is None:
        return
    for number, conclusion in enumerate(planning.review.conclusions.order_by("pk")):
        planning.tasks[f"review:{number}"] = movement.task_of_conclusion(
            conclusion=conclusion, plan=planning.drawn, by=planning.players["thu"], at=at
        )


def _review_the_year(planning: Planning, at: datetime) -> None:
    movement.hold_review(
        plan=planning.drawn,
        kind=ReviewKind.FINAL,
        held_on=clock.local_day(at),
        paper_number="77/BC-BCĐ",
        words="Hoàn thành toàn bộ nhiệm vụ; xã được công nhận và giữ vững các tiêu chí trong năm sau.",
        by=planning.players["my"],
        at=at,
    )


def _plan_for_the_new_commune(planning: Planning, at: datetime) -> None:
    """The day after the merger Mỹ Thạnh founds its committee and plans its first half-year."""
    unit, secretary = cast.unit(cast.MY_THANH), planning.players["thu"]
    today = clock.local_day(at)
    committee = unit.committees.filter(kind=CommitteeKind.STANDING, until=None).first()
    committee = committee or movement.found_committee(
        unit=unit,
        kind=CommitteeKind.STANDING,
        name="Ban Chỉ đạo xây dựng phong trào xã Mỹ Thạnh",
        since=today,
        decision_number="04/QĐ-UBND",
        decided_on=today,
        by=secretary,
        at=at,
    )
    for full_name, office, duty in NEW_SEATS:
        movement.seat(
            committee=committee, full_name=full_name, office=office, duty=duty, since=today, by=secretary, at=at,
        )  # fmt: skip
    drawn = movement.draw_up_plan(
        committee=committee,
        title="Kế hoạch phong trào 6 tháng cuối năm 2025",
        starts_on=cast.MERGER,
        ends_on=date(2025, 12, 31),
        decision_number="02/KH-BCĐ",
        decided_on=today,
        by=secretary,
        at=at,
    )
    for title, lead, starts_on, due_on in (
        ("Bàn giao hồ sơ phong trào của ba xã cũ", Body.PEOPLES_COMMITTEE, cast.MERGER, date(2025, 7, 3)),
        ("Rà soát, kiện toàn Tổ bảo vệ an ninh, trật tự", Body.POLICE, today, date(2025, 7, 31)),
        ("Tổ chức Ngày hội toàn dân bảo vệ an ninh Tổ quốc", Body.FRONT, today, date(2025, 8, 19)),
        ("Ký giao ước thi đua với các ấp", Body.FRONT, today, date(2025, 7, 10)),
        ("Ký quy chế phối hợp với các trường học", Body.SCHOOL, date(2025, 8, 1), date(2025, 9, 30)),
    ):  # fmt: skip
        movement.add_task(
            plan=drawn, title=title, lead=lead, starts_on=starts_on, due_on=due_on, by=secretary, at=at,
        )  # fmt: skip
