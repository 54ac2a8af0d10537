"""Catalogues of criteria as data: read a file, check every key, and say in one sentence what is wrong. Pure.

The format is `binhyen.catalogue/1`; data/README.md names the keys, the optional ones of our own included.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import yaml

from binhyen.figures.rules import Period

SCHEMA = "binhyen.catalogue/1"
LARGEST_FILE = 1_000_000
FOLDER = Path(__file__).with_name("data")


class Kind(StrEnum):
    """What a criterion asks for: only the first two are computed."""

    THRESHOLD = "threshold"
    ABSENCE = "absence"
    DOCUMENT = "document"
    ATTESTATION = "attestation"


class Verified(StrEnum):
    """How far the entry was compared with the signed text."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


class Side(StrEnum):
    """Whose chief attests: the assessed unit's own, or one of a level above."""

    HERE = "here"
    ABOVE = "above"


@dataclass(frozen=True)
class FigureRule:
    """A threshold: which figure, compared how, with what."""

    name: str
    numerator: str
    denominator: str | None
    op: str
    value: int | str  # a number, "previous_period", or the id of a rating level
    unit: str
    is_compared_to_previous: bool


@dataclass(frozen=True)
class Window:
    """The days of the year in which a paper must be dated, both ends included, as (month, day)."""

    since: tuple[int, int]
    until: tuple[int, int]

    def in_year(self, year: int) -> Period:
        """Return the window of the year in which the assessed period ends."""
        return Period(date(year, *self.since), date(year, *self.until) + timedelta(days=1))


@dataclass(frozen=True)
class Criterion:
    """One criterion; `source_article` and `verified` say where it stands and how far it was compared."""

    id: str
    no: str
    title_vi: str
    title_en: str
    kind: Kind
    is_mandatory: bool
    points: int | None
    figure: FigureRule | None
    categories: tuple[str, ...]
    authority: str
    evidence: tuple[str, ...]
    source_article: str
    verified: Verified
    note: str
    window: Window | None
    attested_by: Side
    includes: tuple[str, ...]  # criteria of other catalogues computed over the same territory
    is_number_only: bool  # a paper of which only number and date are kept

    def title(self, language: str) -> str:
        """Return the title in Vietnamese or English."""
        return self.title_en if language == "en" else self.title_vi


@dataclass(frozen=True)
class Catalogue:
    """One version of one catalogue."""

    id: str
    version: str
    sha256: str
    title_vi: str
    title_en: str
    unit_types: tuple[str, ...]
    number: str
    valid_from: date
    valid_to: date | None  # first day on which it is no longer in force
    starts: tuple[int, int]
    ends: tuple[int, int]
    start_year_offset: int
    cycle: str
    decision_rule: str
    classes: tuple[str, ...]
    decide_before: tuple[int, int] | None
    verified: Verified
    criteria: tuple[Criterion, ...]

    def title(self, language: str) -> str:
        """Return the title in Vietnamese or English."""
        return self.title_en if language == "en" else self.title_vi

    def period(self, year: int) -> Period:
        """Return the assessed period that ends in `year`."""
        return Period(
            date(year + self.start_year_offset, *self.starts),
            date(year, *self.ends) + timedelta(days=1),
        )

    def year_on(self, day: date) -> int:
        """Return the year of the period that `day` lies in."""
        return next(
            year for year in (day.year, day.year + 1, day.year - 1) if day in self.period(year)
        )

    def criterion(self, criterion_id: str) -> Criterion:
        """Return one criterion. Raises KeyError."""
        for criterion in self.criteria:
            if criterion.id == criterion_id:
                return criterion
        raise KeyError(criterion_id)

    def verification(self) -> dict[Verified, int]:
        """Return how many criteria are verified in full, in part and not at all."""
        return {
            state: sum(criterion.verified is state for criterion in self.criteria)
            for state in Verified
        }


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where."""

    file: str
    criterion: str
    key: str
    sentence: str

    def __str__(self) -> str:
        place = f"criterion {self.criterion}: " if self.criterion else ""
        return f"{self.file}: {place}the key `{self.key}` {self.sentence}"


class CatalogueInvalid(ValueError):
    """The file cannot be used; `problems` holds one sentence for each fault."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


_UNIT_TYPES = (
    "residential_area",
    "commune",
    "agency",
    "enterprise",
    "education",
    "security_team",
)
_OPS = (">=", "<=", "=", ">", "<")
_TOP = {"schema", "catalogue", "criteria"}
_CATALOGUE_KEYS = {
    "id", "title_vi", "title_en", "unit_types", "basis", "period", "cycle", "decision_rule",
    "points", "applicability", "verified", "deadlines", "dossier", "note", "levels", "decided_by",
    "caps", "not_rated", "commune_groups", "expected_criteria_count", "expected_contents_count",
    "registration_years", "satisfaction_min_percent", "version",
}  # fmt: skip
_BASIS_KEYS = {
    "instrument_vi", "number", "date", "date_note", "effective_from", "effective_to", "amended_by",
}  # fmt: skip
_PERIOD_KEYS = {"start", "end", "start_year_offset", "verified"}
_CRITERION_KEYS = {
    "id", "no", "group", "title_vi", "title_en", "kind", "mandatory", "points", "figure",
    "category", "authority", "evidence", "source", "note", "window", "attested_by", "includes",
    "number_only",
}  # fmt: skip
_FIGURE_KEYS = {"name", "numerator", "denominator", "op", "value", "unit", "compare_to"}
_SOURCE_KEYS = {"article", "refs", "verified"}
#: Keys that belong to one kind only.
_OF_KIND = {
    "figure": Kind.THRESHOLD,
    "category": Kind.ABSENCE,
    "authority": Kind.ATTESTATION,
    "attested_by": Kind.ATTESTATION,
    "includes": Kind.ATTESTATION,
    "window": Kind.DOCUMENT,
    "number_only": Kind.DOCUMENT,
}


class _Reader:
    """Takes values out of one mapping and notes every fault with the place it stands at."""

    def __init__(
        self, data: Mapping[str, object], *, file: str, problems: list[Problem], criterion: str = ""
    ) -> None:
        self.data = data
        self.file = file
        self.problems = problems
        self.criterion = criterion
        self.prefix = ""

    def fault(self, key: str, sentence: str) -> None:
        self.problems.append(Problem(self.file, self.criterion, self.prefix + key, sentence))

    def inside(self, key: str, *, known: set[str]) -> "_Reader":
        """Return a reader of the mapping under `key`; an empty one when it is missing."""
        value = self.data.get(key)
        if not isinstance(value, Mapping):
            self.fault(key, "must be there and hold further keys.")
            value = {}
        below = _Reader(value, file=self.file, problems=self.problems, criterion=self.criterion)
        below.prefix = f"{self.prefix}{key}."
        if value:
            below.only(known)
        return below

    def only(self, known: set[str]) -> None:
        for key in self.data:
            if key not in known:
                self.fault(str(key), "is not known; see data/README.md for the keys.")

    def text(self, key: str, default: str | None = None) -> str:
        value = self.data.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            self.fault(key, f"must be a text, not {value!r}.")
            return ""
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fault(key, f"must be a list of texts, not {value!r}.")
            return ()
        return tuple(value)

    def one_of(self, key: str, allowed: Sequence[str]) -> str:
        value = self.data.get(key)
        if value not in allowed:
            self.fault(key, f"must be one of {', '.join(allowed)}, not {value!r}.")
            return allowed[0]
        return str(value)

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            self.fault(key, f"must be true or false, not {value!r}.")
            return False
        return value

    def number(self, key: str) -> int | None:
        value = self.data.get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            self.fault(key, f"must be a whole number, not {value!r}.")
            return None
        return value

    def day(self, key: str, *, is_required: bool = True) -> date | None:
        value = self.data.get(key)
        if value is None and not is_required:
            return None
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fault(key, f"must be a date such as 2022-02-10, not {value!r}.")
            return None

    def month_day(self, key: str) -> tuple[int, int]:
        value = self.data.get(key)
        try:
            # 2023 has no 29 February: a period may not hang on it
            day = date.fromisoformat(f"2023-{value}")
        except ValueError:
            self.fault(key, f'must be a day of the year such as "11-15", not {value!r}.')
            return (1, 1)
        return (day.month, day.day)


class _Loader(yaml.SafeLoader):
    """YAML as 1.2 reads it: `no` is a word, only true and false are flags; a key given twice is refused."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool"]
        for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:  # noqa: FBT001, FBT002  # the library's signature
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key `{key}` stands twice", key_node.start_mark
                )
            seen.add(key)
        return dict(super().construct_mapping(node, deep=deep))


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def load(path: Path) -> Catalogue:
    """Return the catalogue in the file. Raises CatalogueInvalid."""
    return parse(read(path), file=path.name)


def shipped() -> list[Path]:
    """Return the catalogue files that come with the package, by name."""
    return sorted(path for path in FOLDER.glob("*.yaml") if path.name != "figures.yaml")


def read(path: Path) -> dict[str, object]:
    """Return the file's content as plain JSON values. Raises CatalogueInvalid."""

    def refuse(sentence: str) -> CatalogueInvalid:
        return CatalogueInvalid([Problem(path.name, "", "schema", sentence)])

    try:
        if path.stat().st_size > LARGEST_FILE:
            raise refuse("cannot be read: the file is larger than 1 MB.")
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  # a SafeLoader
    except (OSError, UnicodeDecodeError) as reason:
        raise refuse(f"cannot be read: {reason}.") from reason
    except yaml.YAMLError as reason:
        mark = getattr(reason, "problem_mark", None)
        where = f" near line {mark.line + 1}" if mark else ""
        fault = getattr(reason, "problem", None) or "it is not valid YAML"
        raise refuse(f"cannot be read{where}: {fault}.") from reason
    if not isinstance(content, dict):
        raise refuse(f"must stand at the top and be {SCHEMA}.")
    return dict(json.loads(json.dumps(content, default=str)))


def digest(content: Mapping[str, object]) -> str:
    """Return the SHA-256 of the content, whatever the file's layout and comments."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def parse(content: Mapping[str, object], *, file: str) -> Catalogue:
    """Return the catalogue that `content` describes. Raises CatalogueInvalid with every fault."""
    problems: list[Problem] = []
    top = _Reader(content, file=file, problems=problems)
    top.only(_TOP)
    if content.get("schema") != SCHEMA:
        top.fault("schema", f"must be {SCHEMA}, not {content.get('schema')!r}.")
    criteria = _criteria(top)
    catalogue = _catalogue(top.inside("catalogue", known=_CATALOGUE_KEYS), criteria, content)
    if problems:
        raise CatalogueInvalid(problems)
    return catalogue


@lru_cache(maxsize=64)
def remembered(sha256: str, content_json: str) -> Catalogue:
    """Return a stored catalogue, parsed once per process."""
    return parse(json.loads(content_json), file=sha256[:12])


def _catalogue(
    head: _Reader, criteria: tuple[Criterion, ...], content: Mapping[str, object]
) -> Catalogue:
    basis = head.inside("basis", known=_BASIS_KEYS)
    period = head.inside("period", known=_PERIOD_KEYS)
    valid_from = basis.day("effective_from") or date.min
    last_day = basis.day("effective_to", is_required=False)
    offset = period.number("start_year_offset")
    if offset not in (-1, 0):
        period.fault("start_year_offset", f"must be -1 or 0, not {offset!r}.")
    starts, ends = period.month_day("start"), period.month_day("end")
    if offset == 0 and starts > ends:
        period.fault("end", "must come after the start of the same year.")
    period.one_of("verified", tuple(Verified))
    unit_types = head.texts("unit_types")
    for unit_type in unit_types:
        if unit_type not in _UNIT_TYPES:
            head.fault("unit_types", f"names {unit_type!r}, which is no kind of unit.")
    if not unit_types:
        head.fault("unit_types", "must name at least one kind of unit.")
    decision_rule = head.one_of("decision_rule", ("all", "points", "all_then_points"))
    return Catalogue(
        id=head.text("id"),
        version=head.text("version", default=valid_from.isoformat()),
        sha256=digest(content),
        title_vi=head.text("title_vi"),
        title_en=head.text("title_en"),
        unit_types=unit_types,
        number=basis.text("number"),
        valid_from=valid_from,
        valid_to=last_day + timedelta(days=1) if last_day else None,
        starts=starts,
        ends=ends,
        start_year_offset=offset or 0,
        cycle=head.one_of("cycle", ("annual", "at_request")),
        decision_rule=decision_rule,
        classes=_classes(head) if decision_rule != "all" else (),
        decide_before=_decide_before(head, unit_types),
        verified=Verified(head.one_of("verified", tuple(Verified))),
        criteria=criteria,
    )


def _classes(head: _Reader) -> tuple[str, ...]:
    points = head.inside("points", known={"max", "classes"})
    if points.number("max") is None:
        points.fault("max", "must be a whole number.")
    rows = points.data.get("classes")
    if not isinstance(rows, list) or not all(
        isinstance(row, Mapping) and isinstance(row.get("id"), str) for row in rows
    ):
        points.fault("classes", "must be a list of classes, each with an id.")
        return ()
    return tuple(str(row["id"]) for row in rows)


def _decide_before(head: _Reader, unit_types: tuple[str, ...]) -> tuple[int, int] | None:
    rows = head.data.get("deadlines", [])
    if not isinstance(rows, list):
        head.fault("deadlines", "must be a list.")
        return None
    for row in rows:
        if isinstance(row, Mapping) and row.get("who") in unit_types:
            reader = _Reader(row, file=head.file, problems=head.problems)
            reader.prefix = "catalogue.deadlines."
            return reader.month_day("decide_before")
    return None


def _criteria(top: _Reader) -> tuple[Criterion, ...]:
    rows = top.data.get("criteria")
    if not isinstance(rows, list) or not rows:
        top.fault("criteria", "must be a list with at least one criterion.")
        return ()
    found: list[Criterion] = []
    seen: set[str] = set()
    for place, row in enumerate(rows, start=1):
        if not isinstance(row, Mapping):
            top.fault("criteria", f"holds something at place {place} that is no criterion.")
            continue
        name = str(row.get("id") or f"at place {place}")
        reader = _Reader(row, file=top.file, problems=top.problems, criterion=name)
        if name in seen:
            reader.fault("id", "is used twice; an id is never reused.")
        seen.add(name)
        found.append(_criterion(reader))
    return tuple(found)


def _criterion(row: _Reader) -> Criterion:
    row.only(_CRITERION_KEYS)
    kind = Kind(row.one_of("kind", tuple(Kind)))
    for key, owner in _OF_KIND.items():
        if key in row.data and kind is not owner:
            row.fault(key, f"belongs to a criterion of the kind {owner}, not {kind}.")
    source = row.inside("source", known=_SOURCE_KEYS)
    source.texts("refs")
    categories = row.texts("category")
    if kind is Kind.ABSENCE and not categories:
        row.fault("category", "must name at least one category of incidents.")
    evidence = row.texts("evidence")
    if kind is Kind.DOCUMENT and not evidence:
        row.fault("evidence", "must name at least one document.")
    return Criterion(
        id=row.text("id"),
        no=row.text("no"),
        title_vi=row.text("title_vi"),
        title_en=row.text("title_en"),
        kind=kind,
        is_mandatory=row.flag("mandatory"),
        points=row.number("points"),
        figure=_figure(row) if kind is Kind.THRESHOLD else None,
        categories=categories,
        authority=row.text("authority") if kind is Kind.ATTESTATION else "",
        evidence=evidence,
        source_article=source.text("article"),
        verified=Verified(source.one_of("verified", tuple(Verified))),
        note=row.text("note", default=""),
        window=_window(row),
        attested_by=_side(row),
        includes=row.texts("includes"),
        is_number_only=row.flag("number_only", default=False),
    )


def _figure(row: _Reader) -> FigureRule:
    figure = row.inside("figure", known=_FIGURE_KEYS)
    value = figure.data.get("value")
    if isinstance(value, bool) or not isinstance(value, int | str):
        figure.fault("value", f"must be a whole number or a name, not {value!r}.")
        value = 0
    compare_to = figure.data.get("compare_to")
    if compare_to not in (None, "previous_period"):
        figure.fault("compare_to", f"must be previous_period or null, not {compare_to!r}.")
    if (value == "previous_period") != (compare_to == "previous_period"):
        figure.fault("value", "must be previous_period exactly when compare_to is.")
    denominator = figure.data.get("denominator")
    if figure.data.get("unit") == "percent" and not denominator:
        figure.fault("denominator", "must be named, since the figure is a percentage.")
    return FigureRule(
        name=figure.text("name"),
        numerator=figure.text("numerator"),
        denominator=figure.text("denominator") if denominator is not None else None,
        op=figure.one_of("op", _OPS),
        value=value,
        unit=figure.text("unit"),
        is_compared_to_previous=compare_to == "previous_period",
    )


def _window(row: _Reader) -> Window | None:
    if "window" not in row.data:
        return None
    window = row.inside("window", known={"since", "until"})
    since, until = window.month_day("since"), window.month_day("until")
    if since > until:
        window.fault("until", "must not come before since.")
        return None
    return Window(since, until)


def _side(row: _Reader) -> Side:
    """Return who attests; without the key a level above does, since nobody should attest themselves unasked."""
    if "attested_by" not in row.data:
        return Side.ABOVE
    level = row.inside("attested_by", known={"level"})
    return Side(level.one_of("level", tuple(Side)))
