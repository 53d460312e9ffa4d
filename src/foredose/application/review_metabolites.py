"""The active metabolites of a listed drug: their level in this person beside that in ordinary people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from foredose.advice.assessment import Curve
from foredose.advice.change import Change, change_of
from foredose.application.review_levels import Both, curve_of, estimate_of, formed_in_list
from foredose.application.review_regimens import ListedDrug
from foredose.core import Citation, Estimate
from foredose.exposure.drawn import Assumed
from foredose.exposure.metabolites import Followed

__all__ = ["MetaboliteLevel", "metabolites_reviewed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetaboliteLevel:
    """An active metabolite.

    Parameters
    ----------
    level
        Its mean concentration at steady state beside the same regimen alone in the reference person.
    mean_mg_per_l
        The concentration itself, as its published ratio to the parent says it.
    formed_by
        Enzyme to the typical part of it that the enzyme forms.
    """

    name: str
    level: Estimate
    change: Change
    mean_mg_per_l: Estimate
    curve: Curve | None
    formed_by: Mapping[str, float]
    ratio_to_parent: Estimate
    cited: tuple[Citation, ...]
    assumed: tuple[Assumed, ...]


def metabolites_reviewed(
    of: ListedDrug, followed: Sequence[ListedDrug], levels: Mapping[str, Both], unseen: np.ndarray, seed: int
) -> tuple[MetaboliteLevel, ...]:
    """Return what is predicted of a drug's active metabolites; ``unseen`` widens as it does for the drug itself."""
    if not of.followed:
        return ()
    return tuple(_level(m, levels[m.name], unseen) for m in formed_in_list(of.inn, followed, seed))


def _level(of: Followed, both: Both, unseen: np.ndarray) -> MetaboliteLevel:
    ratio = both[0].mean / both[1].mean * unseen
    return MetaboliteLevel(
        name=of.name,
        level=estimate_of(ratio),
        change=change_of(ratio),
        mean_mg_per_l=estimate_of(both[0].mean, "mg/L"),
        curve=curve_of(*both),
        formed_by={e: s.value for e, s in of.formed_by.items()},
        ratio_to_parent=Estimate(value=of.ratio.value, low=of.ratio.low, high=of.ratio.high, unit="1"),
        cited=tuple(dict.fromkeys(f.source for s in (of.ratio, *of.formed_by.values()) for f in s.facts)),
        assumed=of.prepared.drawn.assumed,
    )
