"""What waits for whom, the registers, and the numbers nobody has."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from binhyen.core import text
from binhyen.documents import rules, wording, workflow
from binhyen.documents.models import (
    Arrival,
    FileKind,
    Issuer,
    OwnWording,
    Paper,
    PaperFile,
    PaperQuerySet,
    Series,
)
from binhyen.documents.wording import Wording
from binhyen.documents.workflow import Act, State
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places import queries as places
from binhyen.places.models import Level, Unit

#: The code of a decision (Decree 30/2020, App. III).
DECISION = "QĐ"


def papers_of(unit: Unit) -> PaperQuerySet:
    """Return the papers of a unit and of those that went whole into it."""
    return Paper.objects.filter(unit__in=places.selves(unit)).select_related("issuer")


def decisions(unit: Unit) -> PaperQuerySet:
    """Return the issued decisions of a unit's bodies, the newest first."""
    return papers_of(unit).issued().filter(kind=DECISION).order_by("-day", "-number", "-pk")


def issued_on(unit: Unit, days: Collection[date]) -> dict[tuple[str, date], int]:
    """Return the issued papers of a unit's bodies of some days: by number and symbol in small letters and day, the id.

    Number and symbol name one paper in one year (Decree 30/2020, Art. 15): what was decided needs to keep no more of it.
    """
    of_days = papers_of(unit).issued().filter(day__in=sorted(days)).order_by("-pk")
    rows = of_days.values_list("number", "symbol", "day", "pk")
    return {
        (rules.written(number, symbol).casefold(), day): pk
        for number, symbol, day, pk in rows
        if number and day
    }


def issuers_of(unit: Unit) -> QuerySet[Issuer]:
    """Return the bodies in whose name the unit issues papers."""
    return Issuer.objects.filter(unit=unit).order_by("code", "pk")


def province_of(unit: Unit) -> Unit | None:
    """Return the province that a unit is or lies in."""
    line = (unit, *places.ancestors(unit))
    return next((one for one in line if one.level == Level.PROVINCE), None)


def own_wordings(unit: Unit) -> dict[str, OwnWording]:
    """Return the wordings that the province of a unit uses instead of the house's, by key."""
    used = OwnWording.objects.filter(unit=province_of(unit), is_used=True)
    return {one.key: one for one in used.order_by("key")}


def worded(key: str, own: OwnWording | None) -> Wording | None:
    """Return the wording of a key: the province's version where there is one, else the house's, None for no key of ours."""
    return wording.parse(key, own.said) if own else wording.kinds().get(key)


def next_act(paper: Paper, user: User, *, on: date) -> Act | None:
    """Return what the user may do next with a paper that waits, None where it waits for somebody else."""
    state = State(paper.state)
    if state not in workflow.WAITS_FOR:
        return None
    act, action = workflow.WAITS_FOR[state]
    if not policy.can(user, action, paper, on=on):
        return None
    return None if user.pk in barred_from(act, paper) else act


def barred_from(act: Act, paper: Paper) -> frozenset[int]:
    """Return who does not do the act on this paper because of what they did on it before."""
    return workflow.barred(
        act, drafter=paper.drafter_id, content_checked_by=paper.content_checked_by_id
    )


def waiting_for(user: User, unit: Unit, *, on: date) -> PaperQuerySet:
    """Return the papers of a unit of which the next step is the user's, own drafts among them, the oldest first."""
    mine = Q(state=State.DRAFT.value, drafter=user)
    for state, (act, action) in workflow.WAITS_FOR.items():
        if policy.can(user, action, unit, on=on):
            did = Q()
            for field in workflow.BARRED.get(act, ()):
                did |= Q(**{field: user})
            mine |= Q(state=state.value) & ~did if did else Q(state=state.value)
    return papers_of(unit).filter(mine).order_by("drafted_at", "pk")


def may_send_back(paper: Paper, user: User, *, on: date) -> bool:
    """Say whether the user may send the paper back from where it stands."""
    state = State(paper.state)
    if not workflow.may(state, Act.SEND_BACK):
        return False
    _act, action = workflow.WAITS_FOR[state]
    return policy.can(user, action, paper, on=on)


def last_file(paper: Paper, kind: FileKind) -> PaperFile | None:
    """Return the newest file of a kind; of one sent back and sent again, that of the last round."""
    return paper.files.filter(kind=kind).order_by("-pk").first()


def signed_file(paper: Paper) -> PaperFile | None:
    """Return the PDF that came back signed in this round, None where it was signed by hand or not yet."""
    sent, signed = last_file(paper, FileKind.SENT), last_file(paper, FileKind.SIGNED)
    return signed if sent and signed and signed.pk > sent.pk else None


def numbered_file(paper: Paper) -> PaperFile | None:
    """Return the one PDF under which the paper goes out: that which came back with the body's signature, else the one that
    was drawn with number and day; None before it has them."""
    return last_file(paper, FileKind.SEALED) or last_file(paper, FileKind.PDF)


def must_be_sealed(paper: Paper) -> bool:
    """Say whether it waits for the file with the body's signature: what was signed digitally goes out as one file that
    bears both signatures and the number (Decree 30/2020, Art. 5)."""
    return signed_file(paper) is not None and last_file(paper, FileKind.SEALED) is None


@dataclass(frozen=True)
class Asked:
    """What of a register is asked for: a year, a kind (of outgoing papers alone), words."""

    year: int
    kind: str = ""
    words: str = ""


def outgoing(unit: Unit, asked: Asked) -> QuerySet[Paper]:
    """Return the register of outgoing papers of a year, body by body, series by series, in the order of the numbers."""
    found = papers_of(unit).registered().filter(series__year=asked.year)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    found = found.filter(_all_of(asked.words))
    return found.select_related("replaces__issuer").prefetch_related("replaced_by__issuer").order_by(
        "issuer__code", "series__kind", "number", "pk"
    )  # fmt: skip


def incoming(unit: Unit, asked: Asked) -> QuerySet[Arrival]:
    """Return the register of incoming papers of a year in the order of arrival."""
    found = Arrival.objects.filter(unit__in=places.selves(unit), series__year=asked.year)
    return found.filter(_all_of(asked.words)).order_by("unit", "number", "pk")


def _all_of(words: str) -> Q:
    found = Q()
    for word in text.fold(words).split():
        found &= Q(search_key__contains=word)
    return found


def missing_numbers(unit: Unit, year: int) -> list[tuple[Series, list[int]]]:
    """Return the series of a year in which numbers up to the last stand under no paper, with these numbers."""
    found = []
    known = Series.objects.filter(unit=unit, year=year).exclude(issuer=None)
    for series in known.select_related("issuer").order_by("issuer__code", "kind", "pk"):
        gaps = rules.missing(series.papers.values_list("number", flat=True), series.last)  # type: ignore[arg-type]
        if gaps:
            found.append((series, gaps))
    return found
