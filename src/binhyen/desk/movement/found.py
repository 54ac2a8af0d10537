"""What a survey found, in words and as a picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binhyen.desk.scorecard import sentences
from binhyen.desk.scorecard.sentences.told import TAGS, needed_of
from binhyen.desk.scorecard.sentences.verdict import why_of
from binhyen.standards.baselines import Change, Compared, Tally
from binhyen.standards.catalogues import Criterion
from binhyen.standards.models import Baseline, OutcomeChoices, Reading
from binhyen.standards.rules import ENOUGH, Measure, Outcome, Reason
from binhyen.standards.scorecard import Row

CHANGES = {
    Change.KEPT: (gettext_lazy("kept"), "govuk-tag--green"),
    Change.MENDED: (gettext_lazy("mended"), "govuk-tag--green"),
    Change.LOST: (gettext_lazy("lost since"), "govuk-tag--red"),
    Change.NOT_SHOWN: (gettext_lazy("not in this year's dossier yet"), "govuk-tag--grey"),
    Change.OPEN: (gettext_lazy("still missing"), "govuk-tag--orange"),
}


@dataclass(frozen=True)
class Found:
    """One criterion as the page shows it."""

    criterion: Criterion
    reading: Reading
    title: str
    needed: str
    outcome: str
    tag: str
    value: str
    why: str
    by: str
    is_gap: bool
    now: str = ""
    now_tag: str = ""
    change: str = ""
    change_tag: str = ""
    is_mended: bool = False
    origin: str = ""  # by which a task that mends the gap is known


def found_rows(baseline: Baseline, compared: Sequence[Compared] | None = None) -> list[Found]:
    """Return what was found of every criterion, in the catalogue's order, beside today where that is given."""
    readings = {row.criterion: row for row in baseline.readings.all()}
    year = baseline.designation.year
    today = {row.criterion.id: row for row in compared or ()}
    place = sentences.Place(baseline.unit, baseline.catalogue.read(), baseline.period)
    return [
        _found(criterion, readings[criterion.id], today.get(criterion.id), place, year)
        for criterion in baseline.catalogue.read().criteria
    ]


def _found(
    criterion: Criterion,
    reading: Reading,
    today: Compared | None,
    place: sentences.Place,
    year: int,
) -> Found:
    row = _row(criterion, reading)
    return Found(
        criterion=criterion,
        reading=reading,
        title=criterion.title(sentences.language()),
        needed=needed_of(criterion),
        outcome=_name(reading.effective),
        tag=TAGS[reading.effective],
        value=sentences.value_of(row) if reading.is_computed else "",
        why=why_of(row, place) if reading.is_computed or not reading.stated_outcome else "",
        by=_by(reading),
        is_gap=reading.effective not in ENOUGH,
        is_mended=today is not None and today.change is Change.MENDED,
        origin=f"criterion:{criterion.id}:{year}",
        **_today(today),
    )


def _row(criterion: Criterion, reading: Reading) -> Row:
    measure = Measure(
        Outcome(reading.outcome),
        Reason(reading.reason),
        numerator=reading.numerator,
        denominator=reading.denominator,
        previous=reading.previous,
        pending=reading.pending,
        is_summed=reading.is_summed,
    )
    return Row(criterion, measure, reading.effective)


def _by(reading: Reading) -> str:
    """Return whether the house computed it or a person stated it, and by which paper."""
    if reading.is_computed:
        return _("computed by the house")
    if not reading.stated_outcome:
        return ""
    if not reading.paper_number or reading.dated is None:
        return _("stated at the survey")
    return _("stated by paper %(number)s of %(day)s") % {
        "number": reading.paper_number,
        "day": sentences.day(reading.dated),
    }


def _today(today: Compared | None) -> dict[str, str]:
    if today is None:
        return {}
    words, tag = CHANGES[today.change]
    return {
        "now": _name(today.now.outcome),
        "now_tag": TAGS[today.now.outcome],
        "change": str(words),
        "change_tag": tag,
    }


def _name(outcome: Outcome) -> str:
    return str(OutcomeChoices(outcome.value).label)


@dataclass(frozen=True)
class Square:
    """One criterion in the picture."""

    x: int
    y: int
    kind: str  # "met", "beyond" (met by a paper's word alone), "gap"


@dataclass(frozen=True)
class Picture:
    """A square for each criterion of the signed text, those met first."""

    squares: tuple[Square, ...]
    height: int
    description: str


IN_A_ROW, STEP = 17, 21


def picture(baseline: Baseline, tally: Tally) -> Picture:
    """Return the criteria as squares: met, met by a paper's word for those beyond the catalogue, missing."""
    beyond = tally.beyond_met or 0
    kinds = ["met"] * tally.met + ["beyond"] * beyond + ["gap"] * (tally.total - tally.all_met)
    squares = tuple(
        Square(STEP * (place % IN_A_ROW), STEP * (place // IN_A_ROW), kind)
        for place, kind in enumerate(kinds)
    )
    rows = -(-len(squares) // IN_A_ROW)
    words = _("%(met)s of %(total)s criteria were met at the survey of %(day)s.") % {
        "met": tally.all_met,
        "total": tally.total,
        "day": sentences.day(baseline.measured_on),
    }
    return Picture(squares, STEP * rows, words)
