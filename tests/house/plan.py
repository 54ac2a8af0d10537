"""The house as files and trees: what the tests beside this read."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "src" / "binhyen"


def floors() -> list[set[str]]:
    """Return the rooms from the top floor down, as the import contract names them."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = next(
        each
        for each in config["tool"]["importlinter"]["contracts"]
        if each["name"].startswith("Floors")
    )
    return [{room.strip() for room in layer.split("|")} for layer in contract["layers"]]


def rooms() -> list[str]:
    """Return the names of all rooms."""
    return sorted(path.parent.name for path in HOUSE.glob("*/__init__.py"))


def sources(room: str) -> list[Path]:
    """Return the code of a room, without tests and migrations."""
    folder = HOUSE / room
    return [
        path
        for path in sorted(folder.rglob("*.py"))
        if not {"tests", "migrations"} & set(path.relative_to(folder).parts)
    ]


@cache
def tree(path: Path) -> ast.Module:
    """Return the parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (module, name) for each thing of ours that a file imports."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("binhyen"):
            yield from ((node.module or "", alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (
                (alias.name, "") for alias in node.names if alias.name.startswith("binhyen")
            )


def tracked() -> list[Path]:
    """Return every file that belongs to the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
