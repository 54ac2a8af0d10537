"""A scan spread over a Dask cluster: hotscan offers the pieces, Dask takes them to where there is room.

Dask comes with the extra `binhyen[dask]` and is loaded when somebody asks for it. What goes out is a study: cells, days and
counts, no name and no matter; still it goes in plain, so a cluster belongs into the house's own network or behind TLS.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from binhyen.hotspots import scanning

if TYPE_CHECKING:
    import hotscan
    from hotscan.pieces import Piece, Span, Work

_ANSWERS_WITHIN = 10  # seconds
#: Pieces for each worker: one that is late makes the others wait less.
_PIECES = 2
_MANY_CENTRES = 10_000


class NoDask(Exception):
    """Dask is not installed here."""


class NoCluster(Exception):
    """No scheduler answers at the address, or no worker serves it."""


@contextmanager
def over(address: str) -> Iterator[None]:
    """Let the scans made in the block be worked out by the workers of a scheduler ("tcp://host:8786"). Raises NoDask,
    NoCluster.
    """
    try:
        import distributed
    except ImportError:
        raise NoDask from None
    try:
        connect: Callable[..., Any] = distributed.Client
        client = connect(address, timeout=_ANSWERS_WITHIN, set_as_default=False)
    except (OSError, ValueError, TypeError):
        raise NoCluster(address) from None
    with client:
        if not client.scheduler_info(n_workers=-1)["workers"]:
            raise NoCluster(address)
        with scanning.done_by(partial(spread, client)):
            yield


def spread(client: Any, study: "hotscan.Study", options: "hotscan.Options") -> "hotscan.Result":
    """Return what `hotscan.scan` returns, worked out by the workers there are now: each takes some replicates, or, where the
    centres are so many that their zones fill the memory of one, its own share of the centres.
    """
    from hotscan import pieces

    workers = sorted(client.scheduler_info(n_workers=-1)["workers"])
    many = len(study.positions) > _MANY_CENTRES
    cut = pieces.Cut(len(workers), 1) if many else pieces.Cut(1, _PIECES * len(workers))
    return pieces.scan(study, options, _runner(client, workers), cut)


def _runner(
    client: Any, workers: Sequence[str]
) -> "Callable[[Piece, Work, Sequence[tuple[Span, ...]]], Sequence[Any]]":
    """Return what does pieces on the cluster. The work goes to every worker once, and a share of the centres always to the
    same one, which keeps it laid out.
    """
    sent: list[tuple[Any, Any]] = []

    def run(piece: "Piece", work: "Work", rows: "Sequence[tuple[Span, ...]]") -> Sequence[Any]:
        if not sent or sent[-1][0] is not work:
            sent[:] = [(work, client.scatter(work, broadcast=True, hash=False))]
        there = sent[-1][1]
        shares = sorted({row[0] for row in rows})
        homes = dict(zip(shares, workers, strict=False)) if len(shares) > 1 else {}
        asked = [
            client.submit(
                piece, there, *row, pure=False, workers=homes.get(row[0]), allow_other_workers=row[0] in homes
            )
            for row in rows
        ]  # fmt: skip
        done: list[Any] = client.gather(asked)
        return done

    return run
