"""Acts that change, end, take back or take over from a table what other deeds entered."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from binhyen.figures import actions as figures
from binhyen.figures.rules import Period
from binhyen.forces import actions as forces
from binhyen.forces.models import Attendance, DutyEntry, Level, Outcome, SurveyRound, Training
from binhyen.movement import actions as movement
from binhyen.movement.cycle import cycle
from binhyen.movement.models import ActivityKind, Designation, Festival, Plan, ReviewKind
from binhyen.places.models import Level as Tier
from binhyen.standards.tests.scenes import Nobody, Scene

_numbers = count(1)


def _total(scene: Scene) -> None:
    figures.state_total(
        unit=scene.commune, category="crime.serious", period=Period(scene.on, scene.on + timedelta(days=1)),
        total=scene.deed.number, paper_number="3/BC-CAX", **scene.acting,
    )  # fmt: skip


def _correct(scene: Scene) -> None:
    member = scene.one(scene.services()).member
    person = forces.Person(
        member.full_name, 1950 + 5 * scene.deed.pick, age_exception="4/QĐ", is_resident=True
    )
    forces.correct_member(member=member, person=person, **scene.acting)


def _roster(scene: Scene) -> None:
    team, day = scene.one(scene.teams()), f"{scene.on:%d/%m/%Y}"
    rows = (
        "tổ;họ tên;năm sinh;từ ngày;quyết định;ngày quyết định",
        f"{team.name};Lê Văn {next(_numbers)};1980;{day};9/QĐ-UBND;{day}",
    )
    forces.import_roster(unit=scene.commune, content="\n".join(rows).encode(), **scene.acting)


def _attend(scene: Scene) -> None:
    held = Training.objects.filter(unit=scene.commune, held_on__lte=scene.on).order_by(
        "-held_on", "pk"
    )
    training = scene.one(list(held[:1]))
    came = Attendance.objects.filter(training=training).values_list("member_id", flat=True)
    forces.note_attendance(training=training, came=list(came)[scene.deed.pick :], **scene.acting)


def _entry(scene: Scene, **narrow: Any) -> DutyEntry:
    """Return the task noted last before the day."""
    found = DutyEntry.objects.counted().filter(team__in=scene.teams(), on__lte=scene.on, **narrow)
    return scene.one(list(found.order_by("-on", "pk")[:1]))


def _end_duty(scene: Scene) -> None:
    entry = _entry(scene, outcome=Outcome.ASSIGNED)
    forces.end_duty(entry=entry, done=forces.Done(Outcome.ON_TIME), **scene.acting)


def _no_duty(scene: Scene) -> None:
    forces.take_back_duty(entry=_entry(scene), because="Ghi nhầm.", **scene.acting)


def _prolong(scene: Scene) -> None:
    rounds = SurveyRound.objects.filter(unit=scene.commune, opens_on__lte=scene.on)
    survey = scene.one(list(rounds.order_by("-opens_on")[:1]))
    forces.prolong_survey(
        survey=survey, closes_on=survey.closes_on + timedelta(days=5), **scene.acting
    )


def _points(scene: Scene) -> None:
    place = scene.one(scene.below(Tier.RESIDENTIAL_AREA, Tier.SCHOOL))
    table = f"địa bàn;ngày\n{place.full_name};{scene.on:%d/%m/%Y}\n"
    movement.import_points(
        initiative=scene.one(scene.initiatives()), content=table.encode(), **scene.acting
    )


def _name_point(scene: Scene) -> None:
    movement.open_point(
        initiative=scene.one(scene.initiatives()), opened_on=scene.on, is_counted=True,
        territory=scene.one(scene.below(Tier.RESIDENTIAL_AREA, Tier.SCHOOL)), **scene.acting,
    )  # fmt: skip


def _activity(scene: Scene) -> None:
    movement.hold_activity(
        initiative=scene.one(scene.initiatives()), kind=next(iter(ActivityKind)), held_on=scene.on,
        place="Nhà văn hóa", attendance=scene.deed.number, **scene.acting,
    )  # fmt: skip


def _festival(scene: Scene) -> None:
    """Plan the festival of the year, move it by a day, report it: whatever of it stands already is gone on with."""
    first = scene.on.replace(month=8, day=1)
    festival = Festival.objects.filter(unit=scene.commune, year=scene.on.year).first()
    if festival is None:
        festival = movement.plan_festival(
            unit=scene.commune, held_on=first, place="Sân vận động", **scene.acting
        )
    movement.set_agenda(
        festival=festival, held_on=first + timedelta(days=scene.deed.pick), place="Sân", items=(),
        **scene.acting,
    )  # fmt: skip
    if festival.held_on <= scene.at.date():
        movement.report_festival(
            festival=festival, outcome=movement.Outcome(people=scene.deed.number), **scene.acting
        )


def _step(scene: Scene) -> None:
    step = cycle().step("launch")
    assert step is not None
    told: dict[str, Any] = {"unit": scene.commune, "year": scene.on.year, "step": step}
    if scene.deed.number % 2:
        movement.note_step(number="5/KH", issued_on=scene.on, **told, **scene.acting)
    else:
        movement.unnote_step(**told, **scene.acting)


def _designate(scene: Scene) -> None:
    movement.designate(
        committee=scene.one(list(scene.commune.committees.order_by("pk"))), unit=scene.one(scene.below()),
        year=scene.on.year, decision_number=str(uuid4())[:30], decided_on=scene.on, **scene.acting,
    )  # fmt: skip


def _revoke(scene: Scene) -> None:
    chosen = Designation.objects.standing().filter(committee__unit=scene.commune)
    movement.revoke_designation(
        designation=scene.one(list(chosen.order_by("pk"))), because="Không còn phù hợp.",
        decision=movement.Decision(str(uuid4())[:30], scene.on), **scene.acting,
    )  # fmt: skip


def _review(scene: Scene) -> None:
    plan = scene.one(list(Plan.objects.filter(unit=scene.commune, closed_at=None).order_by("pk")))
    movement.hold_review(
        plan=plan, kind=ReviewKind.FINAL, held_on=scene.on, paper_number="8/BC", **scene.acting
    )


def _register_table(scene: Scene) -> None:
    area = scene.one(scene.below())
    heads = "mã;đơn vị;tổng số hộ hoặc người;số đã đăng ký hoặc được phổ biến;ngày đăng ký"
    line = f"{area.code};{area.full_name};{20 + scene.deed.number};{scene.deed.pick};{scene.on:%d/%m/%Y}"
    movement.import_registrations(
        commune=scene.commune,
        year=scene.on.year,
        content=f"{heads}\n{line}\n".encode(),
        **scene.acting,
    )


def _rating(scene: Scene) -> None:
    """Decide anew over the teams of the year, in place of the decision that stands."""
    sheet = (
        scene.commune.rating_sheets.filter(decided_on__year=scene.on.year).order_by("-pk").first()
    )
    if sheet is None or sheet.decided_on is None:
        raise Nobody
    levels = {line.team: Level(line.level) for line in sheet.lines.exclude(level="")}
    forces.rate_teams(
        unit=scene.commune, year=sheet.year, levels=levels, decision_number=str(uuid4())[:30],
        decided_on=sheet.decided_on, replaces=sheet.decision_number, **scene.acting,
    )  # fmt: skip


MORE: dict[str, Callable[[Scene], None]] = {
    "total": _total,
    "correct": _correct,
    "roster": _roster,
    "attend": _attend,
    "end duty": _end_duty,
    "no duty": _no_duty,
    "prolong": _prolong,
    "points": _points,
    "name point": _name_point,
    "activity": _activity,
    "festival": _festival,
    "step": _step,
    "designate": _designate,
    "revoke": _revoke,
    "review": _review,
    "register table": _register_table,
    "rating": _rating,
}
