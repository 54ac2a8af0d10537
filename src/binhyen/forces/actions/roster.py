"""Take a roster over from a table, all of it or nothing, and give it away as a file or on paper: on the trail."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from binhyen.audit import actions as audit
from binhyen.core import clock, text
from binhyen.core.cells import BadTable
from binhyen.figures import closing
from binhyen.figures.queries import scope_of
from binhyen.forces import roster, roster_table, service_rules
from binhyen.forces.actions import members
from binhyen.forces.actions.members import ByDecision
from binhyen.forces.models import Member, Service, Team, TeamRole
from binhyen.forces.roster_table import RosterRow
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit


@transaction.atomic
def import_roster(*, unit: Unit, content: bytes, by: User, at: datetime) -> int:
    """Appoint every member that a table names; return how many. Raises NotAllowed or BadTable: then nothing is taken over."""
    policy.require(by, "forces.manage", unit, on=clock.local_day(at))
    rows = roster_table.read(content)
    teams = {text.fold(team.name): team for team in roster.kept_by(unit)}
    _Check(unit, teams, clock.local_day(at)).hold(rows)
    for row in sorted(rows, key=lambda row: row.row):
        _appoint(row, teams[text.fold(row.cells["team"])], at)
    audit.record(
        event="forces.roster_imported",
        subject=unit.path,
        actor=by.ref,
        at=at,
        detail={"members": len(rows), "teams": len({row.cells["team"] for row in rows})},
    )
    return len(rows)


class _Check:
    """What can be wrong with a row beside the register and beside the other rows."""

    def __init__(self, unit: Unit, teams: dict[str, Team], today: date) -> None:
        self.teams = teams
        self.books = {
            kept.pk: closing.books(kept) for kept in {team.unit for team in teams.values()}
        }
        self.today = today
        standing = Service.objects.filter(until=None, team__unit_id__among=scope_of(unit).unit_ids)
        known = standing.values_list("member__full_name", "member__birth_year")
        self.people = {(text.fold(name), year): 0 for name, year in known}
        led = standing.filter(role=TeamRole.LEADER).values_list("team_id", flat=True)
        self.leaders = dict.fromkeys(led, 0)

    def hold(self, rows: Iterable[RosterRow]) -> None:
        """Raise BadTable with every fault of every row, if there is one."""
        faults = []
        for row in rows:
            self._see(row)
            faults += row.faults
        if faults:
            raise BadTable(faults)

    def _see(self, row: RosterRow) -> None:
        team = self.teams.get(text.fold(row.cells["team"]))
        if team is None and row.cells["team"]:
            names = ", ".join(sorted(each.name for each in self.teams.values())) or "–"
            hint = _("No team “%(typed)s” is in the register. The teams are: %(names)s.")
            row.wrong("team", hint % {"typed": row.cells["team"][:60], "names": names[:300]})
        if row.birth_year:
            self._see_age(row)
            self._see_person(row)
        self._see_days(row, team)
        if team is not None and row.role == TeamRole.LEADER:
            self._see_leader(row, team)

    def _see_age(self, row: RosterRow) -> None:
        if not service_rules.is_old_enough(row.birth_year, self.today):
            row.wrong("birth_year", _("Under 18 years of age: nobody serves before."))
        is_old = service_rules.needs_exception(row.birth_year, self.today)
        if is_old and not row.cells.get("age_exception"):
            row.wrong("birth_year", over_age())

    def _see_person(self, row: RosterRow) -> None:
        key = (text.fold(row.cells["full_name"]), row.birth_year)
        if key in self.people:
            earlier = self.people[key]
            said = (
                _("The same name and year of birth stand in row %(row)s.") % {"row": earlier}
                if earlier
                else _("Somebody of this name and year of birth serves in the commune already.")
            )
            row.wrong("full_name", said)
        self.people.setdefault(key, row.row)

    def _see_days(self, row: RosterRow, team: Team | None) -> None:
        for column in ("since", "decided_on", "applied_on", "attested_on"):
            if row.days.get(column, self.today) > self.today:
                row.wrong(column, _("This day has not come yet."))
        since = row.days.get("since")
        if team is not None and since is not None and since < team.established_on:
            hint = _("The team was set up on %(day)s; nobody served before.")
            row.wrong("since", hint % {"day": f"{team.established_on:%d/%m/%Y}"})
        elif team is not None and (fault := self.books[team.unit_id].fault(since)):
            row.wrong("since", fault)

    def _see_leader(self, row: RosterRow, team: Team) -> None:
        if team.pk in self.leaders:
            row.wrong("role", _("The team has a leader already. Replace the leader by a decision."))
        self.leaders.setdefault(team.pk, row.row)


def over_age() -> str:
    """Return the sentence about members past 70."""
    return _("Over 70 years of age: enter the number of the decision of the commune chair.")


def _appoint(row: RosterRow, team: Team, at: datetime) -> None:
    days = row.days
    member = Member.objects.create(
        unit=team.unit,
        full_name=row.cells["full_name"],
        birth_year=row.birth_year,
        education=row.education,
        applied_on=days.get("applied_on"),
        attested_on=days.get("attested_on"),
        health_until=days.get("health_until"),
        is_resident=row.is_resident,
        age_exception=row.cells.get("age_exception", ""),
    )
    decision = ByDecision(row.cells["decision"], days["decided_on"])
    members.begin(
        member=member, team=team, role=row.role, since=days["since"], decision=decision, at=at
    )


def take_roster(*, unit: Unit, as_what: str, by: User, at: datetime) -> list[Service]:
    """Return who serves in the teams of `unit` today, after writing on the trail who took it, as what. Raises NotAllowed."""
    on = clock.local_day(at)
    policy.require(by, "forces.read_members", unit, on=on)
    found = roster.serving(roster.kept_by(unit), on=on)
    _record_taken(unit, {"as": as_what, "members": len(found)}, by, at)
    return found


@transaction.atomic
def _record_taken(unit: Unit, detail: dict[str, object], by: User, at: datetime) -> None:
    audit.record(event="forces.roster_taken", subject=unit.path, actor=by.ref, at=at, detail=detail)
