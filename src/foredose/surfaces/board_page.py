"""The board as one page: a chart of predicted against observed, the contexts, every row; it opens offline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from foredose import __version__
from foredose.qualification.contexts import CRITERIA, MODEL_CRITERIA, MONITORING_CRITERION
from foredose.surfaces.board_page_models import model_sections, verdict_shown
from foredose.surfaces.report.markup import Html, el, table
from foredose.surfaces.words import clean, number

if TYPE_CHECKING:
    from foredose.qualification.board import Board, Line

__all__ = ["board_page"]

_COLOURS = {"genotype": "#1273c4", "interaction": "#c4562f", "interaction within genotype": "#2f8f4e"}


def board_page(of: Board) -> str:
    """Return the page."""
    from plotly.io import to_html

    chart = to_html(
        _figure(of), full_html=False, include_plotlyjs=True, validate=False, config={"responsive": True}
    )
    contexts = [
        (
            c.name, c.split, str(s.number), str(s.victims), str(c.not_predicted), f"{s.gmfe:.2f}",
            f"{s.within_two.value:.0%} ({s.within_two.low:.0%} to {s.within_two.high:.0%})",
            f"{s.within_guest.value:.0%}", f"{s.covered.value:.0%}", f"{s.fold_width:.1f}", verdict_shown(c.verdict),
        )
        for c in of.contexts
        if (s := c.score) is not None
    ]  # fmt: skip
    head = ("Context", "Split", "Rows", "Drugs", "Not predicted", "GMFE", "Within 2-fold (95 %)", "Guest limits",
            "In 90 % interval", "Fold-width", "Verdict")  # fmt: skip
    rows = [_cells(line) for line in of.lines]
    criteria = {**CRITERIA, **MODEL_CRITERIA, "monitoring": MONITORING_CRITERION}
    body = (
        el("h1", "Predicted against observed exposure ratios"),
        el("p", "Each point is an observed AUC ratio beside its prediction; victims are kept for validation or "
                "calibration by a hash of their name, and no parameter of a validation victim rests on its rows."),
        Html(chart),
        el("h2", "Criteria, committed before the first scoring"),
        el("ul", *(el("li", f"{name}: {criterion}") for name, criterion in criteria.items())),
        table("Contexts of use", head, contexts),
        model_sections(),
        el("h2", "Exposure ratios"),
        table("Every row", ("Drug", "Genotype", "With", "Split", "Observed", "Predicted (90 %)", "Source"), rows),
        el("p", f"foredose {__version__}. Research software, not a medical device."),
    )  # fmt: skip
    style = (
        "body{font-family:system-ui,sans-serif;max-width:78rem;margin:2rem auto;padding:0 1rem;color:#1c2733}"
        "table{border-collapse:collapse;font-size:.85rem}td,th{padding:.2rem .6rem;text-align:left;vertical-align:top}"
        ".yes{color:#1f7a3d;font-weight:600}"
    )
    top = el("head", el("meta", charset="utf-8"), el("title", "foredose board"), el("style", style))
    return "<!doctype html>\n" + el("html", top, el("body", *body), lang="en") + "\n"


def _cells(line: Line) -> tuple[str, ...]:
    row = line.row
    told = line.why_not or f"{number(line.predicted)} ({number(line.low)} to {number(line.high)})"
    taken = " + ".join(f"{p.inn} {p.dose_mg:g} mg every {p.interval_h:g} h" for p in row.perpetrators)
    split = "validation" if row.validates else "calibration"
    return tuple(
        clean(x) for x in (row.victim, row.asked, taken, split, number(row.ratio), told, str(row.source))
    )


def _figure(of: Board) -> dict[str, Any]:
    data: list[dict[str, Any]] = []
    for kind, colour in _COLOURS.items():
        for validates, symbol in ((True, "circle"), (False, "circle-open")):
            lines = [
                x for x in of.lines if x.row.kind == kind and x.row.validates == validates and not x.why_not
            ]
            data.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "x": [x.row.ratio for x in lines],
                    "y": [x.predicted for x in lines],
                    "text": [
                        " ".join((x.row.victim, *(p.inn for p in x.row.perpetrators), x.row.asked))
                        for x in lines
                    ],
                    "name": f"{kind}, {'validation' if validates else 'calibration'}",
                    "marker": {"color": colour, "symbol": symbol, "size": 7},
                }
            )
    for fold, dash in ((1.0, "solid"), (2.0, "dot"), (0.5, "dot")):
        line = {"color": "#8894a0", "dash": dash, "width": 1}
        data.append({
            "type": "scatter", "mode": "lines", "x": [0.02, 60], "y": [0.02 * fold, 60 * fold], "line": line,
            "showlegend": False, "hoverinfo": "skip",
        })  # fmt: skip
    axis = {"type": "log", "range": [-1.7, 1.8], "zeroline": False}
    return {
        "data": data,
        "layout": {
            "height": 620,
            "margin": {"l": 70, "r": 18, "t": 16, "b": 60},
            "xaxis": axis | {"title": {"text": "Observed AUC ratio (dotted lines: twice and half)"}},
            "yaxis": axis | {"title": {"text": "Predicted AUC ratio"}},
        },
    }
