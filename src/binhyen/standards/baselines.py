"""How a baseline is counted, what it leaves to do, and how it stands beside the scorecard of today."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from binhyen.figures.rules import Period
from binhyen.places.models import Unit
from binhyen.standards import queries, rules, scorecard
from binhyen.standards.catalogues import Catalogue, Criterion
from binhyen.standards.models import Baseline, Reading, StoredCatalogue
from binhyen.standards.rules import ENOUGH, Outcome

#: The catalogues of model units; a unit of a kind they do not speak of is held against its others.
MODEL = "model9745."
#: Number and signs of a paper of the Party, such as 12-NQ/ĐU.
PARTY_NUMBER = re.compile(r"[0-9]{1,6}-[A-ZĐ]{1,6}/[A-ZĐ]{1,12}")


def is_paper_number(text: str) -> bool:
    """Say whether `text` is the number of a paper of the State or the Party, and nothing else."""
    return rules.is_paper_number(text) or PARTY_NUMBER.fullmatch(text) is not None


def catalogues_for(unit: Unit) -> list[StoredCatalogue]:
    """Return the catalogues a unit may be surveyed against: those of model units before the others."""
    offered = queries.catalogues_for(unit)
    return sorted(offered, key=lambda row: not row.catalogue_id.startswith(MODEL))


def last_whole_period(catalogue: Catalogue, day: date) -> Period:
    """Return the last period that is over on `day`: of the running one half the figures are still to come."""
    period = catalogue.period(catalogue.year_on(day))
    if day == period.until - timedelta(days=1):
        return period
    return catalogue.period(rules.year_of(period) - 1)


@dataclass(frozen=True)
class Tally:
    """How many criteria are met: of those the catalogue holds, and of those only the signed text has."""

    met: int
    held: int
    entries: int  # lines of the catalogue; a numbered criterion with lettered points has several
    beyond: int
    beyond_met: int | None

    @property
    def total(self) -> int:
        """All criteria of the signed text, as far as their number is known."""
        return self.held + self.beyond

    @property
    def all_met(self) -> int:
        """Those met, together with what a paper states of the ones beyond the catalogue."""
        return self.met + (self.beyond_met or 0)

    @property
    def is_whole(self) -> bool:
        """Say whether every criterion of the signed text was looked at."""
        return not self.beyond or self.beyond_met is not None


def expected_count(stored: StoredCatalogue) -> int | None:
    """Return how many criteria the signed text has, where the catalogue says so."""
    expected = json.loads(stored.content)["catalogue"].get("expected_criteria_count")
    return expected if isinstance(expected, int) else None


def beyond(stored: StoredCatalogue) -> int:
    """Return how many criteria of the signed text the catalogue does not hold yet."""
    expected = expected_count(stored)
    return 0 if expected is None else max(0, expected - len(_numbered(stored)))


def tally(
    stored: StoredCatalogue, outcomes: Mapping[str, Outcome], *, beyond_met: int | None = None
) -> Tally:
    """Count as the signed text does: a numbered criterion is met when all its lettered points are."""
    numbered = _numbered(stored)
    met = sum(
        all(outcomes.get(criterion.id) in ENOUGH for criterion in points)
        for points in numbered.values()
    )
    entries = sum(len(points) for points in numbered.values())
    return Tally(met, len(numbered), entries, beyond(stored), beyond_met)


def _numbered(stored: StoredCatalogue) -> dict[str, list[Criterion]]:
    """Return number -> its entries; where the text's own count is not known each entry counts by itself."""
    counts_numbers = expected_count(stored) is not None
    found: dict[str, list[Criterion]] = {}
    for criterion in stored.read().criteria:
        if criterion.is_mandatory:
            number = criterion.no.partition(".")[0] if counts_numbers else criterion.id
            found.setdefault(number, []).append(criterion)
    return found


def tally_of(baseline: Baseline) -> Tally:
    """Return how many criteria were met at the survey."""
    outcomes = {row.criterion: row.effective for row in baseline.readings.all()}
    return tally(baseline.catalogue, outcomes, beyond_met=baseline.others_met)


class Change(StrEnum):
    """What became of a criterion since the survey."""

    KEPT = "KEPT"
    MENDED = "MENDED"
    LOST = "LOST"
    NOT_SHOWN = "NOT_SHOWN"  # met by a paper then; the dossier of today has none yet
    OPEN = "OPEN"


def change(before: Outcome, now: Outcome) -> Change:
    """Return what became of a criterion. Pure."""
    if before in ENOUGH:
        if now in ENOUGH:
            return Change.KEPT
        return Change.LOST if now is Outcome.NOT_MET else Change.NOT_SHOWN
    return Change.MENDED if now in ENOUGH else Change.OPEN


@dataclass(frozen=True)
class Compared:
    """A criterion at the survey and today."""

    criterion: Criterion
    reading: Reading
    now: scorecard.Row
    change: Change


def against_today(baseline: Baseline, *, on: date) -> tuple[list[Compared], Tally]:
    """Return each criterion beside its live value for the year of the designation, and how many are met today."""
    stored = baseline.catalogue
    period = stored.read().period(baseline.designation.year)
    card = scorecard.live(baseline.unit, stored, period, on=on)
    readings = {row.criterion: row for row in baseline.readings.all()}
    compared = [
        Compared(row.criterion, reading, row, change(reading.effective, row.outcome))
        for row in card.rows
        if (reading := readings.get(row.criterion.id))
    ]
    outcomes = {row.criterion.id: row.outcome for row in card.rows}
    return compared, tally(stored, outcomes)
