"""Partitioning by lipid and water of tissue over lipid and water of plasma, with protein binding outside the lipid.

Source: Poulin and Theil 2002 (J Pharm Sci 91:129).
"""

from __future__ import annotations

from collections.abc import Mapping

from foredose.knowledge.compound_facts import Compound
from foredose.models.pbpk.partition.rodgers_rowland import vegetable_oil

__all__ = ["cell_to_plasma", "tissue_unbound"]


def tissue_unbound(compound: Compound, organ: Mapping[str, float]) -> float:
    """Return the fraction unbound in tissue, which holds ``pt_albumin`` of the plasma's binding protein."""
    free = compound.of("fraction_unbound")
    return float(1 / (1 + (1 - free) / free * organ["pt_albumin"]))


def lipid_and_water(log_p: float, parts: Mapping[str, float], prefix: str) -> tuple[float, float]:
    """Return lipid (with the lipid-like part of phospholipid) and its water-like rest, as volume fractions."""
    neutral, phospholipid = parts[f"{prefix}neutral_lipid"], parts[f"{prefix}phospholipid"]
    return float(10**log_p * (neutral + 0.3 * phospholipid)), 0.7 * phospholipid


def cell_to_plasma(
    compound: Compound, organ: Mapping[str, float], body: Mapping[str, float], *, fat: bool = False
) -> float:
    """Return the partition coefficient between tissue and plasma."""
    log_p = vegetable_oil(compound.of("lipophilicity")) if fat else compound.of("lipophilicity")
    tissue = sum(lipid_and_water(log_p, organ, "pt_")) + organ["pt_water"]
    plasma = sum(lipid_and_water(log_p, body, "pt_plasma_")) + body["pt_plasma_water"]
    return float(tissue / plasma * compound.of("fraction_unbound") / tissue_unbound(compound, organ))
