"""A compound in the whole body as one page with a chart; it opens offline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from foredose.surfaces.report.markup import Html, el
from foredose.surfaces.whole_body.text import person_words
from foredose.surfaces.words import clean, number

if TYPE_CHECKING:
    from foredose.application.whole_body import WholeBodyCourse

__all__ = ["whole_body_page"]

_STYLE = (
    "body{font-family:system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c2733}"
)


def whole_body_page(of: WholeBodyCourse) -> str:
    """Return the page."""
    from plotly.io import to_html

    chart = Html(to_html(_figure(of), full_html=False, include_plotlyjs=True, validate=False))
    ways = [el("li", clean(f"{way}: {100 * part:.1f} %")) for way, part in of.fate.items()]
    assumed = [el("li", clean(f"{a.name}: {a.value} ({a.because})")) for a in of.assumed]
    measures = (
        f"AUC to {number(of.times_h[-1])} h {number(of.auc_mg_h_per_L)} mg·h/L; "
        f"Cmax {number(of.cmax_mg_per_L)} mg/L at {number(of.tmax_h)} h."
    )
    body = (
        el("h1", of.title),
        el("p", clean(f"{of.regimen}, {of.route}; {person_words(of)}. {of.source}.")),
        chart,
        el("p", clean(measures)),
        el("h2", f"Where {number(of.dose_mg)} mg are at the end"),
        el("ul", *ways),
        el("h2", "Not given, and what was taken"),
        el("ul", *assumed),
        el("h2", "Limits") if of.limits else None,
        el("ul", *(el("li", clean(limit)) for limit in of.limits)) if of.limits else None,
        el("h2", "Not for"),
        el("ul", *(el("li", case) for case in of.not_for)),
    )
    head = el("head", el("meta", charset="utf-8"), el("title", of.compound), el("style", _STYLE))
    return "<!doctype html>\n" + el("html", head, el("body", *body), lang="en") + "\n"


def _figure(of: WholeBodyCourse) -> dict[str, Any]:
    line = {"type": "scatter", "mode": "lines", "line": {"color": "#1273c4", "width": 2.4}}
    return {
        "data": [line | {"x": of.times_h.tolist(), "y": of.plasma_mg_per_L.tolist()}],
        "layout": {
            "height": 360,
            "margin": {"l": 60, "r": 18, "t": 16, "b": 52},
            "xaxis": {"title": {"text": "Time, h"}, "zeroline": False},
            "yaxis": {"title": {"text": f"{of.compound} in plasma, mg/L"}, "rangemode": "tozero"},
        },
    }
