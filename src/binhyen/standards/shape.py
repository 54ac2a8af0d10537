"""The shape of a catalogue: what a criterion asks for, how it is decided, which days belong to a year. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from binhyen.figures.rules import Period

#: Where a catalogue says nothing, a dossier may be handed in from so long before the period's end to so long after it.
HAND_IN_DAYS = 30


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
class Calls:
    """A criterion of another catalogue that is asked of every unit of these kinds below the assessed one."""

    criterion: str
    over: tuple[str, ...]


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
    calls: Calls | None = None


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
class PointsClass:
    """A class that a sheet of points gives, from `least` points on."""

    id: str
    title_vi: str
    title_en: str
    least: int
    verified: Verified

    def title(self, language: str) -> str:
        """Return the title in Vietnamese or English."""
        return self.title_en if language == "en" else self.title_vi


class DossierPaper(StrEnum):
    """A paper that a dossier is made of."""

    SUBMISSION = "submission"
    MINUTES = "minutes"


@dataclass(frozen=True)
class Need:
    """A paper that a catalogue asks of every dossier, and how far that was compared with the signed text."""

    paper: DossierPaper
    verified: Verified


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
    points_max: int | None
    classes: tuple[PointsClass, ...]  # the best first; empty where nothing is scored
    deadlines: Mapping[str, tuple[int, int]]  # kind of unit -> the day before which it is decided
    hand_in_days: int  # for so long before the period's end a dossier may be handed in
    supersedes: str  # the version whose place this one takes
    clone_of: str  # the catalogue of which a province made its own sheet
    verified: Verified
    criteria: tuple[Criterion, ...]
    dossier: tuple[Need, ...] = ()

    def asks(self, paper: DossierPaper) -> Need | None:
        """Return that a dossier needs the paper, None where it does not."""
        return next((need for need in self.dossier if need.paper is paper), None)

    def title(self, language: str) -> str:
        """Return the title in Vietnamese or English."""
        return self.title_en if language == "en" else self.title_vi

    def period(self, year: int) -> Period:
        """Return the assessed period that ends in `year`."""
        return Period(
            date(year + self.start_year_offset, *self.starts),
            date(year, *self.ends) + timedelta(days=1),
        )

    def decide_before(self, unit_type: str, year: int) -> date | None:
        """Return the day before which a unit of this kind is decided, None where the catalogue says none."""
        found = self.deadlines.get(unit_type)
        return date(year, *found) if found else None

    def window(self, unit_type: str, year: int) -> Period | None:
        """Return the days on which a dossier may be handed in: from shortly before the period's end to the decision.

        None for what is judged whenever a unit asks for it.
        """
        if self.cycle == "at_request":
            return None
        ends = self.period(year).until
        latest = self.decide_before(unit_type, year) or ends + timedelta(days=HAND_IN_DAYS)
        return Period(ends - timedelta(days=self.hand_in_days), max(latest, ends))

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

    def class_of(self, points: Fraction) -> PointsClass | None:
        """Return the class that so many points give, None where nothing is scored."""
        return next((one for one in self.classes if points >= one.least), None)

    def verification(self) -> dict[Verified, int]:
        """Return how many criteria are verified in full, in part and not at all."""
        return {
            state: sum(criterion.verified is state for criterion in self.criteria)
            for state in Verified
        }
