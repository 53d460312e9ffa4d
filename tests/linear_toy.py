"""A linear model of levels whose posterior is known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from foredose.numerics.estimation import Measured

PRIOR = np.array([[0.5, 0.1], [0.1, 0.3]])


@dataclass(frozen=True, kw_only=True)
class Linear:
    """Levels that are a constant plus a matrix times the effects."""

    base: np.ndarray
    rates: np.ndarray
    person: np.ndarray
    people: int

    def levels(self, effects: np.ndarray) -> np.ndarray:
        return self.base + (self.rates * effects[self.person]).sum(axis=1)

    def slopes(self, effects: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return self.levels(effects), self.rates

    def taken(self, people: np.ndarray) -> Self:
        at = np.concatenate([np.flatnonzero(self.person == p) for p in people])
        size = [int((self.person == p).sum()) for p in people]
        return replace(
            self,
            base=self.base[at],
            rates=self.rates[at],
            person=np.repeat(np.arange(len(people)), size),
            people=len(people),
        )


def toy(people: int, levels: int, seed: int = 0) -> tuple[Linear, Measured]:
    rng = np.random.default_rng(seed)
    size = people * levels
    person = np.repeat(np.arange(people), levels)
    predictor = Linear(
        base=rng.uniform(5, 9, size), rates=rng.standard_normal((size, 2)), person=person, people=people
    )
    value = predictor.levels(rng.multivariate_normal([0, 0], PRIOR, people)) + 0.3 * rng.standard_normal(size)
    none = np.zeros(size)
    measured = Measured(
        person=person,
        value=value,
        below=none.astype(bool),
        proportional=none,
        additive=none + 0.3,
        log_sd=none,
    )
    return predictor, measured
