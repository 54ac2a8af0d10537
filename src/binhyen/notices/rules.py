"""When somebody is told: quiet hours, the next try after a failure, the start of a shift. Pure; the time is passed in."""

from datetime import datetime, time, timedelta
from urllib.parse import urlsplit

from binhyen.core.clock import VIETNAM

#: How long to wait after each failed try; when all are used up, it is given up and shown.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
#: Tries in all.
MOST_TRIES = len(PAUSES) + 1
#: How long a worker may hold a delivery before another takes it over: longer than its longest round.
LEASE = timedelta(minutes=15)
#: What is older goes nowhere but into the app: after an outage nobody needs yesterday's e-mails.
STALE = timedelta(hours=24)
#: A digest later than this tells of a shift that is well under way, and is left out.
LATEST_DIGEST = timedelta(hours=3)
SHIFT_STARTS = time(7, 0)
#: How long what was read is kept, and what nobody ever read.
READ_KEPT = timedelta(days=90)
UNREAD_KEPT = timedelta(days=365)

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
LONGEST_ENDPOINT = 1000


def next_try(at: datetime, tries: int) -> datetime | None:
    """Return when to try again after `tries` tries, None when that is enough."""
    return at + PAUSES[tries - 1] if tries < MOST_TRIES else None


def quiet_until(at: datetime, since: time | None, until: time | None) -> datetime | None:
    """Return when the quiet hours end in which `at` lies, None outside them; they may reach over midnight."""
    if since is None or until is None or since == until:
        return None
    local = at.astimezone(VIETNAM)
    now = local.time()
    is_over_midnight = since > until
    is_quiet = (now >= since or now < until) if is_over_midnight else since <= now < until
    if not is_quiet:
        return None
    day = local.date() + timedelta(days=int(is_over_midnight and now >= since))
    return datetime.combine(day, until, tzinfo=VIETNAM)


def is_shift_fresh(at: datetime, starts: time) -> bool:
    """Say whether a shift that began at `starts` today is still young enough for its digest."""
    began = datetime.combine(at.astimezone(VIETNAM).date(), starts, tzinfo=VIETNAM)
    return timedelta() <= at - began <= LATEST_DIGEST


def may_be_pushed_to(endpoint: str, services: list[str]) -> bool:
    """Say whether an address is one of the push services that the house talks to, over TLS.

    A browser names the address, and the browser is not ours: without this, whoever is logged in could send the
    worker to any machine of the office's network.
    """
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if len(endpoint) > LONGEST_ENDPOINT or parts.username or not endpoint.isascii():
        return False
    if host in _LOOPBACK:
        return host in services and parts.scheme in {"http", "https"}
    is_named = any(host == service or host.endswith(f".{service}") for service in services)
    return is_named and parts.scheme == "https" and port in {None, 443}
