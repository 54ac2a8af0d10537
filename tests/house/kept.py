"""Makes for each table that declares a term one row whose term began at a moment: what the test of forgetting lets grow old.

Rows are written past the acts, which would not take a day ten years ago. People and matters are invented.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db.models import Model

from binhyen.core import clock
from binhyen.core.clock import VIETNAM
from binhyen.forces import models as forces
from binhyen.forces.tests.factories import team as make_team
from binhyen.hotspots import models as hotspots
from binhyen.matters import actions
from binhyen.matters import models as matters
from binhyen.matters.tests.factories import receive
from binhyen.matters.words import Outcome
from binhyen.movement import models as movement
from binhyen.newsroom.models import Comment
from binhyen.newsroom.tests import commented
from binhyen.notices.models import Subscription
from binhyen.people.models import Role, User
from binhyen.people.tests import factories as people
from binhyen.periodic import models as periodic
from binhyen.places.models import Unit
from binhyen.reports.actions import keep_photo
from binhyen.reports.models import Identity, Message, Photo, Report
from binhyen.reports.tests.factories import PERSON, picture

#: So late that even what is kept for ten years began after the units of the tests did.
NOW = datetime(2038, 3, 1, 9, 0, tzinfo=VIETNAM)
HOUR = timedelta(hours=1)
SAID = "Nhà ông Bịa, chuyện bịa để thử"
_numbers = count(2000)


@dataclass(frozen=True)
class Ground:
    """Where and by whom everything is made."""

    unit: Unit
    officer: User
    chief: User


Make = Callable[[Ground, datetime], Model]
ROWS: dict[str, Make] = {}


def row(label: str) -> Callable[[Make], Make]:
    """Put the maker of a row of the table `label` on the list."""

    def put(make: Make) -> Make:
        ROWS[label] = make
        return make

    return put


def kept_file() -> str:
    """Return the path of a file below MEDIA_ROOT."""
    name = f"photos/{uuid4().hex}.jpg"
    path = Path(settings.MEDIA_ROOT) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    return name


@row("people.User")
def who_left(on: Ground, began: datetime) -> User:
    user = people.user("Lê Văn Bịa", phone=f"09{next(_numbers):08}")
    day = clock.local_day(began)
    people.post(user, Role.DUTY_OFFICER, on.unit, since=day - timedelta(days=30), until=day)
    return user


@row("notices.Subscription")
def browser(on: Ground, began: datetime) -> Model:
    return Subscription.objects.create(
        user=who_left(on, began), digest=uuid4().hex, sealed=b"x", created_at=began
    )


@row("matters.SavedFilter")
def saved_filter(on: Ground, began: datetime) -> Model:
    return matters.SavedFilter.objects.create(
        owner=who_left(on, began), unit=on.unit, name="Ồn", query="q=x", saved_at=began
    )


@row("matters.Matter")
def ended(on: Ground, began: datetime) -> matters.Matter:
    """Return a matter with a named report that was closed then."""
    found = receive(on.unit, began - 3 * HOUR, person=PERSON, words=SAID).matter
    actions.take_in_hand(matter=found, by=on.officer, at=began - 2 * HOUR)
    actions.settle(
        matter=found, outcome=Outcome.PLEDGED, words=SAID, by=on.officer, at=began - HOUR
    )
    actions.close(matter=found, by=on.chief, at=began)
    matters.Matter.objects.filter(pk=found.pk).update(
        title=SAID, search_key="nha ong bia", lat=10.6, lon=106.3
    )
    Report._base_manager.filter(of_matter__matter=found).update(
        place_words=SAID, happened_at=began - 4 * HOUR, lat=10.6, lon=106.3, has_point=True
    )
    return matters.Matter.objects.get(pk=found.pk)


@row("reports.Report")
def report(on: Ground, began: datetime) -> Any:
    return ended(on, began).attached.get().report


@row("reports.Identity")
def identity(on: Ground, began: datetime) -> Model:
    return Identity.objects.get(report=report(on, began))


@row("reports.Photo")
def photo(on: Ground, began: datetime) -> Model:
    kept = keep_photo(upload=io.BytesIO(picture()), at=began)
    Photo.objects.filter(pk=kept.pk).update(report=report(on, began))
    return Photo.objects.get(pk=kept.pk)


@row("reports.Message")
def message(on: Ground, began: datetime) -> Model:
    return Message.objects.create(
        report=report(on, began), from_reporter=True, words=SAID, at=began - HOUR
    )


@row("matters.Move")
def move(on: Ground, began: datetime) -> Model:
    return matters.Move.objects.get(matter=ended(on, began), act="SETTLE")


@row("matters.MatterText")
def text(on: Ground, began: datetime) -> Model:
    return matters.MatterText.objects.get(matter=ended(on, began))


@row("matters.MatterPhoto")
def field_photo(on: Ground, began: datetime) -> Model:
    return matters.MatterPhoto.objects.create(
        matter=ended(on, began), token=uuid4().hex, file=kept_file(), width=1, height=1, sha256="x",
        by=on.officer, done_at=began, at=began,
    )  # fmt: skip


@row("matters.Part")
def part(on: Ground, began: datetime) -> Model:
    return matters.Part.objects.create(
        matter=ended(on, began), words=SAID, person=on.officer, added_by=on.chief, added_at=began - HOUR,
        done_by=on.officer, done_at=began, done_words=SAID, dropped_why=SAID,
    )  # fmt: skip


@row("matters.Proposal")
def proposal(on: Ground, began: datetime) -> matters.Proposal:
    return matters.Proposal.objects.create(
        matter=ended(on, began), kind="SUPPORT", from_unit=on.unit, to_unit=on.unit.parent, words=SAID,
        means=SAID, asked_at=began - HOUR, asked_by=on.officer, due_at=began, answer="ACCEPTED",
        answer_words=SAID, given_means=SAID, answered_at=began, answered_by=on.chief,
    )  # fmt: skip


@row("matters.ProposalPaper")
def paper(on: Ground, began: datetime) -> Model:
    return matters.ProposalPaper.objects.create(
        proposal=proposal(on, began), kind="PHOTO", token=uuid4().hex, file=kept_file(), size=1, sha256="x"
    )  # fmt: skip


@row("matters.Mediation")
def mediation(on: Ground, began: datetime) -> matters.Mediation:
    return matters.Mediation.objects.create(
        matter=ended(on, began), number=1, asked_at=began - HOUR, asked_by=on.officer, start_due=began,
        ended_at=began, outcome="STOPPED", words=SAID,
    )  # fmt: skip


@row("matters.MediationSession")
def session(on: Ground, began: datetime) -> Model:
    return matters.MediationSession.objects.create(
        mediation=mediation(on, began), held_at=began, place=SAID, households=2
    )


@row("matters.Feedback")
def feedback(on: Ground, began: datetime) -> Model:
    matter = ended(on, began)
    return matters.Feedback.objects.create(
        matter=matter, report=matter.attached.get().report, ended_at=began, is_settled=True, stars=5,
        is_content=True, at=began,
    )  # fmt: skip


@row("matters.SentOnce")
def sent(on: Ground, began: datetime) -> Model:
    return matters.SentOnce.objects.create(
        key=uuid4(), by=on.officer, kind="NOTE", subject="x", done_at=began, at=began, words=SAID
    )


@row("matters.BulkOrder")
def bulk(on: Ground, began: datetime) -> Model:
    return matters.BulkOrder.objects.create(
        unit=on.unit, by=on.officer, act="CLOSE", words=SAID, items=[], stage="DONE", ordered_at=began,
        due_at=began, ended_at=began,
    )  # fmt: skip


def _team(on: Ground) -> forces.Team:
    return forces.Team.objects.first() or make_team(on.unit, on.chief, NOW)


@row("forces.Service")
def service(on: Ground, began: datetime) -> forces.Service:
    day = clock.local_day(began)
    member = forces.Member.objects.create(
        unit=on.unit, full_name="Lê Văn Bịa", birth_year=1980, education="UNIVERSITY", applied_on=day,
        attested_on=day, health_until=day, is_resident=True, age_exception="1/QĐ",
    )  # fmt: skip
    return forces.Service.objects.create(
        member=member, team=_team(on), role="MEMBER", since=day - timedelta(days=30), decision_number="1/QĐ",
        decided_on=day, until=day, ending="STANDARD", ending_number="2/QĐ",
    )  # fmt: skip


@row("forces.Member")
def member(on: Ground, began: datetime) -> Model:
    return service(on, began).member


@row("forces.Attendance")
def attendance(on: Ground, began: datetime) -> Model:
    training = forces.Training.objects.create(
        unit=on.unit, held_on=clock.local_day(began), topic="LAW", title=uuid4().hex, hours=4
    )
    return forces.Attendance.objects.create(
        training=training, member=service(on, began).member, has_attended=True
    )


@row("forces.Patrol")
def patrol(on: Ground, began: datetime) -> Model:
    return forces.Patrol.objects.create(
        key=uuid4(), unit=on.unit, area=on.unit, by=on.officer, started_at=began, ended_at=began,
        remarks=SAID, logged_at=began,
    )  # fmt: skip


@row("forces.DutyEntry")
def duty(on: Ground, began: datetime) -> Model:
    return forces.DutyEntry.objects.create(
        key=uuid4(), team=_team(on), group=1, kind="1.INFORM", on=clock.local_day(began), outcome="DONE",
        remark=SAID, by=on.officer, logged_at=began, taken_back_at=began, taken_back_because=SAID,
    )  # fmt: skip


@row("forces.RatingSheet")
def sheet(on: Ground, began: datetime) -> forces.RatingSheet:
    return forces.RatingSheet.objects.create(
        unit=on.unit, year=next(_numbers), state="DECIDED", decision_number=uuid4().hex[:9],
        decided_on=clock.local_day(began), chair="Lê Văn Bịa", by=on.chief, saved_at=began,
    )  # fmt: skip


@row("forces.RatingLine")
def line(on: Ground, began: datetime) -> Model:
    return forces.RatingLine.objects.create(
        sheet=sheet(on, began), team=_team(on), leader_moved_why=SAID, unmet_why=SAID
    )


@row("forces.SurveyRemark")
def remark(on: Ground, began: datetime) -> Model:
    day = clock.local_day(began)
    survey = forces.SurveyRound.objects.create(
        unit=on.unit, year=next(_numbers), questionnaire="x", version="1", opens_on=day, closes_on=day,
        target=10,
    )  # fmt: skip
    return forces.SurveyRemark.objects.create(survey=survey, who="RESIDENT", item="x", words=SAID)


def _committee(on: Ground, began: datetime) -> movement.Committee:
    day = clock.local_day(began) - timedelta(days=30)
    return movement.Committee.objects.create(
        unit=on.unit, kind="STANDING", name="Ban Chỉ đạo", since=day, decision_number=uuid4().hex[:9], decided_on=day
    )  # fmt: skip


@row("movement.Seat")
def seat(on: Ground, began: datetime) -> Model:
    committee = _committee(on, began)
    return movement.Seat.objects.create(
        committee=committee, full_name="Lê Văn Bịa", office="Phó Chủ tịch", since=committee.since,
        until=clock.local_day(began),
    )  # fmt: skip


@row("movement.TaskFile")
def task_file(on: Ground, began: datetime) -> Model:
    committee = _committee(on, began)
    day = committee.since
    plan = movement.Plan.objects.create(
        committee=committee, unit=on.unit, title="Kế hoạch", starts_on=day, ends_on=day + timedelta(days=60),
        decision_number=uuid4().hex[:9], decided_on=day,
    )  # fmt: skip
    task = movement.Task.objects.create(
        plan=plan, title="x", lead="POLICE", starts_on=day, due_on=day
    )
    evidence = movement.TaskEvidence.objects.create(task=task, note="x", by=on.chief, at=began)
    return movement.TaskFile.objects.create(
        evidence=evidence, kind="PHOTO", token=uuid4().hex, file=kept_file(), size=1, sha256="x"
    )


@row("newsroom.Comment")
def comment(on: Ground, began: datetime) -> Model:
    article = commented.article(on.unit, began, title=f"Tin bịa {next(_numbers)}")
    return Comment.objects.create(
        article=article, unit=on.unit, name="Bà Bịa", words=SAID, sent_at=began, key=uuid4().hex, state="REFUSED",
        reason="INSULT", settled_at=began,
    )  # fmt: skip


@row("hotspots.Alert")
def alert(on: Ground, began: datetime) -> Model:
    day = clock.local_day(began)
    return hotspots.Alert.objects.create(
        unit=on.unit, group="crime", state="CLOSED", ending="EASED", lesson=SAID, raised_at=began, closed_at=began,
        starts_on=day, ends_on=day, seen_until=day, observed=9, expected=2, llr=9, recurrence_days=730, year=161, year_days=365,
    )  # fmt: skip


@row("hotspots.AlertCell")
def alert_cell(on: Ground, began: datetime) -> Model:
    return hotspots.AlertCell.objects.create(alert=alert(on, began), cell=618781115962097663)


@row("hotspots.Look")
def look(on: Ground, began: datetime) -> Model:
    return hotspots.Look.objects.create(
        alert=alert(on, began), after_days=14, due_on=clock.local_day(began), done_at=began, by=on.chief, words=SAID
    )  # fmt: skip


def _periodic(on: Ground, began: datetime) -> periodic.Report:
    day = clock.local_day(began)
    report, _is_new = periodic.Report.objects.get_or_create(
        unit=on.unit, kind="MONTH", since=day - timedelta(days=30), until=day,
        defaults={"due_on": day, "made_at": began},
    )  # fmt: skip
    return report


@row("periodic.SectionWords")
def section_words(on: Ground, began: datetime) -> Model:
    return periodic.SectionWords.objects.create(
        report=_periodic(on, began), section="I", words=SAID, written_at=began
    )


@row("periodic.Notable")
def notable(on: Ground, began: datetime) -> Model:
    return periodic.Notable.objects.create(
        report=_periodic(on, began), matter=ended(on, began), words=SAID, by=on.officer, at=began
    )


@row("periodic.Move")
def periodic_move(on: Ground, began: datetime) -> Model:
    return periodic.Move.objects.create(
        report=_periodic(on, began),
        act="RETURN",
        state="RETURNED",
        by=on.chief,
        at=began,
        words=SAID,
    )
