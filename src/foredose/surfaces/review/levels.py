"""The concentration of a listed drug in words: how much, by what, and beside its published range."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from foredose.core import Indeterminate
from foredose.surfaces.words import number, percent

if TYPE_CHECKING:
    from foredose.application.review import DrugReview

__all__ = ["level_lines"]


def level_lines(of: DrugReview) -> Iterator[str]:
    """Yield the mean concentration with what it is by, and the chances beside a published range."""
    if of.mean_mg_per_l is None:
        return
    low, value, high = (
        number(x) for x in (of.mean_mg_per_l.low, of.mean_mg_per_l.value, of.mean_mg_per_l.high)
    )
    yield f"mean level {value} mg/L (90 %: {low} to {high}), {_by(of)}"
    if of.held is not None:
        w, which = of.held.window, "trough" if of.held.window.measure == "ctrough" else "mean"
        toxic = (
            ""
            if of.held.toxic is None
            else f", above {number(w.toxic)} mg/L, told to be toxic, {percent(of.held.toxic)}"
        )
        yield (
            f"its {which} below the published range of {number(w.low)} to {number(w.high)} mg/L with a chance of "
            f"{percent(of.held.below)}, in it {percent(of.held.inside)}, above it {percent(of.held.above)}{toxic} "
            f"[{w.source.key}]"
        )


def _by(of: DrugReview) -> str:
    told = of.by_model
    if told is None:
        return "by mechanism, which leaves out how people differ"
    if isinstance(told, Indeterminate):
        why = f"no model of the library speaks for this person ({told.why})"
        return f"by mechanism, which leaves out how people differ; {why}"
    studied = "" if told.people is None else f" of {told.people} people"
    notes = "".join(f"; {n}" for n in told.notes)
    return f"by the model {told.model}{studied} and the change above ({told.verdict}{notes})"
