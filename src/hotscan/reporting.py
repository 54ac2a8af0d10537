"""From the best window of every centre and the maxima of chance to the clusters somebody reads."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from hotscan import clusters, gini, inference
from hotscan.chance import Ground
from hotscan.clusters import Candidate
from hotscan.ellipses import DIGITS, Forms
from hotscan.geometry import Floats, Integers
from hotscan.options import Analysis, Options, Secondary
from hotscan.results import Cluster, GiniChoice, Result
from hotscan.study import Study
from hotscan.timing import Timeline, Windows

Observe = Callable[[Ground], Floats]  # the best window of every row of zones: likelihood.observe


@dataclass(slots=True)
class Prepared:
    """A study made ready: everything a scan needs besides chance. `order[i]` is the place that row i of it stands for."""

    study: Study
    options: Options
    line: Timeline
    order: Integers
    ground: Ground
    alive: Windows
    best: Floats = field(default_factory=lambda: np.zeros((0, 5)))
    forms: Forms = field(default_factory=Forms)

    @property
    def centres(self) -> int:
        """Return how many centres there are; each has a row of the zones with every form."""
        return self.ground.zones.centres // len(self.forms.forms)

    @property
    def where(self) -> clusters.Ground:
        """Return where the places and centres of the zones lie."""
        places = self.study.positions.taken(self.order)
        grid = self.study.grid
        return clusters.Ground(places, grid.positions if grid else places, self.forms)


@dataclass(frozen=True, slots=True)
class Asked:
    """The maxima of the replicates asked, and why no more were."""

    maxima: Floats
    stopped_early: bool = False
    complete: bool = True


def result(ready: Prepared, asked: Asked, observe: Observe) -> Result:
    """Return what was found, strongest first; whoever breaks that off gets it without the Gini choice, which takes longest."""
    try:
        return _result(ready, asked, observe)
    except KeyboardInterrupt:
        options = ready.options
        rule = options.secondary or Secondary.NO_OVERLAP
        short = replace(ready, options=replace(options, gini=False, secondary=rule))
        is_whole = asked.complete and not options.gini
        return _result(short, replace(asked, complete=is_whole), observe)


def _result(ready: Prepared, asked: Asked, observe: Observe) -> Result:
    options = ready.options
    choice = _gini(ready, asked, observe) if options.gini else None
    kept = list(_kept(ready, options.secondary)) if options.secondary else []
    also = [one for one in (choice.clusters if choice else ()) if one not in kept]
    marks = set(choice.clusters) if choice else None
    ranked = sorted([*kept, *also], key=lambda one: -round(one.ratio, DIGITS))
    return Result(
        clusters=tuple(_cluster(ready, one, asked, marks) for one in ranked),
        maxima=asked.maxima,
        stopped_early=asked.stopped_early,
        complete=asked.complete,
        cases=ready.ground.model.total,
        coordinates=ready.study.coordinates,
        on_globe=ready.study.positions.on_globe,
        counts=ready.study.cases,
        line=ready.line,
        options=options,
        gini=GiniChoice(choice.share, choice.coefficients) if choice else None,
    )


def _kept(ready: Prepared, rule: Secondary) -> Sequence[Candidate]:
    ranked = _ranked(ready, ready.ground, ready.best)
    return clusters.apart(ranked, ready.options.most_clusters, rule, ready.where)


def _ranked(ready: Prepared, ground: Ground, best: Floats) -> Iterator[Candidate]:
    rank = ready.order if ready.study.grid is None else np.arange(ready.centres)
    rows = ready.forms.best_rows(best[:, 0], ready.centres)
    return clusters.candidates(best, rows, rank, ground.zones, ready.alive)


def _gini(ready: Prepared, asked: Asked, observe: Observe) -> gini.Choice | None:
    """Return the choice among the shares that lie under the cap of the scan; p is of the maxima under that cap."""
    options, found = ready.options, {}
    for share in sorted(
        {*(s for s in options.gini_shares if s < options.max_share), options.max_share}
    ):
        ranked = _under(ready, share, observe)
        kept = clusters.apart(ranked, options.most_clusters, Secondary.NO_OVERLAP, ready.where)
        found[share] = [
            one
            for one in kept
            if inference.p_value(one.ratio, asked.maxima, stopped_early=asked.stopped_early)
            < options.gini_p
        ]
    return gini.choose(found, ready.ground.model.total)


def _under(ready: Prepared, share: float, observe: Observe) -> Iterator[Candidate]:
    """Return the best windows of all centres under a smaller cap."""
    model = ready.ground.model
    zones = ready.ground.zones.capped(model.weights, share)
    ground = replace(ready.ground, zones=zones, levels=model.levels(zones))
    best = observe(ground)
    best[:, 0] *= ready.forms.weights(ready.centres)
    return _ranked(ready, ground, best)


def _cluster(
    ready: Prepared, found: Candidate, asked: Asked, marks: set[Candidate] | None
) -> Cluster:
    model, line, options = ready.ground.model, ready.line, ready.options
    form = ready.forms.form(found.row, ready.centres)
    p = (
        inference.p_value(found.ratio, asked.maxima, stopped_early=asked.stopped_early)
        if len(asked.maxima)
        else None
    )
    rest = model.total - found.observed
    outside = model.total - found.expected
    center, position, radius, at = _ground(ready, found)
    return Cluster(
        locations=tuple(name for place in at for name in ready.study.names[place])
        if position
        else (),
        center=center,
        position=position,
        radius=radius,
        form=form,
        start=line.label(line.first_time(found.slots[1])),
        end=line.label(line.last_time(found.slots[0])),
        steps=(line.steps - 1 - found.slots[1], line.steps - 1 - found.slots[0]),
        observed=found.observed,
        expected=found.expected,
        relative_risk=(found.observed / found.expected) / (rest / outside) if rest > 0 else None,
        llr=found.ratio / form.weight(options.penalty),
        statistic=found.ratio,
        p_value=p,
        gumbel_p=inference.gumbel_p_value(found.ratio, asked.maxima),
        recurrence_interval_days=_recurrence(p, options, line)
        if p is not None and options.analysis is Analysis.PROSPECTIVE
        else None,
        places=at,
        by_gini=found in marks if marks is not None else None,
    )


def _recurrence(p: float, options: Options, line: Timeline) -> float:
    """Return the days until chance alone shows as much once, of one scan at each step's end."""
    scans = line.ends_since(options.earlier_since) if options.earlier_since is not None else 1
    return inference.recurrence_interval(p, options.step * line.unit.days, scans)


def _ground(
    ready: Prepared, found: Candidate
) -> tuple[str, tuple[float, float] | None, float, Integers]:
    """Return a cluster's centre with its coordinates as given, its radius and its places; no centre where it is everywhere."""
    study = ready.study
    if ready.options.analysis is Analysis.TEMPORAL:
        return "", None, 0.0, np.arange(len(study.positions))
    at = _left(ready, found, ready.order[list(found.places)])
    form = ready.forms.form(found.row, ready.centres)
    centre, coordinates, point = _centre(ready, found.row % ready.centres)
    far = int(at[-1])
    radius = (
        study.positions.distance(far, point)
        if form.shape == 1
        else form.half_axis(study.positions.points[far] - point)
    )
    return centre, coordinates, radius, at


def _left(ready: Prepared, found: Candidate, at: Integers) -> Integers:
    """Return the places of a cluster that were not taken out for as long as it lasts."""
    known, line, ones = ready.study.known, ready.line, np.ones(len(at), np.int64)
    if known is None:
        return at
    since, until = line.first_time(found.slots[1]), line.last_time(found.slots[0])
    return at[~known.out(at, since * ones, until * ones)]


def _centre(ready: Prepared, row: int) -> tuple[str, tuple[float, float], Floats]:
    """Return a centre's name (none for a grid), its coordinates as given, and its point."""
    study = ready.study
    if study.grid is not None:
        return "", study.grid.coordinates[row], study.grid.positions.points[row]
    place = int(ready.order[row])
    return study.names[place][0], study.coordinates[place], study.positions.points[place]
