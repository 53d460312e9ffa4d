"""Every person as the finite list of what they may be, with probabilities: the sum that replaces filling in.

Unknown codes branch into their levels, unknown height and weight into Gauss-Hermite nodes of their conditional
Gaussian. Known facts weigh the branches: a genotype tells something of an unknown race.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foredose.dosing.covariates import BY_GROUP, CovariateModel, age_band, size_design
from foredose.dosing.people import UNKNOWN, DosePeople

__all__ = ["NODES", "Cells", "enumerate_cells"]

# Exact for polynomials to the fifth degree in height or log weight.
NODES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """What n people may be, in m cells.

    Parameters
    ----------
    person
        (m,) whose cell it is, ascending.
    probability
        (m,) given what is known of the person; sums to 1 for each.
    facts
        (m,) arrays by name: codes, ``decade``, ``height`` in cm and ``weight`` in kg, none unknown.
    people
        n.
    """

    person: np.ndarray
    probability: np.ndarray
    facts: dict[str, np.ndarray]
    people: int

    def sum(self, values: np.ndarray) -> np.ndarray:
        """Return the sum of values over the cells of each person: (n,) of (m,)."""
        return np.asarray(np.bincount(self.person, weights=values, minlength=self.people))


@dataclass(slots=True)
class _Tree:
    """Branches under way: whose, the log weight, and what was settled."""

    person: np.ndarray
    log: np.ndarray
    facts: dict[str, np.ndarray]

    def split(self, counts: np.ndarray) -> np.ndarray:
        """Repeat each branch, and return which of its copies each new branch is."""
        source = np.repeat(np.arange(len(counts)), counts)
        copy = np.arange(len(source)) - np.repeat(np.cumsum(counts) - counts, counts)
        self.person, self.log = self.person[source], self.log[source]
        self.facts = {name: values[source] for name, values in self.facts.items()}
        return np.asarray(copy)


def enumerate_cells(people: DosePeople, model: CovariateModel) -> Cells:
    """List what each person may be, with probabilities given what is known."""
    tree = _Tree(np.arange(len(people)), np.zeros(len(people)), {"decade": people.decade.astype(float)})
    _branch(tree, people, "race", np.broadcast_to(model.race, (len(people), len(model.race))))
    _branch(tree, people, "male", model.male[tree.facts["race"]])
    _branch(tree, people, "vkorc1", model.vkorc1[tree.facts["race"]])
    _weigh_proxies(tree, people, model)
    _branch(tree, people, "cyp2c9", model.cyp2c9[tree.facts["race"]])
    for name in BY_GROUP:
        facts = tree.facts
        shares = model.by_group[name][facts["race"], facts["male"], age_band(facts["decade"])]
        _branch(tree, people, name, shares)
    _branch_size(tree, people, model)
    return _normalised(tree, len(people))


def _branch(tree: _Tree, people: DosePeople, name: str, shares: np.ndarray) -> None:
    """Settle a coded fact: (branches, levels) shares weigh the level that is known, or all levels."""
    known = getattr(people, name)[tree.person]
    counts = np.where(known == UNKNOWN, shares.shape[1], 1)
    copy = tree.split(counts)
    code = getattr(people, name)[tree.person]
    level = np.where(code == UNKNOWN, copy, code)
    tree.log = tree.log + np.log(np.repeat(shares, counts, axis=0)[np.arange(len(level)), level])
    tree.facts[name] = level


def _weigh_proxies(tree: _Tree, people: DosePeople, model: CovariateModel) -> None:
    """Weigh genotypes by the first typed proxy; the others say the same again and are not counted twice."""
    read = people.proxies[tree.person]
    first = np.argmax(read != UNKNOWN, axis=1)
    value = read[np.arange(len(read)), first]
    chance = model.proxy[first, tree.facts["race"], tree.facts["vkorc1"], value]
    tree.log = tree.log + np.where(value == UNKNOWN, 0.0, np.log(chance))


def _branch_size(tree: _Tree, people: DosePeople, model: CovariateModel) -> None:
    """Weigh by what is known of size; settle height given weight where that is known, then weight given height."""
    (a, b), (_, d) = model.size_covariance
    mean = size_design(tree.facts["race"], tree.facts["male"], tree.facts["decade"]) @ model.size_mean
    heavy = np.log(people.weight)[tree.person] - mean[:, 1]
    weighed = np.isfinite(heavy)
    heavy = np.where(weighed, heavy, 0.0)
    expected = mean[:, 0] + b / d * heavy
    variance = np.where(weighed, a - b * b / d, a)
    tall = people.height[tree.person] - expected
    measured = np.isfinite(tall)
    tree.log = tree.log + np.where(weighed, _log_normal(heavy, d), 0.0)
    tree.log = tree.log + np.where(measured, _log_normal(np.where(measured, tall, 0.0), variance), 0.0)
    counts = _branch_normal(tree, people.height, "height", expected, variance)
    given_height = np.repeat(mean, counts, axis=0)
    expected = given_height[:, 1] + b / a * (tree.facts["height"] - given_height[:, 0])
    spread = np.full(len(expected), d - b * b / a)
    _branch_normal(tree, np.log(people.weight), "log_weight", expected, spread)
    tree.facts["weight"] = np.exp(tree.facts.pop("log_weight"))


def _branch_normal(
    tree: _Tree, values: np.ndarray, name: str, mean: np.ndarray, variance: np.ndarray
) -> np.ndarray:
    """Settle a Gaussian fact by nodes where it is unknown; return how many branches each branch became."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
    known = np.isfinite(values[tree.person])
    counts = np.where(known, 1, NODES)
    copy = tree.split(counts)
    value, known = values[tree.person], np.isfinite(values[tree.person])
    tree.log = tree.log + np.where(known, 0.0, np.log(weights / weights.sum())[copy])
    drawn = np.repeat(mean, counts) + np.sqrt(np.repeat(variance, counts)) * nodes[copy]
    tree.facts[name] = np.where(known, value, drawn)
    return counts


def _log_normal(from_mean: np.ndarray, variance: np.ndarray | float) -> np.ndarray:
    return np.asarray(-0.5 * (from_mean**2 / variance + np.log(2 * np.pi * variance)))


def _normalised(tree: _Tree, people: int) -> Cells:
    top = np.full(people, -np.inf)
    np.maximum.at(top, tree.person, tree.log)
    weight = np.exp(tree.log - top[tree.person])
    total = np.bincount(tree.person, weights=weight, minlength=people)
    return Cells(person=tree.person, probability=weight / total[tree.person], facts=tree.facts, people=people)
