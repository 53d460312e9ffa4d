"""How the facts of people go together: what an unknown one may be, given those that are known.

Race, sex and age band give the shares of indication and co-medication, race the allele frequencies (Hardy-Weinberg),
race, sex and age height and weight (Gaussian, weight by its logarithm). Shares of small groups lean on the whole.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foredose.dosing.people import CYP2C9, LEVELS, PROXIES, RACES, UNKNOWN, DosePeople

__all__ = ["CovariateModel", "age_band", "best_vkorc1", "fit_covariates", "size_design"]

# People that the whole counts for beside those of a group.
LEAN = 20.0
BY_GROUP = ("indication", "amiodarone", "inducer", "smoker")
BANDS = (5, 7)
_ALLELES = ("1", "2", "3")


@dataclass(frozen=True, slots=True, kw_only=True)
class CovariateModel:
    """The joint distribution of the facts.

    Parameters
    ----------
    race
        (3,) shares.
    male
        (3, 2) shares of women and men by race.
    vkorc1
        (3, 3) genotype shares by race.
    proxy
        (proxies, race, -1639 genotype, proxy genotype): how a proxy reads, given the genotype it stands for.
    cyp2c9
        (3, 7) shares of ``CYP2C9`` by race.
    by_group
        For each name (race, sex, age band, level).
    size_mean
        (6, 2): from ``size_design`` to height in cm and log weight in log kg.
    size_covariance
        (2, 2) around those means.
    """

    race: np.ndarray
    male: np.ndarray
    vkorc1: np.ndarray
    proxy: np.ndarray
    cyp2c9: np.ndarray
    by_group: dict[str, np.ndarray]
    size_mean: np.ndarray
    size_covariance: np.ndarray


def age_band(decade: np.ndarray) -> np.ndarray:
    """Return 0 below 50 years, 1 below 70, 2 above: (n,) from ages in decades."""
    return np.asarray(np.digitize(decade, BANDS))


def size_design(race: np.ndarray, male: np.ndarray, decade: np.ndarray) -> np.ndarray:
    """Return what height and weight are a line of: (n, 6)."""
    age = decade - 6.0
    return np.stack([np.ones(len(age)), race == 1, race == 2, male, age, age**2], axis=1).astype(float)


def best_vkorc1(people: DosePeople) -> np.ndarray:
    """Return copies of A at -1639 as typed, else as the first typed proxy reads: (n,), -1 where none was."""
    best = people.vkorc1.copy()
    for column in people.proxies.T:
        best = np.where(best == UNKNOWN, column, best)
    return best


def fit_covariates(people: DosePeople) -> CovariateModel:
    """Learn how facts go together; each share from the people in whom what it needs is known.

    That is the maximum likelihood, up to the lean on the whole, where a fact is missing for reasons that the
    known ones hold.
    """
    race = people.race
    mean, covariance = _fit_size(people)
    return CovariateModel(
        race=_shares(race, np.zeros(len(race), dtype=int), 1, "race")[0],
        male=_shares(people.male, race, len(RACES), "male"),
        vkorc1=_hardy_weinberg_vkorc1(people),
        proxy=np.stack([_reads(people, k) for k in range(len(PROXIES))]),
        cyp2c9=_hardy_weinberg_cyp2c9(people),
        by_group={name: _by_group(people, name) for name in BY_GROUP},
        size_mean=mean,
        size_covariance=covariance,
    )


def _lean(counts: np.ndarray) -> np.ndarray:
    """Return shares along the last axis; each group leans on the sum over groups, and that on an even split."""
    levels = counts.shape[-1]
    total = counts.reshape(-1, levels).sum(axis=0) + 1.0 / levels
    whole = total / total.sum()
    return np.asarray((counts + LEAN * whole) / (counts.sum(axis=-1, keepdims=True) + LEAN))


def _counts(codes: np.ndarray, group: np.ndarray, groups: int, levels: int) -> np.ndarray:
    known = (codes != UNKNOWN) & (group != UNKNOWN)
    counts = np.zeros((groups, levels))
    np.add.at(counts, (group[known], codes[known]), 1.0)
    return counts


def _shares(codes: np.ndarray, group: np.ndarray, groups: int, name: str) -> np.ndarray:
    return _lean(_counts(codes, group, groups, LEVELS[name]))


def _by_group(people: DosePeople, name: str) -> np.ndarray:
    shape = (len(RACES), 2, len(BANDS) + 1)
    known = (people.race != UNKNOWN) & (people.male != UNKNOWN)
    cell = np.where(known, (people.race * 2 + people.male) * shape[2] + age_band(people.decade), UNKNOWN)
    return _shares(getattr(people, name), cell, int(np.prod(shape)), name).reshape(*shape, LEVELS[name])


def _hardy_weinberg_vkorc1(people: DosePeople) -> np.ndarray:
    counts = _counts(best_vkorc1(people), people.race, len(RACES), 3)
    a = _lean(np.stack([counts @ [2, 1, 0], counts @ [0, 1, 2]], axis=1))[:, 1]
    return np.stack([(1 - a) ** 2, 2 * a * (1 - a), a**2], axis=1)


def _hardy_weinberg_cyp2c9(people: DosePeople) -> np.ndarray:
    pairs = _counts(people.cyp2c9, people.race, len(RACES), len(CYP2C9))
    copies = np.array([[name.count(f"*{a}") for a in _ALLELES] for name in CYP2C9[:-1]] + [[1, 0, 0]])
    alleles = np.column_stack([pairs @ copies, pairs[:, -1]])
    f = _lean(alleles)
    one, two, three, other = f.T
    common = [one**2, 2 * one * two, 2 * one * three, two**2, 2 * two * three, three**2]
    return np.stack([*common, 1 - (1 - other) ** 2], axis=1)


def _reads(people: DosePeople, proxy: int) -> np.ndarray:
    """Return how a proxy reads by race and genotype: (3, 3, 3); races lean on all, all on reading it right."""
    read = people.proxies[:, proxy]
    group = np.where(
        (people.race == UNKNOWN) | (people.vkorc1 == UNKNOWN), UNKNOWN, people.race * 3 + people.vkorc1
    )
    counts = _counts(read, group, len(RACES) * 3, 3).reshape(len(RACES), 3, 3)
    whole = counts.sum(axis=0) + np.eye(3) + 0.05
    whole /= whole.sum(axis=-1, keepdims=True)
    return np.asarray((counts + LEAN * whole) / (counts.sum(axis=-1, keepdims=True) + LEAN))


def _fit_size(people: DosePeople) -> tuple[np.ndarray, np.ndarray]:
    known = np.isfinite(people.height) & np.isfinite(people.weight)
    known &= (people.race != UNKNOWN) & (people.male != UNKNOWN)
    some = people.take(known)
    design = size_design(some.race, some.male, some.decade)
    outcome = np.stack([some.height, np.log(some.weight)], axis=1)
    # A ridge of one person in a thousand keeps a race or sex that is absent at no difference.
    mean = np.linalg.solve(design.T @ design + 1e-3 * np.eye(design.shape[1]), design.T @ outcome)
    left = outcome - design @ mean
    return mean, left.T @ left / max(len(left) - design.shape[1], 1)
