"""The acts an officer may do on a matter: what each is called, what follows from it, which form it has, how it is run.

One file for each kind of act; the order here is the order of the buttons.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from binhyen.desk.acts import (
    assigning,
    handling,
    mediating,
    parting,
    proposing,
    settling,
    timing,
)
from binhyen.desk.acts.handling import areas_of
from binhyen.desk.acts.page import PURPOSES, ActPage, Purpose
from binhyen.desk.posts import Visit
from binhyen.matters import clocks, queries, workflow
from binhyen.matters.models import Matter
from binhyen.matters.workflow import Act, State

__all__ = [
    "PAGES",
    "ActPage",
    "Bundle",
    "areas_of",
    "bundled",
    "choices_for",
    "is_competent",
    "is_offered",
    "offered",
]

PAGES: Mapping[str, ActPage] = {
    page.slug: page
    for page in (
        *handling.FIRST,
        *settling.ENDS,
        *assigning.PAGES,
        *proposing.PAGES,
        *settling.REST,
        *parting.PAGES,
        *handling.BESIDE,
        *mediating.PAGES,
        *timing.PAGES,
    )
}


def is_offered(page: ActPage, matter: Matter, visit: Visit) -> bool:
    """Say whether the page shows the act: the policy, the workflow and the matter itself allow it."""
    return (
        workflow.can_follow(page.act, State(matter.state))
        and visit.may(page.action, matter)
        and page.suits(matter, visit)
    )


def offered(matter: Matter, visit: Visit) -> list[ActPage]:
    """Return the acts to show on the matter's page; settling only where the unit is competent."""
    shown = [page for page in PAGES.values() if is_offered(page, matter, visit)]
    if any(page.act is Act.SETTLE for page in shown) and not is_competent(matter):
        shown = [page for page in shown if page.act is not Act.SETTLE]
    return shown


#: So few acts are all in sight; of more, those one does next are, and the others lie behind what they are for.
IN_SIGHT = 4


@dataclass(frozen=True)
class Bundle:
    """Acts of one purpose, behind its name; open where the matter can go no other way."""

    label: Promise
    pages: Sequence[ActPage]
    is_open: bool


def bundled(shown: Sequence[ActPage], *, must_pass_on: bool) -> tuple[list[ActPage], list[Bundle]]:
    """Return the acts whose buttons stand in sight, and the others by what they are for. Nothing hides alone."""
    if len(shown) <= IN_SIGHT:
        return list(shown), []
    by_purpose = {
        purpose: [page for page in shown if page.purpose is purpose] for purpose in Purpose
    }
    alone = [
        pages[0] for purpose, pages in by_purpose.items() if purpose in PURPOSES and len(pages) == 1
    ]
    bundles = [
        Bundle(label, by_purpose[purpose], is_open=must_pass_on and purpose is Purpose.ABOVE)
        for purpose, label in PURPOSES.items()
        if len(by_purpose[purpose]) > 1
    ]
    return by_purpose[Purpose.NEXT] + alone, bundles


def is_competent(matter: Matter) -> bool:
    """Say whether the unit that keeps the matter may settle it as things stand."""
    return queries.may_settle(matter, clocks.category(matter.category).competence)


def choices_for(page: ActPage, matter: Matter, visit: Visit) -> object:
    """Return what the form of `page` has to choose from, for this matter."""
    return page.choices(matter, visit)
