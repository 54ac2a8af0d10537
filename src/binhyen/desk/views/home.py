"""The first page of each role, and the switch between a person's posts."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from binhyen.audit import actions as audit
from binhyen.desk import menu, posts, wording
from binhyen.desk.documents import page as papers
from binhyen.desk.inbox.page import PRESSING, SECTIONS, shown_count
from binhyen.desk.posts import Visit, officer, visit_of
from binhyen.desk.pressing import pressing
from binhyen.documents import queries as documents
from binhyen.matters import asking, inbox, queries, standing
from binhyen.matters.asking import Asked
from binhyen.matters.models import Matter, Shelf
from binhyen.matters.rules import RESTRICTED
from binhyen.newsroom.commenting import queries as comments
from binhyen.places.models import Unit

URGENT_SHOWN = 8
#: A mediator reads back no further than this.
MEDIATIONS_SHOWN = 50
AREA_SHOWN = 50
PARTS_SHOWN = 20
PAPERS_SHOWN = 8


@dataclass(frozen=True)
class Tile:
    """A number that leads to a list."""

    label: Promise
    count: str
    url: str
    is_pressing: bool = False


@officer
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for the one who looks; the roles that read no content see none."""
    visit = visit_of(request)
    shown: dict[str, Any] = {"visit": visit}
    if visit.unit and visit.may("matters.triage", visit.unit):
        shown |= _workbench(visit)
    elif visit.may("matters.read"):
        shown["area_rows"] = _of_area(visit)
    shown["parts"] = _parts(visit)
    shown["papers"], shown["papers_left_out"] = _papers(visit)
    shown["pressing"] = pressing(visit)
    if visit.may("matters.mediate"):
        shown["mediations"] = _mediations(visit)
    if visit.may("audit.read"):
        shown["seals_late_by"] = audit.late_by(at=visit.at)
    if visit.unit and visit.may("newsroom.moderate", visit.unit):
        shown["tiles"] = [*_comments(visit.unit), *shown.get("tiles", [])]
    shown["links"] = _links(visit)
    return render(request, "desk/home.html", shown)


@officer
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Work for another of one's posts."""
    visit = visit_of(request)
    for post in visit.posts:
        if str(post.pk) == request.POST.get("post"):
            posts.choose(request, post)
            return redirect("desk:home")
    raise Http404


def _workbench(visit: Visit) -> dict[str, object]:
    assert visit.unit is not None  # noqa: S101  (asked by the caller)
    who = inbox.looker(visit.user, visit.unit, visit.on)
    counts = inbox.counts(visit.unit, who=who, at=visit.at)
    waiting = asking.listed([visit.unit], Asked(), at=visit.at)[: inbox.MOST_COUNTED + 1]
    address = reverse("desk:inbox")
    tiles = [
        Tile(
            SECTIONS[section],
            shown_count(n),
            f"{address}?muc={section.value}",
            is_pressing=bool(n) and section in PRESSING,
        )
        for section, n in counts.items()
        if n
    ]
    tiles.sort(key=lambda tile: not tile.is_pressing)
    if n := len(waiting):
        label = _("Proposals to answer")
        tiles.insert(0, Tile(label, shown_count(n), reverse("desk:proposals"), is_pressing=True))
    if visit.may("matters.manage_crews", visit.unit):
        left = standing.unattended(visit.unit, visit.on).order_by()
        if n := left[: inbox.MOST_COUNTED + 1].count():
            label = _("In nobody's hand any more")
            tiles.insert(
                0, Tile(label, shown_count(n), reverse("desk:unattended"), is_pressing=True)
            )
    return {"tiles": tiles, "first_rows": _first(visit), "has_workbench": True}


def _comments(unit: Unit) -> list[Tile]:
    """Return what waits to be read, where something does."""
    n = comments.waiting_count(unit)
    label, url = _("Comments to read"), reverse("desk:comments")
    return [Tile(label, shown_count(n), url, is_pressing=True)] if n else []


def _papers(visit: Visit) -> tuple[list[dict[str, object]], int]:
    """Return the papers of which the next step is the visitor's, the oldest first, and how many more there are."""
    if visit.unit is None or not visit.may(papers.READ, visit.unit):
        return [], 0
    found = list(documents.waiting_for(visit.user, visit.unit, on=visit.on))
    return [papers.row(each) for each in found[:PAPERS_SHOWN]], max(0, len(found) - PAPERS_SHOWN)


def _parts(visit: Visit) -> list[dict[str, object]]:
    """Return the parts of matters that were given to the visitor, the most urgent first."""
    return [
        {
            "part": part,
            "deadline": wording.deadline(part.due_at, visit.at) if part.due_at else None,
        }
        for part in queries.parts_for(visit.user, visit.on)[:PARTS_SHOWN]
    ]


def _first(visit: Visit) -> list[wording.Row]:
    assert visit.unit is not None  # noqa: S101
    is_chief = visit.may("matters.read_restricted", visit.unit)
    rows = (
        Matter.objects.filter(keeper=visit.unit, shelf=Shelf.OPEN.value)
        .select_related("area", "handler")
        .order_by("due_at", "pk")[:URGENT_SHOWN]
    )
    return [
        wording.row(
            matter,
            user_pk=visit.user.pk,
            is_chief=is_chief,
            at=visit.at,
            unit_pk=visit.unit.pk,
        )
        for matter in rows
    ]


def _of_area(visit: Visit) -> list[wording.Row]:
    rows = (
        Matter.objects.visible_to(visit.user, visit.on)
        .filter(shelf=Shelf.OPEN.value)
        .select_related("area", "handler")
        .order_by("due_at", "pk")[:AREA_SHOWN]
    )
    return [
        wording.row(matter, user_pk=visit.user.pk, is_chief=False, at=visit.at) for matter in rows
    ]


def _mediations(visit: Visit) -> list[dict[str, object]]:
    """Return what a mediator was asked for: kind, area and time, no title and no report; what is open first.

    What was sorted anew as restricted is gone from here."""
    found = (
        visit.user.mediations.exclude(matter__sensitivity=RESTRICTED)
        .select_related("matter__area")
        .order_by(F("ended_at").desc(nulls_first=True), "start_due", "pk")
    )
    return [
        {
            "mediation": each,
            "category": wording.category_name(each.matter.category),
            "left": wording.deadline(each.start_due, visit.at),
        }
        for each in found[:MEDIATIONS_SHOWN]
    ]


#: What the roles beside the police come for: action -> page, what it is, what one does there.
_ELSEWHERE = (
    ("audit.read", "desk:trail", _("Audit trail"), _("Who did what and when, and whether it is sealed.")),
    ("newsroom.moderate", "desk:comments", _("Comments"), _("What readers wrote beside the articles, to be read before it is shown.")),
    ("standards.appraise", "desk:assessments", _("Assessments"), _("Files that wait for appraisal.")),
    ("standards.assess", "desk:own_scorecard", _("Scorecard"), _("What is met, what is missing, what is at risk.")),
    ("forces.manage", "desk:teams", _("Security teams"), _("Teams, members and how they were rated.")),
    ("movement.manage", "desk:initiatives", _("Initiatives"), _("What was started, where, with which results.")),
    ("movement.set_step_dates", "desk:cycle", _("The year"), _("Which steps of the movement are due when, and which are done.")),
    ("movement.report_own_task", "desk:my_tasks", _("My tasks"), _("What the plan asks of your body, and by when.")),
    ("places.add_unit", "desk:units", _("Residential areas and organisations"), _("Areas, agencies, schools and enterprises of the commune.")),
)  # fmt: skip


def _links(visit: Visit) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for action, name, label, text in _ELSEWHERE:
        if not visit.may(action) or not menu.concerns(visit, name):
            continue
        try:
            found.append({"url": reverse(name), "label": label, "text": text})
        except NoReverseMatch:  # the room that answers this address is not installed
            continue
    return found
