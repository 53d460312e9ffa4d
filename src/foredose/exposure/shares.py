"""Which enzyme carries what part of a drug's clearance, as draws that add up."""

from __future__ import annotations

from itertools import groupby

import numpy as np

from foredose.core import Indeterminate
from foredose.exposure.draws import draws_of, generator_for
from foredose.knowledge.disposition_facts import Disposition
from foredose.knowledge.settled import Settled, rank, settle

__all__ = ["draw_shares", "gut_loses_to_enzyme", "names_gut_share"]

INTO_LIVER = frozenset({"SLC10A1", "SLC22A1", "SLC22A7", "SLCO1B1", "SLCO1B3", "SLCO2B1"})
"""What brings drugs from the blood into liver cells: its share is of uptake, in series with what the cell does."""

FACE_GUT = frozenset({"ABCB1", "ABCG2"})
"""What pumps drugs out of the gut wall, back into the gut: it meets what lies there, not only what passes."""

GUT_ENZYME = "CYP3A4"
"""What a drug loses in the gut wall, it loses to this enzyme, unless its table says otherwise."""
_PARTIAL = frozenset({"measured", "mass_balance", "in_vitro", "label", "statement"})
"""Bases that see a part of the whole, each metabolite for itself; a model's or a ratio's share is of all clearance."""
LEAST_OF_GUT = 0.3
"""What an enzyme of the gut wall has to carry in the liver to be what a drug loses in the gut."""
LEAST_OTHERS = (0.02, 0.15)
"""Part of the clearance that several enzymes named in words alone leave to others: bounds chosen by this project."""
LEAST_ASSIGNED = 0.5
"""Where known enzymes carry at least this part, what no source assigns may be theirs as well."""


def draw_shares(
    drug: Disposition, renal_fraction: np.ndarray, seed: int | None
) -> dict[tuple[str, str], np.ndarray]:
    """Return (site, enzyme) to its part of what is cleared at liver or kidney, lost in the gut wall, or taken up.

    What was seen in vitro is a part of what the liver does. Values of a better rank go first; those of a worse one
    share what is left. Of what no source assigns, between nothing and all is drawn to belong, in proportion, to enzymes
    whose share was seen in a part of the whole.
    """
    n = len(renal_fraction)
    keys = sorted({(f.site, f.of) for f in drug.facts if f.quantity == "share"})
    settled = {key: settle(drug, "share", key[1], key[0]) for key in keys}
    known = {key: s for key, s in settled.items() if not isinstance(s, Indeterminate)}
    whole = 1 - renal_fraction
    in_cell = {k: s for k, s in known.items() if k[0] == "liver" and k[1] not in INTO_LIVER}
    drawn = _within_one({k: _drawn(drug, k, s, n, seed) for k, s in known.items() if k[0] == "gut"})
    drawn |= {k: _drawn(drug, k, s, n, seed) for k, s in known.items() if k[0] == "kidney"}
    drawn |= {key: x / np.maximum(whole, 1e-6) for key, x in _hepatic(drug, in_cell, whole, seed).items()}
    drawn |= _uptake(drug, known, whole, seed)
    if gut_loses_to_enzyme(drug) and not any(site == "gut" for site, _ in drawn):
        drawn["gut", GUT_ENZYME] = np.ones(n)
    return drawn


def _uptake(
    drug: Disposition, known: dict[tuple[str, str], Settled], whole: np.ndarray, seed: int | None
) -> dict[tuple[str, str], np.ndarray]:
    """Return shares of uptake; a transporter's share of all clearance, where only that is told, is one of uptake."""
    n = len(whole)
    told = {key for key in known if key[0] == "uptake"}
    of_clearance = {
        k for k in known if k[0] == "liver" and k[1] in INTO_LIVER and ("uptake", k[1]) not in told
    }
    drawn = {key: _drawn(drug, key, known[key], n, seed) for key in sorted(told)}
    drawn |= {
        ("uptake", key[1]): _drawn(drug, key, known[key], n, seed) / np.maximum(whole, 1e-6)
        for key in sorted(of_clearance)
    }
    return _within_one(drawn)


def _within_one(drawn: dict[tuple[str, str], np.ndarray]) -> dict[tuple[str, str], np.ndarray]:
    """Return shares that are together at most the whole."""
    total = np.maximum(np.sum(list(drawn.values()), axis=0), 1e-9)
    return {key: x * np.minimum(1.0, 1.0 / total) for key, x in drawn.items()}


def gut_loses_to_enzyme(drug: Disposition) -> bool:
    """Return whether an enzyme of the gut wall carries enough of the drug to be what it loses there."""
    told = settle(drug, "share", GUT_ENZYME, "liver")
    return not isinstance(told, Indeterminate) and told.value >= LEAST_OF_GUT


def names_gut_share(drug: Disposition) -> bool:
    """Return whether a usable source gives something in the gut wall a part of what is lost there."""
    told = {f.of for f in drug.facts if f.quantity == "share" and f.site == "gut"}
    return any(not isinstance(settle(drug, "share", of, "gut"), Indeterminate) for of in told)


def _hepatic(
    drug: Disposition, known: dict[tuple[str, str], Settled], whole: np.ndarray, seed: int | None
) -> dict[tuple[str, str], np.ndarray]:
    n = len(whole)
    drawn: dict[tuple[str, str], np.ndarray] = {}
    left = whole
    for _, group in groupby(
        sorted(known.items(), key=lambda item: rank(item[1])), key=lambda item: rank(item[1])
    ):
        each = {
            key: _drawn(drug, key, s, n, seed) * (whole if s.basis == "in_vitro" else 1.0) for key, s in group
        }
        total = np.sum(list(each.values()), axis=0)
        fits = np.minimum(1.0, left / np.maximum(total, 1e-9))
        drawn |= {key: x * fits for key, x in each.items()}
        left = np.maximum(left - total * fits, 0.0)
    if not drawn:
        return drawn
    partial = [key for key in drawn if known[key].basis in _PARTIAL]
    assigned = np.maximum(whole - left, 1e-9)
    theirs = left * generator_for(seed, f"{drug.inn}:unassigned").uniform(0.0, 1.0, n)
    their_part = np.maximum(np.sum([drawn[key] for key in partial], axis=0), 1e-9)
    more = np.where(assigned >= LEAST_ASSIGNED * whole, 1 + theirs / their_part, 1.0)
    drawn |= {key: drawn[key] * more for key in partial}
    return _leave_others(drug, drawn, known, whole, seed)


def _leave_others(
    drug: Disposition,
    drawn: dict[tuple[str, str], np.ndarray],
    known: dict[tuple[str, str], Settled],
    whole: np.ndarray,
    seed: int | None,
) -> dict[tuple[str, str], np.ndarray]:
    """Keep something for what nobody names where words say which several enzymes clear a drug.

    So too where some words and some numbers together give the enzymes more than there is.
    """
    words = [s.basis == "statement" for s in known.values()]
    too_much = sum(s.value for s in known.values()) > 1
    if len(drawn) < 2 or not (all(words) or (any(words) and too_much)):
        return drawn
    others = generator_for(seed, f"{drug.inn}:others").uniform(*LEAST_OTHERS, len(whole))
    total = np.sum(list(drawn.values()), axis=0)
    fits = np.minimum(1.0, whole * (1 - others) / np.maximum(total, 1e-9))
    return {key: x * fits for key, x in drawn.items()}


def _drawn(drug: Disposition, key: tuple[str, str], settled: Settled, n: int, seed: int | None) -> np.ndarray:
    site, enzyme = key
    return draws_of(settled, n, generator_for(seed, f"{drug.inn}:share:{enzyme}:{site}"))
