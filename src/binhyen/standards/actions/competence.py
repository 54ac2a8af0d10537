"""Whose work a dossier is: the unit's own people, the commune for those that have no post, and the level right above."""

from datetime import date

from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import LOCAL_LEVELS, Level, Unit
from binhyen.standards.models import Assessment


class WrongLevel(Exception):
    """Who appraises or decides is of a level above, but not of the one that is competent."""

    def __init__(self, competent: Unit | None) -> None:
        super().__init__(competent.full_name if competent else "")
        self.competent = competent


def holder(thing: Unit | Assessment) -> Unit:
    """Return the unit that holds the dossier: the assessed one, or the one it was merged into."""
    return thing.keeper if isinstance(thing, Assessment) else thing


def may_work_on(user: User, action: str, thing: Unit | Assessment, *, on: date) -> bool:
    """Say whether the dossier is the user's own work: of the unit's posts, or of the commune right above a local unit.

    A residential area, an agency, an enterprise or a school may have nobody with a post in the house; then the
    secretary of the commune writes down what it brings on paper.
    """
    if policy.can(user, action, thing, on=on):
        return True
    unit = holder(thing)
    if unit.level not in LOCAL_LEVELS:
        return False
    posts = policy.posts_granting(user, "standards.assess_for", on=on)
    return any(post.unit_id == unit.parent_id for post in posts)


def require_own(user: User, action: str, thing: Unit | Assessment, *, on: date) -> None:
    """Raise NotAllowed unless the dossier is the user's own work."""
    if not may_work_on(user, action, thing, on=on):
        policy.require(user, action, thing, on=on)


def competent_units(thing: Unit | Assessment) -> list[Unit]:
    """Return the units whose people appraise and decide: the one right above; where that was a district, its province too."""
    parent = holder(thing).parent
    if parent is None:
        return []
    above = parent.parent if parent.level == Level.DISTRICT else None
    return [parent, above] if above else [parent]


def require_competent(user: User, action: str, thing: Unit | Assessment, *, on: date) -> None:
    """Raise NotAllowed for who is not above at all, WrongLevel for who is of another level than the competent one."""
    policy.require(user, action, thing, on=on)
    competent = competent_units(thing)
    posts = policy.posts_granting(user, action, on=on)
    if competent and not {post.unit_id for post in posts} & {unit.pk for unit in competent}:
        raise WrongLevel(competent[0])
