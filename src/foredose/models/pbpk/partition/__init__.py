"""Tissue partitioning from physico-chemistry: five published methods, one a file.

Takes in a compound and a tissue's composition, gives out the ratio of the concentration in cells to that in plasma.
Never fits anything.
"""

from __future__ import annotations

from collections.abc import Mapping

from foredose.knowledge.compound_facts import Compound
from foredose.models.pbpk.partition import (
    berezhkovskiy,
    pk_sim_standard,
    poulin_theil,
    rodgers_rowland,
    schmitt,
)

__all__ = ["blood_cells_to_plasma", "cell_to_plasma", "interstitium_to_plasma"]


def cell_to_plasma(
    compound: Compound, organ: str, parts: Mapping[str, float], body: Mapping[str, float]
) -> float:
    """Return the partition coefficient of cells to plasma by the method that the compound names."""
    fat = organ == "fat"
    if compound.partition == "rodgers_rowland":
        return rodgers_rowland.cell_to_plasma(compound, parts, body, fat=fat)
    if compound.partition == "poulin_theil":
        return poulin_theil.cell_to_plasma(compound, parts, body, fat=fat)
    if compound.partition == "berezhkovskiy":
        return berezhkovskiy.cell_to_plasma(compound, parts, body, fat=fat)
    if compound.partition == "schmitt":
        return schmitt.cell_to_plasma(compound, parts, body)
    return pk_sim_standard.cell_to_plasma(compound, parts, body)


def blood_cells_to_plasma(compound: Compound, body: Mapping[str, float]) -> float:
    """Return the partition coefficient of blood cells to plasma."""
    if compound.partition == "schmitt":
        return schmitt.blood_cells_to_plasma(compound, body)
    return pk_sim_standard.blood_cells_to_plasma(compound, body)


def interstitium_to_plasma(compound: Compound, body: Mapping[str, float]) -> float:
    """Return the partition coefficient of interstitial fluid to plasma, which holds less binding protein."""
    free = compound.of("fraction_unbound")
    bound = body["protein_ratio"] * (1 / free - body["water_plasma"])
    return (body["water_interstitial"] + bound) * free
