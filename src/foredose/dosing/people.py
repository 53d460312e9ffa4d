"""What is known of the people whose warfarin dose is asked for: one array for each fact, unknown said as such."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from foredose.core import InputError

__all__ = ["CYP2C9", "INDICATIONS", "LEVELS", "PROXIES", "RACES", "UNKNOWN", "DosePeople"]

UNKNOWN = -1
RACES = ("White", "Asian", "Black")
# Pairs of the three common alleles; the last stands for every pair with another allele of reduced function.
CYP2C9 = ("*1/*1", "*1/*2", "*1/*3", "*2/*2", "*2/*3", "*3/*3", "other")
# One for each person, the first of this order that is given: what asks for a dose, not everything in the chart.
INDICATIONS = ("valve", "thrombosis", "fibrillation", "stroke", "orthopaedic", "other")
# Variants of VKORC1 that stand for -1639G>A where it was not typed, best first; the allele counted goes with A.
PROXIES = ("rs9934438 T", "rs2359612 T", "rs8050894 C")
LEVELS = {
    "race": len(RACES),
    "male": 2,
    "vkorc1": 3,
    "cyp2c9": len(CYP2C9),
    "indication": len(INDICATIONS),
    "amiodarone": 2,
    "inducer": 2,
    "smoker": 2,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DosePeople:
    """Facts of n people; a code of -1 or a NaN is "not known".

    Parameters
    ----------
    decade
        (n,) age in whole decades: 6 is 60 to 69 years. Always known.
    height, weight
        (n,) cm and kg; NaN where unknown.
    race, male, indication, amiodarone, inducer, smoker
        (n,) codes: places in ``RACES`` and ``INDICATIONS``, otherwise 0 or 1.
    vkorc1
        (n,) copies of A at -1639 (rs9923231).
    proxies
        (n, 3) copies, by ``PROXIES``.
    cyp2c9
        (n,) place in ``CYP2C9``.
    target
        (n,) target INR; NaN where unknown.

    Raises
    ------
    InputError
        When lengths differ, an age is unknown, or a code has no meaning.
    """

    decade: np.ndarray
    height: np.ndarray
    weight: np.ndarray
    race: np.ndarray
    male: np.ndarray
    vkorc1: np.ndarray
    proxies: np.ndarray
    cyp2c9: np.ndarray
    indication: np.ndarray
    amiodarone: np.ndarray
    inducer: np.ndarray
    smoker: np.ndarray
    target: np.ndarray

    def __post_init__(self) -> None:
        for field in fields(self):
            if len(getattr(self, field.name)) != len(self.decade):
                raise _refuse(field.name, "another number of people", "one entry for each person")
        if not np.isfinite(self.decade).all():
            raise _refuse("decade", "an unknown age", "the age of everyone")
        for name, levels in LEVELS.items():
            codes = getattr(self, name)
            if not np.isin(codes, np.arange(UNKNOWN, levels)).all():
                raise _refuse(name, "a code without a meaning", f"-1 to {levels - 1}")

    def __len__(self) -> int:
        return len(self.decade)

    def take(self, which: np.ndarray) -> DosePeople:
        """Return some of the people: ``which`` are places or a mask."""
        return DosePeople(**{field.name: getattr(self, field.name)[which] for field in fields(self)})


def _refuse(where: str, found: str, expected: str) -> InputError:
    return InputError(
        "dosing.people",
        found=found,
        expected=expected,
        where=where,
        remedy="mend the facts, or say -1 or NaN",
    )
