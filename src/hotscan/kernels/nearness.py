"""Who stands near whom."""

import math

from hotscan.native import inner, kernel

_RUN = 16  # places sorted by insertion before runs are merged


@kernel
def near(points, centres, weights, first, last, most_weight, most_chord, blur, rank, chords, room, lengths, members):  # fmt: skip
    """Write the neighbours of the centres first..last-1, and return how many they are in all.

    points, centres   float64[3, n]; in the plane the third is zero
    chords, room      room for float64[n] and int32[2, n]
    lengths           int32[last - first], written: how many neighbours each has
    members           int32, written: the places, one centre's after another's; room for (last - first) * n
    A centre's neighbours stand by distance, nearest first, ties by `rank` (chords that differ by no more than `blur` tie); they
    end before the one whose weight would make the sum exceed `most_weight`, and at the squared chord `most_chord`.
    """
    found, spare = room[0], room[1]
    used = 0
    guess = most_chord
    for centre in range(first, last):
        farthest = _measure(points, centres, centre, chords)
        bound = min(most_chord, farthest)
        reach = min(guess, bound)
        while True:
            amount, weight = 0, 0.0
            with_ties = (math.sqrt(reach) + blur) ** 2
            for place in range(len(chords)):
                if chords[place] <= with_ties:
                    found[amount] = place
                    amount += 1
                    weight += weights[place]
            if weight > most_weight or reach >= bound:
                break
            reach = min(max(reach * 1.5, farthest * 1e-6), bound)
        _sort(found, amount, chords, spare)
        _rank_ties(found, amount, chords, blur, rank)
        weight = 0.0
        kept = 0
        while kept < amount:
            weight += weights[found[kept]]
            if weight > most_weight:
                break
            members[used + kept] = found[kept]
            kept += 1
        lengths[centre - first] = kept
        used += kept
        if kept > 0:
            guess = max(chords[members[used - 1]] * 1.3, farthest * 1e-6)
    return used


@inner
def _measure(points, centres, centre, chords):
    """Write the squared chords from a centre to all places; return the longest."""
    farthest = 0.0
    for place in range(len(chords)):
        a = points[0, place] - centres[0, centre]
        b = points[1, place] - centres[1, centre]
        c = points[2, place] - centres[2, centre]
        chords[place] = a * a + b * b + c * c
    for place in range(len(chords)):
        farthest = max(farthest, chords[place])
    return farthest


@inner
def _sort(found, amount, chords, spare):
    """Sort the first `amount` of `found` by their chords: runs merged, again and again."""
    _sort_runs(found, amount, chords)
    width = _RUN
    while width < amount:
        for start in range(0, amount - width, 2 * width):
            stop = min(start + 2 * width, amount)
            for i in range(width):
                spare[i] = found[start + i]
            i, j, k = 0, start + width, start
            while i < width:
                if j < stop and chords[found[j]] < chords[spare[i]]:
                    found[k] = found[j]
                    j += 1
                else:
                    found[k] = spare[i]
                    i += 1
                k += 1
        width *= 2


@inner
def _sort_runs(found, amount, chords):
    """Sort runs of a few places by insertion."""
    for start in range(0, amount, _RUN):
        for i in range(start + 1, min(start + _RUN, amount)):
            place = found[i]
            j = i - 1
            while j >= start and chords[found[j]] > chords[place]:
                found[j + 1] = found[j]
                j -= 1
            found[j + 1] = place


@inner
def _rank_ties(ordered, amount, chords, blur, rank):
    """Order places as far away as one another by their rank, by insertion: they are few, or stand on a grid."""
    start = 0
    while start < amount:
        stop = start + 1
        tie = (math.sqrt(chords[ordered[start]]) + blur) ** 2
        while stop < amount and chords[ordered[stop]] <= tie:
            place = ordered[stop]
            j = stop - 1
            while j >= start and rank[ordered[j]] > rank[place]:
                ordered[j + 1] = ordered[j]
                j -= 1
            ordered[j + 1] = place
            stop += 1
        start = stop
