"""How the web server is started: what somebody asks for, a code in an old link included, is written down nowhere."""

from binhyen.project import serving


def test_no_address_that_is_asked_for_is_written_down():
    command = serving.web_command("127.0.0.1", "8000", "2")
    assert "--no-access-log" in command and "--access-log" not in command
    assert command[command.index("--log-level") + 1] == "warning"
