"""Whether any window of many replicates exceeds a floor, all replicates of a word asked at once."""

import math

import numpy as np

from hotscan.kernels.likelihood import POISSON, ratio
from hotscan.native import inner, kernel

WORDS = 4  # 64-bit words of replicates that go through the zones together
MOST_AT_ONCE = 8  # zones that are asked together
NARROW = 16  # slots of a scan whose windows all reach the end and are few: loops of a known length are the fastest


@kernel
def blocks(offsets, levels, mass, share, slack, out):
    """Write into out[uint8] the sizes of the blocks of zones that are asked at once, one after another; return how many.

    mass    float64[levels], what the longest window of each level expects is `share` of it
    slack   in standard deviations: by so much the expectation may grow within a block
    """
    found = 0
    for centre in range(len(offsets) - 1):
        z, end = offsets[centre], offsets[centre + 1]
        while z < end:
            least = share * mass[levels[z]]
            most = least + slack * math.sqrt(least)
            size = MOST_AT_ONCE
            while size > 1 and (z + size > end or share * mass[levels[z + size - 1]] > most):
                size //= 2
            out[found] = size
            found += 1
            z += size
    return found


@kernel
def tops(highs, levels, firsts, out, first, last):
    """Copy into out[block, :windows] the highs of the first zone of the blocks first..last-1."""
    for block in range(first, last):
        level = levels[firsts[block]]
        for w in range(highs.shape[1]):
            out[block, w] = highs[level, w]


@kernel
def challenge(flat, reach, peaks, ground, sizes, runs, tables, sides, law, bits, room, best):
    """Raise best[replicate] to the largest ratio of any window whose count lies beyond the critical ones.

    flat     uint64[places * WORDS * reach] of lanes of `bits` bits, peaks[place] the largest count of any lane
    ground   (offsets, members, level of each zone, mass of each level up to each slot)
    sizes    of the blocks of zones, as `blocks` writes them
    runs     int64[n, 4]: windows next to one another as first slot until, first slot after (-1 for none), how many, and
             the first one's column in the tables
    tables   highs, int32[levels, windows]: the critical count, no more than a lane can hold;
             lows, the same for low counts, -1 where no count is low enough;
             tops, int32[blocks, NARROW]: the highs of each block's first zone in the order they are asked, the most a
             lane can hold where no window stands; empty where windows are not few (a table read at random is slow)
    room     uint64: [WORDS * reach], [2 * WORDS * reach], and as many as a row of highs, and of lows, for the words asked
    The rows of a block are summed in their narrow lanes and then widened: the sums of a zone are lanes of twice the
    width, the highest bit free as a guard, so that one addition and one test ask all lanes of a word whether any exceeds
    its critical count. Counts only grow along a centre's zones, and so do the critical ones, as the ratio of a high count
    falls where more is expected: what the last zone of a block does not reach of the first one's critical count, none
    between can reach. Low counts have no such order: their zones are asked alone.
    """
    offsets, members, levels, _ = ground
    guard = np.uint64(0)
    for lane in range(32 // bits):
        guard |= np.uint64(1) << np.uint64(2 * bits * (lane + 1) - 1)
    full = (np.uint64(1) << np.uint64(bits)) - np.uint64(1)
    mask = guard // (np.uint64(1) << np.uint64(2 * bits - 1)) * full
    part, sums, above, below = room
    peak = np.uint64(0)
    for place in range(len(peaks)):
        peak = max(peak, np.uint64(peaks[place]))
    is_tight = MOST_AT_ONCE * peak > full
    is_narrow = len(tables[2]) > 0
    ones = guard // (np.uint64(1) << np.uint64(2 * bits - 1))
    block = 0
    for centre in range(len(offsets) - 1):
        sums[:] = 0
        z, end = offsets[centre], offsets[centre + 1]
        while z < end:
            size = np.int64(sizes[block])
            last = z + size
            if is_tight and _overflows(peaks, members, z, last, full):
                for y in range(z, last - 1):
                    _collect(flat, members, y, 1, part)
                    _widen(part, sums, bits, mask)
                _collect(flat, members, last - 1, 1, part)
            else:
                _collect(flat, members, z, size, part)
            if is_narrow:
                _spread(tables[2][block], ones, guard - ones, above)
                flagged = _widen_and_ask(part, sums, bits, mask, above)
            else:
                _widen(part, sums, bits, mask)
                _spread(tables[0][levels[z]], ones, guard - ones, above)
                if sides & 2:
                    for w in range(len(below)):
                        below[w] = guard + ones * np.uint64(tables[1][levels[z], w])
                flagged = _beyond(sums, reach, runs, above, below, sides)
            block += 1
            if flagged & guard:
                _examine(
                    flat, sums, z, last, ground, runs, tables, above, below, sides, law, bits, guard, mask, best
                )  # fmt: skip
            z = last


@inner
def _spread(critical, ones, limits, above):
    """Write into `above` what added to the counts of all lanes sets the guard of those beyond their critical count."""
    for w in range(len(above)):
        above[w] = limits - ones * np.uint64(critical[w])


@inner
def _overflows(peaks, members, first, last, full):
    """Say whether the rows of some zones might not be summed in their own lanes."""
    total = np.uint64(0)
    for y in range(first, last):
        total += np.uint64(peaks[members[y]])
    return total > full


@inner
def _collect(flat, members, z, size, part):
    """Write into `part` the sum of the rows of the zones z..z+size-1; unsigned, so that no index is tried for being negative."""
    n = np.uint64(len(part))
    a = np.uint64(members[z]) * n
    if size == 1:
        for m in range(n):
            part[m] = flat[a + m]
        return
    b = np.uint64(members[z + 1]) * n
    if size == 2:
        for m in range(n):
            part[m] = flat[a + m] + flat[b + m]
        return
    c, d = np.uint64(members[z + 2]) * n, np.uint64(members[z + 3]) * n
    if size == 4:
        for m in range(n):
            part[m] = (flat[a + m] + flat[b + m]) + (flat[c + m] + flat[d + m])
        return
    e, f = np.uint64(members[z + 4]) * n, np.uint64(members[z + 5]) * n
    g, h = np.uint64(members[z + 6]) * n, np.uint64(members[z + 7]) * n
    for m in range(n):
        part[m] = ((flat[a + m] + flat[b + m]) + (flat[c + m] + flat[d + m])) + (
            (flat[e + m] + flat[f + m]) + (flat[g + m] + flat[h + m])
        )


@inner
def _widen(part, sums, bits, mask):
    """Add the lanes of `part` to those of `sums`: the even ones to the first half, the odd ones to the second."""
    n, shift = np.uint64(len(part)), np.uint64(bits)
    for m in range(n):
        sums[m] += part[m] & mask
    for m in range(n):
        sums[n + m] += (part[m] >> shift) & mask


@inner
def _widen_and_ask(part, sums, bits, mask, above):
    """Do the same and return a word whose guard bits say in which lane some count lies beyond its critical one."""
    flagged = np.uint64(0)
    n, shift = np.uint64(WORDS * NARROW), np.uint64(bits)
    for k in range(WORDS):
        base = np.uint64(k * NARROW)
        for w in range(NARROW):
            s = np.uint64(w)
            narrow = part[base + s]
            even = sums[base + s] + (narrow & mask)
            odd = sums[n + base + s] + ((narrow >> shift) & mask)
            sums[base + s] = even
            sums[n + base + s] = odd
            flagged |= (even + above[s]) | (odd + above[s])
    return flagged


@inner
def _beyond(sums, reach, runs, above, below, sides):
    """Return a word whose guard bits say in which lane some count of some word lies beyond its critical one."""
    flagged = np.uint64(0)
    for run in range(len(runs)):
        until, after, n, column = runs[run]
        tops = above[column : column + n]
        for k in range(2 * WORDS):
            upper = sums[k * reach + until : k * reach + until + n]
            if after < 0:
                for w in range(n):
                    flagged |= upper[w] + tops[w]
            else:
                lower = sums[k * reach + after : k * reach + after + n]
                for w in range(n):
                    flagged |= upper[w] - lower[w] + tops[w]
            if sides & 2:
                for w in range(n):
                    under = sums[k * reach + after + w] if after >= 0 else np.uint64(0)
                    flagged |= below[column + w] - (upper[w] - under)
    return flagged


@inner
def _examine(flat, sums, first, last, ground, runs, tables, above, below, sides, law, bits, guard, mask, best):  # fmt: skip
    """Find the words of `sums`, the counts of zone last-1, that were flagged, and take the zones of each one by one."""
    reach = len(sums) // (2 * WORDS)
    for run in range(len(runs)):
        until, after, n, column = runs[run]
        for k in range(2 * WORDS):
            upper = sums[k * reach + until : k * reach + until + n]
            flagged = np.uint64(0)
            if after < 0 and not sides & 2:  # nearly every word is passed over here
                for w in range(n):
                    flagged |= upper[w] + above[column + w]
                if not flagged & guard:
                    continue
            for w in range(n):
                word = upper[w]
                if after >= 0:
                    word -= sums[k * reach + after + w]
                flagged = word + above[column + w]
                if sides & 2:
                    flagged |= below[column + w] - word
                if flagged & guard:
                    slots = until + w, (after + w if after >= 0 else -1)
                    _descend(
                        flat, word, k, slots, column + w, first, last, ground, tables, sides, law, bits, guard, mask, best
                    )  # fmt: skip


@inner
def _flags(word, level, column, tables, sides, bits, guard):
    """Return the guards of the lanes whose count lies beyond its critical one."""
    ones = guard // (np.uint64(1) << np.uint64(2 * bits - 1))
    flagged = word + (guard - ones) - ones * np.uint64(tables[0][level, column])
    if sides & 2:
        flagged |= guard + ones * np.uint64(tables[1][level, column]) - word
    return flagged & guard


@inner
def _descend(flat, word, k, slots, column, first, last, ground, tables, sides, law, bits, guard, mask, best):  # fmt: skip
    """Take the ratio of each count beyond its critical one in one word of one window, from zone last-1 down to `first`."""
    _, members, levels, mass = ground
    until, after = slots
    reach = mass.shape[1]
    shift = np.uint64(bits * (k // WORDS))
    for z in range(last - 1, first - 1, -1):
        level = levels[z]
        flagged = _flags(word, level, column, tables, sides, bits, guard)
        expected = mass[level, until] - (mass[level, after] if after >= 0 else 0.0)
        if flagged and expected > 0:
            _rate(word, flagged, expected, k, law, bits, best)
        row = (members[z] * WORDS + k % WORDS) * reach
        word -= (flat[row + until] >> shift) & mask
        if after >= 0:
            word += (flat[row + after] >> shift) & mask


@inner
def _rate(word, flagged, expected, k, law, bits, best):
    """Raise best[replicate] by the counts of a word's flagged lanes, which are every second lane of word k % WORDS."""
    total, family, _ = law
    wide = 2 * bits
    guard = np.uint64(1) << np.uint64(wide - 1)
    for lane in range(64 // wide):
        shift = np.uint64(wide * lane)
        if (flagged >> shift) & guard:
            count = np.int64((word >> shift) & (guard - np.uint64(1)))
            r = (k % WORDS) * (64 // bits) + 2 * lane + k // WORDS
            beyond = count - expected
            if (
                family == POISSON
                and beyond > 0
                and beyond * beyond * (total + expected)
                <= 2 * best[r] * expected * (total - expected)
            ):
                continue
            best[r] = max(best[r], ratio(count, expected, law))
