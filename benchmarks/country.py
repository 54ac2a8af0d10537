"""A country of 34 provinces and 3,321 communes that grew out of twice as many, with five years of day counts.

`build(communes)` fills the house that Django is set up for, `standing()` says whom to ask there, then or later. The day
counts are made by the database itself, a row at a time would take hours: matters opened in every commune on every day,
each other event on every fourth. The first province has a hundred communes with all that a scorecard asks for: teams and
their ratings, initiatives, recognised areas, police totals, dossiers, matters. Everything in it is invented.
"""

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from benchmarks import town

if TYPE_CHECKING:
    from binhyen.people.models import User
    from binhyen.places.models import Unit

PROVINCES = 34
COMMUNES = 3321
SHOWN = 100  # communes of the first province
AREAS = 8
YEARS = 5
BEGAN = date(1990, 1, 1)
#: Matters opened in a commune on a day, so that all of them are some sixty millions.
DAILY = 9


@dataclass(frozen=True)
class Country:
    """Whom to ask for what."""

    provinces: Sequence["Unit"]
    communes: Sequence["Unit"]  # of the first province
    secretary: "User"  # of the first commune
    superior: "User"  # of the first province
    matters: int  # summed up in day counts
    rows: int
    first_year: int


def build(communes: int, matters: int, *, on: date) -> None:
    """Fill the database; `matters` real ones arise in the first province, whose first commune has a fifth of them."""
    from django.db import connection

    from binhyen.people.models import Role
    from binhyen.people.tests import factories

    provinces, made = _units(communes)
    shown = [unit for unit in made if unit.parent_id == provinces[0].pk]
    factories.officer("Thư ký đo", Role.SECRETARY, shown[0])
    superior = factories.officer("Tỉnh đo", Role.APPRAISER, provinces[0])
    _count_days(connection, Since(date(on.year - YEARS + 1, 1, 1), on))
    _programme(shown, superior, on)
    town.fill(_keepers(shown), matters, random.Random(1))


def standing() -> Country | None:
    """Return what was built, if anything was."""
    from django.db.models import Count, Min, Q, Sum

    from binhyen.figures.models import DayCount
    from binhyen.people.models import Post, Role
    from binhyen.places.models import Level, Unit

    provinces = list(Unit.objects.filter(level=Level.PROVINCE, valid_to=None).order_by("code"))
    if not provinces:
        return None
    shown = list(Unit.objects.filter(parent=provinces[0], level=Level.COMMUNE).order_by("pk"))
    secretary = Post.objects.get(role=Role.SECRETARY, unit=shown[0]).user
    superior = Post.objects.get(role=Role.APPRAISER, unit=provinces[0]).user
    opened = Sum("n", filter=Q(event="matters.opened"))
    told = DayCount.objects.aggregate(rows=Count("pk"), opened=opened, first=Min("day"))
    first = told["first"].year
    return Country(provinces, shown, secretary, superior, int(told["opened"]), told["rows"], first)


def _units(communes: int) -> tuple[list["Unit"], list["Unit"]]:
    """Make old and new provinces, communes with the two that each grew out of, and areas."""
    from binhyen.people.tests.factories import REFORM
    from binhyen.places.models import Level, Succession, Unit

    count = max(2, PROVINCES * communes // COMMUNES)
    old_provinces = [
        _unit(f"1{p:03}{half}", Level.PROVINCE, None, BEGAN, REFORM)
        for p in range(count)
        for half in (0, 1)
    ]
    provinces = [_unit(f"2{p:03}", Level.PROVINCE, None, REFORM) for p in range(count)]
    Unit.objects.bulk_create([*old_provinces, *provinces])
    homes = [0 if c < SHOWN else 1 + c % (count - 1) for c in range(communes)]
    olds = [
        _unit(f"3{c:05}{half}", Level.COMMUNE, old_provinces[2 * home + half], BEGAN, REFORM)
        for c, home in enumerate(homes)
        for half in (0, 1)
    ]
    news = [_unit(f"4{c:05}", Level.COMMUNE, provinces[home], REFORM) for c, home in enumerate(homes)]  # fmt: skip
    Unit.objects.bulk_create([*olds, *news], batch_size=2000)
    areas = [
        _unit(f"5{n:05}{a}", Level.RESIDENTIAL_AREA, unit, REFORM)
        for n, unit in enumerate(news)
        for a in range(AREAS)
    ]
    Unit.objects.bulk_create(areas, batch_size=2000)
    Succession.objects.bulk_create(
        [
            Succession(old=old, new=new[n // 2], extent=Succession.Extent.WHOLE, on=REFORM)
            for gone, new in ((old_provinces, provinces), (olds, news))
            for n, old in enumerate(gone)
        ],
        batch_size=2000,
    )
    return provinces, news


def _unit(code: str, level: Any, parent: Any, since: date, until: date | None = None) -> "Unit":
    from binhyen.places.models import Unit

    edition = "2024" if until else "2025"
    return Unit(
        edition=edition,
        code=code,
        level=level,
        kind="xa",
        name=code,
        full_name=f"Xã {code}",
        folded_name=f"xa {code}",
        sort_key=code,
        parent=parent,
        path=f"{parent.path if parent else ''}{edition}:{code}/",
        valid_from=since,
        valid_to=until,
        lat=10.6,
        lon=106.3,
    )


@dataclass(frozen=True)
class Since:
    """The days counted: from the first one, to today left out."""

    first: date
    until: date


#: One row for each commune, day and event: before the reform in one of its two predecessors, afterwards in itself.
_DAYS = """
    INSERT INTO figures_daycount (event, unit_id, day, category, n, late)
    SELECT %(event)s, CASE WHEN %(first)s::date + d >= own.on THEN own.id WHEN d %% 2 = 0 THEN own.even ELSE own.odd END,
           %(first)s::date + d, (%(kinds)s::text[])[1 + (own.id * 3 + d * 7 + %(k)s) %% %(count)s],
           %(daily)s + (own.id + d) %% 4, CASE WHEN d < %(days)s THEN 0 ELSE %(daily)s + (own.id + d) %% 4 END
    FROM (
        SELECT new.id, min(s.on) AS on, min(s.old_id) AS even, max(s.old_id) AS odd
        FROM places_unit new JOIN places_succession s ON s.new_id = new.id
        WHERE new.level = 'COMMUNE' GROUP BY new.id
    ) own CROSS JOIN generate_series(0, %(days)s) d
    WHERE (d + own.id + %(k)s) %% %(every)s = 0
    ORDER BY d -- as they came about: a commune's days lie among those of all others
"""
#: The months, as the worker would have summed them up; the last day waits for it.
_MONTHS = """
    INSERT INTO figures_monthcount (event, unit_id, month, category, n)
    SELECT event, province.id, date_trunc('month', day)::date, category, sum(n - late)
    FROM figures_daycount counted JOIN places_unit unit ON unit.id = counted.unit_id
    JOIN places_unit province ON province.parent_id IS NULL AND province.path = split_part(unit.path, '/', 1) || '/'
    WHERE n <> late GROUP BY 1, 2, 3, 4
"""
_TOTALS = """
    INSERT INTO figures_monthtotal (event, unit_id, month, n)
    SELECT event, unit_id, month, sum(n) FROM figures_monthcount GROUP BY 1, 2, 3
"""
_ONCE = "figures_daycount_once"


def _count_days(connection: Any, span: Since) -> None:
    """Count something on every day, and sum up the months."""
    from binhyen.matters import counting
    from binhyen.reports.catalogues import taxonomy

    kinds = [one.code for group in taxonomy().offered().values() for one in group]
    events = ["matters.opened", *(e for e in (*counting.EVENTS, "reports.received") if e != "matters.opened")]  # fmt: skip
    with connection.cursor() as cursor:
        for name in _constraints(cursor):
            cursor.execute(f'ALTER TABLE figures_daycount DROP CONSTRAINT "{name}"')
        cursor.execute("ALTER TABLE figures_daycount SET UNLOGGED")
        for k, event in enumerate(events):
            asked = {
                "event": event, "kinds": kinds, "count": len(kinds), "k": k, "first": span.first,
                "days": (span.until - span.first).days - 1, "every": 4 if k else 1, "daily": DAILY * (3 if k else 1),
            }  # fmt: skip
            cursor.execute(_DAYS, asked)
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute(
            f"ALTER TABLE figures_daycount ADD CONSTRAINT {_ONCE} UNIQUE (event, unit_id, day, category)"
        )
        cursor.execute("SET work_mem = '256MB'")
        cursor.execute("ANALYZE")  # or the months are summed up by a plan for an empty table
        cursor.execute(_MONTHS)
        cursor.execute(_TOTALS)
        cursor.execute("RESET work_mem")
        cursor.execute("VACUUM ANALYZE")


def _constraints(cursor: Any) -> list[str]:
    """Return what would be looked up for each of millions of rows: that it stands once, and that its unit exists."""
    cursor.execute(
        "SELECT conname FROM pg_constraint WHERE conrelid = 'figures_daycount'::regclass AND contype IN ('f', 'u')"
    )
    return [name for (name,) in cursor.fetchall()]


def _programme(communes: Sequence["Unit"], by: "User", on: date) -> None:
    """Give each commune what its criteria look at."""
    from django.core.management import call_command

    call_command("load_catalogues", verbosity=0)
    _teams(communes, on)
    _initiatives(communes, on)
    _recognitions(communes, by, on)
    _stated(communes, by)
    _dossiers(communes, on)


def _teams(communes: Sequence["Unit"], on: date) -> None:
    from binhyen.forces.models import Team, TeamRating
    from binhyen.places.models import Unit

    areas = Unit.objects.filter(parent__in=communes).order_by("pk")
    teams = Team.objects.bulk_create(
        Team(unit_id=area.parent_id or 0, name=area.name, established_on=date(2025, 7, 1), decision_number="7/QĐ-UBND", established_strength=3, serving=3)
        for area in areas
    )  # fmt: skip
    links = Team.areas.through
    links.objects.bulk_create(
        links(team_id=team.pk, unit_id=area.pk) for team, area in zip(teams, areas, strict=True)
    )
    levels = ("EXCELLENT", "GOOD", "GOOD", "COMPLETED")
    TeamRating.objects.bulk_create(
        TeamRating(team=team, year=year, level=levels[n % 4], decision_number="45/QĐ-UBND", decided_on=on)
        for n, team in enumerate(teams)
        for year in (on.year - 1, on.year, on.year + 1)
    )  # fmt: skip


def _initiatives(communes: Sequence["Unit"], on: date) -> None:
    from binhyen.movement.models import Initiative, InitiativeKind, InitiativeYear, YearClass

    begun = Initiative.objects.bulk_create(
        Initiative(unit=unit, kind=InitiativeKind.CAMERA, name=f"Mô hình {n}", founded_on=date(2025, 8, 1))
        for unit in communes
        for n in range(3)
    )  # fmt: skip
    InitiativeYear.objects.bulk_create(
        InitiativeYear(initiative=one, year=year, class_of_year=YearClass.EFFECTIVE, decided_on=on, paper_number="12/QĐ-BCĐ")
        for one in begun
        for year in (on.year, on.year + 1)
    )  # fmt: skip


def _recognitions(communes: Sequence["Unit"], by: "User", on: date) -> None:
    from binhyen.core import clock
    from binhyen.places.models import Unit
    from binhyen.standards.models import Recognition, StoredCatalogue

    catalogue = StoredCatalogue.objects.filter(catalogue_id="tt124.residential-area").first()
    assert catalogue is not None
    areas = Unit.objects.filter(parent__in=communes).order_by("pk")
    Recognition.objects.bulk_create(
        Recognition(
            unit=area, catalogue=catalogue, year=year, since=date(year - 1, 11, 15), until=date(year, 11, 15),
            decision_number=f"{n + 1}/QĐ-UBND", decided_on=on, recorded_by=by, recorded_at=clock.now(),
        )
        for n, area in enumerate(areas)
        for year in (on.year, on.year + 1)
        if n % 5
    )  # fmt: skip


def _stated(communes: Sequence["Unit"], by: "User") -> None:
    from binhyen.core import clock
    from binhyen.figures.models import StatedTotal
    from binhyen.standards.figure_map import figure_map

    StatedTotal.objects.bulk_create(
        StatedTotal(
            unit=unit, category=code, since=period.since, until=period.until, total=n % 7, paper_number="9/BC-CAX",
            stated_by=by.ref, stated_at=clock.now(),
        )
        for n, unit in enumerate(communes)
        for code in figure_map().titles
        for period in periods()
    )  # fmt: skip


def _dossiers(communes: Sequence["Unit"], on: date) -> None:
    """Give each commune the dossier of the period that ended last, with a finding for each criterion."""
    from binhyen.core import clock
    from binhyen.standards import queries
    from binhyen.standards.models import Assessment, Finding

    stored = queries.newest()["tt124.commune"]
    period = stored.read().period(on.year)
    made = Assessment.objects.bulk_create(
        Assessment(
            unit=unit, keeper=unit, catalogue=stored, since=period.since, until=period.until, state="DRAFT",
            opened_at=clock.now(),
        )
        for unit in communes
    )  # fmt: skip
    Finding.objects.bulk_create(
        Finding(assessment=one, criterion=criterion.id, outcome="MET", computed_at=clock.now())
        for one in made
        for criterion in stored.read().criteria
    )


def periods() -> set[Any]:
    """Return the periods that the catalogues of a commune look at."""
    from binhyen.core import clock
    from binhyen.standards import queries

    year = clock.local_day(clock.now()).year
    newest = [row.read() for row in queries.newest().values()]
    return {one.period(year + step) for one in newest for step in (-2, -1, 0, 1)}


def _keepers(communes: Sequence["Unit"]) -> list[Any]:
    """Return who handles the matters of the first province, the first commune a fifth of them."""
    from binhyen.people.models import Role
    from binhyen.people.tests import factories
    from binhyen.places.models import Unit

    keepers = []
    for n, unit in enumerate(communes):
        officer = factories.officer(f"Trực {n}", Role.DUTY_OFFICER, unit)
        areas = list(Unit.objects.filter(parent=unit).order_by("pk"))
        share = 0.2 if n == 0 else 0.8 / (len(communes) - 1)
        keepers.append(town.Keeper(unit, officer, areas, [(unit, areas)], share, 0.03))
    return keepers


def days_of(year: int, on: date) -> tuple[date, date]:
    """Return the first day of a year and the one after its last, or after today."""
    return date(year, 1, 1), min(date(year + 1, 1, 1), on + timedelta(days=1))


def main(communes: int, matters: int) -> None:
    """Build it in the house of the environment."""
    import django

    django.setup()
    from binhyen.core import clock

    build(communes, matters, on=clock.local_day(clock.now()))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
