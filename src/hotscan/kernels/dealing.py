"""What chance deals: replicates drawn side by side."""

import numpy as np

from hotscan.native import inner, kernel


@inner
def _next(state):
    """Return the next state and 64 random bits (SplitMix64; Steele, Lea, Flood 2014)."""
    state = state + np.uint64(0x9E3779B97F4A7C15)
    z = state
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return state, z ^ (z >> np.uint64(31))


@inner
def _seeded(seed, replicate):
    """Return the state a replicate begins with: two mixings, so that neighbours share nothing."""
    _, mixed = _next(np.uint64(seed) ^ np.uint64(0x5851F42D4C957F2D))
    _, mixed = _next(mixed ^ (np.uint64(replicate) * np.uint64(0xD1342543DE82EF95)))
    return mixed


@inner
def _below(state, bound):
    """Return the next state and an even draw from 0..bound-1, bound < 2^32 (Lemire 2019)."""
    bound = np.uint64(bound)
    mask = np.uint64(0xFFFFFFFF)
    state, bits = _next(state)
    product = (bits & mask) * bound
    if (product & mask) < bound:
        least = ((np.uint64(1) << np.uint64(32)) - bound) % bound
        while (product & mask) < least:
            state, bits = _next(state)
            product = (bits & mask) * bound
    return state, product >> np.uint64(32)


@kernel
def deal(flat, reach, numbers, seed, labels, slots, starts, sizes, needs, bits, partners):
    """Fill `flat` with replicates `numbers`: labels dealt anew to the first draws of each deck, without replacement.

    flat      uint64[places * words * reach], zeroed here; replicate i is a lane of `bits` bits of word i // lanes
    labels    int32, decks one after another (starts, sizes): where the first word of the drawn place stands in `flat`
    slots     int32, by position, added to the label; 0 where the label names the slot already
    needs     how many draws of each deck can matter; the others are never looked at
    partners  int32, room for as many as the deck of most needs
    Each replicate depends on (seed, its number) alone: what is exchanged is put back. A label below zero counts nowhere.
    Returns whether every count found room in its lane.
    """
    flat[:] = 0
    lanes = 64 // bits
    full = (np.uint64(1) << np.uint64(bits)) - np.uint64(1)
    fits = True
    for i in range(len(numbers)):
        word = (i // lanes) * reach
        shift = np.uint64(bits * (i % lanes))
        one = np.uint64(1) << shift
        state = _seeded(seed, numbers[i])
        for deck in range(len(needs)):
            base = starts[deck]
            for draw in range(needs[deck]):
                state, step = _below(state, sizes[deck] - draw)
                other = base + draw + np.int64(step)
                partners[draw] = other
                label = labels[other]
                labels[other] = labels[base + draw]
                labels[base + draw] = label
                if label >= 0:
                    cell = np.uint64(label + slots[base + draw] + word)
                    flat[cell] += one
                    fits &= ((flat[cell] >> shift) & full) != 0
            for draw in range(needs[deck] - 1, -1, -1):
                other = partners[draw]
                label = labels[other]
                labels[other] = labels[base + draw]
                labels[base + draw] = label
    return fits


@kernel
def scatter(flat, reach, numbers, seed, draws, keep, alias, cells, bits):
    """Fill `flat`, as `deal` does, with replicates `numbers` of `draws` cases each, every case in a cell by its share (Walker's alias).

    keep      uint64: of 2^32, how often cell k stays k and is not exchanged for alias[k]
    cells     int32: where cell k stands in `flat` in the first word, below zero where it lies outside every window
    Returns whether every count found room in its lane.
    """
    flat[:] = 0
    lanes = 64 // bits
    mask = np.uint64(0xFFFFFFFF)
    full = (np.uint64(1) << np.uint64(bits)) - np.uint64(1)
    fits = True
    for i in range(len(numbers)):
        word = (i // lanes) * reach
        shift = np.uint64(bits * (i % lanes))
        one = np.uint64(1) << shift
        state = _seeded(seed, numbers[i])
        for _ in range(draws):
            state, cell = _below(state, len(cells))
            state, coin = _next(state)
            k = np.int64(cell)
            if (coin & mask) >= keep[k]:
                k = alias[k]
            if cells[k] >= 0:
                where = np.uint64(cells[k] + word)
                flat[where] += one
                fits &= ((flat[where] >> shift) & full) != 0
    return fits


@kernel
def add_up(rows, bits, peaks):
    """Make each slot the sum of itself and the slots before it; return whether every sum found room in its lane.

    peaks   int64[places], written: the largest sum of any lane. The last slot is summed in lanes of twice the width,
            so that it is right even where the lane itself runs over
    """
    places, words, reach = rows.shape
    full = (np.uint64(1) << np.uint64(bits)) - np.uint64(1)
    wide = (full << np.uint64(bits)) | full
    mask = np.uint64(0)
    for lane in range(32 // bits):
        mask |= full << np.uint64(2 * bits * lane)
    fits = True
    for place in range(places):
        peak = np.uint64(0)
        for k in range(words):
            row = rows[place, k]
            even, odd = row[0] & mask, (row[0] >> np.uint64(bits)) & mask
            for s in range(1, reach):
                even += row[s] & mask
                odd += (row[s] >> np.uint64(bits)) & mask
                row[s] += row[s - 1]
            for lane in range(32 // bits):
                shift = np.uint64(2 * bits * lane)
                peak = max(peak, (even >> shift) & wide, (odd >> shift) & wide)
        peaks[place] = peak
        fits &= bool(peak <= full)
    return fits


@kernel
def alias_table(scaled, keep, alias, small, large):
    """Write keep (uint64[n], of 2^32) and alias (int64[n]) of Walker's method in Vose's form (1991).

    scaled   n shares that sum to n; spent. small, large: room for int64[n]
    """
    n = len(scaled)
    smalls, larges = 0, 0
    for k in range(n):
        alias[k] = k
        if scaled[k] < 1:
            small[smalls] = k
            smalls += 1
        else:
            large[larges] = k
            larges += 1
    while smalls > 0 and larges > 0:
        smalls -= 1
        poor, rich = small[smalls], large[larges - 1]
        keep[poor] = np.uint64(scaled[poor] * 4294967296.0)
        alias[poor] = rich
        scaled[rich] -= 1 - scaled[poor]
        if scaled[rich] < 1:
            larges -= 1
            small[smalls] = rich
            smalls += 1
    for i in range(larges):
        keep[large[i]] = np.uint64(4294967296)
    for i in range(smalls):
        keep[small[i]] = np.uint64(4294967296)
