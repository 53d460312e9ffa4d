"""Random effects of virtual people, with a model's whole correlation matrix."""

from __future__ import annotations

from typing import Any

import numpy as np

from foredose.core import ModelError
from foredose.models.declaration import Model, Parameter
from foredose.population.streams import Block, Streams

__all__ = ["draw_parameters"]


def draw_parameters(model: Model, seed: int, block: Block) -> dict[str, Any]:
    """Draw individual parameters around the model's typical values.

    Typical values are the published estimates, the same for all people; what differs between people is drawn, what
    differs between occasions of one person is not.

    Returns
    -------
    Parameter to its value, or to an array of shape (person,) where people differ.

    Raises
    ------
    ModelError
        ``model.correlations`` when they are not those of any distribution.
    """
    varied = [p for p in model.parameters if p.iiv]
    streams = Streams(seed)
    factor = _factor(model, [p.name for p in varied])
    scores = [streams.normal(f"effect:{model.name}:{p.name}", block) for p in varied]
    found: dict[str, Any] = {p.name: p.value for p in model.parameters}
    for row, parameter in zip(factor, varied, strict=True):
        eta = sum(part * score for part, score in zip(row, scores, strict=True) if part)
        found[parameter.name] = _around(parameter, np.sqrt(parameter.iiv) * eta)
    return found


def _factor(model: Model, names: list[str]) -> np.ndarray:
    """Return the Cholesky factor of the correlations between subjects."""
    matrix = np.eye(len(names))
    for one, other, r in model.correlations:
        i, j = names.index(one), names.index(other)
        matrix[i, j] = matrix[j, i] = r
    try:
        return np.linalg.cholesky(matrix)
    except np.linalg.LinAlgError:
        raise ModelError(
            "model.correlations",
            found=f"correlations of {', '.join(names)} that no distribution has",
            expected="a positive definite matrix",
            where=f"model {model.name}",
            remedy="check the correlations against the paper",
        ) from None


def _around(parameter: Parameter, eta: np.ndarray) -> np.ndarray:
    value = parameter.value
    if parameter.scale == "log":
        return np.asarray(value * np.exp(eta))
    if parameter.scale == "logit":
        odds = value / (1.0 - value) * np.exp(eta)
        return np.asarray(odds / (1.0 + odds))
    return value + eta
