"""Water, lipid and protein of the cell, each in proportion: the method that PK-Sim calls its standard.

Source: Willmann 2005 (J Med Chem 48:3437), in the form of the Open Systems Pharmacology documentation.
"""

from __future__ import annotations

from collections.abc import Mapping

from foredose.knowledge.compound_facts import Compound

__all__ = ["cell_to_plasma", "protein_affinity"]


def protein_affinity(log_p: float) -> float:
    """Return the partition coefficient protein to water from lipophilicity."""
    return float((0.81 + 0.11 * 10**log_p) / 24.92 * 5.0)


def cell_to_plasma(compound: Compound, organ: Mapping[str, float], body: Mapping[str, float]) -> float:
    """Return the partition coefficient between the organ's cells and plasma."""
    log_p = compound.of("lipophilicity")
    bound = organ["std_lipid"] * 10**log_p + organ["std_protein"] * protein_affinity(log_p)
    return float((organ["std_water"] + bound) * compound.of("fraction_unbound"))


def blood_cells_to_plasma(compound: Compound, body: Mapping[str, float]) -> float:
    """Return the partition coefficient between blood cells and plasma."""
    log_p = compound.of("lipophilicity")
    bound = body["lipid_blood_cells"] * 10**log_p + body["protein_blood_cells"] * protein_affinity(log_p)
    return float((body["water_blood_cells"] + bound) * compound.of("fraction_unbound"))
