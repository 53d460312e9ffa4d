"""How a cost grows, drawn as a still picture (SVG) on logarithmic axes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

COLOURS = ("#1273c4", "#c8352b", "#1f8a5b", "#8a5b1f", "#6b3fa0")
WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 560, 360, 64, 48, 20, 190


def growth(path: Path, x_title: str, series: Mapping[str, Sequence[tuple[float, float]]]) -> None:
    """Draw seconds against a size, one line for each name."""
    points = [p for line in series.values() for p in line]
    low_x, high_x = (f(math.log10(x) for x, _ in points) for f in (min, max))
    low_y = math.floor(min(math.log10(y) for _, y in points))
    high_y = math.ceil(max(math.log10(y) for _, y in points))

    def place(x: float, y: float) -> tuple[float, float]:
        across = (math.log10(x) - low_x) / ((high_x - low_x) or 1.0)
        up = (math.log10(y) - low_y) / ((high_y - low_y) or 1.0)
        return LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - BOTTOM - TOP)

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
             'font-size="12"><rect width="100%" height="100%" fill="white"/>']  # fmt: skip
    for power in range(low_y, high_y + 1):
        _, y = place(10**low_x, 10.0**power)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g} s</text>')
    for x in sorted({x for x, _ in points}):
        at, _ = place(x, 10.0**low_y)
        parts.append(f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{x:,.0f}</text>')
    parts.append(f'<text x="{LEFT}" y="{HEIGHT - 8}">{x_title}</text>')
    for number, (name, line) in enumerate(series.items()):
        colour = COLOURS[number % len(COLOURS)]
        told = " ".join(f"{a:.1f},{b:.1f}" for a, b in (place(*p) for p in line))
        parts.append(f'<polyline points="{told}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in (place(*p) for p in line)
        ]
        parts.append(
            f'<text x="{WIDTH - RIGHT + 10}" y="{TOP + 16 * (number + 1)}" fill="{colour}">{name}</text>'
        )
    path.write_text("\n".join([*parts, "</svg>"]) + "\n", encoding="utf-8")
