"""Settings that cannot be meant are refused by name."""

import pytest

from binhyen.project import env
from binhyen.project.env import BadSetting


def test_text_comes_from_the_variable_or_its_file_or_the_default(monkeypatch, tmp_path):
    assert env.text("BINHYEN_X", "default") == "default"
    secret = tmp_path / "secret"
    secret.write_text("from the file\n")
    monkeypatch.setenv("BINHYEN_X_FILE", str(secret))
    assert env.text("BINHYEN_X") == "from the file"
    monkeypatch.setenv("BINHYEN_X", "from the variable")
    assert env.text("BINHYEN_X") == "from the variable"


def test_a_secret_file_that_is_not_there_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("BINHYEN_X_FILE", str(tmp_path / "gone"))
    with pytest.raises(BadSetting, match=r"BINHYEN_X_FILE.*gone"):
        env.text("BINHYEN_X")


@pytest.mark.parametrize(
    ("raw", "value"),
    [("1", True), ("Yes", True), ("on", True), ("0", False), ("no", False), ("", False)],
)
def test_flags(monkeypatch, raw, value):
    monkeypatch.setenv("BINHYEN_X", raw)
    assert env.flag("BINHYEN_X", default=not value) is value


@pytest.mark.parametrize("raw", ["maybe", "2", "có"])
def test_a_flag_that_is_neither_is_refused(monkeypatch, raw):
    monkeypatch.setenv("BINHYEN_X", raw)
    with pytest.raises(BadSetting, match=f"BINHYEN_X must be yes or no, got '{raw}'"):
        env.flag("BINHYEN_X", default=False)


def test_numbers(monkeypatch):
    assert env.number("BINHYEN_X", 7) == 7
    monkeypatch.setenv("BINHYEN_X", "12")
    assert env.number("BINHYEN_X", 7) == 12


@pytest.mark.parametrize(
    ("raw", "words"), [("ten", "whole number"), ("0", "at least 1"), ("", "whole number")]
)
def test_a_wrong_number_is_refused(monkeypatch, raw, words):
    monkeypatch.setenv("BINHYEN_X", raw)
    with pytest.raises(BadSetting, match=words):
        env.number("BINHYEN_X", 7, least=1)


def test_a_choice_names_what_is_offered(monkeypatch):
    monkeypatch.setenv("BINHYEN_X", "fr")
    with pytest.raises(BadSetting, match="one of en, vi, got 'fr'"):
        env.choice("BINHYEN_X", "vi", {"vi", "en"})


def test_words_are_trimmed_and_empty_ones_left_out(monkeypatch):
    monkeypatch.setenv("BINHYEN_X", " a, b ,,c")
    assert env.words("BINHYEN_X") == ["a", "b", "c"]


def test_home_is_the_variable_else_the_users_data_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("BINHYEN_HOME", str(tmp_path))
    assert env.home() == tmp_path
    monkeypatch.delenv("BINHYEN_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert env.home() == tmp_path / "data" / "binhyen"


@pytest.mark.parametrize(
    "url",
    [
        "foo",
        "mysql://u:mat-khau@h/x",
        "postgresql://u:mat khau@:99999/x",
        "://",
        "oracle://mat-khau",
    ],
)
def test_a_database_that_cannot_be_meant_is_named_without_its_password(monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(BadSetting, match="DATABASE_URL must be") as refused:
        env.database("sqlite:///:memory:")
    assert "khau" not in str(refused.value)


def test_an_empty_database_address_means_the_default(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "")
    assert env.database("sqlite:////srv/x.sqlite3")["NAME"] == "/srv/x.sqlite3"


def test_a_secret_file_that_is_no_text_is_named(monkeypatch, tmp_path):
    secret = tmp_path / "secret"
    secret.write_bytes(b"\xff\xfe")
    monkeypatch.setenv("BINHYEN_X_FILE", str(secret))
    with pytest.raises(BadSetting, match=r"BINHYEN_X_FILE.*UTF-8"):
        env.text("BINHYEN_X")


def test_a_web_address_begins_like_one(monkeypatch):
    assert env.web_address("BINHYEN_X") == ""
    monkeypatch.setenv("BINHYEN_X", "https://vidu.vn/binhyen")
    assert env.web_address("BINHYEN_X") == "https://vidu.vn/binhyen"
    monkeypatch.setenv("BINHYEN_X", "javascript:alert(1)")
    with pytest.raises(env.BadSetting, match="BINHYEN_X"):
        env.web_address("BINHYEN_X")
