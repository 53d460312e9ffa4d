"""How large a change of exposure is, in the classes that regulators use for interactions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foredose.core import Citation

__all__ = ["BOUNDS", "SOURCE", "Change", "change_of"]

SOURCE = Citation(key="FDA_DDI_T1", locus="definitions of strong, moderate and weak inhibitors and inducers")
BOUNDS = (
    ("strongly lower", 0.0, 0.2),
    ("moderately lower", 0.2, 0.5),
    ("weakly lower", 0.5, 0.8),
    ("as in the reference", 0.8, 1.25),
    ("weakly higher", 1.25, 2.0),
    ("moderately higher", 2.0, 5.0),
    ("strongly higher", 5.0, np.inf),
)
"""Name, lowest and highest ratio of the AUC; the ends are those of the classes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The class of the middle of a change, how likely it is, and the chances of at least twice and at most half."""

    name: str
    probability: float
    higher: float
    lower: float


def change_of(ratio: np.ndarray) -> Change:
    """Return the class of the middle of a ratio's draws, of shape (draw,), and how many of them lie in it."""
    middle = float(np.median(ratio))
    name, least, most = next(bound for bound in BOUNDS if bound[1] <= middle < bound[2])
    probability = float(np.mean((ratio >= least) & (ratio < most)))
    return Change(
        name=name,
        probability=probability,
        higher=float(np.mean(ratio >= 2.0)),
        lower=float(np.mean(ratio <= 0.5)),
    )
