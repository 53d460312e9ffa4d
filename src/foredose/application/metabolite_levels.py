"""A drug's active metabolites: their level in this person beside that in ordinary people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from foredose.advice.assessment import Curve
from foredose.advice.change import Change, change_of
from foredose.application.causes import Cause
from foredose.core import Citation, Estimate
from foredose.exposure.drawn import Assumed
from foredose.exposure.metabolites import Followed
from foredose.exposure.together import Listed

__all__ = ["MetaboliteLevel", "curve_of", "estimate_of", "metabolite_level"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetaboliteLevel:
    """An active metabolite.

    Parameters
    ----------
    level
        Its mean concentration at steady state beside the same regimen alone in the reference person.
    mean_mg_per_l, curve, ratio_to_parent
        The concentration itself, as its published ratio to the parent says it; ``None`` where none was found.
    causes
        What other drugs and conditions of a list do to it.
    formed_by
        Enzyme to the typical part of it that the enzyme forms.
    """

    name: str
    level: Estimate
    change: Change
    mean_mg_per_l: Estimate | None
    curve: Curve | None
    formed_by: Mapping[str, float]
    ratio_to_parent: Estimate | None
    cited: tuple[Citation, ...]
    assumed: tuple[Assumed, ...]
    causes: tuple[Cause, ...]


def metabolite_level(
    of: Followed, both: tuple[Listed, Listed], unseen: np.ndarray | float, causes: tuple[Cause, ...] = ()
) -> MetaboliteLevel:
    """Return what is predicted of a metabolite: with all and alone; ``unseen`` widens as it does for its parent."""
    ratio, sized = both[0].mean / both[1].mean * unseen, of.ratio
    rests_on = [s for s in (sized, *of.formed_by.values()) if s is not None]
    return MetaboliteLevel(
        name=of.name,
        level=estimate_of(ratio),
        change=change_of(ratio),
        mean_mg_per_l=None if sized is None else estimate_of(both[0].mean, "mg/L"),
        curve=None if sized is None else curve_of(*both),
        formed_by=_parts(of),
        ratio_to_parent=(
            None if sized is None else Estimate(value=sized.value, low=sized.low, high=sized.high, unit="1")
        ),
        cited=tuple(dict.fromkeys(f.source for s in rests_on for f in s.facts)),
        assumed=of.prepared.drawn.assumed,
        causes=causes,
    )


def _parts(of: Followed) -> Mapping[str, float]:
    """Return the part that each enzyme forms; what sources put on all of them is at most the whole."""
    whole = max(1.0, sum(s.value for s in of.formed_by.values()))
    return {enzyme: s.value / whole for enzyme, s in of.formed_by.items()}


def estimate_of(draws: np.ndarray, unit: str = "1") -> Estimate:
    """Return the middle and the 90 % interval of draws."""
    low, value, high = np.quantile(draws, [0.05, 0.5, 0.95])
    return Estimate(value=float(value), low=float(low), high=float(high), unit=unit)


def curve_of(with_all: Listed, alone: Listed) -> Curve | None:
    """Return the course of a level with all others and alone."""
    if not with_all.level.size:
        return None
    return Curve(
        times_h=tuple(float(t) for t in with_all.time),
        twin=_band(with_all.level),
        reference=_band(alone.level),
    )


def _band(level: np.ndarray) -> tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]:
    median, low, high = np.quantile(level, [0.5, 0.05, 0.95], axis=0)
    return tuple(median.tolist()), tuple(low.tolist()), tuple(high.tolist())
