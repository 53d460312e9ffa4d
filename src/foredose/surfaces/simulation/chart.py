"""A simulated regimen as one page with a chart for each output; it opens offline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from foredose import __version__
from foredose.surfaces.report.markup import Html, el, table
from foredose.surfaces.simulation.text import asked
from foredose.surfaces.words import clean, interval, measure, number, unit

if TYPE_CHECKING:
    from foredose.application.simulation import Simulation

__all__ = ["chart_page"]

_LINE, _FILL = "#1273c4", "rgba(18,115,196,0.22)"


def chart_page(of: Simulation) -> str:
    """Return the page."""
    from plotly.io import to_html

    charts = []
    for place, output in enumerate(of.model.outputs):
        values = of.trajectory.outputs[output.name]
        figure = _figure(of, values, f"{output.analyte}, {unit(output.unit)}")
        charts.append(
            Html(
                to_html(
                    figure,
                    full_html=False,
                    include_plotlyjs=place == 0,
                    validate=False,
                    config={"responsive": True},
                )
            )
        )
    who = "the typical person" if of.people == 1 else f"{of.people:,} virtual people, seed {of.seed}"
    assumed = [el("li", clean(f"{a.name}: {a.value} ({a.because})")) for a in of.assumed]
    rows = [
        (
            f"{name}: {measure(which)}",
            interval(estimate) if of.people > 1 else f"{number(estimate.value)} {unit(estimate.unit)}",
        )
        for name, measures in of.measures.items()
        for which, estimate in measures.items()
    ]
    body = (
        el("h1", f"{of.model.name}: {of.model.title}"),
        el("p", clean(f"{of.regimen}, {of.route}; {who}. {of.model.source}.")),
        el("p", clean(f"Given: {told}.")) if (told := asked(of)) else None,
        el("p", "Median and the range of 90 % of people." if of.people > 1 else "No random effects."),
        *(el("p", el("strong", clean(f"Caution: {c}."))) for c in of.cautions),
        *charts,
        table("Last dosing interval", ("Measure", "Value"), rows) if rows else None,
        el("h2", "Not given, and what was taken") if assumed else None,
        el("ul", *assumed) if assumed else None,
        el("h2", "Not for"),
        el("ul", *(el("li", case) for case in of.model.population.not_for)),
        el("p", f"foredose {__version__}. Research software, not a medical device."),
    )
    style = (
        "body{font-family:system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c2733}"
    )
    head = el("head", el("meta", charset="utf-8"), el("title", of.model.name), el("style", style))
    return "<!doctype html>\n" + el("html", head, el("body", *body), lang="en") + "\n"


def _figure(of: Simulation, values: np.ndarray, title: str) -> dict[str, Any]:
    low, median, high = (q.tolist() for q in np.nanquantile(values, [0.05, 0.5, 0.95], axis=1))
    shared: dict[str, Any] = {"type": "scatter", "mode": "lines", "x": of.trajectory.times.tolist()}
    edge = {"line": {"width": 0, "color": _LINE}, "hoverinfo": "skip", "showlegend": False}
    middle = {"y": median, "name": "median", "line": {"color": _LINE, "width": 2.4}, "showlegend": False}
    band = [shared | edge | {"y": low}, shared | edge | {"y": high, "fill": "tonexty", "fillcolor": _FILL}]
    return {
        "data": [*(band if of.people > 1 else []), shared | middle],
        "layout": {
            "height": 340,
            "margin": {"l": 60, "r": 18, "t": 16, "b": 52},
            "xaxis": {"title": {"text": "Time, h"}, "zeroline": False},
            "yaxis": {"title": {"text": title}, "rangemode": "tozero", "zeroline": False},
            "hovermode": "x unified",
        },
    }
