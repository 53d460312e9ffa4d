"""Scores of predicted against observed ratios."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from foredose.qualification.predicted import Predicted

__all__ = ["Errors", "Rate", "Score", "errors", "guest_limits", "rate", "score"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How many of how many, with the exact (Clopper-Pearson) 95 % interval of the rate."""

    hits: int
    of: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The rate; NaN of none."""
        return self.hits / self.of if self.of else float("nan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Errors:
    """How far predictions lie from what was observed; ``gmfe`` and ``bias`` as of ``Score``."""

    number: int
    gmfe: float
    bias: float
    within_two: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One context of use.

    Parameters
    ----------
    gmfe
        Geometric mean fold error: exp of the mean absolute log of predicted over observed.
    bias
        exp of the mean log: above 1 where predictions are too high.
    covered, fold_width
        Observed ratios inside the 90 % interval, and the median of its high over low.
    """

    number: int
    victims: int
    gmfe: float
    bias: float
    within_two: Rate
    within_guest: Rate
    covered: Rate
    fold_width: float


def rate(hits: int, of: int) -> Rate:
    """Return a rate with its exact 95 % interval."""
    from scipy.special import betaincinv  # type: ignore[import-untyped]

    low = float(betaincinv(hits, of - hits + 1, 0.025)) if hits else 0.0
    high = float(betaincinv(hits + 1, of - hits, 0.975)) if hits < of else 1.0
    return Rate(hits=hits, of=of, low=low, high=high)


def errors(predicted: np.ndarray, observed: np.ndarray) -> Errors:
    """Compare predictions with what was observed; every one counts once."""
    logs = np.log(predicted / observed)
    return Errors(
        number=len(logs),
        gmfe=float(np.exp(np.mean(np.abs(logs)))),
        bias=float(np.exp(np.mean(logs))),
        within_two=rate(int((np.exp(np.abs(logs)) <= 2).sum()), len(logs)),
    )


def guest_limits(observed: np.ndarray) -> np.ndarray:
    """Return how far a prediction may be from each observed ratio, as a fold.

    Guest EJ et al. (2011) Drug Metab Dispos 39:170: the limit grows from 1.25-fold at a ratio of 1 (the variability of
    the ratio itself) toward 2-fold for large ratios. Ratios below 1 are taken by their inverse.
    """
    size = np.maximum(observed, 1 / observed)
    return np.asarray((1.25 + 2 * (size - 1)) / size)


def score(found: Sequence[Predicted]) -> Score:
    """Score predictions; every row counts once."""
    predicted = np.array([p.value for p in found])
    observed = np.array([p.row.ratio for p in found])
    fold = np.exp(np.abs(np.log(predicted / observed)))
    own = errors(predicted, observed)
    inside = [p.low <= p.row.ratio <= p.high for p in found]
    return Score(
        number=len(found),
        victims=len({p.row.victim for p in found}),
        gmfe=own.gmfe,
        bias=own.bias,
        within_two=own.within_two,
        within_guest=rate(int((fold <= guest_limits(observed)).sum()), len(found)),
        covered=rate(sum(inside), len(found)),
        fold_width=float(np.median([p.high / max(p.low, 1e-9) for p in found])),
    )
