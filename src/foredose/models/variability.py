"""How people differ: the covariance of a model's random effects."""

from __future__ import annotations

import numpy as np

from foredose.core import ModelError
from foredose.models.declaration import Model

__all__ = ["covariance", "covariance_blocks"]


def covariance(model: Model) -> tuple[tuple[str, ...], np.ndarray]:
    """Return the parameters that vary between subjects, and the covariance of their random effects.

    Raises
    ------
    ModelError
        When the correlations contradict each other: no such covariance exists.
    """
    names = tuple(p.name for p in model.parameters if p.iiv)
    spread = np.sqrt([p.iiv for p in model.parameters if p.iiv])
    matrix = np.diag([p.iiv for p in model.parameters if p.iiv])
    for first, second, r in model.correlations:
        i, j = names.index(first), names.index(second)
        matrix[i, j] = matrix[j, i] = r * spread[i] * spread[j]
    if names and np.linalg.eigvalsh(matrix).min() <= 0:
        raise ModelError(
            "model.correlations",
            found="correlations that no random effects can have",
            expected="a positive definite covariance",
            where=f"model {model.name}",
            remedy="check the signs and sizes against the paper",
        )
    return names, matrix


def covariance_blocks(model: Model) -> list[tuple[tuple[str, ...], np.ndarray]]:
    """Return the covariance in blocks of parameters that are correlated with one another."""
    names, matrix = covariance(model)
    left, blocks = list(range(len(names))), []
    while left:
        block = [left.pop(0)]
        for i in block:
            joined = [j for j in left if matrix[i, j]]
            block += joined
            left = [j for j in left if j not in joined]
        block.sort()
        blocks.append((tuple(names[i] for i in block), matrix[np.ix_(block, block)]))
    return blocks
