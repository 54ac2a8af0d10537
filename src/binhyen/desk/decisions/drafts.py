"""What a room knows already of a decision or a report on a plan that is to be written: the first values of its wording's fields.

Paper speaks Vietnamese whatever the page is read in. What the house does not know is left empty, to be typed.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import override

from binhyen.desk.decisions import programme_reports as told
from binhyen.desk.officers import number_asked, year_asked
from binhyen.desk.posts import Visit
from binhyen.documents import layout
from binhyen.documents.models import Issuer, Paper
from binhyen.forces import queries as forces
from binhyen.forces.models import RatingLine
from binhyen.movement import planning
from binhyen.movement import queries as movement
from binhyen.movement.models import Committee, Designation, Initiative, Plan, Seat
from binhyen.places import queries as places
from binhyen.places.models import LOCAL_LEVELS, Unit
from binhyen.standards import actions as standards
from binhyen.standards import queries as dossiers
from binhyen.standards.models import Assessment
from binhyen.standards.workflow import State

Values = dict[str, str]


@dataclass(frozen=True)
class _Asked:
    """For whom a decision is written, and what its address names."""

    unit: Unit
    visit: Visit
    request: HttpRequest

    def pk(self, name: str) -> int | None:
        """Return the number of a row that the address names. Raises Http404 for what is no number."""
        found = number_asked(self.request, name)
        if found is None and self.request.GET.get(name):
            raise Http404
        return found

    def one(self, rows: "QuerySet[Any]", name: str = "tu") -> Any:
        """Return the row that the address names, None where it names none. Raises Http404 where it is not among these."""
        pk = self.pk(name)
        if pk is None:
            return None
        row = rows.filter(pk=pk).first()
        if row is None:
            raise Http404
        return row

    @property
    def year(self) -> int:
        """The year in the address, or the running one."""
        return year_asked(self.request, self.visit)


def first_values(key: str, request: HttpRequest, visit: Visit, unit: Unit) -> Values:
    """Return what the house knows of the fields of a wording, for a paper of the unit; nothing where it knows nothing.

    Raises Http404 where the address names what the unit does not have.
    """
    known = _KNOWN.get(key)
    if known is None:
        return {}
    with override("vi"):
        return {**_signing(unit), **known(_Asked(unit, visit, request))}


def entered_at(paper: Paper) -> str:
    """Return the address of the page that enters what an issued decision decided, empty where it has none."""
    page = _PAGES.get(paper.wording)
    return f"{reverse(page)}?don-vi={paper.unit_id}&van-ban={paper.pk}" if page else ""


def members(paper: Paper) -> list[tuple[str, str, str]]:
    """Return the name, office and duty of each member in the list of a decision that founds a committee."""
    if paper.wording != "found_committee":
        return []
    rows = (line.split("|") for line in str(paper.fields.get("members", "")).splitlines() if line.strip())  # fmt: skip
    return [tuple([*(cell.strip() for cell in row), "", "", ""][:3]) for row in rows]  # type: ignore[misc]


def _signing(unit: Unit) -> Values:
    """Return who issues it: the chair of the People's Committee, where the unit has set that body up."""
    body = Issuer.objects.filter(unit=unit, code="UBND").first()
    if body is None:
        return {}
    return {"authority": f"Chủ tịch {body.name}", "signer_office": "Chủ tịch"}


def _committee(asked: _Asked) -> Values:
    """The committee as it stands, to be founded anew: its members in the order of their duties."""
    found = _standing(asked)
    if found is None:
        return {}
    seats = list(movement.seats_of(found, max(asked.visit.on, found.since)))
    return {
        "committee": found.name,
        "member_count": f"{len(seats):02d}" if seats else "",
        "standing_office": _police(asked.unit),
        "members": _rows(_member(seat) for seat in seats),
        "replaces": _named(found.decision_number, found.decided_on),
    }


def _standing(asked: _Asked) -> Committee | None:
    """Return the newest committee of the unit whose term runs."""
    rows = Committee.objects.filter(unit=asked.unit).order_by("-since", "-pk")
    return next((one for one in rows if one.until is None or one.until > asked.visit.on), None)


def _changed(asked: _Asked) -> Values:
    """A committee whose list changes; the seat that is given up, where the address names one."""
    found = asked.one(Committee.objects.filter(unit=asked.unit))
    if found is None:
        return {}
    seat = asked.one(found.seats.all(), "ghe")
    known = {"committee": found.name, "founding": _named(found.decision_number, found.decided_on)}
    return known | ({"leaving": _rows([_member(seat)])} if seat else {})


def _member(seat: Seat) -> list[str]:
    return [seat.full_name, seat.office, str(seat.get_duty_display()).capitalize()]


def _designated(asked: _Asked) -> Values:
    """The unit that is to be chosen, as the address names it, or those that were in this year."""
    candidate = asked.one(Unit.objects.below(asked.unit), "chon")
    of_year = Designation.objects.filter(
        committee__unit=asked.unit, year=asked.year, revoked_on=None
    )
    units = (
        [candidate]
        if candidate
        else [row.unit for row in of_year.select_related("unit").order_by("pk")]
    )
    return {
        "year": str(asked.year),
        "units": _rows([unit.full_name, _kind(unit), _initiative_of(unit)] for unit in units),
        "unit_names": ", ".join(unit.full_name for unit in units),
        "guide": _police(asked.unit),
    }


def _initiative_of(unit: Unit) -> str:
    """Return the name of the unit's oldest initiative at work."""
    at_work = Initiative.objects.filter(unit=unit, ended_on=None).order_by("founded_on", "pk")
    return at_work.values_list("name", flat=True).first() or ""


def _initiative(asked: _Asked) -> Values:
    """An initiative of the register, as it was described."""
    found = asked.one(Initiative.objects.filter(unit=asked.unit))
    known = {"place": asked.unit.full_name, "guide": _police(asked.unit)}
    if found is None:
        return known
    points = movement.points_on(asked.visit.on).filter(initiative=found)
    teams, people = (
        sum(getattr(one, name) or 0 for one in points) for name in ("teams", "members")
    )
    return known | {
        "initiative": found.name,
        "purpose": found.purpose,
        "way_of_working": found.way_of_working,
        "strength": f"{teams:02d} tổ, {people:02d} thành viên" if teams else "",
    }


def _recognised(asked: _Asked) -> Values:
    """The dossier that the address names, or all under appraisal of the year among what lies right below the unit."""
    seen = dossiers.visible_to(asked.visit.user, on=asked.visit.on)
    one = asked.one(seen)
    below = seen.filter(
        state=State.UNDER_APPRAISAL.value,
        unit__in=Unit.objects.below(asked.unit),
        unit__level__in=sorted(LOCAL_LEVELS),
    )
    waiting = (row for row in below.order_by("unit__sort_key", "pk") if row.year == asked.year)
    found = [one] if one else list(waiting)
    return {
        "year": str(one.year if one else asked.year),
        "count": f"{len(found):02d}" if found else "",
        "units": _rows([row.unit.full_name, _kind(row.unit), _class(row)] for row in found),
    }


def _class(assessment: Assessment) -> str:
    score = standards.score_of(assessment)
    return score.reached.title("vi") if score and score.reached else ""


def _withdrawn(asked: _Asked) -> Values:
    """A recognition that is to be withdrawn."""
    one = asked.one(
        dossiers.visible_to(asked.visit.user, on=asked.visit.on).exclude(recognition=None)
    )
    if one is None:
        return {}
    decision = _named(one.recognition.decision_number, one.recognition.decided_on)
    return {"unit": one.unit.full_name, "year": str(one.year), "decision": decision}


def _rated(asked: _Asked) -> Values:
    """The draft of the year's rating, team by team, for whoever may read it before it is decided."""
    may_read = asked.visit.may("forces.manage", asked.unit)
    draft = forces.draft_of(asked.unit, asked.year) if may_read else None
    lines = [line for line in draft.lines.all() if line.level] if draft else []
    minutes = (
        _named(draft.minutes_number, draft.met_on, "Biên bản họp xét số")
        if draft and draft.met_on
        else ""
    )
    return {
        "year": str(asked.year),
        "count": f"{len(lines):02d}" if lines else "",
        "minutes": minutes,
        "teams": _rows([line.team.name, _areas(line), "", str(line.get_level_display()).capitalize()] for line in lines),
    }  # fmt: skip


def _launched(asked: _Asked) -> Values:
    """The plan whose launch is told of: what the survey found and what is to be done."""
    plan = _plan(asked)
    if plan is None:
        return {}
    return {
        "movement": told.movement_of(plan),
        "addressees": told.addressee(asked.unit),
        "criteria": _rows(told.aims(plan)),
        "next": "\n".join(told.goals(plan)),
        "tasks": _rows(told.to_do(plan)),
    }


def _reviewed(asked: _Asked) -> Values:
    """The plan that is reviewed at its end: criteria before and after, its tasks, what the reviews found and concluded."""
    plan = _plan(asked)
    if plan is None:
        return {}
    return {
        "movement": told.movement_of(plan),
        "addressees": told.addressee(asked.unit),
        "window": f"từ {layout.day_of(plan.starts_on)} đến {layout.day_of(plan.ends_on)}",
        "leadership": f"Ban hành {_named(plan.decision_number, plan.decided_on, 'Kế hoạch số')}.",
        "results": "\n".join(told.course(plan)),
        "criteria": _rows(told.before_and_after(plan, asked.visit.on)),
        "tasks": _rows(told.done(plan)),
        "replications": "\n".join(told.replications(plan)),
        "next": "\n".join(told.conclusions(plan)),
    }


def _plan(asked: _Asked) -> Plan | None:
    """Return the plan that the address names, among those the visitor reads: of the unit, or of its committee."""
    here = Q(unit__in=places.selves(asked.unit)) | Q(committee__unit=asked.unit)
    plan: Plan | None = asked.one(Plan.objects.filter(here).select_related("unit__parent", "designation", "committee__unit"))  # fmt: skip
    if plan is not None and not asked.visit.may("movement.read_plan", planning.readers_of(plan)):
        raise Http404
    return plan


def _areas(line: RatingLine) -> str:
    return ", ".join(line.team.areas.order_by("sort_key", "pk").values_list("name", flat=True))


def _kind(unit: Unit) -> str:
    return str(unit.get_level_display()).capitalize()


def _police(unit: Unit) -> str:
    """Return the police of the unit, as the standing office of its committee is called."""
    return f"Công an {unit.name_within}"


def _named(number: str, day: date | None, what: str = "Quyết định số") -> str:
    """Return how a paper is cited: "Quyết định số 04/QĐ-UBND ngày 02 tháng 7 năm 2025"."""
    if not number or day is None:
        return ""
    return f"{what} {number} {layout.day_of(day)}"


def _rows(rows: Iterable[Iterable[str]]) -> str:
    """Return rows as they are typed: one to a line, a bar between the columns."""
    return "\n".join(" | ".join(cell.replace("|", "/") for cell in row) for row in rows)


_KNOWN: Mapping[str, Callable[[_Asked], Values]] = {
    "found_committee": _committee, "change_members": _changed, "choose_model_unit": _designated,
    "found_initiative": _initiative, "recognise": _recognised, "withdraw": _withdrawn, "rate_teams": _rated,
    "launch_report": _launched, "final_review": _reviewed,
}  # fmt: skip
_PAGES = {
    "found_committee": "desk:committees", "choose_model_unit": "desk:designations",
    "found_initiative": "desk:initiatives", "recognise": "desk:recognitions", "rate_teams": "desk:rate_teams",
}  # fmt: skip
