"""Poulin and Theil's partitioning corrected: protein binds drug in water only, not the drug that is in lipid.

Source: Berezhkovskiy 2004 (J Pharm Sci 93:1628).
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from foredose.knowledge.compound_facts import Compound
from foredose.models.pbpk.partition.charge import ionised_ratio
from foredose.models.pbpk.partition.poulin_theil import lipid_and_water, tissue_unbound
from foredose.models.pbpk.partition.rodgers_rowland import vegetable_oil

__all__ = ["cell_to_plasma"]


def cell_to_plasma(
    compound: Compound, organ: Mapping[str, float], body: Mapping[str, float], *, fat: bool = False
) -> float:
    """Return the partition coefficient between tissue and plasma.

    Adipose tissue takes the distribution coefficient of the un-ionised part between vegetable oil and water.
    """
    log_p = compound.of("lipophilicity")
    if fat:
        log_p = vegetable_oil(log_p) - _ionised_log(compound, body)
    tissue = sum(lipid_and_water(log_p, organ, "pt_")) + organ["pt_water"] / tissue_unbound(compound, organ)
    plasma = sum(lipid_and_water(log_p, body, "pt_plasma_"))
    plasma += body["pt_plasma_water"] / compound.of("fraction_unbound")
    return float(tissue / plasma)


def _ionised_log(compound: Compound, body: Mapping[str, float]) -> float:
    """Return how much the ionised part lowers the log distribution coefficient at the pH of plasma.

    A compound with one acid and one base counts by the distance of its two pKa.
    """
    acids = [g.pka for g in compound.ionisation if g.kind == "acid"]
    bases = [g.pka for g in compound.ionisation if g.kind == "base"]
    if len(acids) == 1 and len(bases) == 1:
        return math.log10(1 + 10 ** (bases[0] - acids[0]))
    return math.log10(1 + ionised_ratio(compound.ionisation, body["ph_plasma"]))
