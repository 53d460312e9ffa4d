"""Library models and forecasts of levels on the board's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foredose.qualification.model_contexts import committed_model_contexts
from foredose.qualification.model_lines import committed_model_lines
from foredose.qualification.monitoring import committed_monitoring
from foredose.surfaces.report.markup import Html, el, join, table
from foredose.surfaces.words import clean, number

if TYPE_CHECKING:
    from foredose.qualification.model_lines import ModelLine
    from foredose.qualification.score import Rate

__all__ = ["model_sections", "observed_shown", "verdict_shown"]


_MODELS_TOLD = (
    "What a model gives for the typical person, beside numbers of studies that did not build it. A number whose source "
    "lends the model a parameter does not count. No interval is published of these numbers, so that no coverage is "
    "told. Two models of one drug are often held against the same number."
)
_MONITORING_TOLD = (
    "Every level but a person's first, forecast from the levels before it, by a model of other people. Levels of one "
    "person go together, so that the coverage has a second interval, of people resampled."
)


def model_sections() -> Html:
    """Return the tables of contexts and rows of library models, and of forecasts of levels."""
    return join(
        (
            el("h2", "Library models"),
            el("p", _MODELS_TOLD),
            table("Contexts of library models", _CONTEXT_HEAD, _contexts()),
            table("Every number", ("Model", "What", "Observed", "Predicted", "Source"), _rows()),
            el("h2", "Forecasts of levels"),
            el("p", _MONITORING_TOLD),
            table("Contexts of monitoring", _MONITORING_HEAD, _monitoring()),
        )
    )  # fmt: skip


def observed_shown(x: ModelLine) -> str:
    """Return an observed number with its unit; a ratio and a number of unit 1 have none."""
    return number(x.observed) if x.ratio or x.unit == "1" else f"{number(x.observed)} {x.unit}"


def verdict_shown(verdict: str) -> Html:
    """Return a verdict; green only where it is ``qualified``."""
    return el("span", verdict, class_="yes" if verdict == "qualified" else "no")


_CONTEXT_HEAD = ("Context", "Predictions", "Models", "Observed numbers", "Studies", "Not counted", "GMFE", "Bias",
                 "Within 2-fold (95 %)", "Guest limits (ratios)", "Verdict")  # fmt: skip
_MONITORING_HEAD = ("Context", "Forecast from", "Levels", "People", "GMFE", "Bias", "Within 2-fold (95 %)",
                    "In 90 % interval (95 %; people resampled)", "Fold-width", "Verdict")  # fmt: skip


def _contexts() -> list[tuple[Html | str, ...]]:
    return [
        (
            c.name, str(e.number) if e else "0", str(c.models), str(c.numbers), str(c.studies), str(c.not_counted),
            f"{e.gmfe:.2f}" if e else "", f"{e.bias:.2f}" if e else "", _exact(e.within_two) if e else "",
            _exact(c.within_guest) if c.within_guest else "", verdict_shown(c.verdict),
        )
        for c in committed_model_contexts()
        for e in (c.errors,)
    ]  # fmt: skip


def _rows() -> list[tuple[str, ...]]:
    return [
        tuple(
            clean(cell)
            for cell in (
                x.model, x.what, observed_shown(x),
                f"not counted: {x.why_not}" if x.why_not else number(x.predicted), x.source,
            )
        )
        for x in committed_model_lines()
    ]  # fmt: skip


def _monitoring() -> list[tuple[Html | str, ...]]:
    return [
        (
            m.name, f.by, str(f.within_two.of), str(f.people), f"{f.gmfe:.2f}", f"{f.bias:.2f}", _exact(f.within_two),
            f"{_exact(f.covered)[:-1]}; {f.resampled[0]:.0%} to {f.resampled[1]:.0%})" if f.covered else "",
            f"{f.fold_width:.1f}" if f.covered else "", verdict_shown(m.verdict) if f is m.own else "",
        )
        for m in committed_monitoring()
        for f in (m.own, *m.rules)
    ]  # fmt: skip


def _exact(of: Rate) -> str:
    return f"{of.value:.0%} ({of.low:.0%} to {of.high:.0%})"
