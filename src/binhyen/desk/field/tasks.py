"""Today's tasks of one person: every source of them is gathered here, and nowhere else."""

import heapq
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from binhyen.desk import wording
from binhyen.desk.posts import Visit
from binhyen.desk.wording import Deadline
from binhyen.matters import queries, words
from binhyen.matters.models import CrewMember, Matter, Move, Part, SentOnce, Shelf
from binhyen.matters.rules import RESTRICTED, Severity
from binhyen.matters.workflow import Act
from binhyen.people import policy
from binhyen.people.models import Role

MOST = 50
#: How long something that could not be done stays on the page.
REFUSED_SHOWN_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Task:
    """A matter as one sees it who is on the way to it: what and where, never who reported it or in which words."""

    matter: Matter
    category: str
    deadline: Deadline
    is_urgent: bool
    is_said_to_be_done: bool

    @property
    def due_at(self) -> datetime:
        """Return until when it is to be settled."""
        return self.matter.due_at


@dataclass(frozen=True)
class PartTask:
    """A part of a matter that was given to the person or the crew. It is wanted by the matter's own deadline where it
    has none itself."""

    part: Part
    due_at: datetime
    deadline: Deadline
    is_urgent: bool


def tasks(visit: Visit) -> list[Task | PartTask]:
    """Return the open matters of the person's area, crew and own hand, and the parts given to the person or the crew,
    the most urgent first."""
    whole: list[Task | PartTask] = [
        task(matter, visit) for matter in of_person(visit).order_by("due_at", "pk")[:MOST]
    ]
    parts: list[Task | PartTask] = [
        part_task(part, visit) for part in parts_of_person(visit)[:MOST]
    ]
    return list(heapq.merge(whole, parts, key=lambda each: each.due_at))[:MOST]


def parts_of_person(visit: Visit) -> QuerySet[Part]:
    """Return the open parts that are tasks of the person, by when they are wanted. Those of restricted matters are done
    at the desk only."""
    found = queries.parts_for(visit.user, visit.on).exclude(matter__sensitivity=RESTRICTED)
    wanted = found.annotate(wanted_at=Coalesce("due_at", "matter__due_at"))
    return wanted.select_related(
        "matter__area", "matter__unit", "matter__keeper", "crew", "person", "added_by"
    ).order_by("wanted_at", "pk")


def of_person(visit: Visit) -> QuerySet[Matter]:
    """Return the matters that are tasks of the person. Restricted ones are worked on at the desk only."""
    said = Move.objects.filter(matter=OuterRef("pk"), act=Act.NOTE.value, detail__done=True)
    return (
        Matter.objects.visible_to(visit.user, visit.on)
        .filter(_given_to(visit), shelf=Shelf.OPEN.value)
        .exclude(sensitivity=RESTRICTED)
        .select_related("area", "unit", "keeper", "crew__home", "handler")
        .annotate(is_said_to_be_done=Exists(said))
    )


def _given_to(visit: Visit) -> Q:
    """Return what makes a matter one's own: the area one serves, one's crew, one's own name."""
    posts = policy.posts_granting(visit.user, "matters.note", on=visit.on)
    homes = [post.unit_id for post in posts if post.role == Role.TEAM_MEMBER]
    crews = CrewMember.objects.filter(user=visit.user, since__lte=visit.on)
    crews = crews.filter(Q(until=None) | Q(until__gt=visit.on))
    return Q(area__in=homes) | Q(crew__in=crews.values("crew")) | Q(handler=visit.user)


def task(matter: Matter, visit: Visit) -> Task:
    """Return what the pages say of one matter."""
    category = wording.category_name(matter.category)
    return Task(
        matter=matter,
        category="" if matter.title.startswith(category) else category,
        deadline=wording.deadline(matter.due_at, visit.at),
        is_urgent=matter.severity == Severity.URGENT,
        is_said_to_be_done=bool(getattr(matter, "is_said_to_be_done", False)),
    )


def part_task(part: Part, visit: Visit) -> PartTask:
    """Return what the pages say of one part."""
    due_at = part.due_at or part.matter.due_at
    return PartTask(
        part=part,
        due_at=due_at,
        deadline=wording.deadline(due_at, visit.at),
        is_urgent=part.matter.severity == Severity.URGENT,
    )


@dataclass(frozen=True)
class NotDone:
    """Something the person sent that could not be done, with the reason and what they had written."""

    sent: SentOnce
    why: str


def not_done(visit: Visit) -> list[NotDone]:
    """Return what of the person's was refused lately, newest first."""
    since = visit.at - REFUSED_SHOWN_FOR
    rows = SentOnce.objects.filter(by=visit.user, at__gte=since).exclude(refusal="")
    return [NotDone(row, why(row)) for row in rows.order_by("-at", "-pk")[:MOST]]


def why(sent: SentOnce) -> str:
    """Return in a sentence or two why something was refused, and where its words are."""
    sentences = (words.Refusal(sent.refusal).label, words.Kept(sent.kept).label)
    return " ".join(str(sentence) for sentence in sentences if sentence)
