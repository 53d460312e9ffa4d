"""Age, sex, body and blood of virtual people, drawn together from published distributions."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from scipy.special import ndtri  # type: ignore[import-untyped]

from foredose.core import InputError
from foredose.knowledge.population_facts import Correlation, PopulationFacts, Sex, population_facts
from foredose.population.declaration import GIVEN, VirtualPopulation
from foredose.population.derived import DERIVED
from foredose.population.streams import Block, Streams

__all__ = ["draw_physiology", "measures_for"]

BODY = ("height", "weight")
"""Drawn for everybody, so that whether a body is possible does not hang on what a model asks for."""
MOST_ATTEMPTS = 500
"""How often a person is drawn again to meet the conditions, before the declaration is refused."""
SEXES: tuple[Sex, ...] = ("female", "male")
Columns = dict[str, np.ndarray]


def measures_for(names: Iterable[str]) -> tuple[str, ...]:
    """Return the measures to draw for covariates, each once."""
    wanted = [n for name in names for n in (DERIVED[name].needs if name in DERIVED else (name,))]
    return tuple(sorted(set(wanted) - set(GIVEN)))


def draw_physiology(population: VirtualPopulation, names: Iterable[str], block: Block) -> Columns:
    """Draw a block of people.

    Parameters
    ----------
    names
        Covariates to give out, measured or derived; ``age`` (years) and ``female`` (0 or 1) always are.

    Returns
    -------
    Covariate to an array of shape (person,).

    Raises
    ------
    InputError
        ``population.conditions`` when somebody does not meet them in ``MOST_ATTEMPTS`` draws.
    """
    asked = tuple(dict.fromkeys((*names, *(c.covariate for c in population.conditions))))
    female = Streams(population.seed).uniform("sex", block) < population.female
    found = _draw(population, asked, block, female, attempt=0)
    left = ~_meets(population, found)
    for attempt in range(1, MOST_ATTEMPTS + 1):
        if not left.any():
            return found
        again = _draw(population, asked, block, female, attempt=attempt)
        for name, values in again.items():
            found[name] = np.where(left, values, found[name])
        left &= ~_meets(population, again)
    raise InputError(
        "population.conditions",
        found=f"nobody in {MOST_ATTEMPTS} draws of person {block.first + int(np.argmax(left))}",
        expected="conditions that people of the declared ages meet",
        where="the field `conditions`",
        remedy="widen the conditions",
    )


def _meets(population: VirtualPopulation, found: Columns) -> np.ndarray:
    met = _possible(population.facts, found)
    for c in population.conditions:
        met &= (found[c.covariate] >= c.low) & (found[c.covariate] <= c.high)
    return met


def _possible(facts: PopulationFacts, found: Columns) -> np.ndarray:
    """Return whether somebody examined was as slim, and somebody as stout."""
    bmi, fine = DERIVED["bmi"].of(found), np.zeros(len(found["age"]), dtype=bool)
    for group in facts.table.correlations:
        inside = (found["age"] >= group.ages[0]) & (found["age"] < group.ages[1])
        for sex in SEXES:
            here = inside & (found["female"] == (sex == "female"))
            fine |= here & (bmi >= group.bmi[sex][0]) & (bmi <= group.bmi[sex][1])
    return fine


def _draw(
    population: VirtualPopulation, asked: tuple[str, ...], block: Block, female: np.ndarray, *, attempt: int
) -> Columns:
    facts, streams = population.facts, Streams(population.seed)
    again = f"#{attempt}" if attempt else ""
    age = _ages(facts, population.age_years, streams.uniform("age" + again, block), female)
    found: Columns = {"age": age, "female": female.astype(float)}
    measures = measures_for((*BODY, *asked))
    scores = {m: streams.normal("physiology:" + m + again, block) for m in _before(facts, measures)}
    for measure in measures:
        found[measure] = _measure(facts, measure, age, female, scores)
    known = found | {"female": female}
    return found | {name: DERIVED[name].of(known) for name in asked if name in DERIVED}


def _before(facts: PopulationFacts, measures: tuple[str, ...]) -> tuple[str, ...]:
    """Return the measures whose scores are needed: those asked for and those before them in the table."""
    order = list(facts.measures)
    last = max((order.index(m) for m in measures), default=-1)
    return tuple(order[: last + 1])


def _ages(
    facts: PopulationFacts, bounds: tuple[float, float], u: np.ndarray, female: np.ndarray
) -> np.ndarray:
    """Return ages: years as common as in the facts, alike within a year."""
    edges = np.array([*facts.table.ages, facts.table.ages[-1] + 1], dtype=float)
    age = np.empty(len(u))
    for sex in SEXES:
        here = female if sex == "female" else ~female
        up_to = np.concatenate([[0.0], np.cumsum(facts.table.share[sex])])
        low, high = np.interp(bounds, edges, up_to)
        age[here] = np.interp(low + u[here] * (high - low), up_to, edges)
    return np.clip(age, bounds[0], np.nextafter(bounds[1], 0.0))


def _measure(
    facts: PopulationFacts, measure: str, age: np.ndarray, female: np.ndarray, scores: Columns
) -> np.ndarray:
    z = np.full(len(age), np.nan)
    for at, group in enumerate(facts.table.correlations):
        if measure not in group.covariates:
            continue
        inside = (age >= group.ages[0]) & (age < group.ages[1])
        for sex in SEXES:
            here = np.flatnonzero(inside & (female if sex == "female" else ~female))
            row = _factor(facts.name, at, sex)[group.covariates.index(measure)]
            z[here] = sum(r * scores[m][here] for r, m in zip(row, group.covariates, strict=True) if r)
    return _at_quantiles(facts, measure, age, female, z)


@lru_cache(maxsize=64)
def _factor(name: str, group: int, sex: Sex) -> np.ndarray:
    """Return the Cholesky factor of a group's correlations; a row uses only the measures before its own."""
    one: Correlation = population_facts(name).table.correlations[group]
    return np.asarray(np.linalg.cholesky(np.array(one.female if sex == "female" else one.male)))


def _at_quantiles(
    facts: PopulationFacts, measure: str, age: np.ndarray, female: np.ndarray, z: np.ndarray
) -> np.ndarray:
    table, log = facts.table, facts.measures[measure].scale == "log"
    grid = ndtri(np.array(table.probabilities))
    found = np.full(len(age), np.nan)
    for sex in SEXES:
        of_sex = female if sex == "female" else ~female
        for band, row in zip(table.bands, table.quantiles[measure][sex], strict=True):
            here = np.flatnonzero(of_sex & (age >= band[0]) & (age < band[1]))
            if row is not None and len(here):
                values = np.interp(z[here], grid, np.log(row) if log else np.array(row))
                found[here] = np.exp(values) if log else values
    return found
