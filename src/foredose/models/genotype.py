"""From a genotype state (phenotype, diplotype or activity score) to the number that the equations use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from foredose.core import Indeterminate
from foredose.models.declaration import GenotypeEffect

__all__ = ["level_of", "level_parameters"]


def level_of(effect: GenotypeEffect, state: str, values: Mapping[str, Any]) -> Any | Indeterminate:
    """Return the value of ``effect.name`` for one genotype state.

    Parameters
    ----------
    state
        A phenotype, a diplotype ``"a/b"``, or an activity score as text, as ``effect.by`` asks.
    values
        Parameter values, scalars or arrays.

    Returns
    -------
    The value (of the shape of the parameters), or ``Indeterminate`` where the model's source did not study it.
    """
    if effect.by == "activity_score":
        try:
            return float(state)
        except ValueError:
            return _unstudied(effect, state)
    names = level_parameters(effect, state)
    if names is None:
        return _unstudied(effect, state)
    return sum((values[n] for n in names[1:]), start=values[names[0]])


def level_parameters(effect: GenotypeEffect, state: str) -> tuple[str, ...] | None:
    """Return the parameters that make the level of a state, or ``None`` where it was not studied."""
    alleles = state.split("/")
    if effect.by == "diplotype":
        found = effect.levels.get(state) or effect.levels.get("/".join(reversed(alleles)))
        return (found,) if found else None
    if effect.by == "allele" and len(alleles) != 2:
        return None
    names = tuple(effect.levels.get(part, "") for part in (alleles if effect.by == "allele" else [state]))
    return names if all(names) else None


def _unstudied(effect: GenotypeEffect, state: str) -> Indeterminate:
    return Indeterminate(
        why=f"{effect.unstudied}: {effect.gene} {state or 'unknown'}",
        resolve=f"a published clearance for {effect.gene} {state or 'of this person'}, or a measured level",
    )
