"""Give a matter to a crew or an officer, by hand or by the rules the commune keeps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.matters import rulebook, standing
from binhyen.matters.actions.moving import Doing, ask, move
from binhyen.matters.models import AssignmentRule, Crew, Matter
from binhyen.matters.workflow import Act, State
from binhyen.notices import actions as notices
from binhyen.notices.words import What
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Level, Unit
from binhyen.reports.catalogues import Category, taxonomy


class NotAssignable(Exception):
    """The crew has ended or is another unit's, or the person holds no post with the police of the unit."""


class OnlyToAnOfficer(Exception):
    """A restricted matter goes to one police officer, never to a crew or the security team."""


class RuleTaken(Exception):
    """A rule for this kind and area stands already; which of two should count is not for a machine to guess."""


class NeverFires(Exception):
    """No matter would ever come to this rule: closer rules take them all, or it is restricted and names a crew."""


@dataclass(frozen=True)
class Target:
    """A crew or a person."""

    crew: Crew | None = None
    person: User | None = None

    def __post_init__(self) -> None:
        if (self.crew is None) == (self.person is None):
            message = "a target is a crew or a person, and not both"
            raise ValueError(message)

    @classmethod
    def written(cls, said: str) -> "Target":
        """Return whom "crew:3" or "person:12" means. Raises DoesNotExist, ValueError."""
        kind, _colon, pk = said.partition(":")
        if kind == "crew":
            return cls(crew=Crew.objects.select_related("home", "unit").get(pk=int(pk)))
        return cls(person=User.objects.get(pk=int(pk)))

    def people(self, on: date) -> list[User]:
        """Return who is meant."""
        return list(self.crew.people(on)) if self.crew else [self.person] if self.person else []

    def changes(self) -> dict[str, object]:
        """Return what changes on a matter that nobody has in hand."""
        return {"crew": self.crew, "handler": self.person}

    def told(self) -> dict[str, str | int | bool]:
        """Return what the history says of it: of a crew also which it was, whatever it is called later."""
        if self.crew:
            return {"crew": self.crew.name, "crew_key": self.crew.pk}
        return {"person": self.person.ref if self.person else ""}


@transaction.atomic
def assign(
    *,
    matter: Matter,
    to: Target,
    by: User,
    at: datetime,
    words: str = "",
    version: int | None = None,
) -> None:
    """Give `matter` to a crew or an officer.

    An officer stands for it from now on (`handler`), and has still to take in hand what nobody had. A crew gets it
    beside whoever has it in hand; what nobody had is then for one of the crew to take.
    Raises NotAllowed, NotAssignable, OnlyToAnOfficer, MoveNotAllowed, Outrun.
    """
    ask("matters.assign", matter, by=by, at=at)
    on = clock.local_day(at)
    require_target(to, matter.keeper, on, is_restricted=matter.is_restricted)
    doing = Doing(Act.ASSIGN, by, at, words, to.told())
    move(matter, doing, version=version, **_changes(matter, to))
    tell(matter, What.ASSIGNED, to.people(on), at=at, but=by)


def require_target(
    to: Target, keeper: Unit, on: date, *, is_restricted: bool, may_be_team: bool = False
) -> None:
    """Raise NotAssignable or OnlyToAnOfficer unless work of `keeper` may go to `to`."""
    if to.crew is not None:
        if is_restricted:
            raise OnlyToAnOfficer(to.crew)
        if not standing.crews(keeper, on).filter(pk=to.crew.pk).exists():
            raise NotAssignable(to.crew)
        return
    assert to.person is not None  # noqa: S101  (Target)
    if standing.officers(keeper, on).filter(pk=to.person.pk).exists():
        return
    if may_be_team and standing.candidates(keeper, on).filter(pk=to.person.pk).exists():
        if is_restricted:
            raise OnlyToAnOfficer(to.person)
        return
    raise NotAssignable(to.person)


def _changes(matter: Matter, to: Target) -> dict[str, object]:
    """In hand, an officer takes the place of the one before and a crew comes beside; before that the last word counts."""
    if matter.state == State.RECEIVED:
        return to.changes()
    return {"handler": to.person} if to.person else {"crew": to.crew}


def tell(
    matter: Matter, what: What, people: Iterable[User], *, at: datetime, but: User | None
) -> None:
    """Tell `people` of `matter`, whoever acted left out."""
    others = [user for user in people if but is None or user.pk != but.pk]
    notices.tell(to=others, what=what, subject=matter.reference, at=at)


def by_rule(unit: Unit, category: str, area: Unit | None, on: date) -> Target | None:
    """Return to whom the rules of `unit` give a new matter; a rule that is broken gives it to nobody."""
    entry = rulebook.which(unit, category, area, on)
    if entry is None or entry.fault:
        return None
    return Target(crew=entry.rule.crew, person=entry.rule.person)


def on_triage(matter: Matter, category: Category, area: Unit | None, on: date) -> Target | None:
    """Return to whom a matter goes by the rules when it is sorted anew, None where it stays with whom it is."""
    is_same = (category.code, area) == (matter.category, matter.area)
    if is_same or matter.state != State.RECEIVED or matter.keeper_id != matter.unit_id:
        return None
    return by_rule(matter.keeper, category.code, area, on)


@transaction.atomic
def set_rule(
    *, unit: Unit, to: Target, category: str = "", group: str = "", area: Unit | None = None, by: User, at: datetime
) -> AssignmentRule:  # fmt: skip
    """Keep a rule: new matters of the kind and area go to `to`. Raises NotAllowed, NotAssignable, RuleTaken, NeverFires."""
    on = clock.local_day(at)
    policy.require(by, "matters.manage_crews", unit, on=on)
    require_target(to, unit, on, is_restricted=False)
    _require_scope(unit, category, group, area, on)
    try:
        with transaction.atomic():
            rule = AssignmentRule.objects.create(
                unit=unit, area=area, group=group, category=category, crew=to.crew, person=to.person
            )
    except IntegrityError as reason:
        raise RuleTaken(category or group) from reason
    if any(entry.rule.pk == rule.pk and entry.fault for entry in rulebook.entries(unit, on)):
        raise NeverFires(category or group)
    _record("rule_set", rule, by, at)
    return rule


def _require_scope(unit: Unit, category: str, group: str, area: Unit | None, on: date) -> None:
    """A rule for a kind that is never reported or an area that is not there would wait for ever."""
    kinds = taxonomy()
    known = not category or (category in kinds.categories and kinds.categories[category].is_offered)
    known = known and (not group or group in {found.code for found in kinds.offered()})
    if area is not None:
        inside = area.level == Level.RESIDENTIAL_AREA and area.parent_id == unit.pk
        known = known and inside and area.exists_on(on)
    if not known:
        raise NeverFires(category or group)


@transaction.atomic
def drop_rule(*, rule: AssignmentRule, by: User, at: datetime) -> None:
    """Keep a rule no longer; what it gave out stays given. Raises NotAllowed."""
    policy.require(by, "matters.manage_crews", rule, on=clock.local_day(at))
    _record("rule_dropped", rule, by, at)
    AssignmentRule.objects.filter(pk=rule.pk).delete()


def _record(event: str, rule: AssignmentRule, by: User, at: datetime) -> None:
    audit.record(
        event=f"matters.{event}",
        subject=rule.unit.path,
        actor=by.ref,
        at=at,
        detail={
            "kind": rule.category or rule.group or "any",
            "area": rule.area.path if rule.area else "any",
            "to": rule.person.ref if rule.person else str(rule.crew),
        },
    )
