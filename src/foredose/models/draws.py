"""Random effects of virtual people: the same for a seed and a name, whatever else is asked."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping

import numpy as np

from foredose.models.declaration import Model
from foredose.models.effects import between_covariance

__all__ = ["draw_between", "generator"]


def generator(seed: int) -> Callable[[str], np.random.Generator]:
    """Return a function from a name to the random numbers of that name."""
    return lambda name: np.random.default_rng([seed, zlib.crc32(name.encode())])


def draw_between(
    model: Model, people: int, rng_for: Callable[[str], np.random.Generator]
) -> Mapping[str, np.ndarray]:
    """Return each parameter's random effect, of shape (person,), with the correlations that the model declares."""
    names = [p.name for p in model.parameters if p.iiv]
    if not names:
        return {}
    normal = np.stack([rng_for("eta:" + name).standard_normal(people) for name in names])
    effects = np.linalg.cholesky(between_covariance(model)) @ normal
    return dict(zip(names, effects, strict=True))
