"""The `binhyen` command from outside: real processes, real signals, a real folder."""

import http.client
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from binhyen.project import command

WORD = [sys.executable, "-m", "binhyen.project"]
KEPT = {"PATH", "LANG", "PYTHONPATH"}


@pytest.fixture
def env(tmp_path):
    """The environment of somebody who has just installed the house."""
    return environment(tmp_path)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """The environment of a house that has been set up."""
    env = environment(tmp_path_factory.mktemp("prepared"))
    assert run(env, "setup").returncode == 0
    return env


def environment(folder):
    kept = {name: value for name, value in os.environ.items() if name in KEPT}
    path = os.pathsep.join(each for each in sys.path if each)
    return {
        **kept,
        "PYTHONPATH": path,
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(folder),
        "BINHYEN_HOME": str(folder / "home"),
        "BINHYEN_LANG": "en",
        "BINHYEN_DEBUG": "1",
    }


def run(env, *words):
    return subprocess.run([*WORD, *words], env=env, capture_output=True, text=True, timeout=240)  # noqa: S603


def test_without_setup_the_missing_keys_are_named(env):
    done = run(env, "serve")
    assert done.returncode == 1
    assert "BINHYEN_SECRET_KEY is missing or too short" in done.stderr
    assert "binhyen setup" in done.stderr


def test_a_wrong_setting_is_one_sentence(env):
    done = run({**env, "BINHYEN_DEBUG": "maybe"}, "check")
    assert done.returncode == 2
    assert done.stderr.strip() == "BINHYEN_DEBUG must be yes or no, got 'maybe'"


def test_a_home_that_cannot_be_written_is_named(env, tmp_path):
    file = tmp_path / "a file"
    file.touch()
    done = run({**env, "BINHYEN_HOME": str(file / "home")}, "setup")
    assert done.returncode == 2
    assert "BINHYEN_HOME" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_setup_keeps_its_secrets_to_the_owner_and_does_nothing_twice(env):
    first = run(env, "setup")
    assert first.returncode == 0, first.stderr
    secrets = Path(env["BINHYEN_HOME"]) / "secrets"
    words = {path.name: path.read_text() for path in secrets.iterdir()}
    assert set(words) == {"secret-key", "identity-key"}
    assert len(set(words.values())) == 2
    for path in secrets.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = run(env, "setup")
    assert "…" not in again.stdout
    assert {path.name: path.read_text() for path in secrets.iterdir()} == words


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def first_page(port, process):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as client:
                client.request("GET", "/tai-khoan/login/")
                return client.getresponse().status
        except OSError:
            time.sleep(0.05)
    return None


def family(pid):
    """Return a process and all below it."""
    found = [pid]
    for each in found:
        found += map(int, Path(f"/proc/{each}/task/{each}/children").read_text().split())
    return found


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@contextmanager
def serving(env, port):
    """Serve as somebody at a shell would; nothing outlives the block, whatever fails in it."""
    process = subprocess.Popen([*WORD, "serve", "--port", str(port)], env=env)  # noqa: S603
    try:
        assert first_page(port, process) == 200
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        process.wait(20)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks for the processes in /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_whatever_ends_the_house_ends_all_of_it(prepared, number):
    with serving(prepared, free_port()) as process:
        everyone = family(process.pid)
        assert len(everyone) == 5  # the watcher, the worker, the web server and its two
        process.send_signal(number)
        process.wait(20)
    deadline = time.monotonic() + 10
    while any(map(is_alive, everyone)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [pid for pid in everyone if is_alive(pid)] == []


@pytest.mark.slow
def test_a_port_in_use_is_named_with_the_way_out(prepared):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        taken = run(prepared, "serve", "--port", str(port))
    assert taken.returncode == 1
    sentence = f"Port {port} is already in use. Choose another one with --port."
    assert taken.stderr.strip().endswith(sentence)


@pytest.mark.slow
def test_the_trail_is_verified_from_the_shell(prepared):
    assert run(prepared, "audit", "seal").returncode == 0
    assert "The trail holds" in run(prepared, "audit", "verify").stdout
    checkpoint = run(prepared, "audit", "checkpoint").stdout.strip()
    assert run(prepared, "audit", "verify", "--checkpoint", checkpoint).returncode == 0
    number, _, digest = checkpoint.partition(" ")
    forged = f"{number} {'0' * len(digest)}"
    broken = run(prepared, "audit", "verify", "--checkpoint", forged)
    assert broken.returncode == 3
    assert "differs from the checkpoint" in broken.stderr
    assert run(prepared, "audit", "verify", "--checkpoint", "nonsense").returncode == 1
    assert run(prepared, "audit", "status").returncode == 0


@pytest.mark.slow
def test_a_database_that_cannot_be_reached_is_told_in_a_sentence(prepared, tmp_path):
    nowhere = f"sqlite:///{tmp_path / 'nobody-made-this' / 'house.sqlite3'}"
    done = run({**prepared, "DATABASE_URL": nowhere}, "migrate")
    assert done.returncode == command.NOT_SET_UP
    assert "check DATABASE_URL" in done.stderr
    assert "unable to open database file" in done.stderr
    assert "Traceback" not in done.stderr
