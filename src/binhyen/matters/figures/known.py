"""What was known of matters when the books were closed: told from their histories, so that no later act changes it.

Only a matter that had not come to its last end by then has to be told anew: nobody sorts one that has ended, and to take
it up again takes its end away.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from binhyen.matters import clocks, running
from binhyen.matters.models import Deadline, Matter, Move
from binhyen.matters.running import Standing
from binhyen.matters.workflow import MOVES, Act, State

#: For each unit whose books are closed, when they were.
Moments = Mapping[int, datetime]
#: The ends that say that it was so.
FOUND = (State.RESOLVED.value, State.REFERRED.value)
ENDINGS = frozenset({State.RESOLVED, State.REFERRED, State.UNFOUNDED, State.MERGED})
#: Acts after which a matter is another, or waits for an answer.
_TELLING = sorted({act.value for act, _from in MOVES} | {"OPEN", "TRIAGE"})


@dataclass
class Known:
    """A matter as it was known at the moment of its unit."""

    pk: int
    unit_id: int
    opened_at: datetime
    flagged_at: datetime | None
    category: str = ""
    state: str = ""
    ending: str = ""
    outcome: str = ""
    resolved_at: datetime | None = None

    def go(self, act: str, at: datetime, to_state: str, category: str, outcome: str | None) -> None:
        """Let one act of the history happen."""
        self.state, self.category = to_state, category
        if act == Act.REOPEN:
            self.ending, self.outcome, self.resolved_at = "", "", None
        elif to_state in ENDINGS and act in _ENDING:
            self.ending, self.outcome, self.resolved_at = to_state, outcome or "", at


_ENDING = frozenset(act for (act, _from), to in MOVES.items() if to in ENDINGS)


def unsettled(moments: Moments) -> Q:
    """Return what keeps the matters that had not all come to their last end; the others are as they stand."""
    return Q(resolved_at=None) | Q(resolved_at__gte=min(moments.values()))


def known(matters: QuerySet[Matter], moments: Moments) -> list[Known]:
    """Return what was known of the matters, which are of units with a moment; of one opened afterwards nothing was."""
    fields = ("pk", "unit_id", "opened_at", "flagged_at")
    found = {row[0]: Known(*row) for row in matters.values_list(*fields)}
    moves = Move.objects.filter(
        matter__among=found, act__in=_TELLING, at__lt=max(moments.values())
    ).order_by("at", "pk")
    told = ("matter_id", "act", "at", "to_state", "category", "detail__outcome")
    for pk, act, at, *rest in moves.values_list(*told).iterator(chunk_size=5000):
        if at < moments[found[pk].unit_id]:
            found[pk].go(act, at, *rest)
    for one in found.values():
        if one.flagged_at and one.flagged_at >= moments[one.unit_id]:
            one.flagged_at = None
    return [one for one in found.values() if one.state]


def later(rows: QuerySet[Any], moments: Moments, *, unit: str, at: str) -> list[int]:
    """Return the keys of the rows of which what `at` says happened only after the books of their `unit` were closed."""
    if not moments:
        return []
    found = rows.filter(**{f"{unit}__among": moments, f"{at}__gte": min(moments.values())})
    return [pk for pk, unit_id, when in found.values_list("pk", unit, at) if when >= moments[unit_id]]  # fmt: skip


def clocks_running(rows: QuerySet[Deadline], moments: Moments) -> list[Deadline]:
    """Return those of the clocks, which were due before the moments, that ran then and were known.

    What was due and ran is neither lengthened nor stopped; so it ran unless it had ended. Not known were clocks that go
    with a category that the matter got later, which begin at its receipt, and a message that came from another matter
    later.
    """
    if not moments:
        return []
    ran = Q(state=Standing.RUNNING.value) | Q(ended_at__gte=min(moments.values()))
    of_closed = rows.filter(ran, matter__unit__among=moments)
    found = list(of_closed.only("pk", "matter_id", "clock", "since", "came_at", "ended_at"))
    matters = Matter.objects.filter(pk__among={row.matter_id for row in found})
    there = {one.pk: one for one in known(matters, moments)}
    return [row for row in found if _ran(row, there.get(row.matter_id), moments)]


def _ran(row: Deadline, matter: Known | None, moments: Moments) -> bool:
    if matter is None or (row.ended_at and row.ended_at < moments[matter.unit_id]):
        return False
    if row.clock == running.MESSAGE:
        return (row.came_at or row.since) < moments[matter.unit_id]
    return row.clock in clocks.running_for(matter.category)
