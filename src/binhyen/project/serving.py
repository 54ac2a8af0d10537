"""Watches over two children: the web server and the background worker. Knows nothing of Django, to stay small.

`python -m binhyen.project.serving HOST PORT WORKERS`. Whatever ends this process, the children end with it:
each is asked to stop, then stopped; and should this process be killed, the kernel asks them in its place.
"""

import ctypes
import errno
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from functools import partial
from types import FrameType

#: How long children may take to finish what they are doing.
PATIENCE = 10.0
#: A worker that ends by itself is started again, at most this often.
RESTART_AFTER = 2.0
#: A third of a core where pages want two. More, and whoever holds SQLite's one lock would be kept from letting it go.
WORKER_YIELDS = 5
_PR_SET_PDEATHSIG = 1


class PortTaken(Exception):
    """Something else listens there."""


class Stopped(BaseException):
    """A signal asked the house to close."""


def check_free(host: str, port: int) -> None:
    """Raise PortTaken when something listens on the port, OSError when it cannot be had for another reason."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
            trial.listen(1)
        except OSError as reason:
            if reason.errno == errno.EADDRINUSE:
                raise PortTaken(str(port)) from reason
            raise


def web_command(host: str, port: str, workers: str) -> list[str]:
    """Return how the web server is started: no access log, no address in any line."""
    return [
        sys.executable, "-m", "granian",
        "--interface", "wsgi", "--host", host, "--port", port,
        "--workers", workers, "--blocking-threads", "4", "--backpressure", "64",
        "--no-ws", "--no-access-log", "--log-level", "warning",
        "--respawn-failed-workers", "--workers-kill-timeout", "5",
        "binhyen.project.wsgi:application",
    ]  # fmt: skip


def worker_command() -> list[str]:
    """Return how the background worker is started."""
    return [sys.executable, "-m", "binhyen.project", "worker"]


def start(command: list[str], *, yields: int = 0) -> subprocess.Popen[bytes]:
    """Start a child in a process group of its own, asked to stop by the kernel should we vanish; `yields` is by how
    much it gives way to the others (nice)."""
    # The one caller has a single thread, so the code between fork and exec cannot meet a held lock.
    return subprocess.Popen(  # noqa: S603
        command,
        start_new_session=True,
        preexec_fn=partial(_settle, yields),
    )


def start_worker() -> subprocess.Popen[bytes]:
    """Start the background worker; at the start and ever after, people who wait for a page come before it."""
    return start(worker_command(), yields=WORKER_YIELDS)


def _settle(yields: int) -> None:
    os.nice(yields)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def stop(children: list[subprocess.Popen[bytes]]) -> None:
    """Ask every child to stop, then stop it and whatever it started."""
    for child in children:
        child.terminate()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.wait(max(0.1, deadline - time.monotonic()))
    for child in children:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def watch(web: subprocess.Popen[bytes], children: list[subprocess.Popen[bytes]]) -> int:
    """Wait for the web server to end and return its code; start the worker again when it ends first."""
    while True:
        with suppress(subprocess.TimeoutExpired):
            return web.wait(RESTART_AFTER)
        worker = children[-1]
        if worker.poll() is not None:
            sys.stderr.write(f"the worker ended with {worker.returncode} and is started again\n")
            children[-1] = start_worker()


def _ask_to_stop(number: int, frame: FrameType | None) -> None:
    raise Stopped


def serve(host: str, port: str, workers: str) -> int:
    """Run both children until one signal or the end of the web server; return the exit code."""
    for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(each, _ask_to_stop)
    children: list[subprocess.Popen[bytes]] = []
    try:
        web = start(web_command(host, port, workers))
        children.append(web)
        children.append(start_worker())
        return watch(web, children)
    except Stopped:
        return 0
    finally:
        for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        stop(children)


if __name__ == "__main__":
    sys.exit(serve(*sys.argv[1:]))
