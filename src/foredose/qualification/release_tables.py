"""The tables of a board as rows and figures in words, so that two releases can be compared."""

from __future__ import annotations

from collections.abc import Iterable

from foredose.qualification.board import Board
from foredose.qualification.drift import Figures, Row, Table
from foredose.qualification.forecasts import Forecast
from foredose.qualification.model_contexts import model_contexts
from foredose.qualification.model_lines import ModelLine
from foredose.qualification.monitoring import Monitoring
from foredose.qualification.score import Rate

__all__ = ["model_table", "monitoring_table", "ratio_table"]


def ratio_table(of: Board) -> Table:
    """Return observed exposure ratios and their contexts."""
    rows = (
        Row(id=x.row.id, what=x.row.victim, predicted=x.predicted, observed=x.row.ratio) for x in of.lines
    )
    figures = []
    for c in of.contexts:
        s, shown = c.score, f"0 rows, {c.not_predicted} not predicted"
        if s is not None:
            shown = (
                f"{s.number} rows of {s.victims} drugs, {c.not_predicted} not predicted, GMFE {s.gmfe:.2f}, 2-fold "
                f"{_hits(s.within_two)}, Guest {_hits(s.within_guest)}, in 90 % {_hits(s.covered)}, "
                f"width {s.fold_width:.1f}"
            )
        figures.append(Figures(name=f"{c.name} ({c.split})", shown=shown, verdict=c.verdict))
    return _table("exposure ratios", rows, figures)


def model_table(lines: Iterable[ModelLine]) -> Table:
    """Return library models and their contexts."""
    held = tuple(lines)
    figures = []
    for c in model_contexts(held):
        e, shown = c.errors, f"0 predictions, {c.not_counted} not counted"
        if e is not None:
            shown = (
                f"{e.number} predictions of {c.numbers} numbers, {c.not_counted} not counted, GMFE {e.gmfe:.2f}, "
                f"2-fold {_hits(e.within_two)}"
            )
        figures.append(Figures(name=c.name, shown=shown, verdict=c.verdict))
    rows = (
        Row(id=x.id, what=f"{x.model}: {x.what}", predicted=x.predicted, observed=x.observed) for x in held
    )
    return _table("library models", rows, figures)


def monitoring_table(found: Iterable[Monitoring]) -> Table:
    """Return forecasts of levels, which are figures alone."""
    figures = [
        Figures(
            name=m.name,
            shown="; ".join(_forecast(f) for f in (m.own, *m.rules)),
            verdict=m.verdict,
        )
        for m in found
    ]
    return _table("forecasts of levels", (), figures)


def _forecast(f: Forecast) -> str:
    held = f", in 90 % {_hits(f.covered)}, width {f.fold_width:.1f}" if f.covered else ""
    many = f"{f.within_two.of} levels in {f.people} people"
    return f"{f.by}: {many}, GMFE {f.gmfe:.2f}, 2-fold {_hits(f.within_two)}{held}"


def _table(name: str, rows: Iterable[Row], figures: Iterable[Figures]) -> Table:
    return Table(name=name, rows={r.id: r for r in rows}, contexts={f.name: f for f in figures})


def _hits(of: Rate) -> str:
    return f"{of.hits}/{of.of}"
