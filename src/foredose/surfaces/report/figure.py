"""The interactive chart as a plain plotly figure: a dict, so that the plotly package is never imported."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from foredose.surfaces.report.course import Band, Course
from foredose.surfaces.words import clean, limit_name, measure, number

__all__ = ["figure"]

TARGET, TOXIC = "rgba(31,138,91,0.13)", "#c8352b"

Json = dict[str, Any]


class _Style(NamedTuple):
    name: str
    colour: str
    fill: str
    dash: str
    rank: int


TWIN = _Style("This person", "#1273c4", "rgba(18,115,196,0.22)", "solid", 1)
REFERENCE = _Style("Reference person", "#7d8794", "rgba(125,135,148,0.20)", "dash", 2)


def figure(course: Course) -> Json:
    """Build the figure of one course: reference below, twin above, window shaded, toxic limit dashed."""
    traces = [
        *_traces(course, course.reference, REFERENCE),
        *_traces(course, course.twin, TWIN),
    ]
    return {"data": traces, "layout": _layout(course)}


def _traces(course: Course, band: Band, style: _Style) -> list[Json]:
    name, colour, fill, dash, rank = style
    shared: Json = {
        "type": "scatter",
        "mode": "lines",
        "legendrank": rank,
        "x": list(course.times),
        "legendgroup": name,
    }
    silent: Json = {"line": {"width": 0, "color": colour}, "hoverinfo": "skip", "showlegend": False}
    spread = [
        f"{number(low)}–{number(high)} {course.unit}" for low, high in zip(band.low, band.high, strict=True)
    ]
    median: Json = {
        "y": list(band.median),
        "name": name,
        "text": spread,
        "line": {"color": colour, "width": 2.6, "dash": dash},
        "hovertemplate": f"<b>{name}</b> %{{y:.3~g}} {clean(course.unit)} (%{{text}})<extra></extra>",
    }
    return [
        shared | silent | {"y": list(band.low), "name": f"{name}, 5 %"},
        shared
        | silent
        | {"y": list(band.high), "name": f"{name}, 95 %", "fill": "tonexty", "fillcolor": fill},
        shared | median,
    ]


def _layout(course: Course) -> Json:
    hidden = "rgba(0,0,0,0)"
    axis: Json = {"zeroline": False, "ticks": "outside", "ticklen": 4, "automargin": True}
    return {
        "height": 340,
        "margin": {"l": 56, "r": 18, "t": 12, "b": 52},
        "paper_bgcolor": hidden,
        "plot_bgcolor": hidden,
        "hovermode": "x unified",
        "dragmode": "zoom",
        "font": {"family": "system-ui, sans-serif", "size": 13},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "xaxis": axis | {"title": {"text": f"Time, {course.time_unit}"}, "showgrid": False},
        "yaxis": axis | {"title": {"text": course.scale}, "range": [0, course.top], "rangemode": "tozero"},
        "shapes": _shapes(course),
        "annotations": _annotations(course),
    }


def _shapes(course: Course) -> list[Json]:
    if course.window is None:
        return []
    window = course.window
    across: Json = {"xref": "paper", "x0": 0, "x1": 1, "yref": "y"}
    shaded = across | {
        "type": "rect",
        "y0": course.limit(window.low),
        "y1": course.limit(window.high),
        "fillcolor": TARGET,
    }
    target = shaded | {"line": {"width": 0}, "layer": "below"}
    if not math.isfinite(window.toxic):
        return [target]
    line = across | {"type": "line", "y0": window.toxic, "y1": window.toxic}
    return [target, line | {"line": {"color": TOXIC, "width": 1.6, "dash": "dot"}}]


def _annotations(course: Course) -> list[Json]:
    if course.window is None:
        return []
    shared: Json = {"xref": "paper", "x": 1, "xanchor": "right", "yref": "y", "showarrow": False}
    target = shared | {
        "y": course.limit(course.window.high),
        "yanchor": "top",
        "text": f"target ({measure(course.window.measure)})",
    }
    toxic = shared | {"y": course.window.toxic, "yanchor": "bottom", "text": limit_name(course.window)}
    return [note | {"font": {"size": 12}} for note in (target, toxic) if note["y"] <= course.top]
