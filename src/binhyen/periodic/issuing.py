"""In whose name a report goes out and who signs it: read from the bodies of the unit and from who holds which post.

What stands on the paper is Vietnamese, whoever asks. The lines of box 7 are those of Decree 30/2020, App. I, II.7.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from binhyen.documents import rules as papers
from binhyen.documents.content import Head, Signer
from binhyen.documents.models import Issuer, Paper
from binhyen.documents.workflow import State
from binhyen.people.models import Post, Role
from binhyen.periodic.models import Report
from binhyen.places.models import Unit

#: The code of a report in Appendix III of the decree.
KIND = "BC"
_COMMITTEE = "Ủy ban nhân dân"
#: It came to nothing, and another paper may be made.
GIVEN_UP = frozenset({State.DROPPED.value, State.CANCELLED.value})
_NOT_STANDING = GIVEN_UP | {State.DRAFT.value}


class Capacity(StrEnum):
    """As what somebody signs."""

    CHAIR = "CHAIR"
    VICE_CHAIR = "VICE_CHAIR"
    POLICE_CHIEF = "POLICE_CHIEF"
    POLICE_DEPUTY = "POLICE_DEPUTY"
    STEERING_HEAD = "STEERING_HEAD"
    STEERING_DEPUTY = "STEERING_DEPUTY"


@dataclass(frozen=True)
class _Lines:
    """What stands above the name, and the post whose holder it is; None for deputies, whom the house does not know."""

    capacity: str
    office: str
    on_behalf: tuple[str, ...]
    post: Role | None = None


_LINES: Mapping[Capacity, _Lines] = {
    Capacity.CHAIR: _Lines("", "Chủ tịch", (f"TM. {_COMMITTEE}",), Role.HEAD),
    Capacity.VICE_CHAIR: _Lines("KT. Chủ tịch", "Phó Chủ tịch", (f"TM. {_COMMITTEE}",)),
    Capacity.POLICE_CHIEF: _Lines("", "Trưởng Công an", (), Role.CHIEF),
    Capacity.POLICE_DEPUTY: _Lines("KT. Trưởng Công an", "Phó Trưởng Công an", ()),
    Capacity.STEERING_HEAD: _Lines("", "Trưởng ban", ("TM. Ban Chỉ đạo",), Role.HEAD),
    Capacity.STEERING_DEPUTY: _Lines("KT. Trưởng ban", "Phó Trưởng ban", ("TM. Ban Chỉ đạo",)),
}
_OF_COMMITTEE = (Capacity.CHAIR, Capacity.VICE_CHAIR)
_OF_POLICE = (Capacity.POLICE_CHIEF, Capacity.POLICE_DEPUTY)
_OF_STEERING = (Capacity.STEERING_HEAD, Capacity.STEERING_DEPUTY)


@dataclass(frozen=True)
class Signing:
    """The body that issues a report, as what somebody signs for it, and the name; `name` is empty where nobody holds the
    post. `issuer` is not in the database where the unit has set up none."""

    issuer: Issuer
    capacity: Capacity
    name: str = ""

    @property
    def office(self) -> str:
        """The signer's own office: "Trưởng ban"."""
        return _LINES[self.capacity].office

    @property
    def signer(self) -> Signer:
        """Box 7 of the paper."""
        lines = _LINES[self.capacity]
        return Signer(lines.capacity, lines.office, self.name, lines.on_behalf)

    @property
    def head(self) -> Head:
        """What stands on top of the paper before it has a number."""
        return Head(
            parent=self.issuer.parent, body=self.issuer.name, symbol=papers.symbol(KIND, self.issuer.code),
            place=self.issuer.place, number=None, day=None,
        )  # fmt: skip

    def signed_by(self, name: str) -> "Signing":
        """Return the same under another name."""
        return replace(self, name=name)


def offered(unit: Unit, on: date) -> list[Signing]:
    """Return each body of the unit with each capacity in which its reports are signed, the People's Committee first."""
    known = Issuer.objects.filter(unit__path__in=_onward(unit)).select_related("unit")
    return [each for issuer in sorted(known, key=_rank) for each in _of(issuer, on)]


def usual(unit: Unit, on: date) -> Signing:
    """Return the first of `offered`; the People's Committee where the unit has set up no body."""
    issuer = Issuer(unit=unit, name=committee_of(unit), code="UBND", place=unit.name)
    return next(iter(offered(unit, on) or _of(issuer, on)))


def chosen(report: Report, on: date) -> Signing:
    """Return what was chosen for the paper of the report, else what is usual in its unit."""
    paper = report.paper or report.earlier_paper
    if paper is None:
        return usual(report.unit, on)
    for each in _of(paper.issuer, on):
        if each.office == paper.signer_office:
            return each.signed_by(paper.signer_name)
    return usual(report.unit, on)


def committee_of(unit: Unit) -> str:
    """Name its People's Committee: "Ủy ban nhân dân xã Mỹ Thạnh"."""
    return f"{_COMMITTEE} {unit.name_within}"


def addressee(report: Report, signing: Signing) -> str:
    """Return whom the report is greeted to: the body above that answers to the one that issues it."""
    if report.to_unit is None:
        return "Chính phủ"
    if signing.capacity in _OF_POLICE:
        return f"Công an {report.to_unit.name_within}"
    above = Issuer.objects.filter(unit=report.to_unit, code=signing.issuer.code)
    return above.values_list("name", flat=True).first() or committee_of(report.to_unit)


def standing(report: Report) -> Paper | None:
    """Return its paper from the day it is handed in to be checked: until it is sent back the words stand still."""
    paper = report.paper
    return None if paper is None or paper.state in _NOT_STANDING else paper


def is_under_way(report: Report) -> bool:
    """Say whether its paper still has to be checked, signed or numbered, a mere draft included."""
    return report.paper is not None and report.paper.state not in GIVEN_UP | {State.ISSUED.value}


def _onward(unit: Unit) -> tuple[str, ...]:
    return Issuer(unit=unit).holding_paths()


def _rank(issuer: Issuer) -> tuple[bool, str, int]:
    return issuer.code != "UBND", issuer.code, issuer.pk


def _of(issuer: Issuer, on: date) -> list[Signing]:
    return [Signing(issuer, each, _holder(_LINES[each].post, issuer.unit, on)) for each in _capacities(issuer.code)]  # fmt: skip


def _capacities(code: str) -> tuple[Capacity, ...]:
    """Return in which capacities papers of a body are signed, by the letters of its symbol: "BCĐ138", "CAX"."""
    if code.startswith("BCĐ"):
        return _OF_STEERING
    return _OF_POLICE if code.startswith("CA") else _OF_COMMITTEE


def _holder(post: Role | None, unit: Unit, on: date) -> str:
    if post is None:
        return ""
    held = Post.objects.in_force(on).filter(unit=unit, role=post.value, user__is_active=True)
    found = held.order_by("since", "pk").values_list("user__full_name", flat=True)
    return found.first() or ""
