"""When a criterion will be missed at this pace, and what would mend it, in numbers. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from binhyen.figures.rules import Period, Value
from binhyen.standards.catalogues import Criterion, FigureRule, Kind
from binhyen.standards.rules import ENOUGH, LEVELS, Measure, Outcome, Reason, year_of

#: Over so many days the pace of a share is taken: a quarter would hide a bad month, a week is chance.
RECENT = timedelta(days=30)


class Mend(StrEnum):
    """What would still mend a criterion."""

    MORE_OF = "MORE_OF"  # so many more of a number that stands, such as areas
    IN_A_ROW = "IN_A_ROW"  # so many of what comes next, without a miss
    MORE = "MORE"  # so many more
    AT_MOST = "AT_MOST"  # no more than so many until the end
    CLOSE = "CLOSE"  # so many open matters to be closed
    PAPER = "PAPER"
    ATTEST = "ATTEST"
    STATE = "STATE"
    DECIDE = "DECIDE"  # a person decides what no number can
    NOTHING = "NOTHING"  # it happened; no act of this period undoes it


@dataclass(frozen=True)
class Forecast:
    """What would mend a criterion, how much of it, until when; and the day on which it is missed at this pace."""

    mend: Mend
    by: date
    more: int | None = None
    of: int | None = None
    missed_on: date | None = None


def lacking(value: Value, limit: int) -> int:
    """Return how many more it takes for a count, or for a share of a number that stays as it is."""
    if value.denominator is None:
        return max(0, limit - value.numerator)
    return max(0, -(-limit * value.denominator // 100) - value.numerator)


def in_a_row(value: Value, limit: int) -> int | None:
    """Return how many of what comes next must all go well for the share to reach the limit, None where none can do."""
    short = limit * (value.denominator or 0) - 100 * value.numerator
    if short <= 0:
        return 0
    return -(-short // (100 - limit)) if limit < 100 else None


def allowed(previous: int, op: str) -> int:
    """Return the most that may happen so that the count stays on the good side of the previous period's."""
    return previous - 1 if op == "<" else previous


def runs_over_on(count: int, most: int, period: Period, today: date) -> date | None:
    """Return the day on which a count that goes on at its pace exceeds `most`, None where it does not in the period."""
    gone = (min(today, period.until) - period.since).days
    if count <= 0 or gone <= 0:
        return None
    day = period.since + timedelta(days=max(most, 0) * gone // count + 1)
    return day if day < period.until else None


def falls_below_on(
    value: Value, recent: Value, limit: int, period: Period, today: date
) -> date | None:
    """Return the day on which a share that goes on as in the last days falls below the limit, None where it does not.

    With n of d so far and a of b in the last RECENT days, after t days it is (n + at') / (d + bt'), t' = t / RECENT.
    """
    if value.denominator is None or not recent.denominator:
        return None
    margin = 100 * value.numerator - limit * value.denominator
    loss = limit * recent.denominator - 100 * recent.numerator  # of the margin, in RECENT days
    if margin < 0 or loss <= 0:
        return None
    day = today + timedelta(days=margin * RECENT.days // loss + 1)
    return day if day < period.until else None


def forecast(
    criterion: Criterion,
    measure: Measure,
    period: Period,
    *,
    decided_by: date,
    today: date,
    recent: Value | None = None,
    is_flow: bool = False,
) -> Forecast | None:
    """Return what would mend the criterion; of one that is met, only when it will be missed at this pace."""
    last = period.until - timedelta(days=1)
    if criterion.kind is Kind.THRESHOLD and criterion.figure is not None:
        return _threshold(criterion.figure, measure, period, decided_by, today, recent, is_flow)
    if measure.outcome in ENOUGH:
        return None
    if criterion.kind is Kind.DOCUMENT:
        if criterion.window is None:
            return Forecast(Mend.PAPER, decided_by, missed_on=decided_by)
        ends = criterion.window.in_year(year_of(period)).until - timedelta(days=1)
        return Forecast(Mend.PAPER, ends, missed_on=ends)
    if criterion.kind is Kind.ATTESTATION:
        mend = Mend.NOTHING if measure.reason is Reason.ATTESTED_NOT_MET else Mend.ATTEST
        return Forecast(mend, decided_by, missed_on=decided_by)
    if measure.outcome is Outcome.NOT_MET:
        return Forecast(Mend.NOTHING, last)
    if measure.pending:
        return Forecast(Mend.CLOSE, last, more=measure.pending, missed_on=last)
    return Forecast(Mend.STATE, decided_by, missed_on=decided_by)


def _threshold(
    rule: FigureRule,
    measure: Measure,
    period: Period,
    decided_by: date,
    today: date,
    recent: Value | None,
    is_flow: bool,  # noqa: FBT001
) -> Forecast | None:
    last = period.until - timedelta(days=1)
    if measure.numerator is None or measure.reason is Reason.PREVIOUS_NOT_STATED:
        is_stated = measure.reason in (Reason.NOT_STATED, Reason.PREVIOUS_NOT_STATED)
        return Forecast(Mend.STATE, decided_by, missed_on=decided_by) if is_stated else None
    if measure.reason is Reason.NOTHING_TO_DIVIDE:
        return Forecast(Mend.DECIDE, decided_by, missed_on=decided_by)
    if measure.previous is not None:
        most = allowed(measure.previous, rule.op)
        left = most - measure.numerator
        if left < 0:
            return Forecast(Mend.NOTHING, last)
        over = runs_over_on(measure.numerator, most, period, today)
        return Forecast(Mend.AT_MOST, last, more=left, missed_on=over) if over else None
    limit = LEVELS.get(rule.value) if isinstance(rule.value, str) else rule.value
    if limit is None or rule.op not in (">=", ">"):
        return None
    value = Value(measure.numerator, measure.denominator)
    if measure.outcome is Outcome.MET:
        falls = recent and falls_below_on(value, recent, limit, period, today)
        return Forecast(Mend.IN_A_ROW, last, missed_on=falls) if falls else None
    if is_flow:
        row = in_a_row(value, limit)
        mend = Mend.NOTHING if row is None else Mend.IN_A_ROW
        return Forecast(mend, last, more=row, missed_on=last)
    mend = Mend.MORE if value.denominator is None else Mend.MORE_OF
    return Forecast(mend, last, more=lacking(value, limit), of=value.denominator, missed_on=last)
