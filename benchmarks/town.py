"""Communes of a few provinces with as many matters as asked for, loaded in bulk: what several measurements stand on.

`build(matters)` fills the house that Django is set up for and returns whom to ask for what. Everything in it is invented:
the words are syllables drawn by a frequency like that of a language, the places lie around middles of their own. The first
DRAWN are drawn one by one, the others are copied from them in the database, each some metres and minutes away.
"""

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from binhyen.people.models import User
    from binhyen.places.models import Unit

PROVINCES = 3
#: Communes of all provinces together for a million matters; fewer matters have fewer.
COMMUNES = 180
AREAS = 12
OPEN_SHARE = 0.2
#: Shares of all matters: what the first province keeps itself (taken over), and the largest commune.
PROVINCE_SHARE = 0.06
LARGEST_SHARE = 0.02
CHUNK = 20_000
DRAWN = 100_000
ONSETS = (
    "b", "c", "ch", "d", "đ", "g", "h", "kh", "l", "m", "n", "ng", "nh", "ph", "qu", "s", "t", "th", "tr", "v", "x",
)  # fmt: skip
ENDINGS = (
    "á", "à", "ạnh", "ấp", "ầu", "ẫn", "ắc", "ằm", "é", "ế", "ện", "í", "ịch", "ó", "ồn", "ổng", "ớ", "ường", "ủi", "ữ",
)  # fmt: skip


@dataclass(frozen=True)
class Town:
    """Who works where in what was built."""

    commune: "Unit"  # the largest
    officer: "User"  # duty officer there
    province: "Unit"
    province_officer: "User"
    references: Sequence[str]  # some open matters of the commune


@dataclass(frozen=True)
class Keeper:
    """Who handles the matters of which homes, and how many of all there are."""

    unit: Any
    officer: Any
    areas: Sequence[Any]
    homes: Sequence[Any]  # units where its matters arise
    share: float
    spread: float


def build(matters: int, *, seed: int = 1) -> Town:
    """Fill the database with `matters` matters, as many reports and twice as many moves."""
    draw = random.Random(seed)
    keepers = _places(max(6, COMMUNES * matters // 1_000_000), draw)
    fill(keepers, matters, draw)
    return _town(keepers)


def fill(keepers: Sequence[Keeper], matters: int, draw: random.Random) -> None:
    """Load `matters` matters with their reports and moves, to each keeper its share."""
    from django.db import connection

    dropped = _drop_indexes(connection)
    drawn = matters // -(-matters // DRAWN)
    counts = [int(drawn * keeper.share) for keeper in keepers]
    counts[-1] += drawn - sum(counts)
    words = _texts(draw)
    number = 0
    for keeper, count in zip(keepers, counts, strict=True):
        for start in range(0, count, CHUNK):
            size = min(CHUNK, count - start)
            _load(connection, keeper, range(number + 1, number + size + 1), words, draw)
            number += size
    copy(connection, drawn, matters // drawn)
    _make_indexes(connection, dropped)
    _tidy(connection)


def _town(keepers: Sequence[Keeper]) -> Town:
    from binhyen.matters.models import Matter

    province, largest = keepers[0], keepers[PROVINCES]
    waiting = Matter.objects.filter(keeper=largest.unit, shelf="OPEN").order_by("due_at", "pk")
    references = list(waiting.exclude(sensitivity="S3").values_list("reference", flat=True)[:400])
    return Town(largest.unit, largest.officer, province.unit, province.officer, references)


def _places(communes: int, draw: random.Random) -> list[Keeper]:
    """Make provinces, communes, areas and their officers; the provinces first, then the largest commune."""
    from binhyen.people.models import Role
    from binhyen.people.tests import factories
    from binhyen.places.models import Level

    provinces, below = [], []
    for p in range(PROVINCES):
        code = "80" if p == 0 else str(10 + p)
        name = f"Tỉnh Đo {p}"
        province = factories.unit(name, level=Level.PROVINCE, code=code, lat=10.6 + p, lon=106.3)
        provinces.append(province)
        for c in range(communes // PROVINCES):
            code = "28051" if p == c == 0 else f"{40000 + p * 1000 + c}"
            lat, lon = 10.6 + p + draw.uniform(-0.5, 0.5), 106.3 + draw.uniform(-0.5, 0.5)
            unit = factories.unit(f"Đo {p} {c}", code=code, parent=province, lat=lat, lon=lon)
            areas = [
                factories.unit(
                    f"Ấp {n}", level=Level.RESIDENTIAL_AREA, edition="local", parent=unit
                )
                for n in range(AREAS)
            ]
            below.append((unit, areas))
    weights = [1 / (1 + 0.02 * n) for n in range(len(below) - 1)]
    rest = 1 - LARGEST_SHARE - PROVINCE_SHARE * 1.5
    shares = [LARGEST_SHARE, *(rest * w / sum(weights) for w in weights)]
    keepers = []
    for p, province in enumerate(provinces):
        homes = [(unit, areas) for unit, areas in below if unit.parent_id == province.pk]
        officer = factories.officer(f"Trực tỉnh {p}", Role.DUTY_OFFICER, province)
        share = PROVINCE_SHARE / (1, 3, 6)[p]
        keepers.append(Keeper(province, officer, [], homes, share, 0.02))
    for (unit, areas), share in zip(below, shares, strict=True):
        officer = factories.officer(f"Trực {unit.name}", Role.DUTY_OFFICER, unit)
        keepers.append(Keeper(unit, officer, areas, [(unit, areas)], share, 0.03))
    return keepers


def _texts(draw: random.Random) -> list[tuple[str, str]]:
    """Return texts with the tokens they are found by; common syllables stand in most, rare ones in few."""
    from binhyen.matters import finding

    syllables = [onset + ending for onset in ONSETS for ending in ENDINGS]
    draw.shuffle(syllables)
    weights = [1 / (n + 3) for n in range(len(syllables))]
    texts = [
        " ".join(draw.choices(syllables, weights, k=draw.randint(12, 60))) for _ in range(4000)
    ]
    return [(text, finding.tokens([text])) for text in texts]


def _load(
    connection: Any,
    keeper: Keeper,
    numbers: range,
    words: list[tuple[str, str]],
    draw: random.Random,
) -> None:
    from django.db import transaction

    from binhyen.core import clock
    from binhyen.matters.models import Matter, MatterReport, MatterText, Move
    from binhyen.reports.models import Report

    made = [_matter(n, keeper, draw.choice(words), draw, clock.now()) for n in numbers]
    with transaction.atomic():
        _copy(connection, Matter, (one.matter for one in made))
        _copy(connection, Report, (one.report for one in made))
        _copy(connection, MatterReport, (one.attached for one in made))
        _copy(connection, Move, (move for one in made for move in one.moves))
        _copy(connection, MatterText, (one.text for one in made if one.text))


@dataclass(frozen=True)
class _Made:
    matter: dict[str, Any]
    report: dict[str, Any]
    attached: dict[str, Any]
    moves: list[dict[str, Any]]
    text: dict[str, Any] | None


def _categories() -> tuple[list[Any], list[int]]:
    from binhyen.reports.catalogues import taxonomy

    offered = [category for group in taxonomy().offered().values() for category in group]
    weights = [8 if category.group in {"environment", "dispute"} else 1 for category in offered]
    return offered, weights


def _matter(
    n: int, keeper: Keeper, said: tuple[str, str], draw: random.Random, now: datetime
) -> _Made:
    from binhyen.core import text
    from binhyen.core.clock import local_day
    from binhyen.matters import finding

    category = draw.choices(*_categories())[0]
    home, areas = draw.choice(keeper.homes)
    area = draw.choice(areas)
    opened = now - timedelta(minutes=draw.randint(60, 500 * 24 * 60), microseconds=n % 1_000_000)
    is_open = draw.random() < OPEN_SHARE
    ending = "" if is_open else draw.choice(["RESOLVED", "REFERRED", "UNFOUNDED"])
    state = (
        draw.choice(["RECEIVED", "VERIFYING", "IN_PROGRESS", "PROPOSED"]) if is_open else "CLOSED"
    )
    if ending == "UNFOUNDED" and draw.random() < 0.05:
        state = "UNFOUNDED"
    title = f"{category.vi}, {area.full_name}, số {n}"[:160]
    is_secret = category.sensitivity == "S3"
    ended = None if is_open else opened + timedelta(hours=30)
    lat = home.lat + draw.gauss(0, keeper.spread / 2)
    lon = home.lon + draw.gauss(0, keeper.spread / 2)
    reference = f"{n // 10_000:04d}-{n % 10_000:04d}"
    has_news = draw.random() < 0.002
    matter = {
        "id": n, "reference": f"VV-{reference}", "unit_id": home.pk, "keeper_id": keeper.unit.pk, "area_id": area.pk,
        "category": category.code, "severity": "ORDINARY", "sensitivity": category.sensitivity, "state": state,
        "shelf": "OPEN" if is_open else "DONE", "version": 2, "title": title,
        "search_key": "" if is_secret else text.fold(title)[:160], "lat": lat, "lon": lon,
        "channel": draw.choice(["WEB", "WEB", "WEB", "PHONE", "DESK"]), "opened_at": opened,
        "due_at": opened + timedelta(days=draw.choice([1, 7, 200, 700])), "due_clock": "CLK-SERVICE",
        "handler_id": None if state == "RECEIVED" else keeper.officer.pk, "ending": ending,
        "outcome": "PLEDGED" if ending == "RESOLVED" else "", "resolved_at": ended,
        "closed_at": ended if state == "CLOSED" else None,
        "referred_to": "Công an tỉnh" if ending == "REFERRED" else "",
        "has_news": has_news, "news_due_at": opened + timedelta(days=2) if has_news else None,
        "awaits_reporter": is_open and draw.random() < 0.05,
    }  # fmt: skip
    report = {
        "id": n, "reference": f"BY-{reference}", "key": UUID(int=n), "channel": matter["channel"],
        "category": category.code, "words": said[0], "unit_id": home.pk, "area_id": area.pk,
        "disclosure": "ANONYMOUS", "received_at": opened, "code_hash": "-", "language": "vi", "lat": lat, "lon": lon,
    }  # fmt: skip
    moves = [
        {
            "id": 2 * n + k, "matter_id": n, "act": act, "from_state": "", "to_state": state, "at": opened,
            "day": local_day(opened), "category": category.code, "by_id": keeper.officer.pk, "detail": "{}",
        }
        for k, act in enumerate(("OPEN", "TAKE_IN_HAND"))
    ]  # fmt: skip
    tokens = f"{said[1]} {finding.tokens([title])}"
    found = {"matter_id": n, "keeper_id": keeper.unit.pk, "tokens": tokens}
    attached = {"id": n, "matter_id": n, "report_id": n, "attached_at": opened}
    return _Made(matter, report, attached, moves, None if is_secret else found)


def _copy(connection: Any, model: Any, rows: Iterable[dict[str, Any]]) -> None:
    """Load rows into the table of a model; columns that a row leaves out take the model's default."""
    fields = list(model._meta.concrete_fields)
    columns = [field.column for field in fields]
    defaults = {f.column: _stored(f.get_default()) for f in fields if f.has_default() or not f.null}
    lines: Iterator[list[Any]] = ([row.get(c, defaults.get(c)) for c in columns] for row in rows)
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            copy = f"COPY {model._meta.db_table} ({names}) FROM STDIN"
            with cursor.copy(copy) as sink:
                for line in lines:
                    sink.write_row(line)
            return
        marks = ", ".join("?" * len(columns))
        insert = f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({marks})"  # noqa: S608  (our own tables)
        cursor.connection.executemany(insert, (list(map(_for_sqlite, line)) for line in lines))


#: What a copy has of its own, by vendor; {by} is by how much it is further.
_FURTHER = {
    "sqlite": {
        "reference": "printf('%s-%04d-%04d', substr(reference, 1, 2), (id + {by}) / 10000, (id + {by}) % 10000)",
        "key": "printf('%032x', id + {by})",
        "opened_at": "strftime('%Y-%m-%d %H:%M:%f', opened_at, '-' || (abs(random()) % 600) || ' minutes')",
        "lat": "lat + (random() % 1000) / 1e5",
        "lon": "lon + (random() % 1000) / 1e5",
    },
    "postgresql": {
        "reference": "substr(reference, 1, 3) || lpad(((id + {by}) / 10000)::text, 4, '0') || '-' || "
        "lpad(((id + {by}) % 10000)::text, 4, '0')",
        "key": "lpad(to_hex(id + {by}), 32, '0')::uuid",
        "opened_at": "opened_at - random() * interval '600 minutes'",
        "lat": "lat + (random() - 0.5) / 50",
        "lon": "lon + (random() - 0.5) / 50",
    },
}  # fmt: skip


def copy(connection: Any, drawn: int, times: int) -> None:
    """Copy the `drawn` matters and all that hangs on them until there are `times` as many."""
    from binhyen.matters.models import Matter, MatterReport, MatterText, Move
    from binhyen.reports.models import Report

    for n in range(1, times):
        for model in (Matter, Report, MatterReport, Move, MatterText):
            with connection.cursor() as cursor:
                cursor.execute(_copied(model, connection.vendor, drawn, n * drawn))


def _copied(model: Any, vendor: str, drawn: int, by: int) -> str:
    each = 2 if model.__name__ == "Move" else 1  # two to a matter
    own = {name: made.replace("{by}", str(by)) for name, made in _FURTHER[vendor].items()}
    own |= {
        "id": f"id + {each * by}",
        "matter_id": f"matter_id + {by}",
        "report_id": f"report_id + {by}",
    }
    columns = [field.column for field in model._meta.concrete_fields]
    values = ", ".join(own.get(column, column) for column in columns)
    number = "matter_id" if "matter_id" in columns else "id"
    table = model._meta.db_table
    rows = f"SELECT {values} FROM {table} WHERE {number} <= {drawn}"  # noqa: S608  (our own tables)
    return f"INSERT INTO {table} ({', '.join(columns)}) {rows}"


def _stored(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, dict | list) else value


def _for_sqlite(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S.%f")
    if isinstance(value, UUID):
        return value.hex
    return value if value is None or isinstance(value, int | float | str) else str(value)


def _drop_indexes(connection: Any) -> list[str]:
    """Drop what PostgreSQL would keep up row by row; return how to make it again."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename ~ '^(matters_|reports_report)' AND indexname "
            "NOT IN (SELECT conname FROM pg_constraint)"
        )
        found = [(name, made) for name, made in cursor.fetchall() if " UNIQUE " not in made]
        for name, _made in found:
            cursor.execute(f'DROP INDEX "{name}"')
    return [made for _name, made in found]


def _make_indexes(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        if statements:
            cursor.execute("SET maintenance_work_mem = '512MB'")
        for statement in statements:
            cursor.execute(statement)


def _tidy(connection: Any) -> None:
    """Let the planner know what is there, and new rows begin after ours."""
    from django.core.management.color import no_style

    from binhyen.matters.models import Matter, MatterReport, Move
    from binhyen.reports.models import Report

    reset = connection.ops.sequence_reset_sql(no_style(), [Matter, MatterReport, Move, Report])
    with connection.cursor() as cursor:
        for statement in reset:
            cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("INSERT INTO matters_found (matters_found) VALUES ('optimize')")
            cursor.execute("ANALYZE")
