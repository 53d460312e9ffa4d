"""The rule by which one value is settled from all that were found of a quantity.

1. What rests on observed ratios of this drug (``genotype_ratio``, ``interaction_ratio``) counts only for drugs that
   calibrate, where it goes first, never for drugs that validate; nor does for these what a model was fitted to of which
   nobody tells what it was (``model_unknown_fit``).
2. The lowest rank of basis goes first (``BASES``); what has a higher rank is not used.
3. Of three or more values, those more than 3-fold from their median are left out; the value is the median of the rest.
4. The interval runs from the lowest to the highest value or stated bound, and is never narrower than the spread that
   sources of this quantity have among each other (``SPREAD``).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from foredose.core import Indeterminate
from foredose.knowledge.disposition_facts import BASES, Disposition, Fact
from foredose.knowledge.victim_split import validates

__all__ = ["SPREAD", "Settled", "rank", "settle"]

SPREAD: Mapping[str, float] = {
    "absorption_rate": 2.0,
    "clearance": 1.4,
    "oral_clearance": 1.4,
    "volume": 1.4,
    "oral_volume": 1.4,
    "molar_mass": 1.0,
    "Ki": 3.0,
    "KI": 3.0,
    "kinact": 2.0,
    "EC50": 3.0,
    "Emax": 1.5,
    "metabolite_ratio": 1.4,
}
"""Quantity to the least fold between a value and each end of its interval."""
_LEAST_FOLD = 1.2
_LEAST_ODDS = 1.7
"""The same for fractions, in odds."""
_OUTLIER = 3.0
_RATIOS = ("genotype_ratio", "interaction_ratio")
_BARRED = (*_RATIOS, "model_unknown_fit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """One value.

    Parameters
    ----------
    low, high
        5th and 95th percentile of what it may be, by the rule of this module.
    facts
        The lines that it rests on.
    """

    value: float
    low: float
    high: float
    unit: str
    basis: str
    facts: tuple[Fact, ...]

    @property
    def fold_width(self) -> float:
        """``high`` over ``low``."""
        return self.high / self.low if self.low > 0 else math.inf


def settle(drug: Disposition, quantity: str, of: str = "", site: str = "") -> Settled | Indeterminate:
    """Settle a quantity of a drug, or say that it is unknown and why."""
    found = [f for f in drug.named(quantity, of, site) if not (f.basis in _BARRED and validates(drug.inn))]
    name = " ".join(x for x in (quantity.replace("_", " "), of, site) if x)
    if not found:
        key = " ".join(x for x in (quantity, of) if x)
        why = drug.unknown.get(key, "no source was found")
        return Indeterminate(why=f"{name} of {drug.inn}: {why}", resolve=f"a published {name}")
    rank = min(_rank(f) for f in found)
    used = [f for f in found if _rank(f) == rank]
    if len(used) > 2:
        middle = median(f.value for f in used)
        near = [f for f in used if middle / _OUTLIER <= f.value <= middle * _OUTLIER]
        used = near or used
    value = median(f.value for f in used)
    low, high = _interval(quantity, value, used)
    return Settled(value=value, low=low, high=high, unit=used[0].unit, basis=used[0].basis, facts=tuple(used))


def rank(settled: Settled) -> int:
    """Return how good what a value rests on is: lower goes first."""
    return min(_rank(f) for f in settled.facts)


def _rank(fact: Fact) -> int:
    return -1 if fact.basis in _RATIOS else BASES[fact.basis]


def _interval(quantity: str, value: float, used: list[Fact]) -> tuple[float, float]:
    told = [x for f in used for x in (f.value, f.low, f.high) if not math.isnan(x)]
    if used[0].unit == "1" and quantity not in SPREAD and value <= 1:
        inside = min(max(value, 1e-4), 1 - 1e-4)
        odds = inside / (1 - inside)
        least = [o / (1 + o) for o in (odds / _LEAST_ODDS, odds * _LEAST_ODDS)]
    else:
        fold = SPREAD.get(quantity, _LEAST_FOLD)
        least = [value / fold, value * fold]
    return min(*told, least[0]), max(*told, least[1])
