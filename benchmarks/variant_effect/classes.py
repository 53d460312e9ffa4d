"""Counts: star alleles with a change that ends, shifts, never starts or misplices the protein, by function."""

from __future__ import annotations

from typing import Any

from benchmarks.variant_effect.data import StarAllele, star_alleles
from benchmarks.variant_effect.evaluate import LEVEL, exact

__all__ = ["truncating_classes"]

# Genes of disease, whose alleles are graded by other rules.
_OTHER_RULES = {"CFTR", "G6PD", "RYR1"}
_KINDS = ("frameshift", "stop_gained", "start_lost")


def truncating_classes() -> dict[str, Any]:
    """Return for each class how many star alleles have it, and how many of them have no function."""
    alleles = [one for one in star_alleles() if one.gene not in _OTHER_RULES]
    kinds = {kind: [a for a in alleles if any(c.kind == kind for c in a.changes)] for kind in _KINDS}
    kinds["splice_site"] = [a for a in alleles if a.splice]
    return {"level": LEVEL, "classes": {kind: _counted(found) for kind, found in kinds.items()}}


def _counted(found: list[StarAllele]) -> dict[str, Any]:
    none = sum(one.function == 0 for one in found)
    low, high = exact(none, len(found))
    return {
        "alleles": len(found),
        "no_function": none,
        "share": round(none / len(found), 4),
        "share_low": round(low, 4),
        "share_high": round(high, 4),
        "mean_activity": round(sum(one.function for one in found) / len(found), 4),
        "highest_activity": _highest([one.function for one in found]),
        "genes": sorted({one.gene for one in found}),
        "exceptions": sorted(f"{one.gene}{one.name}" for one in found if one.function > 0),
    }


def _highest(activities: list[float]) -> float:
    """Return the least activity that the next allele stays at or under at ``LEVEL`` (Jeffreys' predictive share)."""
    for bound in (0.0, 0.5):
        under = sum(value <= bound for value in activities)
        if (under + 0.5) / (len(activities) + 1) >= LEVEL:
            return bound
    return 1.0
