"""Pictures of the demo's news, drawn by code: fields, water, roofs and no people."""

import random
from collections.abc import Callable
from io import BytesIO

import typst

WIDTH, HEIGHT = 1200, 750
_SHEET = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 1200pt)"""


def raster(svg: str) -> BytesIO:
    """Return the drawing as a PNG of 1200 by 750 pixels."""
    png = typst.compile(_SHEET, format="png", ppi=72, sys_inputs={"svg": svg})
    assert isinstance(png, bytes)  # noqa: S101  (one page)
    return BytesIO(png)


def _sheet(parts: list[str], *, top: str, bottom: str) -> str:
    sky = (
        f'<defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="{top}"/>'
        f'<stop offset="1" stop-color="{bottom}"/></linearGradient></defs>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="url(#s)"/>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f"{sky}{''.join(parts)}</svg>"
    )


def _poly(points: list[tuple[float, float]], colour: str, *, opacity: float = 1) -> str:
    path = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
    return f'<polygon points="{path}" fill="{colour}" fill-opacity="{opacity}"/>'


def _box(x: float, y: float, width: float, height: float, colour: str, *, round_: float = 0) -> str:
    return f'<rect x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{height:.0f}" rx="{round_}" fill="{colour}"/>'


def _palm(x: float, foot: float, tall: float, colour: str = "#1d4a38") -> str:
    top = foot - tall
    fronds = "".join(
        f'<path d="M{x:.0f} {top:.0f}q{dx * 0.5:.0f} {dy - 34:.0f} {dx:.0f} {dy:.0f}q{-dx * 0.5:.0f} -14 {-dx:.0f} {-dy:.0f}z" fill="{colour}"/>'
        for dx, dy in ((-86, 26), (86, 26), (-62, -30), (62, -30), (-36, 58), (36, 58))
    )
    trunk = f'<path d="M{x:.0f} {foot:.0f}q14 {-tall / 2:.0f} 0 {-tall:.0f}" stroke="#5b4632" stroke-width="11" fill="none"/>'
    return trunk + fronds


def _flag(x: float, foot: float, tall: float) -> str:
    top = foot - tall
    star = "M0-15l4.4 9.6 10.6 1.2-7.8 7.1 2.1 10.4L0 8.1l-9.3 5.2 2.1-10.4L-15-4.2l10.6-1.2z"
    return (
        f'{_box(x - 3, top, 6, tall, "#6b6f6e")}<path d="M{x + 3:.0f} {top:.0f}q34-12 66 2t36 0v60q-18 12-38 0t-64-2z" fill="#c8201f"/>'
        f'<path transform="translate({x + 52:.0f} {top + 32:.0f})" d="{star}" fill="#ffd84a"/>'
    )


def _house(x: float, foot: float, size: float, wall: str, roof: str) -> str:
    return (
        _box(x, foot - size * 0.6, size, size * 0.6, wall)
        + _poly([(x - size * 0.12, foot - size * 0.58), (x + size / 2, foot - size * 1.02), (x + size * 1.12, foot - size * 0.58)], roof)
        + _box(x + size * 0.38, foot - size * 0.36, size * 0.22, size * 0.36, "#5a3d27")
        + _box(x + size * 0.1, foot - size * 0.44, size * 0.18, size * 0.18, "#dff0f2")
        + _box(x + size * 0.72, foot - size * 0.44, size * 0.18, size * 0.18, "#dff0f2")
    )  # fmt: skip


def _fields(chance: random.Random, horizon: float) -> list[str]:
    greens = ("#6fa85a", "#86ba63", "#5f9a55", "#9cc970", "#78b05e")
    found = []
    y, row = horizon, 0
    while y < HEIGHT:
        depth = 26 + row * 22
        x = -220.0 - row * 40
        while x < WIDTH + 200:
            wide = (150 + row * 70) * chance.uniform(0.8, 1.3)
            lean = 30 + row * 16
            found.append(
                _poly(
                    [(x, y), (x + wide - 6, y), (x + wide + lean - 6, y + depth), (x + lean, y + depth)],
                    chance.choice(greens),
                )
            )  # fmt: skip
            x += wide
        y, row = y + depth + 4, row + 1
    return found


def village() -> str:
    """A hamlet between rice fields, in the morning."""
    chance = random.Random(27)  # noqa: S311 (a drawing)
    parts = [
        '<circle cx="930" cy="180" r="70" fill="#ffe7a3"/>',
        _poly([(0, 330), (180, 268), (390, 318), (620, 262), (860, 322), (1200, 276), (1200, 400), (0, 400)], "#8fb7a0"),
        *(_palm(x, 392, tall) for x, tall in ((70, 150), (150, 120), (700, 160), (1010, 170), (1100, 130))),
        *(_house(x, 400, size, wall, roof) for x, size, wall, roof in (
            (210, 130, "#f4e3c3", "#a8442f"), (390, 160, "#e8eef0", "#b5563b"), (780, 150, "#f7ead2", "#8f3d2c"),
        )),
        _flag(620, 400, 200),
        *_fields(chance, 400),
        _poly([(560, 400), (640, 400), (860, 750), (420, 750)], "#d9c7a2"),
        _poly([(594, 400), (606, 400), (660, 750), (620, 750)], "#efe3c6"),
    ]  # fmt: skip
    return _sheet(parts, top="#bfe3f2", bottom="#fdf3dc")


def hall() -> str:
    """The commune's hall of culture with flags, chairs in rows and nobody there yet."""
    chairs = [
        _box(230 + column * 96 - row * 14, 560 + row * 62, 62 + row * 4, 40, colour, round_=6)
        for row, colour in enumerate(("#2f6f9f", "#2a638e", "#25577d"))
        for column in range(8)
    ]
    parts = [
        _box(0, 470, WIDTH, 280, "#cfc6b4"),
        _box(160, 220, 880, 290, "#f3e6c8"),
        _poly([(120, 226), (600, 70), (1080, 226)], "#a33f2d"),
        _poly([(190, 222), (600, 96), (1010, 222)], "#b9523b"),
        *(_box(x, 250, 26, 260, "#e1cfa4") for x in (190, 370, 804, 984)),
        _box(430, 280, 340, 230, "#7c2a20"),
        _box(452, 304, 296, 52, "#c8201f", round_=4),
        *(_box(470 + step * 34, 322, 22, 16, "#ffd84a", round_=3) for step in range(8)),
        _box(540, 420, 120, 90, "#5a3d27", round_=6),
        *(_flag(x, 470, 250) for x in (70, 1030)),
        *chairs,
    ]
    return _sheet(parts, top="#9fd3ea", bottom="#eaf5f4")


def board() -> str:
    """A notice board at the entrance of a hamlet, with a camera-free lamp and a road."""
    lines = [
        _box(392, 250 + row * 44, 416 - (row % 3) * 60, 18, "#3f5f5b", round_=4) for row in range(5)
    ]
    parts = [
        _poly([(0, 430), (1200, 410), (1200, 750), (0, 750)], "#7fb062"),
        _poly([(420, 430), (780, 430), (1200, 750), (0, 750)], "#b9b6ae"),
        *(_box(590, 450 + step * 76, 20 + step * 6, 40 + step * 8, "#f3f1ea") for step in range(4)),
        _palm(120, 480, 230), _palm(1090, 470, 210),
        _box(352, 160, 14, 330, "#6b4a30"), _box(834, 160, 14, 330, "#6b4a30"),
        _box(340, 150, 520, 330, "#0b5a54", round_=10),
        _box(366, 176, 468, 280, "#fbf8ee", round_=6),
        _box(392, 196, 416, 30, "#c8201f", round_=4),
        *lines,
    ]  # fmt: skip
    return _sheet(parts, top="#a9d9ee", bottom="#f7f1df")


def canal() -> str:
    """A bridge over a canal, with a lamp at each end."""
    ripples = [
        f'<path d="M{80 + (step * 173) % 1000} {520 + step * 22}q40-10 80 0t80 0" stroke="#d8eef0" stroke-width="4" fill="none"/>'
        for step in range(10)
    ]
    parts = [
        _poly([(0, 400), (1200, 390), (1200, 520), (0, 520)], "#6ea35c"),
        _box(0, 500, WIDTH, 250, "#5aa3ad"),
        *ripples,
        '<path d="M120 470Q600 250 1080 470v46Q600 306 120 516z" fill="#c9c4b8"/>',
        '<path d="M120 440Q600 220 1080 440" stroke="#f4f1e8" stroke-width="12" fill="none"/>',
        *(_box(x, 380, 26, 330, "#aaa598") for x in (330, 844)),
        *(f'{_box(x, 250, 8, 200, "#4b5553")}<circle cx="{x + 4}" cy="246" r="20" fill="#ffe28a"/>' for x in (150, 1040)),
        _palm(60, 500, 220), _house(980, 400, 120, "#f4e3c3", "#a8442f"),
    ]  # fmt: skip
    return _sheet(parts, top="#f7c9a4", bottom="#fdeed2")


DRAWINGS: dict[str, Callable[[], str]] = {
    "village": village,
    "hall": hall,
    "board": board,
    "canal": canal,
}
