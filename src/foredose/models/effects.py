"""Random effects of a model: which parameters vary between people and between occasions, and how much together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from foredose.core import ModelError
from foredose.models.declaration import Model, Parameter

__all__ = ["Effects", "between_covariance", "vary"]


def between_covariance(model: Model) -> np.ndarray:
    """Return the covariance of the effects between people, in the order of the parameters that have one.

    Raises
    ------
    ModelError
        ``model.correlation`` where a pair names a parameter without variance, or where no people could vary so.
    """
    varying = [p for p in model.parameters if p.iiv]
    names = [p.name for p in varying]
    together = np.eye(len(varying))
    for first, second, r in model.correlations:
        unknown = sorted({first, second} - set(names))
        if unknown:
            raise _impossible(model, f"a correlation of {unknown[0]}, which has no variance between people")
        i, j = names.index(first), names.index(second)
        together[i, j] = together[j, i] = r
    if names and np.linalg.eigvalsh(together)[0] <= 0:
        raise _impossible(model, "correlations that contradict each other")
    spread = np.sqrt([p.iiv for p in varying])
    return np.asarray(together * np.outer(spread, spread))


def vary(parameter: Parameter, value: Any, effect: Any) -> Any:
    """Return a typical value with a random effect on it; real or complex, of the shape of both."""
    if parameter.scale == "log":
        return value * np.exp(effect)
    if parameter.scale == "logit":
        odds = value / (1 - value) * np.exp(effect)
        return odds / (1 + odds)
    return value + effect


@dataclass(frozen=True, kw_only=True)
class Effects:
    """The effects of one person: those between people, then for each occasion those between occasions."""

    model: Model
    occasions: int = 1

    @cached_property
    def between(self) -> tuple[Parameter, ...]:
        """Parameters that vary between people."""
        return tuple(p for p in self.model.parameters if p.iiv)

    @cached_property
    def within(self) -> tuple[Parameter, ...]:
        """Parameters that vary between the occasions of one person."""
        return tuple(p for p in self.model.parameters if p.iov)

    @property
    def size(self) -> int:
        """How many effects there are."""
        return len(self.between) + self.occasions * len(self.within)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """A name for each effect: the parameter's, with the occasion (from 1) behind it between occasions."""
        own = [p.name for p in self.between]
        return (*own, *(f"{p.name} @{n + 1}" for n in range(self.occasions) for p in self.within))

    @cached_property
    def covariance(self) -> np.ndarray:
        """The prior covariance, of shape (effect, effect)."""
        found = np.diag([0.0] * len(self.between) + [p.iov for p in self.within] * self.occasions)
        found[: len(self.between), : len(self.between)] = between_covariance(self.model)
        return found

    def parameters(
        self, typical: Mapping[str, Any], effects: np.ndarray, person: np.ndarray, occasion: np.ndarray
    ) -> dict[str, Any]:
        """Return the parameters of each row.

        Parameters
        ----------
        typical
            Typical values that differ from the model's: scalars or arrays of shape (row,).
        effects
            Of shape (person, effect), real or complex.
        person, occasion
            Whose each row is, and in which occasion it lies, of shape (row,).
        """
        found = {p.name: typical.get(p.name, p.value) for p in self.model.parameters}
        sums: dict[str, Any] = {p.name: effects[person, i] for i, p in enumerate(self.between)}
        for i, p in enumerate(self.within):
            at = len(self.between) + occasion * len(self.within) + i
            sums[p.name] = sums.get(p.name, 0.0) + effects[person, at]
        changed = {p.name: p for p in (*self.between, *self.within)}
        return found | {n: vary(p, found[n], sums[n]) for n, p in changed.items()}


def _impossible(model: Model, found: str) -> ModelError:
    return ModelError(
        "model.correlation",
        found=found,
        expected="correlations between parameters that vary, as of some people",
        where=f"model {model.name}",
        remedy="correct the pairs, or give the parameter its variance",
    )
