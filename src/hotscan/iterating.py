"""Scan, take the strongest cluster out, and scan again, until chance shows as much (Zhang, Assunção, Kulldorff 2010).

A strong cluster hides others: it swells what is expected elsewhere, and a secondary cluster's p is held against maxima of
a map with nothing in it but chance. Once the strongest is taken out, with its cases and what was expected there, the next
is held against chance in what is left.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from hotscan.known import Known
from hotscan.options import Options
from hotscan.results import Cluster, Result
from hotscan.study import Study


def iterate(study: Study, options: Options, once: Callable[[Study, Options], Result]) -> Result:
    """Return the strongest cluster of each turn, the p of each from the replicates of its own turn.

    The last is the first whose p exceeds `options.iteration_p`, or that of the last turn. Everything else in the result
    is of the first turn. Where a turn was broken off the result says so.
    """
    options.check(study)
    alone = replace(options, iterations=0, most_clusters=1)
    first = result = once(study, alone)
    found = list(result.clusters)
    while result.clusters and result.complete and len(found) < options.iterations:
        if (found[-1].p_value or 0.0) > options.iteration_p:
            break
        try:
            study = _without(study, found[-1], result)
            if not _has_cases(study, result):
                break
            result = once(study, alone)
        except KeyboardInterrupt:  # before this turn knew anything: what earlier turns found stays
            return replace(first, clusters=tuple(found), complete=False, options=options)
        found += result.clusters
    return replace(first, clusters=tuple(found), complete=result.complete, options=options)


def _without(study: Study, cluster: Cluster, result: Result) -> Study:
    """Return the study with a cluster's places taken out while it lasted."""
    edges, ones = result.line.edges, np.ones(len(cluster.places), np.int64)
    since, until = int(edges[cluster.steps[0]]), int(edges[cluster.steps[1] + 1]) - 1
    out = Known(cluster.places, since * ones, until * ones, np.zeros(len(ones)))
    return replace(study, known=study.known.and_also(out) if study.known else out)


def _has_cases(study: Study, result: Result) -> bool:
    return bool(len(study.seen(study.cases, result.line)[0]))
