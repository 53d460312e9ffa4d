"""Random effects of virtual people: the same for a seed and a name, whatever else is asked."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from foredose.models.declaration import Model, Parameter
from foredose.models.variability import covariance

__all__ = ["apply_effect", "draw_between", "generator"]


def generator(seed: int) -> Callable[[str], np.random.Generator]:
    """Return a function from a name to the random numbers of that name."""
    return lambda name: np.random.default_rng([seed, zlib.crc32(name.encode())])


def draw_between(
    model: Model, people: int, rng_for: Callable[[str], np.random.Generator]
) -> Mapping[str, np.ndarray]:
    """Return each parameter's random effect, of shape (person,), with the correlations that the model declares."""
    names, matrix = covariance(model)
    if not names:
        return {}
    normal = np.stack([rng_for("eta:" + name).standard_normal(people) for name in names])
    effects = np.linalg.cholesky(matrix) @ normal
    return dict(zip(names, effects, strict=True))


def apply_effect(parameter: Parameter, typical: Any, effect: Any) -> Any:
    """Return individual values from a typical value and random effects, on the parameter's scale."""
    if parameter.scale == "log":
        return typical * np.exp(effect)
    if parameter.scale == "logit":
        odds = typical / (1 - typical) * np.exp(effect)
        return odds / (1 + odds)
    return typical + effect
