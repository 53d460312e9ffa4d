"""Random effects of virtual people, with a model's whole covariance."""

from __future__ import annotations

from typing import Any

import numpy as np

from foredose.models.declaration import Model
from foredose.models.effects import Effects, between_covariance, vary
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
        ``model.correlation`` where no people could vary as the model says.
    """
    varied, streams = Effects(model=model).between, Streams(seed)
    found: dict[str, Any] = {p.name: p.value for p in model.parameters}
    if not varied:
        return found
    scores = [streams.normal(f"effect:{model.name}:{p.name}", block) for p in varied]
    for row, parameter in zip(np.linalg.cholesky(between_covariance(model)), varied, strict=True):
        # summed one by one, since a product of matrices rounds by the size of the block
        effect = sum(part * score for part, score in zip(row, scores, strict=True) if part)
        found[parameter.name] = vary(parameter, parameter.value, effect)
    return found
