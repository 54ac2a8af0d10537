"""The build does its work once, keeps what it has when the registry is out of reach, and never hides a broken sheet."""

import importlib.util
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture
def build(monkeypatch):
    spec = importlib.util.spec_from_file_location("build_under_test", ROOT / "tools/build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.ran = []

    def node(root, *words):
        module.ran.append(words)
        target = words[-1].split(":")[-1] if "sass" in words[0] else _outfile(words)
        Path(target).write_text("made", encoding="utf-8")

    monkeypatch.setattr(module, "_install", lambda root: None)
    monkeypatch.setattr(module, "_node", node)
    return module


def _outfile(words):
    return next(word for word in words if word.startswith("--outfile=")).removeprefix("--outfile=")


@pytest.fixture
def tree(tmp_path):
    for name in ("package.json", "package-lock.json", "tools/build.py", "frontend/styles/a.scss"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("first", encoding="utf-8")
    return tmp_path


def out_of_reach(build):
    def install(root):
        raise build.BuildFailed("npm: no route to the registry")

    return install


def test_assets_are_built_once(build, tree):
    assert build.build_assets(tree) is True
    build.ran.clear()
    assert build.build_assets(tree) is False
    assert build.ran == []


def test_a_changed_source_is_built_anew(build, tree):
    build.build_assets(tree)
    (tree / "frontend/styles/a.scss").write_text("second", encoding="utf-8")
    assert build.build_assets(tree) is True


def test_earlier_assets_stay_when_the_registry_is_out_of_reach(build, tree, monkeypatch, capsys):
    build.build_assets(tree)
    (tree / "frontend/styles/a.scss").write_text("second", encoding="utf-8")
    monkeypatch.setattr(build, "_install", out_of_reach(build))
    assert build.build_assets(tree) is False
    assert (tree / build.BUILT / "binhyen.css").exists()
    assert "the earlier assets stay" in capsys.readouterr().err


def test_without_earlier_assets_the_reason_is_said(build, tree, monkeypatch):
    monkeypatch.setattr(build, "_install", out_of_reach(build))
    with pytest.raises(build.BuildFailed, match="no route"):
        build.build_assets(tree)


def test_a_broken_sheet_is_never_hidden_behind_earlier_assets(build, tree, monkeypatch):
    build.build_assets(tree)
    (tree / "frontend/styles/a.scss").write_text("second", encoding="utf-8")

    def broken(root, *words):
        raise build.BuildFailed("sass: expected }")

    monkeypatch.setattr(build, "_node", broken)
    with pytest.raises(build.BuildFailed, match="expected"):
        build.build_assets(tree)
    assert (tree / build.BUILT / "binhyen.css").exists()


def test_messages_are_compiled_when_they_are_newer(build, tree):
    source = tree / "src/binhyen/core/locale/vi/LC_MESSAGES/django.po"
    source.parent.mkdir(parents=True)
    source.write_text('msgid "Report"\nmsgstr "Báo tin"\n', encoding="utf-8")
    assert build.compile_messages(tree) == 1
    assert build.compile_messages(tree) == 0
    later = source.stat().st_mtime + 60
    os.utime(source, (later, later))
    assert build.compile_messages(tree) == 1
