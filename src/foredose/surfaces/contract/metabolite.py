"""The active-metabolite part of an answer: how much of it there is beside the reference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from foredose.core import Estimate
from foredose.knowledge.references import shown
from foredose.surfaces.contract.base import EstimateShown, Part, Probability
from foredose.surfaces.contract.exposure import CurveShown, curve_shown

if TYPE_CHECKING:
    from foredose.application.metabolite_levels import MetaboliteLevel

__all__ = ["CauseShown", "ChangeShown", "MetaboliteShown", "RatioShown", "metabolite_shown"]


class RatioShown(Part):
    """Median of the draws, and the interval that holds 90 % of them."""

    value: float
    low: float
    high: float
    interval: float = 0.90


class ChangeShown(Part):
    """The likeliest class of the change, and the chances of at least twice and at most half."""

    name: str
    probability: Probability
    higher: Probability
    lower: Probability


class CauseShown(Part):
    """The level beside that without this drug or condition, or with the gene of the people who were studied."""

    name: str
    kind: Literal["drug", "gene", "condition"]
    fold: float


class MetaboliteShown(Part):
    """An active metabolite beside the same regimen alone in the reference; held against no observations."""

    name: str
    level_ratio: RatioShown
    mean_level: EstimateShown | None
    change: ChangeShown
    causes: tuple[CauseShown, ...]
    formed_by: Mapping[str, float]
    ratio_to_parent: EstimateShown | None
    curve: CurveShown | None
    assumed: tuple[str, ...]
    sources: tuple[str, ...]


def metabolite_shown(of: MetaboliteLevel) -> MetaboliteShown:
    """Show a metabolite."""
    return MetaboliteShown(
        name=of.name,
        level_ratio=RatioShown(value=of.level.value, low=of.level.low, high=of.level.high),
        mean_level=_estimate(of.mean_mg_per_l),
        change=ChangeShown.model_validate(of.change),
        causes=tuple(CauseShown.model_validate(c) for c in of.causes),
        formed_by=of.formed_by,
        ratio_to_parent=_estimate(of.ratio_to_parent),
        curve=None if of.curve is None else curve_shown(of.curve),
        assumed=tuple(f"{a.what}: {a.taken}" for a in of.assumed),
        sources=tuple(shown(s) for s in of.cited),
    )


def _estimate(of: Estimate | None) -> EstimateShown | None:
    return None if of is None else EstimateShown.model_validate(of)
