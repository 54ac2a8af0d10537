"""The log likelihood ratio: of the observed, and the counts from which it exceeds a floor."""

import math

import numpy as np

from hotscan.native import inner, kernel

POISSON, BERNOULLI = 0, 1  # families of `ratio`
_PRECISE = 1e-12  # of an edge, by which it lies on the side where counts are flagged
_MOST_STEPS = 100


@inner
def ratio(count, expected, law):
    """Return the log likelihood ratio of `count` where `expected` were usual.

    law   (cases in all, family, people in all)

    Poisson:   c ln(c/e) + (C-c) ln((C-c)/(C-e))                  Kulldorff 1997, eq. for the conditional Poisson model
    Bernoulli: c ln(c/n) + (n-c) ln((n-c)/n) + the same outside - the same of the whole, with n = e N / C
    """
    total, family, people = law
    if (
        total - expected <= 1e-9 * total
    ):  # everything is inside: nothing can be more or less than usual
        return 0.0
    if family == POISSON:
        inside = count * math.log(count / expected) if count > 0 else 0.0
        rest = total - count
        return inside + (rest * math.log(rest / (total - expected)) if rest > 0 else 0.0)
    n = expected * people / total
    return _entropy(count, n) + _entropy(total - count, people - n) - _entropy(float(total), people)


@inner
def _entropy(count, n):
    """Return c ln(c/n) + (n-c) ln((n-c)/n), with 0 ln 0 = 0."""
    value = 0.0
    if count > 0:
        value += count * math.log(count / n)
    if n - count > 1e-9:
        value += (n - count) * math.log((n - count) / n)
    return value


@kernel
def observe(counts, ground, windows, law, sides, first, last, sums, found):
    """Write for each centre first..last-1 its best window into `found`: ratio, zone, window, count and expectation.

    found     float64[last - first, 5] of zeros; sums: room for float64[slots]
    ground    (offsets, members, level of each zone, mass of each level up to each slot)
    windows   (until, after, sequence): slots, and the order in which windows alike are preferred
    sides     1 for more than expected, 2 for less, 3 for both
    The zone is the number of places from the centre, 0 where nothing is beyond what is expected. Of equal ratios the
    smaller zone and the earlier window of `sequence` stand.
    """
    offsets, members, levels, mass = ground
    until, after, sequence = windows
    total, family, _ = law
    reach = counts.shape[1]
    longest, is_bounded = 0, family == POISSON and sides == 1
    for w in range(len(until)):
        longest = max(longest, until[w] + 1)
        is_bounded &= after[w] < 0
    for centre in range(first, last):
        sums[:] = 0
        best = 0.0
        for z in range(offsets[centre], offsets[centre + 1]):
            row = counts[members[z]]
            for s in range(reach):
                sums[s] += row[s]
            level = levels[z]
            if is_bounded and not _may_exceed(sums, mass[level], longest, total, best):
                continue
            for w in sequence:
                count = sums[until[w]]
                expected = mass[level, until[w]]
                if after[w] >= 0:
                    count -= sums[after[w]]
                    expected -= mass[level, after[w]]
                beyond = count - expected
                if expected <= 0:
                    continue
                if beyond > 0:
                    if not sides & 1 or count < 2:
                        continue
                    if family == POISSON and (
                        beyond * beyond * (total + expected)
                        <= 2 * best * expected * (total - expected)
                    ):
                        continue
                elif not sides & 2:
                    continue
                value = ratio(np.int64(count), expected, law)
                if value > best + 1e-10:
                    best = value
                    found[centre - first, 0] = value
                    found[centre - first, 1] = z - offsets[centre] + 1
                    found[centre - first, 2] = w
                    found[centre - first, 3] = count
                    found[centre - first, 4] = expected


@inner
def _may_exceed(sums, mass, slots, total, best):
    """Say whether the Poisson ratio of a slot may exceed `best`: it never exceeds beyond² (1 / 2e + 1 / (C - e)).

    Nearly all zones need no more than this.
    """
    hits = np.uint64(0)
    for s in range(slots):
        expected = mass[s]
        beyond = sums[s] - expected
        hits += np.uint64(
            beyond * abs(beyond) * (total + expected) > 2 * best * expected * (total - expected)
        )
    return hits != 0


@kernel
def edges(law, floor, most_expected, most, counts, out):
    """List counts up to `most`, and in out[] the least expectation with which the ratio of each is at most `floor`.

    Returns how many stand in counts (int64) and out (float64): all up to a thousand, and then so many that they lie a
    sixteenth of a standard deviation apart; the last may need more than `most_expected`.
    The ratio of a count falls as its expectation grows, up to the count itself. One case alone is never too many.
    """
    total, family, people = law
    counts[0], out[0] = 1, 0.0
    used = 1
    while used < len(counts) and counts[used - 1] < most and out[used - 1] <= most_expected:
        before = counts[used - 1]
        count = min(before + max(1, np.int64(math.sqrt(before) / 16)), most)
        # Above the floor here: c ln(c/e) - (c - e) is no more than Poisson's ratio, and c - e less than c.
        low = count * math.exp(-1.0 - floor / count)
        if family == BERNOULLI:
            low = count * total / people  # all there are cases; fewer people cannot be
        counts[used] = count
        out[used] = _edge(count, max(low, out[used - 1]), floor, law)
        used += 1
    return used


@inner
def _edge(count, low, floor, law):
    """Return where the ratio of a count comes down to `floor`: regula falsi (Illinois), held to the side that is flagged."""
    high = float(count)
    above, under = ratio(count, low, law) - floor, -floor
    if above <= 0:
        return low
    for _ in range(_MOST_STEPS):
        if high - low <= _PRECISE * high:
            break
        middle = min(max((low * under - high * above) / (under - above), low), high)
        if middle in (low, high):
            middle = (low + high) / 2
        value = ratio(count, middle, law) - floor
        if value > 0:
            low, above, under = middle, value, under / 2
        else:
            high, under, above = middle, value, above / 2
    return high * (1 + _PRECISE)


@kernel
def critical_counts(mass, until, after, counts, edges, used, most, out, first, last):
    """Write into out[level, window] the largest of counts[:used] that is not flagged, as `edges` says, no more than `most`.

    Rows near one another have near answers, so each begins where the row before it ended.
    """
    for w in range(len(until)):
        guess = 0
        for level in range(first, last):
            expected = mass[level, until[w]]
            if after[w] >= 0:
                expected -= mass[level, after[w]]
            # Where nothing is expected nothing falls, but a later zone asked together with this one may hold cases.
            while guess > 0 and edges[guess] > expected:
                guess -= 1
            while guess + 1 < used and edges[guess + 1] <= expected:
                guess += 1
            out[level, w] = min(counts[guess], most)


@kernel
def critical_lows(mass, until, after, law, floor, out, first, last):
    """Write into out[level, window] a count up to which every ratio exceeds `floor`, the largest there is; below zero for none.

    Where nearly everybody is a case, those left outside bound the count from below: the ratio means nothing under that.
    """
    total, family, people = law
    for w in range(len(until)):
        for level in range(first, last):
            expected = mass[level, until[w]]
            if after[w] >= 0:
                expected -= mass[level, after[w]]
            least = 0
            if family == BERNOULLI:
                outside = people - expected * people / total
                least = max(0, total - int(outside + 1e-9))
            low, high = least - 1, math.ceil(expected)  # low is flagged (or nothing), high is not
            while high - low > 1:
                middle = (low + high) // 2
                if ratio(middle, expected, law) > floor:
                    low = middle
                else:
                    high = middle
            out[level, w] = low
