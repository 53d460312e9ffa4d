"""The same chart as a still drawing (SVG): for print, and where scripts do not run."""

from __future__ import annotations

from collections.abc import Iterable

from foredose.surfaces.report.course import Band, Course, ticks
from foredose.surfaces.report.markup import Html, el, join
from foredose.surfaces.words import limit_name, measure, number

__all__ = ["drawing"]

WIDTH, HEIGHT = 720.0, 300.0
LEFT, RIGHT, TOP, BOTTOM = 58.0, 12.0, 14.0, 44.0


class _Scale:
    """From time and value to the place on the drawing."""

    def __init__(self, course: Course) -> None:
        self.first, self.last = (course.times[0], course.times[-1]) if course.times else (0.0, 1.0)
        self.top = course.top

    def x(self, time: float) -> float:
        span = (self.last - self.first) or 1.0
        return LEFT + (WIDTH - LEFT - RIGHT) * (time - self.first) / span

    def y(self, value: float) -> float:
        inside = min(max(value, 0.0), self.top)
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * inside / self.top


def drawing(course: Course, summary: str) -> Html:
    """Draw one course; ``summary`` says in words what the drawing shows."""
    scale = _Scale(course)
    pieces = (
        el("title", summary),
        _window(course, scale),
        _axes(course, scale),
        _band(course, course.reference, scale, "reference"),
        _band(course, course.twin, scale, "twin"),
    )
    box = f"0 0 {WIDTH:g} {HEIGHT:g}"
    return el("svg", *pieces, viewBox=box, role="img", aria_label=summary, class_="still")


def _points(pairs: Iterable[tuple[float, float]], scale: _Scale) -> str:
    return " ".join(f"{scale.x(time):.1f},{scale.y(value):.1f}" for time, value in pairs)


def _band(course: Course, band: Band, scale: _Scale, name: str) -> Html:
    there = list(zip(course.times, band.high, strict=True))
    back = list(zip(course.times, band.low, strict=True))[::-1]
    area = el("polygon", points=_points(there + back, scale), class_=f"{name}-band")
    median = zip(course.times, band.median, strict=True)
    return join((area, el("polyline", points=_points(median, scale), class_=f"{name}-line")))


def _window(course: Course, scale: _Scale) -> Html:
    if course.window is None:
        return Html("")
    upper, lower = scale.y(course.window.high), scale.y(course.window.low)
    shaded = el("rect", **_box(LEFT, upper, WIDTH - LEFT - RIGHT, lower - upper), class_="target")
    pieces = [shaded, _label(f"target ({measure(course.window.measure)})", WIDTH - RIGHT - 6, upper + 15)]
    if course.window.toxic <= course.top:
        level = scale.y(course.window.toxic)
        pieces.append(_line(LEFT, level, WIDTH - RIGHT, level, "toxic"))
        pieces.append(_label(limit_name(course.window), WIDTH - RIGHT - 6, level - 5))
    return join(pieces)


def _axes(course: Course, scale: _Scale) -> Html:
    base = HEIGHT - BOTTOM
    pieces = [_line(LEFT, base, WIDTH - RIGHT, base, "axis")]
    for value in ticks(course.top):
        level = scale.y(value)
        pieces += [
            _line(LEFT, level, WIDTH - RIGHT, level, "grid"),
            _label(number(value), LEFT - 8, level + 4),
        ]
    for time in ticks(scale.last - scale.first or 1.0, 8):
        pieces.append(_label(number(scale.first + time), scale.x(scale.first + time), base + 18, "middle"))
    pieces.append(_label(f"Time, {course.time_unit}", (LEFT + WIDTH) / 2, HEIGHT - 6, "middle"))
    pieces.append(_label(course.scale, 4, TOP - 2, "start"))
    return join(pieces)


def _box(x: float, y: float, width: float, height: float) -> dict[str, str]:
    sizes = {"x": x, "y": y, "width": width, "height": height}
    return {name: f"{value:.1f}" for name, value in sizes.items()}


def _line(x1: float, y1: float, x2: float, y2: float, name: str) -> Html:
    ends = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
    return el("line", **{key: f"{value:.1f}" for key, value in ends.items()}, class_=name)


def _label(words: str, x: float, y: float, anchor: str = "end") -> Html:
    return el("text", words, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor)
