"""What few people said, told so that no side of fewer than five can be worked out from all that is told. Pure.

An answer has sides (said so, said otherwise); a span of a unit is told with both sides or not at all. All that may ever
be told is one tree: a year of a province lies over the years of its communes, a year of a commune over its halves,
these over quarters, these over months. From below, a span is told when what it holds beyond the spans already told within it is
on every side LEAST_SHOWN or more, or nobody. So everything told is a sum of such remainders: no side of a remainder is
small, what lies within one could be nothing on any side, and this holds for whoever adds and subtracts all pages of the house.

Nobody stands for few here: were "all of them" told as such, the month of one reporter would tell what that one said.
A span depends on itself and what lies within it alone: what was told on the day after its end stays told, and the same.
Above a commune time is not divided: the months of a province less those of its communes would give back the one left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from binhyen.figures.rules import LEAST_SHOWN, Period, months_from

#: How many answers on each side.
Sides = tuple[int, ...]
#: The units an answer lies in, the outermost first.
Way = tuple[str, ...]
#: What was said in each unit and month; a month is named by its first day.
Answers = Mapping[tuple[Way, date], Sides]

#: A year is halves, a half quarters, a quarter months: so many months each.
YEAR, MONTH = 12, 1
_LENGTHS = (YEAR, 6, 3, MONTH)
_WITHIN = {12: 6, 6: 3, 3: 1}


def told(answers: Answers, period: Period, *, least: int = LEAST_SHOWN) -> Sides | None:
    """Return the sides of the period, None where they are not told.

    A period that is no span of the calendar is told where the longest spans that make it up all are. What lies outside
    the period changes nothing. Whoever asks sees to it that the period is over.
    """
    tiles = list(spans_of(period))
    found = [_told(answers, tile, least) for tile in tiles]
    if not tiles or None in found:
        return None
    return _sum(sides for sides in found if sides is not None)


def spans_of(period: Period) -> Iterator[tuple[date, int]]:
    """Yield the longest spans that make up the period, by first day and months; nothing where it is not of whole months."""
    if period.since.day != 1 or period.until.day != 1:
        return
    since = period.since
    while since < period.until:
        length = next(
            length
            for length in _LENGTHS
            if (since.month - 1) % length == 0 and months_from(since, length).until <= period.until
        )
        yield since, length
        since = months_from(since, length).until


def _told(answers: Answers, tile: tuple[date, int], least: int) -> Sides | None:
    since, length = tile
    span = months_from(since, length)
    within = {key: sides for key, sides in answers.items() if key[1] in span and any(sides)}
    ways = {way for way, _month in within}
    if not ways or (len(ways) > 1 and length < YEAR):
        return None
    beyond = _beyond(within, tile, least, depth=0)
    return _sum(within.values()) if _may_be_told(beyond, least) else None


def _beyond(answers: Answers, tile: tuple[date, int], least: int, *, depth: int) -> Sides:
    """Return what the span holds beyond what is told within it."""
    ways = {way for way, _month in answers}
    if len(ways) <= 1:
        months = {month: sides for (_way, month), sides in answers.items()}
        return _beyond_in_time(months, tile, least)
    parts: dict[Way, dict[tuple[Way, date], Sides]] = defaultdict(dict)
    for (way, month), sides in answers.items():
        parts[way[: depth + 1]][way, month] = sides
    return _sum(
        _left(_beyond(part, tile, least, depth=depth + 1), least) for part in parts.values()
    )


def _beyond_in_time(months: Mapping[date, Sides], tile: tuple[date, int], least: int) -> Sides:
    since, length = tile
    if length == MONTH:
        return months.get(since, ())
    step = _WITHIN[length]
    starts = (since.replace(month=since.month + n) for n in range(0, length, step))
    return _sum(_left(_beyond_in_time(months, (start, step), least), least) for start in starts)


def _left(beyond: Sides, least: int) -> Sides:
    """Return what a span leaves untold to those above it."""
    return () if _may_be_told(beyond, least) else beyond


def _may_be_told(beyond: Sides, least: int) -> bool:
    """Say whether a span may be told that holds this beyond what is told within it."""
    return not any(beyond) or are_many(beyond, least)


def are_many(sides: Sides, least: int = LEAST_SHOWN) -> bool:
    """Say whether no side is of few; nobody is few."""
    return all(n >= least for n in sides)


def _sum(many: Iterable[Sides]) -> Sides:
    return tuple(map(sum, zip(*(sides for sides in many if sides), strict=True)))
