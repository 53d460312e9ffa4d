"""Permeability of membranes from lipophilicity and size (cm/min).

Source: Willmann 2005 and the documentation of the Open Systems Pharmacology suite.
"""

from __future__ import annotations

from foredose.knowledge.compound_facts import Compound
from foredose.models.pbpk.partition.charge import weighted_by_charge

__all__ = ["charge_factor", "effective_weight", "intestinal", "membrane"]

_HALOGEN = {"F": 17.0, "Cl": 22.0, "Br": 62.0, "I": 98.0}
"""Weight (g/mol) that a halogen atom has without making the molecule larger."""
_PER_CHARGE = 1e-3


def effective_weight(compound: Compound) -> float:
    """Return the molecular weight (g/mol) that stands for size."""
    return compound.of("molecular_weight") - sum(n * _HALOGEN[a] for a, n in compound.halogens.items())


def membrane(compound: Compound) -> float:
    """Return the permeability of a cell's membrane (cm/min) for the uncharged drug."""
    return float((effective_weight(compound) / 336) ** -6 * 10 ** compound.of("lipophilicity") / 5 * 1e-4)


def predicted_intestinal(compound: Compound) -> float:
    """Return the transcellular permeability of the gut's mucosa (cm/min) from lipophilicity and size."""
    return float(266 * effective_weight(compound) ** -4.5 * 10 ** compound.of("lipophilicity") * 60)


def intestinal(compound: Compound) -> float:
    """Return the permeability from lumen to mucosa (cm/min): the compound file's own, or the predicted one."""
    if "intestinal_permeability" in compound.numbers:
        return compound.of("intestinal_permeability")
    return predicted_intestinal(compound)


def mucosal(compound: Compound) -> float:
    """Return the permeability between the mucosa's cells and its interstitium (cm/min).

    Where the gut is more or less permeable than predicted, its other side is so too.
    """
    if "mucosal_permeability" in compound.numbers:
        return compound.of("mucosal_permeability")
    return membrane(compound) * intestinal(compound) / predicted_intestinal(compound)


def charge_factor(compound: Compound, ph: float) -> float:
    """Return by how much charge slows the passage from a side of that pH, by the method that the compound names."""
    if compound.permeability == "standard":
        return 1.0
    return weighted_by_charge(compound.ionisation, ph, per_charge=_PER_CHARGE)
