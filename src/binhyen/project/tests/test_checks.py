"""What must not be is found, with an id and a hint."""

import pytest

from binhyen.project import checks

GOOD = {
    "SECRET_KEY": "a" * 40,
    "IDENTITY_KEY": "b" * 40,
    "DEBUG": False,
    "ALLOWED_HOSTS": ["binhyen.mythanh.example"],
    "HTTPS": True,
    "DEMO": False,
}


def found(settings, **changes):
    for name, value in {**GOOD, **changes}.items():
        setattr(settings, name, value)
    messages = checks.keys(None) + checks.deployment(None)
    assert all(message.hint for message in messages)
    return {message.id for message in messages}


def test_a_good_deployment_is_left_alone(settings):
    assert found(settings) == set()


@pytest.mark.parametrize(
    ("changes", "identity"),
    [
        ({"SECRET_KEY": ""}, "binhyen.E001"),
        ({"SECRET_KEY": "short"}, "binhyen.E001"),
        ({"IDENTITY_KEY": ""}, "binhyen.E002"),
        ({"IDENTITY_KEY": GOOD["SECRET_KEY"]}, "binhyen.E003"),
        ({"DEBUG": True}, "binhyen.E004"),
        ({"ALLOWED_HOSTS": ["*"]}, "binhyen.E005"),
        ({"HTTPS": False}, "binhyen.W001"),
        ({"DEMO": True}, "binhyen.W002"),
    ],
)
def test_each_danger_has_its_id(settings, changes, identity):
    assert found(settings, **changes) == {identity}


@pytest.mark.parametrize(("mode", "identities"), [(0o700, set()), (0o755, {"binhyen.W003"})])
def test_a_folder_that_others_can_look_into_is_named(settings, tmp_path, mode, identities):
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(mode)
    assert found(settings, HOME=home) == identities


def test_a_machine_that_only_talks_to_itself_needs_no_certificate(settings):
    assert found(settings, ALLOWED_HOSTS=["127.0.0.1", "localhost"], HTTPS=False) == set()
