"""hotscan as a stranger gets it: its wheel built, put into an empty environment, and its tutorial run there.

The environment holds numpy and numba (those of this one, linked: no network is needed) and nothing else. Every command
of docs/hotscan-tutorial.md is run in order, and what it prints must be what the page shows. `--write` puts it there.
"""

import os
import re
import shlex
import subprocess
import sys
import sysconfig
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/hotscan-tutorial.md"
BLOCK = re.compile(r"```console\n\$ (.+)\n((?:.*\n)*?)```")
SCRIPT = re.compile(r"```python\n((?:.*\n)*?)```")
NEEDED = ("numpy", "numba", "llvmlite")


def main(words: list[str]) -> int:
    """Build, install, run; return 1 where something differs."""
    with tempfile.TemporaryDirectory(prefix="hotscan-wheel-") as folder:
        where = Path(folder)
        programs = installed(built(where), where / "empty")
        page = PAGE.read_text(encoding="utf-8")
        desk = where / "desk"
        desk.mkdir()
        for number, script in enumerate(SCRIPT.findall(page), 1):
            (desk / f"scan{number}.py").write_text(script, encoding="utf-8")
        found = BLOCK.sub(
            lambda block: f"```console\n$ {block[1]}\n{said(block[1], desk, programs)}```", page
        )
    if "--write" in words:
        PAGE.write_text(found, encoding="utf-8")
    elif found != page:
        for shown, now in zip(page.splitlines(), found.splitlines(), strict=False):
            if shown != now:
                print(f"shown: {shown}\nnow:   {now}")
        return 1
    return 0


def built(where: Path) -> Path:
    """Return the wheel; nothing under a copyleft licence and no test may be in it."""
    source = ROOT / "src/hotscan"
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(where)],
        cwd=source, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = where.glob("hotscan-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    inside = {name.removeprefix("hotscan/") for name in names if name.startswith("hotscan/")}
    code = {str(path.relative_to(source)) for path in source.rglob("*.py")}
    wanted = {name for name in code if not name.startswith("tests/")} | {"py.typed"}
    if inside != wanted:
        sys.exit(f"The wheel holds other files than the package: {sorted(inside ^ wanted)}")
    return wheel


def installed(wheel: Path, empty: Path) -> Path:
    """Return the folder of programs of a new environment with the wheel, numpy and numba."""
    venv.create(empty, with_pip=True)
    programs = empty / "bin"
    site = next(empty.glob("lib/python*/site-packages"))
    for path in Path(sysconfig.get_paths()["purelib"]).iterdir():
        if path.name.split("-")[0].split(".")[0] in NEEDED:
            (site / path.name).symlink_to(path)
    pip = [str(programs / "python"), "-m", "pip", "--disable-pip-version-check"]
    install = ["install", "--quiet", "--no-index", "--no-deps", str(wheel)]
    subprocess.run([*pip, *install], check=True)
    subprocess.run([*pip, "check"], check=True, capture_output=True)
    return programs


def said(command: str, desk: Path, programs: Path) -> str:
    """Run a command as the page shows it; return what it printed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        shlex.split(command), cwd=desk, capture_output=True, text=True, check=False,
        env={**kept, "PATH": f"{programs}{os.pathsep}{kept['PATH']}"},
    )  # fmt: skip
    return done.stdout + done.stderr


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
