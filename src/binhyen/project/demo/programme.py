"""What the committee, the school and the model commune do in the story, act by act on their days. All papers are invented."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial

from binhyen.core import clock
from binhyen.figures import actions as figures
from binhyen.forces import actions as forces
from binhyen.forces.models import Team
from binhyen.movement import actions as movement
from binhyen.movement.models import (
    Committee,
    CommitteeKind,
    Designation,
    Initiative,
    InitiativeKind,
    YearClass,
)
from binhyen.people import actions as people
from binhyen.people.models import Role, User
from binhyen.places import actions as places
from binhyen.places.kinds import LocalKind
from binhyen.places.models import Unit
from binhyen.project.demo import (
    campaigns,
    cast,
    committees,
    force,
    planning,
    roster,
    school,
    surveys,
    yearly,
)
from binhyen.project.demo.courses import Story
from binhyen.project.demo.grounds import Village
from binhyen.standards import actions as standards
from binhyen.standards import queries as standard_queries
from binhyen.standards.models import Assessment, Baseline, StoredCatalogue
from binhyen.standards.rules import Attested

COMMUNE_STANDARD = "tt124.commune"
AREA_STANDARD = "tt124.residential-area"
RURAL_STANDARD = "nrc2021.19-2.advanced"

#: Police totals of the commune: series -> period's year -> number (invented).
TOTALS = {
    "CRM-SOCIAL": {2023: 9, 2024: 7},
    "CRM-SERIOUS": {2024: 0},
    "TRF-SERIOUS": {2024: 0},
    "FIR-SERIOUS": {2024: 0},
}
#: Papers of the first quarter: criterion -> (document, number, day of the year, title).
PAPERS = {
    "tt124.cm.1a": ("party_committee_resolution", "12-NQ/ĐU", (1, 22), "Nghị quyết về bảo đảm an ninh, trật tự"),
    "tt124.cm.1b": ("annual_security_plan", "08/KH-UBND", (2, 5), "Kế hoạch bảo đảm an ninh, trật tự"),
    "tt124.cm.1c": ("registration_form", "03/ĐK-UBND", (2, 20), "Bản đăng ký phấn đấu đạt chuẩn"),
}  # fmt: skip


@dataclass
class Programme:
    """The people of the programme and what they have built so far."""

    players: dict[str, User]
    village: Village
    committee: Committee | None = None
    designation: Designation | None = None
    baseline: Baseline | None = None
    initiatives: list[Initiative] = field(default_factory=list)
    teams: list[Team] = field(default_factory=list)
    dossiers: dict[tuple[str, int], Assessment] = field(default_factory=dict)

    @property
    def commune(self) -> Unit:
        """The model commune."""
        return self.village.unit


def plan(told: Story, players: dict[str, User], village: Village) -> None:
    """Plan every act of the programme on its day."""
    programme = Programme(players, village)
    acts = (
        (date(2023, 3, 14), _make_the_school_a_model),
        (date(2024, 1, 10), _set_up_the_force),
        (date(2024, 2, 26), _found_the_committee),
        (date(2024, 3, 15), _start_initiatives),
        (date(2024, 3, 27), _choose_the_commune),
        (committees.SURVEYED, _survey_the_commune),
        (date(2024, 3, 29), partial(_open_dossier, year=2024)),
        (committees.FROZEN, _freeze_the_survey),
        (committees.REPLACED, _replace_a_member),
        (date(2024, 11, 6), partial(_close_the_year, year=2024)),
        (date(2024, 11, 8), _state_totals),
        (date(2024, 11, 11), _recognise_hamlets),
        (date(2024, 11, 19), _hand_in),
        (date(2024, 11, 26), _appraise),
        (date(2024, 12, 6), _recognise),
        (date(2025, 3, 24), partial(_open_dossier, year=2025)),
        (date(2025, 6, 10), _ask_for_the_rural_criterion),
        (date(2025, 6, 24), _take_up_the_rural_criterion),
        (cast.MERGER, _hand_dossiers_over),
    )
    for day, act in acts:
        at = datetime.combine(day, time(9, 30), tzinfo=clock.VIETNAM)
        told.plan(at, partial(act, programme))
    for each in (roster, force):
        each.plan(told, players, village)
    planning.plan(told, players, village.unit)
    yearly.plan(told, players, village.unit)
    school.plan(told, players)
    surveys.plan(told, players)
    campaigns.plan(told, players)


def _catalogue(name: str, year: int) -> StoredCatalogue:
    found = standard_queries.catalogue_for_year(name, year)
    if found is None:
        message = f"the catalogue {name} is not loaded for {year}; run `binhyen load_catalogues`"
        raise LookupError(message)
    return found


def _make_the_school_a_model(programme: Programme, at: datetime) -> None:
    """2023: a high school is the district's model unit, with three forces that together look after pupils."""
    day = clock.local_day(at)
    district = cast.unit(cast.THU_THUA)
    secretary, founder = programme.players["my"], programme.players[cast.FOUNDER.key]
    school = places.add_local_unit(
        parent=cast.unit(cast.THU_THUA_TOWN),
        kind=LocalKind.TRUONG,
        name="Trường trung học phổ thông (mẫu) Thủ Thừa",
        on=cast.FOUNDED,
        actor=founder.ref,
        at=at,
    )
    people.found(user=founder, unit=school, since=day, at=at)
    founder.__dict__.pop("_posts_by_day", None)
    principal = programme.players["hieu"]
    people.appoint(user=principal, role=Role.HEAD, unit=school, since=day, by=founder, at=at)
    committee = movement.found_committee(
        unit=district,
        kind=CommitteeKind.STANDING,
        name="Ban Chỉ đạo phòng, chống tội phạm, tệ nạn xã hội và xây dựng phong trào huyện Thủ Thừa",
        since=cast.FOUNDED,
        until=cast.MERGER,
        decision_number="15/QĐ-UBND",
        decided_on=cast.FOUNDED,
        by=secretary,
        at=at,
    )
    movement.designate(
        committee=committee,
        unit=school,
        year=2023,
        decision_number="21/QĐ-BCĐ",
        decided_on=day,
        by=secretary,
        at=at,
    )
    initiative = movement.start_initiative(
        unit=school,
        kind=InitiativeKind.SCHOOL_GATE,
        name="Ba lực lượng cùng chăm lo học sinh chấp hành pháp luật",
        founded_on=day,
        decision_number="04/QĐ-THPT",
        points=1,
        teams=3,
        purpose="Công an, nhà trường và cha mẹ học sinh cùng giữ cổng trường và giúp học sinh hiểu luật.",
        by=principal,
        at=at,
    )
    movement.class_initiative(
        initiative=initiative,
        year=2023,
        class_of_year=YearClass.EFFECTIVE,
        decided_on=day,
        paper_number="40/BC-THPT",
        by=principal,
        at=at,
    )


def _set_up_the_force(programme: Programme, at: datetime) -> None:
    """A team for every two hamlets."""
    areas = list(programme.village.areas)
    for number in range(3):
        programme.teams.append(
            forces.set_up_team(
                unit=programme.commune,
                areas=areas[2 * number : 2 * number + 2],
                name=f"Tổ bảo vệ an ninh, trật tự số {number + 1}",
                established_on=clock.local_day(at),
                decision_number=f"{number + 5:02}/QĐ-UBND",
                established_strength=5,
                serving=5 if number else 4,
                by=programme.players["dung"],
                at=at,
            )
        )


def _found_the_committee(programme: Programme, at: datetime) -> None:
    """The programme committee of 21 with its head."""
    day, secretary = clock.local_day(at), programme.players["my"]
    programme.committee = movement.found_committee(
        unit=cast.unit(cast.THU_THUA),
        kind=CommitteeKind.PROGRAMME,
        name="Ban Chỉ đạo xây dựng xã điển hình năm 2024",
        since=day,
        until=cast.MERGER,
        decision_number="09/QĐ-UBND",
        decided_on=day,
        by=secretary,
        at=at,
    )
    committees.seat_everybody(programme.committee, programme.commune, by=secretary, at=at)


def _start_initiatives(programme: Programme, at: datetime) -> None:
    for kind, name, points, teams in (
        (InitiativeKind.CAMERA, "Camera an ninh trên các trục đường ấp", 12, 3),
        (InitiativeKind.FIRE, "Tổ liên gia an toàn phòng cháy, chữa cháy", 6, 6),
        (InitiativeKind.LIGHTING, "Ánh sáng an ninh đường ấp", 6, 6),
    ):
        programme.initiatives.append(
            movement.start_initiative(
                unit=programme.commune,
                kind=kind,
                name=name,
                founded_on=clock.local_day(at),
                points=points,
                teams=teams,
                by=programme.players["thu"],
                at=at,
            )
        )


def _choose_the_commune(programme: Programme, at: datetime) -> None:
    """Mỹ Lạc is the model commune of 2024."""
    if programme.committee is None:
        message = "the committee is founded before it chooses"
        raise LookupError(message)
    programme.designation = movement.designate(
        committee=programme.committee,
        unit=programme.commune,
        year=2024,
        decision_number="18/QĐ-BCĐ",
        decided_on=clock.local_day(at),
        by=programme.players["my"],
        at=at,
    )


def _survey_the_commune(programme: Programme, at: datetime) -> None:
    """How far Mỹ Lạc was when its year began."""
    if programme.designation is None:
        message = "a commune is chosen before it is surveyed"
        raise LookupError(message)
    programme.baseline = committees.survey(programme.designation, by=programme.players["my"], at=at)


def _freeze_the_survey(programme: Programme, at: datetime) -> None:
    """On 1 April what no register answers was stated by its papers."""
    if programme.baseline is None:
        message = "a survey is opened before it is frozen"
        raise LookupError(message)
    committees.freeze(programme.baseline, by=programme.players["my"], at=at)


def _replace_a_member(programme: Programme, at: datetime) -> None:
    """One of the 21 moves on."""
    if programme.committee is None:
        message = "the committee is founded before a seat is replaced"
        raise LookupError(message)
    committees.replace_a_member(programme.committee, by=programme.players["my"], at=at)


def _open_dossier(programme: Programme, at: datetime, *, year: int) -> None:
    """Open the year's assessment and put the papers of the first quarter in."""
    secretary = programme.players["thu"]
    catalogue = _catalogue(COMMUNE_STANDARD, year)
    dossier = standards.open_assessment(
        unit=programme.commune,
        catalogue=catalogue,
        period=catalogue.read().period(year),
        by=secretary,
        at=at,
    )
    programme.dossiers[COMMUNE_STANDARD, year] = dossier
    for criterion, (document, number, (month, day), title) in PAPERS.items():
        standards.add_evidence(
            assessment=dossier,
            criterion=criterion,
            document=document,
            number=number,
            issued_on=date(year, month, day),
            title=f"{title} năm {year}",
            by=secretary,
            at=at,
        )


def _close_the_year(programme: Programme, at: datetime, *, year: int) -> None:
    """Class the initiatives; the teams are rated when their own year is over."""
    _class_initiatives(programme, at, year, "31/BC-UBND")


def _class_initiatives(programme: Programme, at: datetime, year: int, paper: str) -> None:
    classes = (YearClass.EFFECTIVE, YearClass.EFFECTIVE, YearClass.AVERAGE)
    for initiative, class_of_year in zip(programme.initiatives, classes, strict=True):
        movement.class_initiative(
            initiative=initiative,
            year=year,
            class_of_year=class_of_year,
            decided_on=clock.local_day(at),
            paper_number=paper,
            by=programme.players["thu"],
            at=at,
        )


def _state_totals(programme: Programme, at: datetime) -> None:
    catalogue = _catalogue(COMMUNE_STANDARD, 2024).read()
    for series, totals in TOTALS.items():
        for year, total in totals.items():
            figures.state_total(
                unit=programme.commune,
                category=series,
                period=catalogue.period(year),
                total=total,
                paper_number="52/BC-CAX",
                by=programme.players["dung"],
                at=at,
            )


def _recognise_hamlets(programme: Programme, at: datetime) -> None:
    """Five of six hamlets are recognised by the commune."""
    catalogue = _catalogue(AREA_STANDARD, 2024)
    for area in programme.village.areas[:5]:
        standards.record_recognition(
            unit=area,
            catalogue=catalogue,
            period=catalogue.read().period(2024),
            decision_number="91/QĐ-UBND",
            decided_on=clock.local_day(at),
            by=programme.players["phuc"],
            at=at,
        )


def _attest(
    programme: Programme, key: str, criterion: str, paper: str, by: str, at: datetime
) -> None:
    name, year = key.split(" ")
    dossier = programme.dossiers[name, int(year)]
    dossier.refresh_from_db()
    standards.attest(
        assessment=dossier,
        attested=Attested(
            criterion=criterion, is_met=True, paper_number=paper, dated=clock.local_day(at)
        ),
        by=programme.players[by],
        at=at,
    )


def _hand_in(programme: Programme, at: datetime) -> None:
    _attest(programme, f"{COMMUNE_STANDARD} 2024", "tt124.cm.2", "60/XN-CAX", "dung", at)
    dossier = programme.dossiers[COMMUNE_STANDARD, 2024]
    standards.record_vote(
        assessment=dossier, count=standards.Count(present=21, votes_for=20, against=0, abstained=1),
        paper_number="68/BB-UBND", held_on=clock.local_day(at), by=programme.players["phuc"], at=at,
    )  # fmt: skip
    standards.submit(assessment=dossier, paper="70/TTr-UBND", by=programme.players["phuc"], at=at)


def _appraise(programme: Programme, at: datetime) -> None:
    dossier = programme.dossiers[COMMUNE_STANDARD, 2024]
    standards.take_up(assessment=dossier, by=programme.players["an"], at=at)
    for criterion, paper in (("tt124.cm.3a", "112/XN-CAH"), ("tt124.cm.3b", "113/XN-CAH")):
        _attest(programme, f"{COMMUNE_STANDARD} 2024", criterion, paper, "cuong", at)


def _recognise(programme: Programme, at: datetime) -> None:
    dossier = programme.dossiers[COMMUNE_STANDARD, 2024]
    dossier.refresh_from_db()
    standards.recognise(
        assessment=dossier,
        decision_number="240/QĐ-UBND",
        decided_on=clock.local_day(at),
        by=programme.players["an"],
        at=at,
    )


def _ask_for_the_rural_criterion(programme: Programme, at: datetime) -> None:
    """Mỹ Lạc asks to be appraised against the advanced new-rural criterion, weeks before it merges."""
    secretary = programme.players["thu"]
    _class_initiatives(programme, at, 2025, "28/BC-UBND")
    catalogue = _catalogue(RURAL_STANDARD, 2025)
    dossier = standards.open_assessment(
        unit=programme.commune,
        catalogue=catalogue,
        period=catalogue.read().period(2025),
        by=secretary,
        at=at,
    )
    programme.dossiers[RURAL_STANDARD, 2025] = dossier
    standards.add_evidence(
        assessment=dossier,
        criterion="nrc2021.19-2a.1",
        document="recognition_decisions",
        number="57/QĐ-UBND",
        issued_on=date(2025, 1, 15),
        title="Quyết định công nhận đạt chỉ tiêu 19.2",
        by=secretary,
        at=at,
    )
    standards.submit(assessment=dossier, paper="33/TTr-UBND", by=programme.players["phuc"], at=at)


def _take_up_the_rural_criterion(programme: Programme, at: datetime) -> None:
    dossier = programme.dossiers[RURAL_STANDARD, 2025]
    standards.take_up(assessment=dossier, by=programme.players["an"], at=at)
    _attest(programme, f"{RURAL_STANDARD} 2025", "nrc2021.19-2a.2", "41/XN-CAT", "cuong", at)


def _hand_dossiers_over(programme: Programme, at: datetime) -> None:
    for old in cast.HEIRS:
        standards.hand_over_on_merger(old_unit=cast.unit(old), by=None, at=at)
