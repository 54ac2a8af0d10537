"""Catalogues of criteria as data: read a file, check every key, and say in one sentence what is wrong. Pure.

The format is `binhyen.catalogue/1`; data/README.md names the keys, the optional ones of our own included.
"""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext_noop as _

from binhyen.standards.reading import (
    LARGEST_FILE,
    SCHEMA,
    CatalogueInvalid,
    Place,
    Problem,
    Reader,
    Text,
    digest,
    read,
    read_bytes,
    read_file,
)
from binhyen.standards.shape import (
    HAND_IN_DAYS,
    Calls,
    Catalogue,
    Criterion,
    DossierPaper,
    FigureRule,
    Kind,
    Need,
    PointsClass,
    Side,
    Verified,
    Window,
)

__all__ = [
    "LARGEST_FILE",
    "Calls",
    "Catalogue",
    "CatalogueInvalid",
    "Criterion",
    "DossierPaper",
    "FigureRule",
    "Kind",
    "Need",
    "PointsClass",
    "Problem",
    "Side",
    "Text",
    "Verified",
    "Window",
    "digest",
    "load",
    "parse",
    "read",
    "read_bytes",
    "read_file",
    "remembered",
    "shipped",
]

FOLDER = Path(__file__).with_name("data")


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
    "registration_years", "satisfaction_min_percent", "version", "supersedes", "clone_of",
    "hand_in_days",
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
_FIGURE_KEYS = {"name", "numerator", "denominator", "op", "value", "unit", "compare_to", "calls"}
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


def load(path: Path) -> Catalogue:
    """Return the catalogue in the file. Raises CatalogueInvalid."""
    text = read_file(path)
    return parse(text.content, file=path.name, lines=text.lines)


def shipped() -> list[Path]:
    """Return the catalogue files that come with the package, by name."""
    return sorted(path for path in FOLDER.glob("*.yaml") if path.name != "figures.yaml")


def parse(
    content: Mapping[str, object], *, file: str, lines: Mapping[Place, int] | None = None
) -> Catalogue:
    """Return the catalogue that `content` describes. Raises CatalogueInvalid with every fault."""
    problems: list[Problem] = []
    top = Reader(content, file=file, problems=problems, lines=lines)
    top.only(_TOP)
    if content.get("schema") != SCHEMA:
        said, value = _("must be %(schema)s, not %(value)s."), repr(content.get("schema"))
        top.fault("schema", said, schema=SCHEMA, value=value)
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
    head: Reader, criteria: tuple[Criterion, ...], content: Mapping[str, object]
) -> Catalogue:
    basis = head.inside("basis", known=_BASIS_KEYS)
    period = head.inside("period", known=_PERIOD_KEYS)
    valid_from = basis.day("effective_from") or date.min
    last_day = basis.day("effective_to", is_required=False)
    offset = period.number("start_year_offset")
    if offset not in (-1, 0):
        period.fault("start_year_offset", _("must be -1 or 0, not %(value)s."), value=offset)
    starts, ends = period.month_day("start"), period.month_day("end")
    if offset == 0 and starts > ends:
        period.fault("end", _("must come after the start of the same year."))
    period.one_of("verified", tuple(Verified))
    unit_types = head.texts("unit_types")
    for unit_type in unit_types:
        if unit_type not in _UNIT_TYPES:
            said = _("names %(value)s, which is no kind of unit.")
            head.fault("unit_types", said, value=repr(unit_type))
    if not unit_types:
        head.fault("unit_types", _("must name at least one kind of unit."))
    decision_rule = head.one_of("decision_rule", ("all", "points", "all_then_points"))
    points_max, classes = _points(head) if decision_rule != "all" else (None, ())
    if points_max is not None and (total := sum(row.points or 0 for row in criteria)) > points_max:
        said = _("gives at most %(most)s points, but the criteria give %(total)s.")
        head.fault("points", said, most=points_max, total=total)
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
        points_max=points_max,
        classes=classes,
        deadlines=_deadlines(head, unit_types),
        hand_in_days=head.number("hand_in_days") or HAND_IN_DAYS,
        supersedes=head.text("supersedes", default=""),
        clone_of=head.text("clone_of", default=""),
        verified=Verified(head.one_of("verified", tuple(Verified))),
        criteria=criteria,
        dossier=_dossier(head),
    )


def _dossier(head: Reader) -> tuple[Need, ...]:
    """Return the papers that the house asks of a dossier; a paper that is only named is kept as a note."""
    rows = head.data.get("dossier", [])
    if not isinstance(rows, list) or not all(isinstance(row, Mapping | str) for row in rows):
        head.fault("dossier", _("must be a list of papers, each with `paper` and `verified`."))
        return ()
    found = [
        _need(head.of(row, "dossier", place))
        for place, row in enumerate(rows)
        if isinstance(row, Mapping)
    ]
    if len({need.paper for need in found}) < len(found):
        head.fault("dossier", _("names a paper twice."))
    return tuple(found)


def _need(row: Reader) -> Need:
    row.prefix = "catalogue.dossier."
    row.only({"paper", "refs", "verified", "note"})
    row.texts("refs")
    paper = row.one_of("paper", tuple(DossierPaper))
    return Need(DossierPaper(paper), Verified(row.one_of("verified", tuple(Verified))))


def _points(head: Reader) -> tuple[int | None, tuple[PointsClass, ...]]:
    """Return the most points a sheet gives and its classes, the best first."""
    points = head.inside("points", known={"max", "classes"})
    most = points.number("max")
    if most is None:
        points.fault("max", _("must be a whole number."))
    rows = points.data.get("classes")
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        points.fault("classes", _("must be a list of classes, each with an id."))
        return most, ()
    found = [_class(points.of(row, "classes", place)) for place, row in enumerate(rows)]
    if len({one.least for one in found}) < len(found):
        points.fault("classes", _("must not begin two classes at the same number of points."))
    if most is not None and any(not 0 <= one.least <= most for one in found):
        said = _("must begin each class between 0 and %(most)s points.")
        points.fault("classes", said, most=most)
    return most, tuple(sorted(found, key=lambda one: -one.least))


def _class(row: Reader) -> PointsClass:
    row.prefix = "catalogue.points.classes."
    row.only({"id", "title_vi", "title_en", "min", "verified", "note"})
    least = row.number("min")
    if least is None:
        row.fault("min", _("must be a whole number."))
    name = row.text("id")
    return PointsClass(
        id=name,
        title_vi=row.text("title_vi", default=name),
        title_en=row.text("title_en", default=name),
        least=least or 0,
        verified=Verified(row.one_of("verified", tuple(Verified))),
    )


#: How a deadline may name several kinds of units at once.
_TOGETHER = {"agency_enterprise_school": ("agency", "enterprise", "education")}


def _deadlines(head: Reader, unit_types: tuple[str, ...]) -> dict[str, tuple[int, int]]:
    """Return the day of the year before which each kind of unit is decided."""
    rows = head.data.get("deadlines", [])
    if not isinstance(rows, list):
        head.fault("deadlines", _("must be a list."))
        return {}
    found: dict[str, tuple[int, int]] = {}
    for place, row in enumerate(rows):
        who = str(row.get("who")) if isinstance(row, Mapping) else ""
        for unit_type in set(_TOGETHER.get(who, (who,))) & set(unit_types):
            reader = head.of(row, "deadlines", place)
            reader.prefix = "catalogue.deadlines."
            found[unit_type] = reader.month_day("decide_before")
    return found


def _criteria(top: Reader) -> tuple[Criterion, ...]:
    rows = top.data.get("criteria")
    if not isinstance(rows, list) or not rows:
        top.fault("criteria", _("must be a list with at least one criterion."))
        return ()
    found: list[Criterion] = []
    seen: set[str] = set()
    for place, row in enumerate(rows, start=1):
        if not isinstance(row, Mapping):
            said = _("holds something at place %(place)s that is no criterion.")
            top.fault("criteria", said, place=place)
            continue
        name = str(row.get("id") or f"at place {place}")
        reader = top.of(row, "criteria", place - 1, criterion=name)
        if name in seen:
            reader.fault("id", _("is used twice; an id is never reused."))
        seen.add(name)
        found.append(_criterion(reader))
    return tuple(found)


def _criterion(row: Reader) -> Criterion:
    row.only(_CRITERION_KEYS)
    kind = Kind(row.one_of("kind", tuple(Kind)))
    for key, owner in _OF_KIND.items():
        if key in row.data and kind is not owner:
            said = _("belongs to a criterion of the kind %(owner)s, not %(kind)s.")
            row.fault(key, said, owner=owner, kind=kind)
    source = row.inside("source", known=_SOURCE_KEYS)
    source.texts("refs")
    categories = row.texts("category")
    if kind is Kind.ABSENCE and not categories:
        row.fault("category", _("must name at least one category of incidents."))
    evidence = row.texts("evidence")
    if kind is Kind.DOCUMENT and not evidence:
        row.fault("evidence", _("must name at least one document."))
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


def _figure(row: Reader) -> FigureRule:
    figure = row.inside("figure", known=_FIGURE_KEYS)
    denominator = figure.data.get("denominator")
    value, unit = _limit(figure), figure.text("unit")
    if unit == "percent" and not denominator:
        figure.fault("denominator", _("must be named, since the figure is a percentage."))
    if unit == "percent" and isinstance(value, int) and not 0 <= value <= 100:
        figure.fault("value", _("must lie between 0 and 100 %%, not %(value)s."), value=value)
    return FigureRule(
        name=figure.text("name"),
        numerator=figure.text("numerator"),
        denominator=figure.text("denominator") if denominator is not None else None,
        op=figure.one_of("op", _OPS),
        value=value,
        unit=unit,
        is_compared_to_previous=figure.data.get("compare_to") == "previous_period",
        calls=_calls(figure),
    )


def _limit(figure: Reader) -> int | str:
    """Return what a figure is held against."""
    value, compare_to = figure.data.get("value"), figure.data.get("compare_to")
    if isinstance(value, bool) or not isinstance(value, int | str):
        said = _("must be a whole number or a name, not %(value)s.")
        figure.fault("value", said, value=repr(value))
        return 0
    if compare_to not in (None, "previous_period"):
        said = _("must be previous_period or null, not %(value)s.")
        figure.fault("compare_to", said, value=repr(compare_to))
    if (value == "previous_period") != (compare_to == "previous_period"):
        figure.fault("value", _("must be previous_period exactly when compare_to is."))
    return value


def _calls(figure: Reader) -> Calls | None:
    if "calls" not in figure.data:
        return None
    called = figure.inside("calls", known={"criterion", "over"})
    over = called.texts("over")
    for unit_type in over:
        if unit_type not in _UNIT_TYPES:
            said = _("names %(value)s, which is no kind of unit.")
            called.fault("over", said, value=repr(unit_type))
    if not over:
        called.fault("over", _("must name at least one kind of unit."))
    return Calls(called.text("criterion"), over)


def _window(row: Reader) -> Window | None:
    if "window" not in row.data:
        return None
    window = row.inside("window", known={"since", "until"})
    since, until = window.month_day("since"), window.month_day("until")
    if since > until:
        window.fault("until", _("must not come before since."))
        return None
    return Window(since, until)


def _side(row: Reader) -> Side:
    """Return who attests; without the key a level above does, since nobody should attest themselves unasked."""
    if "attested_by" not in row.data:
        return Side.ABOVE
    level = row.inside("attested_by", known={"level"})
    return Side(level.one_of("level", tuple(Side)))
