"""A result in words for people."""

from hotscan.options import ModelKind
from hotscan.results import Cluster, Result

_MANY = 12  # locations named before the rest is counted
_LONG = 10  # days whose parts nobody asks for


def as_text(result: Result) -> str:
    """Return a page of plain text: what was scanned, then the clusters."""
    line, options = result.line, result.options
    head = [
        (
            f"{options.analysis.capitalize()} scan, {options.model} model, "
            f"{line.label(int(line.edges[0]))} to {line.label(int(line.edges[-1]) - 1)}."
        ),
        (
            f"{_many(result.cases, 'case')} at {_many(result.places, 'place')}; {_replicates(result)}"
            f"{', stopped early: the strongest window is an ordinary one' if result.stopped_early else ''}"
            "."
        ),
    ]
    named = [
        cluster for cluster in result.clusters if cluster.p_value is None or cluster.p_value < 1
    ]
    if result.gini is not None:
        head.append(
            f"The Gini choice: zones that expect at most {result.gini.share:.0%} of all cases."
        )
    if not named:
        return "\n".join([*head, "", "No window stands out: chance always shows as much.", ""])
    blocks = [_block(number, cluster, result) for number, cluster in enumerate(named, 1)]
    return "\n".join([*head, "", *blocks])


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _replicates(result: Result) -> str:
    asked = len(result.maxima)
    if result.complete:
        return f"{asked:,} replicates"
    if asked < result.options.replicates and not result.stopped_early:
        return f"broken off after {asked:,} of {result.options.replicates:,} replicates, and chance is judged by those alone"
    missing = "a later turn was whole" if result.options.iterations else "the Gini choice was made"
    return f"{asked:,} replicates; broken off before {missing}"


def _block(number: int, cluster: Cluster, result: Result) -> str:
    chosen = ", chosen by Gini" if cluster.by_gini else ""
    unit = " km" if result.on_globe else ""
    rows = [
        f"{number}. {cluster.start} to {cluster.end}, {_where(cluster, unit)}{chosen}",
        f"   {_sentence(cluster)}",
        f"   Locations ({len(cluster.locations) or 'all'}): {_named(cluster.locations) or 'all together'}",
        (
            f"   Observed {cluster.observed:,}, expected {cluster.expected:.2f}, ratio {cluster.observed / cluster.expected:.2f}"
            f"{_risk(cluster, result)}; log likelihood ratio {cluster.llr:.6f}"
        ),
    ]
    return "\n".join([*rows, ""])


def _where(cluster: Cluster, unit: str) -> str:
    if cluster.position is None:
        return "everywhere"
    centre, form = cluster.center or cluster.position, cluster.form
    if len(cluster.locations) == 1 and cluster.radius == 0:
        return f"{cluster.locations[0]} alone"
    if form.shape == 1:
        return f"within {cluster.radius:.2f}{unit} of {centre}"
    return (
        f"in an ellipse round {centre} with half axes of {cluster.radius:.2f} and {cluster.radius * form.shape:.2f}, "
        f"the longer at {form.angle:.0f} degrees"
    )


def _sentence(cluster: Cluster) -> str:
    if cluster.p_value is None:
        return "No replicates were asked, so nothing is said about chance."
    often = f"Chance alone shows as much in {cluster.p_value:.3%} of such studies (p = {cluster.p_value:.4g})"
    if cluster.recurrence_interval_days is None:
        return f"{often}."
    days = cluster.recurrence_interval_days
    return (
        f"{often}, once in {days:,.0f} days of scans."
        if days >= _LONG
        else f"{often}, once in {days:.1f} days of scans."
    )


def _named(locations: tuple[str, ...]) -> str:
    rest = len(locations) - _MANY
    return ", ".join(locations[:_MANY]) + (f" and {rest} more" if rest > 0 else "")


def _risk(cluster: Cluster, result: Result) -> str:
    if result.options.model is ModelKind.PERMUTATION or cluster.relative_risk is None:
        return ""
    return f", relative risk {cluster.relative_risk:.2f}"
