"""Partitioning by the charge-dependent affinity to neutral lipids, phospholipids and protein.

Source: Schmitt 2008 (Toxicol In Vitro 22:457). Affinities per charge as in the Open Systems Pharmacology suite: a
charge lowers the distribution into neutral lipid 1000-fold, a positive one raises the affinity to acidic
phospholipids 20-fold and a negative one lowers it 20-fold.
"""

from __future__ import annotations

from collections.abc import Mapping

from foredose.knowledge.compound_facts import Compound
from foredose.models.pbpk.partition.charge import signed_by_charge, weighted_by_charge
from foredose.models.pbpk.partition.pk_sim_standard import protein_affinity

__all__ = ["blood_cells_to_plasma", "cell_to_plasma"]

_NEUTRAL_LIPID_PER_CHARGE = 1e-3
_ACIDIC_PER_CHARGE = 20.0


def cell_to_plasma(compound: Compound, organ: Mapping[str, float], body: Mapping[str, float]) -> float:
    """Return the partition coefficient between the organ's cells and plasma."""
    parts = {k: organ[f"ws_{k}"] for k in ("water", "neutral_lipid", "phospholipid", "acidic", "protein")}
    return _partition(compound, parts, organ.get("ph_cell", body["ph_cell"]))


def blood_cells_to_plasma(compound: Compound, body: Mapping[str, float]) -> float:
    """Return the partition coefficient between blood cells and plasma."""
    parts = {
        "water": body["water_blood_cells"],
        "neutral_lipid": body["ws_cell_neutral_lipid"],
        "phospholipid": body["ws_cell_phospholipid"],
        "acidic": body["ws_cell_acidic"],
        "protein": body["protein_blood_cells"],
    }
    return _partition(compound, parts, body["ph_blood_cells"])


def _partition(compound: Compound, parts: Mapping[str, float], ph: float) -> float:
    groups, log_p = compound.ionisation, compound.of("lipophilicity")
    membrane = 10**log_p
    neutral = 10**log_p * weighted_by_charge(groups, ph, per_charge=_NEUTRAL_LIPID_PER_CHARGE)
    acidic = membrane * signed_by_charge(groups, ph, per_charge=_ACIDIC_PER_CHARGE)
    total = (
        parts["water"]
        + neutral * parts["neutral_lipid"]
        + membrane * parts["phospholipid"]
        + acidic * parts["acidic"]
        + protein_affinity(log_p) * parts["protein"]
    )
    return float(total * compound.of("fraction_unbound"))
