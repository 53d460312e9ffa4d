"""Made-up people for tests of doses learned from cohorts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from foredose.dosing import DosePeople, enumerate_cells, fit_covariates
from foredose.dosing.features import FEATURES, design
from foredose.dosing.people import CYP2C9, INDICATIONS, UNKNOWN

TRUE = {
    "intercept": 6.4,
    "decade": -0.2,
    "height_dm": 0.13,
    "weight_10kg": 0.12,
    "vkorc1_AG": -0.8,
    "vkorc1_AA": -1.7,
    "cyp2c9_2": -0.45,
    "cyp2c9_3": -0.95,
    "black": -0.3,
    "inducer": 0.8,
    "amiodarone": -0.6,
    "smoker": 0.2,
}
LINE = np.array([TRUE.get(name, 0.0) for name in FEATURES])


def people(n: int, seed: int = 0) -> DosePeople:
    """Return people of whom everything is known."""
    rng = np.random.default_rng(seed)
    race, male = rng.choice(3, n, p=[0.6, 0.3, 0.1]), rng.integers(0, 2, n)
    height = 162 + 12 * male - 6 * (race == 1) + rng.normal(0, 6, n)
    vkorc1 = rng.binomial(2, np.array([0.4, 0.9, 0.1])[race])
    return DosePeople(
        decade=rng.integers(3, 9, n).astype(float),
        height=height,
        weight=75 * np.exp(0.012 * (height - 168) + rng.normal(0, 0.2, n)),
        race=race,
        male=male,
        vkorc1=vkorc1,
        proxies=np.stack([vkorc1] * 3, axis=1),
        cyp2c9=rng.choice(len(CYP2C9), n, p=[0.66, 0.17, 0.1, 0.02, 0.02, 0.01, 0.02]),
        indication=rng.integers(0, len(INDICATIONS), n),
        amiodarone=rng.binomial(1, 0.15, n),
        inducer=rng.binomial(1, 0.1, n),
        smoker=rng.binomial(1, 0.2, n),
        target=np.full(n, 2.5),
    )


def forget(of: DosePeople, share: float, seed: int = 1) -> DosePeople:
    """Return the people with a share of each fact unknown, at random."""
    rng = np.random.default_rng(seed)

    def lost() -> np.ndarray:
        return rng.random(len(of)) < share

    codes = ("race", "vkorc1", "cyp2c9", "indication", "amiodarone", "inducer", "smoker")
    changed = {name: np.where(lost(), UNKNOWN, getattr(of, name)) for name in codes}
    changed |= {name: np.where(lost(), np.nan, getattr(of, name)) for name in ("height", "weight")}
    return replace(of, proxies=np.full((len(of), 3), UNKNOWN), **changed)


def doses(
    of: DosePeople, site: np.ndarray, effects: np.ndarray, sd: float = 0.6, seed: int = 2
) -> np.ndarray:
    """Return doses by ``LINE`` in mg/week; errors are mostly narrow, one in ten is wide."""
    rng = np.random.default_rng(seed)
    columns = design(enumerate_cells(of, fit_covariates(of)))
    wide = np.where(rng.random(len(of)) < 0.1, 2.0, 1.0)
    return np.maximum(columns @ LINE + effects[site] + rng.normal(0, sd, len(of)) * wide, 1.0) ** 2
