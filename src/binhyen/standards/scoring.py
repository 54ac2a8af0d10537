"""How the outcomes of criteria make a decision: all, points, or all and then points. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from binhyen.standards.catalogues import Catalogue, Criterion, Kind, PointsClass
from binhyen.standards.rules import ENOUGH, Outcome

#: What is computed is met or not: nobody gives a part of its points.
COMPUTED = frozenset({Kind.THRESHOLD, Kind.ABSENCE})


@dataclass(frozen=True)
class Score:
    """The points of a unit, out of how many, and the class they give; `unread` are the criteria without points."""

    points: int
    most: int
    reached: PointsClass | None
    unread: tuple[Criterion, ...] = ()


def needs_all(catalogue: Catalogue) -> bool:
    """Say whether every mandatory criterion must be met."""
    return catalogue.decision_rule != "points"


def unmet(catalogue: Catalogue, outcomes: Mapping[str, Outcome]) -> list[Criterion]:
    """Return the mandatory criteria that keep a unit from being recognised; none where points alone decide."""
    if not needs_all(catalogue):
        return []
    return [
        one
        for one in catalogue.criteria
        if one.is_mandatory and outcomes.get(one.id, Outcome.MISSING) not in ENOUGH
    ]


def score(
    catalogue: Catalogue, outcomes: Mapping[str, Outcome], given: Mapping[str, int] | None = None
) -> Score | None:
    """Return the points and the class, None where nothing is scored.

    A met criterion gives all its points, or as many as the appraiser gave of a paper or an attestation; one that is
    not met gives none. Items whose points were not read share what is left of the sheet, and only the appraiser
    gives them.
    """
    if not catalogue.classes:
        return None
    given = given or {}
    most = catalogue.points_max or 0
    left = most - sum(one.points or 0 for one in catalogue.criteria)
    points, unread = 0, []
    for one in catalogue.criteria:
        is_met = outcomes.get(one.id, Outcome.MISSING) in ENOUGH
        if one.points is None:
            share = min(given.get(one.id, 0), left) if is_met else 0
            left -= share
            points += share
            unread.append(one)
        elif is_met:
            points += (
                one.points
                if one.kind in COMPUTED
                else min(given.get(one.id, one.points), one.points)
            )
    return Score(points, most, catalogue.class_of(Fraction(points)), tuple(unread))
