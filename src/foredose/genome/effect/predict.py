"""The predicted effect of one consequence, with its interval and what it rests on."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import Any, Literal

from foredose.core import Indeterminate
from foredose.genome.effect.consequence import Consequence
from foredose.genome.effect.forest import forest_value
from foredose.genome.effect.residues import Head, features
from foredose.knowledge.variant_effect_facts import variant_effect_file

__all__ = ["PredictedEffect", "predict_effect"]

_TRUNCATING = {"frameshift", "stop_gained", "start_lost", "splice_site"}
# The scan that the shipped P450 forest was fitted to: only there are intervals of the same protein.
_SCANNED = "CYP2C9"
_UNKNOWN = {
    "synonymous": "a synonymous change may still alter splicing or the amount of RNA",
    "intronic": "a change inside an intron may create or weaken a splice site",
    "regulatory": "a change outside the protein may alter how much of it is made",
    "inframe": "too few insertions and deletions of whole residues were measured in these genes",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictedEffect:
    """A prediction, never an observation.

    Parameters
    ----------
    gene, change
        What was asked.
    activity
        Activity relative to the reference protein: 1 the same, 0 none.
    low, high
        Prediction interval of ``activity``.
    level
        Level that the interval aims at; ``benchmarks/results/effect.md`` prints what it held.
    no_function
        For truncating changes: share of like star alleles that have no function, with its exact 95 % interval.
    basis
        What the prediction rests on, in words.
    model
        Name and version of the fitted model.
    predicted
        Always true.
    """

    gene: str
    change: Consequence
    activity: float
    low: float
    high: float
    level: float
    basis: str
    model: str
    no_function: tuple[float, float, float] | None = None
    predicted: Literal[True] = True


def predict_effect(gene: str, consequence: Consequence) -> PredictedEffect | Indeterminate:
    """Predict what a change leaves of the activity of one gene's protein.

    Parameters
    ----------
    gene
        HGNC symbol.
    consequence
        What the change does to the canonical protein.

    Raises
    ------
    InputError
        When the residue is not the one of the reference protein, or outside it.
    """
    if consequence.kind == "missense" and consequence.position == 1:
        consequence = replace(consequence, kind="start_lost")
    if consequence.kind == "missense":
        return _missense(gene, consequence)
    if consequence.kind in _TRUNCATING:
        return _truncating(gene, consequence)
    return Indeterminate(
        why=f"{_UNKNOWN[consequence.kind]}; nothing measured in {gene} says how much",
        resolve="measure the RNA or the activity, or have the change assessed by an expert",
    )


def _missense(gene: str, change: Consequence) -> PredictedEffect | Indeterminate:
    known = features(gene, change)
    if isinstance(known, Indeterminate):
        return known
    head, row = known
    model = variant_effect_file(f"model_{head}")
    value = max(0.0, _score(model, row))
    same = gene == _SCANNED
    interval = model["intervals"]["position" if same else "gene"]
    low, high = _bounds(interval, value)
    return PredictedEffect(
        gene=gene,
        change=change,
        activity=value,
        low=low,
        high=high,
        level=interval["level"],
        basis=_basis(gene, head, same=same),
        model=f"{head} {model['version']}",
    )


def _score(model: dict[str, Any], row: list[float]) -> float:
    """Return the forest's value, read from a rank on the scale of scores where it was fitted to ranks."""
    value = forest_value(model["forest"], row)
    if "scale" not in model:
        return value
    scale = model["scale"]
    at = min(max(value, 0.0), 1.0) * (len(scale) - 1)
    below = min(int(at), len(scale) - 2)
    return float(scale[below] + (at - below) * (scale[below + 1] - scale[below]))


def _bounds(interval: dict[str, Any], value: float) -> tuple[float, float]:
    at = bisect_right(interval["edges"], value)
    return max(0.0, value + interval["low"][at]), max(value, value + interval["high"][at])


def _basis(gene: str, head: Head, *, same: bool) -> str:
    if same:
        return "fitted to measured activity of 6,142 missense variants of CYP2C9; interval from held-out positions"
    if head == "p450":
        return f"fitted to CYP2C9 and carried over to {gene} by alignment; interval from other genes held out whole"
    return "fitted to measured missense variants of CYP2C9, TPMT, NUDT15 and VKORC1; interval from genes held out whole"


def _truncating(gene: str, change: Consequence) -> PredictedEffect:
    table = variant_effect_file("classes")
    seen = table["classes"][change.kind]
    return PredictedEffect(
        gene=gene,
        change=change,
        activity=seen["mean_activity"],
        low=0.0,
        high=seen["highest_activity"],
        level=table["level"],
        basis=f"{seen['no_function']} of {seen['alleles']} star alleles with such a change have no function",
        model=f"classes {table['version']}",
        no_function=(seen["share"], seen["share_low"], seen["share_high"]),
    )
