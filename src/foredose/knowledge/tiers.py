"""How well a drug's disposition is known: A, B or neither, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from foredose.core import Indeterminate
from foredose.knowledge.disposition_facts import Disposition, disposition, disposition_names
from foredose.knowledge.observed_facts import observed_ratios
from foredose.knowledge.settled import Settled, settle

__all__ = ["Tier", "tier_of", "tiers"]

_BOUNDED = frozenset({"statement", "class"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """One drug.

    Parameters
    ----------
    name
        ``A``: clearance, volume, absorption, and shares of clearance as numbers or an observed ratio are sourced;
        ``B``: shares are sourced at least as bounded intervals, what else is missing is drawn widely; ``-``: no share.
    missing
        Facts that would make it better.
    widest
        Width of the widest interval of a share, where there is one.
    """

    inn: str
    name: str
    missing: tuple[str, ...]
    widest: float | None


@lru_cache(maxsize=1)
def tiers() -> tuple[Tier, ...]:
    """Return the tier of every drug that has a table."""
    return tuple(tier_of(table) for n in disposition_names() if (table := disposition(n)) is not None)


def tier_of(drug: Disposition) -> Tier:
    """Return the tier of a drug."""
    keys = dict.fromkeys((f.of, f.site) for f in drug.facts if f.quantity == "share")
    shares = [s for of, site in keys if isinstance(s := settle(drug, "share", of, site), Settled)]
    numbers = any(s.basis not in _BOUNDED for s in shares) or drug.inn in _observed()
    volume = _known(drug, "volume") or _known(drug, "oral_volume")
    half_life = _known(drug, "half_life")
    clearance = _known(drug, "clearance") or _known(drug, "oral_clearance") or (half_life and volume)
    told = {
        "clearance": clearance,
        "volume": volume or (clearance and half_life),
        "absorption": _known(drug, "absorption_rate") or _known(drug, "time_to_peak"),
        "shares of clearance as numbers, or an observed ratio": numbers,
        "any share of clearance": bool(shares),
    }
    missing = tuple(what for what, known in told.items() if not known)
    name = "A" if not missing else "B" if shares else "-"
    return Tier(
        inn=drug.inn, name=name, missing=missing, widest=max((s.high - s.low for s in shares), default=None)
    )


def _known(drug: Disposition, quantity: str) -> bool:
    return not isinstance(settle(drug, quantity), Indeterminate)


@lru_cache(maxsize=1)
def _observed() -> frozenset[str]:
    return frozenset(r.victim for r in observed_ratios())
