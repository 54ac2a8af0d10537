"""Reads: whose matter a report is, who may see inside, what the level above is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import (
    Count,
    Exists,
    F,
    Min,
    Model,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    prefetch_related_objects,
)

from binhyen.matters import clocks, rules, workflow
from binhyen.matters.models import (
    AGREED,
    Deadline,
    Matter,
    MatterPhoto,
    MatterReport,
    Mediation,
    Move,
    Part,
    Proposal,
    ProposalPaper,
    Shelf,
    posts_by_view,
)
from binhyen.matters.words import MediationOutcome
from binhyen.matters.workflow import Act, State
from binhyen.people import policy
from binhyen.people.models import Post, Role, User
from binhyen.places.models import Level, Unit
from binhyen.reports.models import Message, Photo, Report

Thing = TypeVar("Thing", bound=Model)


def matter_of(report: Report) -> Matter:
    """Return the matter a report is of, the one it opened where it tells of several. Raises Matter.DoesNotExist."""
    return matters_of(report)[:1].get()


#: What may hang on a matter. Mostly nothing of it does, and the house's own work on a question costs more than the
#: database's on its answer: one question says what is there, and only that is read.
_THERE = """
    SELECT
        EXISTS (SELECT 1 FROM matters_proposal WHERE matter_id = %(pk)s) AS proposals,
        EXISTS (SELECT 1 FROM matters_part WHERE matter_id = %(pk)s) AS parts,
        EXISTS (SELECT 1 FROM matters_mediation WHERE matter_id = %(pk)s) AS mediations,
        EXISTS (SELECT 1 FROM matters_matterphoto WHERE matter_id = %(pk)s) AS field_photos,
        EXISTS (SELECT 1 FROM matters_matterreport of
                JOIN reports_photo photo ON photo.report_id = of.report_id
                WHERE of.matter_id = %(pk)s) AS photos,
        EXISTS (SELECT 1 FROM matters_matterreport of
                JOIN reports_message said ON said.report_id = of.report_id
                WHERE of.matter_id = %(pk)s) AS messages,
        EXISTS (SELECT 1 FROM matters_matterreport of
                JOIN matters_matterreport also ON also.report_id = of.report_id
                WHERE of.matter_id = %(pk)s AND also.matter_id <> %(pk)s) AS also_of
"""


@dataclass(frozen=True)
class There:
    """Whether anything of a kind hangs on a matter, in the order of _THERE."""

    proposals: bool
    parts: bool
    mediations: bool
    field_photos: bool
    photos: bool
    messages: bool
    #: Another matter that one of its reports is also of.
    also_of: bool


#: The papers of a proposal as they were sent; they are told by number.
PAPERS = Prefetch("papers", ProposalPaper.objects.order_by("pk"))


def read_whole(matter: Matter) -> There:
    """Read at once what hangs on a matter and its page asks for in several places; return what does.

    What is not there is prefetched from `none()`, which asks the database nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(_THERE, {"pk": matter.pk})
        there = There(*map(bool, cursor.fetchone()))
    proposals = Proposal.objects.prefetch_related("to_unit", "from_unit", "answered_by", PAPERS)
    parts = Part.objects.prefetch_related("crew__home", "person", "done_by")
    reports = MatterReport.objects.select_related("report__area").prefetch_related(
        Prefetch("report__photos", _if(Photo.objects.order_by("pk"), is_there=there.photos)),
        Prefetch(
            "report__messages",
            _if(_messages(), is_there=there.messages),
        ),
    )
    prefetch_related_objects(
        [matter],
        Prefetch("attached", reports.order_by("report__received_at", "pk")),
        Prefetch("deadlines", Deadline.objects.order_by("pk")),
        Prefetch("proposals", _if(proposals.order_by("pk"), is_there=there.proposals)),
        Prefetch("parts", _if(parts.order_by("pk"), is_there=there.parts)),
        Prefetch("mediations", _if(Mediation.objects.order_by("pk"), is_there=there.mediations)),
    )
    return there


def _messages() -> QuerySet[Message]:
    photos = Prefetch("photos", Photo.objects.order_by("pk"))
    return Message.objects.order_by("at", "pk").prefetch_related(photos)


def _if(rows: QuerySet[Thing], *, is_there: bool) -> QuerySet[Thing]:
    return rows if is_there else rows.none()


def matters_of(report: Report) -> QuerySet[Matter]:
    """Return the matters a report is of, the one it opened first; two where it tells of two troubles."""
    found = Matter.objects.select_related("keeper", "unit", "area", "crew__home")
    return found.filter(attached__report=report).order_by("attached__pk")


def ended_of(report: Report) -> list[Matter]:
    """Return the matters of a report of which the reporter may say whether they are settled."""
    return [m for m in matters_of(report) if workflow.can_follow(Act.RATE, State(m.state))]


def is_masked(matter: Matter, user: User | AnonymousUser, on: date) -> bool:
    """Say whether a restricted matter hides its content from `user`."""
    if not matter.is_restricted:
        return False
    is_chief = policy.can(user, "matters.read_restricted", matter.readers(), on=on)
    is_handler = matter.handler_id is not None and matter.handler_id == user.pk
    masked = rules.is_masked(
        sensitivity=matter.sensitivity,
        is_new=State(matter.state) is State.RECEIVED and _is_keeper(matter, user, on),
        is_chief=is_chief,
        is_handler=is_handler,
    )
    return masked and not (_was_asked(matter, user, on) or _does_a_part(matter, user))


def _is_keeper(matter: Matter, user: User | AnonymousUser, on: date) -> bool:
    """Say whether the user's unit keeps it: new to the unit it was handed to is not new to the one before."""
    return matter.keeper_id in {post.unit_id for post in posts_by_view(user, on)[0]}


def _does_a_part(matter: Matter, user: User | AnonymousUser) -> bool:
    """Say whether the user was given a part that is not done yet."""
    return any(part.is_open and part.person_id == user.pk for part in matter.parts.all())


def shared(matter: Matter) -> dict[int, list[Matter]]:
    """Return, by report, the other matters that the reports of `matter`, which was read whole, are also of."""
    reports = [row.report_id for row in matter.attached.all()]
    rows = (
        MatterReport.objects.filter(report__in=reports)
        .exclude(matter=matter.pk)
        .prefetch_related("matter__keeper", "matter__unit", "matter__area")
        .order_by("pk")
    )
    found: dict[int, list[Matter]] = {}
    for row in rows:
        found.setdefault(row.report_id, []).append(row.matter)
    return found


def hidden(
    others: Mapping[int, list[Matter]], matter: Matter, user: User | AnonymousUser, on: date
) -> set[int]:
    """Return which reports of `matter`, open to the unit, tell also of a restricted matter that `user` may not read."""
    if matter.is_restricted:
        return set()
    return {
        report
        for report, also in others.items()
        if any(is_masked(other, user, on) for other in also)
    }


def _was_asked(matter: Matter, user: User | AnonymousUser, on: date) -> bool:
    """Say whether the user's unit has to answer a proposal, or the user answered one."""
    units = {post.unit_id for post in posts_by_view(user, on)[0]}
    return any(
        (proposal.answer == "" and proposal.to_unit_id in units)
        or (proposal.answered_by_id is not None and proposal.answered_by_id == user.pk)
        for proposal in matter.proposals.all()
    )


def level_above(unit: Unit, on: date) -> Unit | None:
    """Return the province or district above `unit` that exists on `on`; None for a province."""
    above = unit.parent
    while above is not None and not (
        above.level in {Level.DISTRICT, Level.PROVINCE} and above.exists_on(on)
    ):
        above = above.parent
    return above


def accepted_kinds(matter: Matter) -> list[rules.Kind]:
    """Return what the level above has agreed to so far."""
    made = sorted(matter.proposals.all(), key=lambda proposal: proposal.pk)
    return [
        rules.Kind(each.kind) for each in made if each.answer in AGREED and each.returned_at is None
    ]


def may_settle(matter: Matter, competence: Mapping[str, str]) -> bool:
    """Say whether the unit that keeps the matter may settle it as things stand."""
    return rules.may_settle(competence, level=matter.keeper.level, accepted=accepted_kinds(matter))


def failed_mediations(matter: Matter) -> int:
    """Return how many mediations ended without an agreement."""
    return sum(each.outcome == MediationOutcome.FAILED for each in matter.mediations.all())


def is_prolonged(matter: Matter, at: datetime) -> bool:
    """Say whether it is a dispute that shows the signs of a hot spot."""
    return matter.category in clocks.disputes() and rules.is_prolonged(
        opened_at=matter.opened_at,
        ended_at=matter.resolved_at,
        at=at,
        failed_mediations=failed_mediations(matter),
        households=matter.households,
        is_violence_threatened=matter.is_violence_threatened,
    )


def mediators_for(matter: Matter, on: date) -> QuerySet[User]:
    """Return the mediators of the unit that keeps the matter and of the residential area where it arose, by name."""
    homes = [matter.keeper_id, *([matter.area_id] if matter.area_id else [])]
    held = Post.objects.in_force(on).filter(unit__in=homes, role=Role.MEDIATOR)
    people = User.objects.filter(pk__in=held.values("user"), is_active=True)
    return people.order_by("full_name", "pk")


@dataclass(frozen=True)
class Prolonged:
    """How many disputes of a residential area bear the flag, and since when the first does."""

    area: str
    n: int
    since: datetime


def prolonged_by_area(units: list[Unit]) -> list[Prolonged]:
    """Return how many open disputes of `units` bear the flag, by residential area, with the day of the first."""
    flagged = Matter.objects.filter(
        keeper__in=units,
        shelf=Shelf.OPEN.value,
        flagged_at__isnull=False,
        category__in=clocks.disputes(),  # sorted anew as a matter of a child it is nobody's to count
    )
    by_area = flagged.values("area__full_name").annotate(n=Count("pk"), since=Min("flagged_at"))
    return [
        Prolonged(row["area__full_name"] or "", row["n"], row["since"])
        for row in by_area.order_by("-n", "area__full_name")
    ]


def history(matter: Matter) -> QuerySet[Move]:
    """Return what was done, oldest first."""
    return matter.moves.select_related("by").order_by("pk")


def field_photos(matter: Matter) -> QuerySet[MatterPhoto]:
    """Return the photos taken at the place that are still kept, oldest first."""
    return (
        MatterPhoto.objects.filter(matter=matter)
        .exclude(file="")
        .prefetch_related("by")
        .order_by("pk")
    )


def moves_since(matter: Matter, version: int) -> list[Move]:
    """Return what was done after the version somebody saw: each act adds one row and one version."""
    return list(history(matter)[version:])


def parts_for(user: User | AnonymousUser, on: date) -> QuerySet[Part]:
    """Return the open parts that `user` was given, the earliest deadline first; those without one come last. Whoever
    went to another unit sees no more of the matter, nor of its part."""
    seen = Matter.objects.visible_to(user, on).filter(pk=OuterRef("matter"))
    return (
        Part.objects.given_to(user, on)
        .undone()
        .filter(Exists(seen), matter__shelf=Shelf.OPEN.value)
        .exclude(Q(matter__sensitivity=rules.RESTRICTED) & ~Q(person=user.pk))
        .select_related("matter__area", "matter__unit", "matter__keeper", "crew__home", "person")
        .order_by(F("due_at").asc(nulls_last=True), "pk")
    )
