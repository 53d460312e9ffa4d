"""The concentration of a listed drug in words: how much, by what, and beside its published range."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from foredose.core import Indeterminate
from foredose.surfaces.words import number, percent

if TYPE_CHECKING:
    from foredose.application.review_answer import DrugReview
    from foredose.application.review_monitoring import InWindow

__all__ = ["level_lines"]

_LEAST_MG = 0.5
"""mg/L under which a level is told in ng/mL, as laboratories do."""


def level_lines(of: DrugReview) -> Iterator[str]:
    """Yield the mean concentration with what it is by, and how it lies beside a published range."""
    mean = of.mean_mg_per_l
    if mean is None:
        if isinstance(of.by_model, Indeterminate):
            yield f"no level: no model of the library speaks for this person ({of.by_model.why})"
        return
    unit, times = ("mg/L", 1.0) if mean.value >= _LEAST_MG else ("ng/mL", 1000.0)
    low, value, high = (number(x * times) for x in (mean.low, mean.value, mean.high))
    yield f"mean level {value} {unit} (90 %: {low} to {high}), {_by(of)}"
    if of.held is not None:
        yield _beside(of.held, unit, times)


def _beside(held: InWindow, unit: str, times: float) -> str:
    w = held.window
    which = "trough" if w.measure == "ctrough" else "mean"
    told = f"published range of {number(w.low * times)} to {number(w.high * times)} {unit}"
    if held.below is None or held.inside is None or held.above is None:
        return f"{told} for its {which}; no chances, since how people differ is left out [{w.source.key}]"
    toxic = ""
    if held.toxic is not None:
        toxic = f", above {number(w.toxic * times)} {unit}, told to be toxic, {percent(held.toxic)}"
    return (
        f"its {which} below the {told} with a chance of {percent(held.below)}, in it {percent(held.inside)}, "
        f"above it {percent(held.above)}{toxic} [{w.source.key}]"
    )


def _by(of: DrugReview) -> str:
    told = of.by_model
    if told is None:
        return "by mechanism, which leaves out how people differ"
    if isinstance(told, Indeterminate):
        why = f"no model of the library speaks for this person ({told.why})"
        return f"by mechanism, which leaves out how people differ; {why}"
    studied = "" if told.people is None else f" of {told.people} people"
    model = f"the model {told.model}{studied} (its levels: {told.verdict})"
    change = (
        "as if nothing moved it, which is not known" if isinstance(of.level, Indeterminate) else _change(of)
    )
    return f"by {model} {change}{''.join(f'; {n}' for n in told.notes)}"


def _change(of: DrugReview) -> str:
    return f"times the change above{'' if of.advised else ' (not qualified)'}"
