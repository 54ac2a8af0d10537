"""The arithmetic and the judgement of criteria: exact comparisons, absence, pace, and what an attestation may hold. Pure."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from binhyen.figures.rules import Period, Source, Value


class Outcome(StrEnum):
    """What a criterion came to."""

    MET = "MET"
    NOT_MET = "NOT_MET"
    PENDING = "PENDING"
    MISSING = "MISSING"
    NOT_APPLICABLE = "NOT_APPLICABLE"


class Reason(StrEnum):
    """Why a criterion is not simply met; the pages put each into a sentence."""

    NONE = ""
    NOT_COMPUTED = "NOT_COMPUTED"  # no room registers the figure
    NOT_STATED = "NOT_STATED"  # the authority has not stated the total
    PREVIOUS_NOT_STATED = "PREVIOUS_NOT_STATED"
    NOTHING_TO_DIVIDE = "NOTHING_TO_DIVIDE"  # denominator zero: a person decides
    OPEN_MATTERS = "OPEN_MATTERS"
    BELOW_THRESHOLD = "BELOW_THRESHOLD"
    HAPPENED = "HAPPENED"
    PAPER_MISSING = "PAPER_MISSING"
    PAPER_OUTSIDE_WINDOW = "PAPER_OUTSIDE_WINDOW"
    NOT_ATTESTED = "NOT_ATTESTED"
    ATTESTED_NOT_MET = "ATTESTED_NOT_MET"
    NOT_RULED = "NOT_RULED"  # the catalogue's comparison names no level we know


#: Outcomes that leave something to be done before the dossier is complete.
UNFINISHED = frozenset({Outcome.PENDING, Outcome.MISSING})
#: Outcomes that the registers of the house give by themselves.
SETTLED = frozenset({Outcome.MET, Outcome.NOT_MET})
#: Outcomes with which a unit can be recognised.
ENOUGH = frozenset({Outcome.MET, Outcome.NOT_APPLICABLE})

#: Levels of the yearly rating of teams, in order: a threshold may name one.
LEVELS = {"not_completed": 1, "completed": 2, "good": 3, "excellent": 4}


@dataclass(frozen=True)
class Measure:
    """What a criterion came to, and everything that led there."""

    outcome: Outcome
    reason: Reason = Reason.NONE
    numerator: int | None = None
    denominator: int | None = None
    previous: int | None = None
    chance: float | None = None  # probability of a difference this large by chance alone
    pending: int = 0
    is_summed: bool = False  # a sum over the units that were merged
    sources: tuple[Source, ...] = ()


_COMPARE: dict[str, Callable[[int, int], bool]] = {
    ">=": lambda left, right: left >= right,
    "<=": lambda left, right: left <= right,
    "=": lambda left, right: left == right,
    ">": lambda left, right: left > right,
    "<": lambda left, right: left < right,
}


def holds(value: Value, op: str, limit: int) -> bool:
    """Say whether the value meets the limit, without rounding: 18 of 25 meets 70 %, 17 of 25 does not."""
    if value.denominator is None:
        return _COMPARE[op](value.numerator, limit)
    return _COMPARE[op](value.numerator * 100, limit * value.denominator)


def judge_threshold(value: Value, op: str, limit: int) -> tuple[Outcome, Reason]:
    """Return the verdict; a share of nothing waits for a person."""
    if not value.is_defined:
        return Outcome.PENDING, Reason.NOTHING_TO_DIVIDE
    if holds(value, op, limit):
        return Outcome.MET, Reason.NONE
    return Outcome.NOT_MET, Reason.BELOW_THRESHOLD


def judge_absence(confirmed: int, pending: int) -> tuple[Outcome, Reason]:
    """Return the verdict: only closed and classified incidents count, open ones hold it up."""
    if confirmed:
        return Outcome.NOT_MET, Reason.HAPPENED
    if pending:
        return Outcome.PENDING, Reason.OPEN_MATTERS
    return Outcome.MET, Reason.NONE


#: Above this sum the binomial is taken as normal: exact to three places, and a thousand times faster.
LARGE = 1000


def chance_of_difference(now: int, before: int) -> float:
    """Return the two-sided probability that two equal Poisson rates give counts at least this far apart.

    Given their sum n, the first of two such counts is binomial(n, 1/2): the conditional test of
    Przyborowski and Wilenski, Biometrika 31 (1940) 313-323; both periods have the same length. The tail is
    doubled and capped at 1. It stands beside the rule's verdict and never changes it.
    """
    total, low = now + before, min(now, before)
    if total > LARGE:
        apart = max(0, abs(now - before) - 1)  # continuity correction
        return math.erfc(apart / math.sqrt(2 * total))
    term, tail = 1, 0
    for k in range(low + 1):
        tail += term
        term = term * (total - k) // (k + 1)
    return min(1.0, float(Fraction(2 * tail, 2**total)))


#: Above this a difference is called indistinguishable from chance.
SIGNIFICANT = 0.05


class Risk(StrEnum):
    """Why a criterion may be missed at this pace."""

    NONE = ""
    WINDOW_CLOSES = "WINDOW_CLOSES"
    WINDOW_PASSED = "WINDOW_PASSED"
    PERIOD_ENDS = "PERIOD_ENDS"
    OPEN_MATTERS = "OPEN_MATTERS"
    PACE = "PACE"


NEAR = 45  # days before an end at which what is missing becomes urgent


def risk_of_window(window: Period, today: date) -> Risk:
    """Return the risk of a paper that is not there yet."""
    left = (window.until - today).days
    if left <= 0:
        return Risk.WINDOW_PASSED
    return Risk.WINDOW_CLOSES if left <= NEAR and today >= window.since else Risk.NONE


def risk_of_measure(measure: Measure, period: Period, today: date) -> Risk:
    """Return what threatens a computed criterion before the period is over."""
    if measure.pending:
        return Risk.OPEN_MATTERS
    if measure.outcome is Outcome.MET:
        return Risk.PACE if _runs_ahead(measure, period, today) else Risk.NONE
    return Risk.PERIOD_ENDS if (period.until - today).days <= NEAR else Risk.NONE


def _runs_ahead(measure: Measure, period: Period, today: date) -> bool:
    """Say whether a count, continued at its pace, ends above the previous period's."""
    if measure.previous is None or measure.numerator is None:
        return False
    length = (period.until - period.since).days
    gone = (min(today, period.until) - period.since).days
    return gone > 0 and measure.numerator * length > measure.previous * gone


def year_of(period: Period) -> int:
    """Return the year an assessed period is named after: the one it ends in."""
    return period.last_day.year


#: Number and signs of a Vietnamese paper, such as 45/XN-CAX or 12/2026/QĐ-UBND: no blanks, so no sentences.
PAPER_NUMBER = re.compile(
    r"[0-9]{1,6}[A-Za-zĐđ]?(/[0-9]{4})?/[0-9A-Za-zÀ-ỹĐđ]{1,12}([-&.][0-9A-Za-zÀ-ỹĐđ]{1,12}){0,4}"
)


def is_paper_number(text: str) -> bool:
    """Say whether `text` is a paper's number and signs, and nothing else."""
    return len(text) <= 40 and PAPER_NUMBER.fullmatch(text) is not None


class NotAnAttestation(ValueError):
    """What was sent holds more, or less, than an attestation may."""


ATTESTATION_KEYS = frozenset({"criterion", "is_met", "paper_number", "dated"})


@dataclass(frozen=True)
class Attested:
    """The whole of what an attestation says: which criterion, met or not, which paper, of which day."""

    criterion: str
    is_met: bool
    paper_number: str
    dated: date


def read_attestation(data: Mapping[str, object]) -> Attested:
    """Return the attestation in `data`. Raises NotAnAttestation for any other key, and for any text in the number."""
    if set(data) != ATTESTATION_KEYS:
        odd = ", ".join(sorted(set(data) ^ ATTESTATION_KEYS))
        message = f"an attestation holds {', '.join(sorted(ATTESTATION_KEYS))} and nothing else; see {odd}"
        raise NotAnAttestation(message)
    criterion, is_met = data["criterion"], data["is_met"]
    number, dated = data["paper_number"], data["dated"]
    if not isinstance(criterion, str) or not isinstance(is_met, bool):
        message = "criterion must be a text and is_met true or false"
        raise NotAnAttestation(message)
    if not isinstance(number, str) or not is_paper_number(number):
        message = f"paper_number must be a number with its signs, such as 45/XN-CAX, got {number!r}"
        raise NotAnAttestation(message)
    if not isinstance(dated, date):
        message = f"dated must be a date, got {dated!r}"
        raise NotAnAttestation(message)
    return Attested(criterion, is_met, number, dated)


def expected_by_chance(chance: float | None) -> bool:
    """Say whether a difference of this probability is what chance alone often brings."""
    return chance is not None and not math.isnan(chance) and chance >= SIGNIFICANT
