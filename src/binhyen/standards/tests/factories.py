"""Makes loaded catalogues and dossiers for tests. All numbers, papers and people are invented."""

from datetime import date, datetime

from binhyen.core.clock import VIETNAM
from binhyen.figures import actions as figures
from binhyen.figures.rules import Period
from binhyen.forces import actions as forces
from binhyen.forces.models import Level as Rating
from binhyen.forces.models import Team
from binhyen.movement import actions as movement
from binhyen.movement.models import InitiativeKind, YearClass
from binhyen.people.models import User
from binhyen.people.tests import factories as people
from binhyen.places.models import Level, Unit
from binhyen.standards import actions, catalogues
from binhyen.standards.models import Assessment, StoredCatalogue
from binhyen.standards.rules import Attested

#: A working day after the assessed period of 2026 has ended, before the deadline of 30 November.
AT = datetime(2026, 11, 20, 9, 0, tzinfo=VIETNAM)
ON = AT.date()
PERIOD = Period(date(2025, 11, 15), date(2026, 11, 15))
COMMUNE = "tt124-commune.yaml"
AREA = "tt124-residential-area.yaml"
#: The line by which the shipped version takes the place of the one before.
SUPERSEDES = '  supersedes: "2022-02-10+by1"\n'


def stored(file: str = COMMUNE) -> StoredCatalogue:
    """Return a shipped catalogue, loaded."""
    catalogue, _ = actions.load_catalogue(path=catalogues.FOLDER / file, at=AT)
    return catalogue


def initiative(unit: Unit, name: str, by: User, *, year_class: YearClass = YearClass.EFFECTIVE):
    """Return an initiative classed for 2026."""
    begun = movement.start_initiative(
        unit=unit, kind=InitiativeKind.CAMERA, name=name, founded_on=date(2025, 12, 1), by=by, at=AT
    )
    movement.class_initiative(
        initiative=begun, year=2026, class_of_year=year_class, decided_on=ON,
        paper_number="12/QĐ-BCĐ", by=by, at=AT,
    )  # fmt: skip
    return begun


def team(unit: Unit, name: str, by: User, *, areas: tuple[Unit, ...] = ()) -> Team:
    """Return a team of three, set up in 2024."""
    return forces.set_up_team(
        unit=unit, areas=areas, name=name, established_on=date(2024, 7, 1),
        decision_number="7/QĐ-UBND", established_strength=3, serving=3, by=by, at=AT,
    )  # fmt: skip


def rate(unit: Unit, by: User, levels: dict[Team, Rating]) -> None:
    """Rate teams for 2026; once more, and it is a new decision in place of the one before."""
    before = list(unit.rating_sheets.order_by("pk"))
    forces.rate_teams(
        unit=unit, year=2026, levels=levels, decision_number=f"{45 + len(before)}/QĐ-UBND", decided_on=ON, by=by,
        at=AT, replaces=before[-1].decision_number if before else "",
    )  # fmt: skip


def areas(commune: Unit, *, total: int, recognised: int, by: User) -> list[Unit]:
    """Return `total` residential areas, the first `recognised` of them recognised for 2026."""
    catalogue = stored(AREA)
    period = catalogue.read().period(2026)
    made = [
        people.unit(f"Ấp {n + 1}", level=Level.RESIDENTIAL_AREA, parent=commune)
        for n in range(total)
    ]
    for area in made[:recognised]:
        actions.record_recognition(
            unit=area, catalogue=catalogue, period=period, decision_number="88/QĐ-UBND",
            decided_on=date(2026, 11, 18), by=by, at=AT,
        )  # fmt: skip
    return made


def state(unit: Unit, category: str, total: int, by: User, *, period: Period = PERIOD) -> None:
    """State a police total."""
    figures.state_total(
        unit=unit,
        category=category,
        period=period,
        total=total,
        paper_number="3/BC-CAX",
        by=by,
        at=AT,
    )


PAPERS = {
    "tt124.cm.1a": ("party_committee_resolution", "05-NQ/ĐU"),
    "tt124.cm.1b": ("annual_security_plan", "12/KH-UBND"),
    "tt124.cm.1c": ("registration_form", "3/ĐK-UBND"),
}


def attest(assessment: Assessment, criterion: str, by: User, *, is_met: bool = True) -> None:
    """Attest one criterion."""
    actions.attest(
        assessment=assessment,
        attested=Attested(criterion, is_met, "45/XN-CA", date(2026, 11, 19)),
        by=by,
        at=AT,
    )


def add_papers(assessment: Assessment, by: User) -> None:
    """Put the three papers of the first quarter into the dossier."""
    for criterion, (document, number) in PAPERS.items():
        actions.add_evidence(
            assessment=assessment, criterion=criterion, document=document, number=number,
            issued_on=date(2026, 2, 3), by=by, at=AT,
        )  # fmt: skip


def records(commune: Unit, *, head: User, chief: User) -> None:
    """Everything the computed criteria of tt124.commune need: an initiative, rated teams, recognised areas, totals."""
    initiative(commune, "Camera an ninh Ấp 1", head)
    made = areas(commune, total=4, recognised=3, by=head)
    rate(commune, chief, {team(commune, "Tổ Ấp 1", chief, areas=(made[0],)): Rating.GOOD})
    for category in ("CRM-SERIOUS", "TRF-SERIOUS", "FIR-SERIOUS"):
        state(commune, category, 0, chief)
    state(commune, "CRM-SOCIAL", 5, chief)
    state(commune, "CRM-SOCIAL", 7, chief, period=PERIOD.previous())


def dossier(commune: Unit, *, head: User, chief: User) -> Assessment:
    """Return a complete draft: what the unit itself can do is done."""
    records(commune, head=head, chief=chief)
    assessment = actions.open_assessment(
        unit=commune, catalogue=stored(), period=PERIOD, by=head, at=AT
    )
    add_papers(assessment, head)
    vote(assessment, head)
    attest(assessment, "tt124.cm.2", chief)
    return assessment


def vote(assessment: Assessment, by: User) -> None:
    """Enter the minutes of the unit's own meeting."""
    actions.record_vote(
        assessment=assessment, count=actions.Count(present=9, votes_for=9, against=0, abstained=0),
        paper_number="5/BB-UBND", held_on=date(2026, 11, 18), by=by, at=AT,
    )  # fmt: skip


def submitted(commune: Unit, *, head: User, chief: User) -> Assessment:
    """Return a dossier handed in."""
    assessment = dossier(commune, head=head, chief=chief)
    actions.submit(assessment=assessment, paper="21/TTr-UBND", by=head, at=AT)
    return assessment


def appraised(
    commune: Unit, *, head: User, chief: User, province_chief: User, appraiser: User
) -> Assessment:
    """Return a dossier under appraisal with every attestation given."""
    assessment = submitted(commune, head=head, chief=chief)
    for criterion in ("tt124.cm.3a", "tt124.cm.3b"):
        attest(assessment, criterion, province_chief)
    actions.take_up(assessment=assessment, by=appraiser, at=AT)
    return assessment
