"""One drug's disposition as draws: every number within what is known of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from foredose.core import Indeterminate
from foredose.knowledge.disposition_facts import Disposition
from foredose.knowledge.settled import Settled, settle

__all__ = ["Assumed", "DrawnDrug", "draw_drug", "draws_of", "generator_for"]

_Z90 = 1.6448536269514722
LIVER_FLOW_L_PER_H = 90.0
ENTEROCYTE_FLOW_L_PER_H = 18.0
GUT_ENZYME = "CYP3A4"
"""What a drug loses in the gut wall, it loses to this enzyme, unless its table says otherwise."""
_BLOOD, _ABSORBED = (0.85, 0.6, 1.3), (0.95, 0.8, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """A number that no source told and what was taken in its place, with how far that reaches."""

    what: str
    taken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnDrug:
    """Draws of a drug's disposition, each of shape (draw,).

    Parameters
    ----------
    clearance, renal
        Of plasma, in L/h: in all, and by the kidney.
    shares
        (site, enzyme) to the part of what is cleared at the site (liver, kidney) or lost in the gut wall (gut).
    """

    inn: str
    absorption_rate: np.ndarray
    fraction_absorbed: np.ndarray
    volume: np.ndarray
    clearance: np.ndarray
    renal: np.ndarray
    unbound: np.ndarray
    blood_to_plasma: np.ndarray
    gut_availability: np.ndarray
    shares: Mapping[tuple[str, str], np.ndarray]
    assumed: tuple[Assumed, ...]


class _Middle:
    """Draws that are all in the middle: the typical person."""

    def standard_normal(self, n: int) -> np.ndarray:
        return np.zeros(n)

    def uniform(self, low: float, high: float, n: int) -> np.ndarray:
        return np.full(n, (low + high) / 2)


Draws = np.random.Generator | _Middle


def generator_for(seed: int | None, name: str) -> Draws:
    """Return a generator of its own for a name, so that adding a drug changes no other drug's draws.

    Without a seed every draw is the middle of what is known.
    """
    if seed is None:
        return _Middle()
    return np.random.default_rng([seed, int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")])


def draws_of(settled: Settled, n: int, rng: Draws) -> np.ndarray:
    """Draw a settled value: fractions by their odds, everything else by its logarithm.

    The interval's ends are the 5th and 95th percentile, each half with a width of its own.
    """
    z = rng.standard_normal(n)
    if settled.unit == "1" and settled.value <= 1 and settled.high <= 1:
        low, mid, high = (_logit(x) for x in (settled.low, settled.value, settled.high))
        drawn = mid + z / _Z90 * np.where(z < 0, mid - low, high - mid)
        return np.asarray(1 / (1 + np.exp(-drawn)))
    low, mid, high = (np.log(max(x, 1e-12)) for x in (settled.low, settled.value, settled.high))
    return np.asarray(np.exp(mid + z / _Z90 * np.where(z < 0, mid - low, high - mid)))


def _logit(x: float) -> float:
    inside = min(max(x, 1e-5), 1 - 1e-5)
    return float(np.log(inside / (1 - inside)))


def draw_drug(drug: Disposition, n: int, seed: int | None) -> DrawnDrug:
    """Draw a drug's disposition; what no source tells is drawn widely and named in ``assumed``."""
    drawing = _Drawing(drug, n, seed)
    clearance, volume = drawing.clearance_and_volume()
    renal_fraction = drawing.of("renal_fraction", else_=(0.02, 0.0, 0.1))
    gut = drawing.gut_availability(clearance - renal_fraction * clearance)
    return DrawnDrug(
        inn=drug.inn,
        absorption_rate=drawing.absorption(clearance / volume),
        fraction_absorbed=drawing.of("fraction_absorbed", else_=_ABSORBED, silent=True),
        volume=volume,
        clearance=clearance,
        renal=renal_fraction * clearance,
        unbound=drawing.of("fraction_unbound", else_=(0.1, 0.01, 0.7), silent=True),
        blood_to_plasma=drawing.of("blood_to_plasma", else_=_BLOOD, silent=True),
        gut_availability=gut,
        shares=drawing.shares(renal_fraction),
        assumed=tuple(drawing.assumed),
    )


class _Drawing:
    """Draws quantity after quantity, and remembers what was assumed."""

    def __init__(self, drug: Disposition, n: int, seed: int | None) -> None:
        self.drug, self.n, self.seed = drug, n, seed
        self.assumed: list[Assumed] = []

    def known(self, quantity: str, of: str = "", site: str = "") -> np.ndarray | None:
        found = settle(self.drug, quantity, of, site)
        if isinstance(found, Indeterminate):
            return None
        name = f"{self.drug.inn}:{quantity}:{of}:{site}"
        return draws_of(found, self.n, generator_for(self.seed, name))

    def of(self, quantity: str, *, else_: tuple[float, float, float], silent: bool = False) -> np.ndarray:
        """Draw a quantity, or evenly between the bounds of what it may be."""
        found = self.known(quantity)
        if found is not None:
            return found
        value, low, high = else_
        if not silent:
            self.assumed.append(Assumed(what=quantity, taken=f"{value:g} ({low:g} to {high:g})"))
        return generator_for(self.seed, f"{self.drug.inn}:{quantity}").uniform(low, high, self.n)

    def clearance_and_volume(self) -> tuple[np.ndarray, np.ndarray]:
        """Return clearance (L/h) and volume (L), each from what is told of it, of the other and of the half-life."""
        available = self.known("bioavailability")
        clearance, volume, half_life = (self.known(q) for q in ("clearance", "volume", "half_life"))
        oral_clearance, oral_volume = self.known("oral_clearance"), self.known("oral_volume")
        if clearance is None and oral_clearance is not None and available is not None:
            clearance = oral_clearance * available
        if volume is None and oral_volume is not None and available is not None:
            volume = oral_volume * available
        if clearance is None and half_life is not None and volume is not None:
            clearance = np.log(2) * volume / half_life
        if volume is None and half_life is not None and clearance is not None:
            volume = clearance * half_life / np.log(2)
        if clearance is None:
            self.assumed.append(Assumed(what="clearance", taken="2 to 50 L/h"))
            rng = generator_for(self.seed, f"{self.drug.inn}:clearance")
            clearance = np.exp(rng.uniform(np.log(2.0), np.log(50.0), self.n))
        if volume is None:
            self.assumed.append(Assumed(what="volume", taken="a half-life of 4 to 24 h"))
            rng = generator_for(self.seed, f"{self.drug.inn}:volume")
            volume = clearance * np.exp(rng.uniform(np.log(4.0), np.log(24.0), self.n)) / np.log(2)
        return clearance, volume

    def absorption(self, loss: np.ndarray) -> np.ndarray:
        """Return the absorption rate (1/h), from the time to the peak where only that is told."""
        found = self.known("absorption_rate")
        if found is not None:
            return found
        peak = self.known("time_to_peak")
        if peak is None:
            self.assumed.append(Assumed(what="absorption_rate", taken="0.4 to 2.5 per h"))
            rng = generator_for(self.seed, f"{self.drug.inn}:absorption_rate")
            return np.asarray(np.exp(rng.uniform(np.log(0.4), np.log(2.5), self.n)))
        return rate_of_peak(peak, loss)

    def shares(self, renal_fraction: np.ndarray) -> dict[tuple[str, str], np.ndarray]:
        """Return what each enzyme carries at each site, of all that is cleared there."""
        told = {(f.site, f.of) for f in self.drug.facts if f.quantity == "share"}
        found = {key: self.known("share", key[1], key[0]) for key in sorted(told)}
        drawn = {key: x for key, x in found.items() if x is not None}
        hepatic = [key for key in drawn if key[0] == "liver"]
        whole = sum((drawn[key] for key in hepatic), np.zeros(self.n))
        left = np.maximum(1.0 - renal_fraction, 1e-6)
        scale = left * np.maximum(
            whole / left, 1.0
        )  # together they carry no more than what the kidney leaves
        drawn |= {key: drawn[key] / scale for key in hepatic}
        if GUT_ENZYME in (e for site, e in drawn if site == "liver") and not any(
            s == "gut" for s, _ in drawn
        ):
            drawn["gut", GUT_ENZYME] = np.ones(self.n)
        return drawn

    def gut_availability(self, hepatic: np.ndarray) -> np.ndarray:
        """Return what passes the gut wall; of a CYP3A4 substrate from its bioavailability where it is not told."""
        told = self.known("gut_availability")
        if told is not None:
            return told
        available, blood = (
            self.known("bioavailability"),
            self.of("blood_to_plasma", else_=_BLOOD, silent=True),
        )
        untouched = np.full(self.n, 0.999)
        if available is None or self.known("share", GUT_ENZYME, "liver") is None:
            return untouched
        passes_liver = 1 - np.minimum(hepatic / (LIVER_FLOW_L_PER_H * blood), 0.95)
        absorbed = self.of("fraction_absorbed", else_=_ABSORBED, silent=True)
        return np.asarray(np.clip(available / (passes_liver * absorbed), 0.05, 0.999))


def rate_of_peak(peak: np.ndarray, loss: np.ndarray) -> np.ndarray:
    """Return the absorption rate (1/h) at which one compartment with this loss (1/h) peaks at ``peak`` (h)."""
    low, high = np.full_like(loss, 1e-3), np.full_like(loss, 50.0)
    for _ in range(60):
        middle = np.sqrt(low * high)
        apart = np.where(np.abs(middle - loss) < 1e-9, 1e-9, middle - loss)
        late = np.log(middle / loss) / apart > peak
        low, high = np.where(late, middle, low), np.where(late, high, middle)
    return np.asarray(np.sqrt(low * high))
