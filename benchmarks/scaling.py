"""A picture of what doubling costs: a line for each thing doubled, both axes in doublings."""

import math
from collections.abc import Mapping, Sequence

WIDTH, HEIGHT, EDGE = 560, 320, 60
COLOURS = ("#b3261e", "#1f5fa8", "#2d6a4f", "#5b3f99")


def plot(lines: Mapping[str, Sequence[float]]) -> str:
    """Return an SVG. lines: name to seconds at once, twice, four times, ...."""
    values = [math.log2(each) for line in lines.values() for each in line]
    low, high = math.floor(min(values)), math.ceil(max(values))
    most = max(map(len, lines.values())) - 1

    def point(step: float, seconds: float) -> str:
        x = EDGE + step / most * (WIDTH - 3 * EDGE)
        y = HEIGHT - EDGE / 2 - (math.log2(seconds) - low) / (high - low) * (HEIGHT - EDGE)
        return f"{x:.1f},{y:.1f}"

    parts = []
    for power in range(low, high + 1):
        x, y = point(0, 2.0**power).split(",")
        parts.append(f'<text x="{float(x) - 8}" y="{y}" text-anchor="end">{1000 * 2.0**power:.3g} ms</text>')  # fmt: skip
    for step in range(most + 1):
        x = point(step, 2.0**low).split(",")[0]
        parts.append(f'<text x="{x}" y="{HEIGHT - 8}" text-anchor="middle">× {2**step}</text>')
    for (name, line), colour in zip(lines.items(), COLOURS, strict=False):
        points = " ".join(point(step, each) for step, each in enumerate(line))
        x, y = point(most, line[-1]).split(",")
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')  # fmt: skip
        parts.append(f'<text x="{float(x) + 8}" y="{y}" fill="{colour}">{name}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">'
        f"<title>Time of a scan as cases, places, days or replicates double</title>"
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(parts)}</svg>\n'
    )
