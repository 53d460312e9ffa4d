"""One drug's disposition as draws: every number within what is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from foredose.core import Indeterminate
from foredose.exposure.draws import draws_of, generator_for
from foredose.exposure.shares import draw_shares, gut_loses_to_enzyme, names_gut_share
from foredose.knowledge.disposition_facts import Disposition
from foredose.knowledge.settled import settle

__all__ = ["Assumed", "DrawnDrug", "draw_drug"]

LIVER_FLOW_L_PER_H = 90.0
"""Of blood in an adult of 70 kg, from 60 to 120 (Shargel and Yu, 3rd edition, 1993, as boomer.org, figure 17.2.1)."""
ENTEROCYTE_FLOW_L_PER_H = 18.0
"""Of blood to the enterocytes (static models of regulators, as in ddir, MIT licence, ``key_concentrations``)."""
GUT_FLUID_L = 0.25
"""In which a dose meets what pumps it back into the gut: [I2] is the dose over 250 mL (Elsby 2016, Drug Metab Dispos
44:398, table of inhibitory properties)."""
_BLOOD, _ABSORBED = (0.85, 0.6, 1.3), (0.95, 0.8, 1.0)
"""Blood over plasma, and the part absorbed, of drugs of which nobody tells them: a value and bounds; only the bounds,
wide by choice of this project, are used."""
_MOST_TAKEN = (0.7, 0.95)
"""What the liver takes of a drug whose measured clearance is above the flow; this project's bounds."""
_RETAINED = (0.75, 0.5, 1.0)
"""The same of what the liver keeps of a drug that transporters bring in: at least half."""


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
        (site, enzyme) to the part of what is cleared at the site (liver, kidney), lost in the gut wall (gut) or
        brought into the liver (uptake).
    retained
        Part of what the liver takes up that leaves it by an enzyme or the bile, not back into the blood; 0 of drugs
        whose uptake is no hindrance.
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
    retained: np.ndarray
    shares: Mapping[tuple[str, str], np.ndarray]
    assumed: tuple[Assumed, ...]


def draw_drug(drug: Disposition, n: int, seed: int | None) -> DrawnDrug:
    """Draw a drug's disposition; what no source tells is drawn widely and named in ``assumed``."""
    drawing = _Drawing(drug, n, seed)
    clearance, volume = drawing.clearance_and_volume()
    renal_fraction = drawing.of("renal_fraction", else_=(0.02, 0.0, 0.1))
    clearance, volume = drawing.within_flow(clearance, volume, renal_fraction)
    gut = drawing.gut_availability(clearance - renal_fraction * clearance)
    shares = draw_shares(drug, renal_fraction, seed)
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
        retained=drawing.retained(taken_up=any(site == "uptake" for site, _ in shares)),
        shares=shares,
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
        if clearance is None and available is not None and not gut_loses_to_enzyme(self.drug):
            clearance = self._first_pass(available)
        if clearance is None:
            self.assumed.append(Assumed(what="clearance", taken="2 to 50 L/h"))
            rng = generator_for(self.seed, f"{self.drug.inn}:clearance")
            clearance = np.exp(rng.uniform(np.log(2.0), np.log(50.0), self.n))
        if volume is None:
            self.assumed.append(Assumed(what="volume", taken="a half-life of 4 to 24 h"))
            rng = generator_for(self.seed, f"{self.drug.inn}:volume")
            volume = clearance * np.exp(rng.uniform(np.log(4.0), np.log(24.0), self.n)) / np.log(2)
        if (
            half_life is not None
        ):  # the mean time in the body, V/CL, is at most that of the last phase, t1/2 / ln 2
            volume = np.minimum(volume, clearance * half_life / np.log(2))
        return clearance, volume

    def within_flow(
        self, clearance: np.ndarray, volume: np.ndarray, renal_fraction: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return clearance and volume of a drug whose liver takes no more than what flows through it.

        A measured clearance above the flow tells only that the liver takes most of what passes; the half-life is kept.
        """
        flow = LIVER_FLOW_L_PER_H * self.of("blood_to_plasma", else_=_BLOOD, silent=True)
        hepatic = clearance * (1 - renal_fraction)
        most = flow * generator_for(self.seed, f"{self.drug.inn}:extraction").uniform(*_MOST_TAKEN, self.n)
        above = hepatic > _MOST_TAKEN[1] * flow
        kept = np.where(above, most / np.maximum(hepatic, 1e-9), 1.0)
        return clearance * kept, volume * kept

    def _first_pass(self, available: np.ndarray) -> np.ndarray:
        """Return the clearance (L/h) at which the liver takes what does not arrive of an absorbed dose."""
        absorbed = self.of("fraction_absorbed", else_=_ABSORBED, silent=True)
        blood = self.of("blood_to_plasma", else_=_BLOOD, silent=True)
        self.assumed.append(
            Assumed(what="clearance", taken="what bioavailability says of a first pass in the liver")
        )
        taken = np.clip(1 - available / absorbed, 0.02, 0.95)
        return np.asarray(LIVER_FLOW_L_PER_H * blood * taken)

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

    def retained(self, *, taken_up: bool) -> np.ndarray:
        """Return which part of what is taken up the liver keeps."""
        return self.of("retained", else_=_RETAINED) if taken_up else np.zeros(self.n)

    def gut_availability(self, hepatic: np.ndarray) -> np.ndarray:
        """Return what passes the gut wall; from bioavailability where it is not told and something acts there."""
        told = self.known("gut_availability")
        if told is not None:
            return told
        available, blood = (
            self.known("bioavailability"),
            self.of("blood_to_plasma", else_=_BLOOD, silent=True),
        )
        if not gut_loses_to_enzyme(self.drug) and not names_gut_share(self.drug):
            return np.full(self.n, 0.999)
        if available is None:
            self.assumed.append(Assumed(what="gut_availability", taken="0.1 to 0.95"))
            return np.asarray(
                generator_for(self.seed, f"{self.drug.inn}:gut availability").uniform(0.1, 0.95, self.n)
            )
        absorbed = self.of("fraction_absorbed", else_=_ABSORBED, silent=True)
        if any(a.what == "clearance" for a in self.assumed):  # how much of the loss is the gut's is not known
            part = generator_for(self.seed, f"{self.drug.inn}:gut part").uniform(0.0, 1.0, self.n)
            return np.asarray(np.clip((available / absorbed) ** part, 0.05, 0.999))
        passes_liver = 1 - np.minimum(hepatic / (LIVER_FLOW_L_PER_H * blood), 0.95)
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
