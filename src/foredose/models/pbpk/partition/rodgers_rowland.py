"""Partitioning by lipids, acidic phospholipids (strong bases) or extracellular protein (all others).

Sources: Rodgers 2005 (J Pharm Sci 94:1259) for strong bases, Rodgers 2006 (J Pharm Sci 95:1238) for the rest.
"""

from __future__ import annotations

from collections.abc import Mapping

from foredose.knowledge.compound_facts import Compound
from foredose.models.pbpk.partition import pk_sim_standard
from foredose.models.pbpk.partition.charge import has_strong_base, ionised_ratio

__all__ = ["cell_to_plasma", "vegetable_oil"]


def vegetable_oil(log_p: float) -> float:
    """Return the log partition coefficient vegetable oil to water, which stands for adipose tissue (Leo 1971)."""
    return 1.115 * log_p - 1.35


def cell_to_plasma(
    compound: Compound, organ: Mapping[str, float], body: Mapping[str, float], *, fat: bool = False
) -> float:
    """Return the partition coefficient between the organ's tissue and plasma.

    Parameters
    ----------
    fat
        Whether the organ is adipose tissue, whose lipid is like vegetable oil.
    """
    groups, log_p = compound.ionisation, compound.of("lipophilicity")
    inside, outside = (1 + ionised_ratio(groups, body[ph]) for ph in ("ph_cell", "ph_plasma"))
    lipid = _lipids(
        vegetable_oil(log_p) if fat else log_p, organ["rr_neutral_lipid"], organ["rr_phospholipid"]
    )
    unbound = inside / outside * organ["rr_cell_water"] + organ["rr_outside_water"] + lipid / outside
    if has_strong_base(groups):
        bound = acidic_affinity(compound, body) * organ["rr_acidic"] * (inside - 1) / outside
    else:
        ratio = organ["rr_albumin"] if groups else organ["rr_lipoprotein"]
        bound = protein_affinity(compound, body) * ratio
    return float((unbound + bound) * compound.of("fraction_unbound"))


def acidic_affinity(compound: Compound, body: Mapping[str, float]) -> float:
    """Return the affinity to acidic phospholipids (g/mg), from the blood cells, which hold little else."""
    groups, log_p = compound.ionisation, compound.of("lipophilicity")
    outside = 1 + ionised_ratio(groups, body["ph_plasma"])
    ionised = ionised_ratio(groups, body["ph_blood_cells"])
    unbound = pk_sim_standard.blood_cells_to_plasma(compound, body) / compound.of("fraction_unbound")
    lipid = _lipids(log_p, body["rr_cell_neutral_lipid"], body["rr_cell_phospholipid"])
    left = unbound - ((1 + ionised) * body["rr_cell_water"] + lipid) / outside
    return float(max(0.0, left) * outside / body["rr_cell_acidic"] / ionised)


def protein_affinity(compound: Compound, body: Mapping[str, float]) -> float:
    """Return the affinity to the plasma's binding protein, from the fraction unbound."""
    outside = 1 + ionised_ratio(compound.ionisation, body["ph_plasma"])
    lipid = _lipids(
        compound.of("lipophilicity"), body["rr_plasma_neutral_lipid"], body["rr_plasma_phospholipid"]
    )
    return float(max(0.0, 1 / compound.of("fraction_unbound") - 1 - lipid / outside))


def _lipids(log_p: float, neutral: float, phospholipid: float) -> float:
    return float(10**log_p * neutral + (0.3 * 10**log_p + 0.7) * phospholipid)
