"""What a population of virtual people is: who, how many, and which draws."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from foredose.core import InputError
from foredose.knowledge.gene_facts import gene_names
from foredose.knowledge.gene_frequency import POPULATIONS
from foredose.knowledge.population_facts import PopulationFacts, population_facts
from foredose.population.derived import DERIVED

__all__ = ["MOST_PEOPLE", "Condition", "VirtualPopulation", "check_covariate"]

MOST_PEOPLE = 100_000_000
GIVEN = ("age", "female")


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Only people whose covariate lies in the range, ends included, in the covariate's unit."""

    covariate: str
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class VirtualPopulation:
    """A declared population.

    Parameters
    ----------
    n
        How many people.
    seed
        With it and a person's number, every draw of that person is settled.
    physiology
        Name of the facts (``knowledge/populations``) that age, body and blood are drawn from.
    ancestry
        Superpopulation of the 1000 Genomes to its share; the shares sum to 1.
    age_years
        From this age to before that one; inside it ages are as common as in the facts, by sex.
    female
        Share of women.
    conditions
        A person who misses one is drawn again, with the same sex and ancestry.
    genes, covariates
        What is drawn and kept beyond what the model asks for.
    given
        What no source tells of people, by declaration: a covariate of the model, and no other name, to everybody's
        value (in the model's unit), or to the name of the drawn covariate, of the same unit, that stands for it.

    Raises
    ------
    InputError
        ``population.*`` for a declaration that no people can be drawn from.
    """

    n: int
    seed: int
    physiology: str
    ancestry: Mapping[str, float]
    age_years: tuple[float, float]
    female: float
    conditions: tuple[Condition, ...] = ()
    genes: tuple[str, ...] = ()
    covariates: tuple[str, ...] = ()
    given: Mapping[str, float | str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        facts = self.facts
        low, high = self.age_years
        _hold(0 < self.n <= MOST_PEOPLE, "n", f"{self.n:,} people", f"1 to {MOST_PEOPLE:,}")
        _hold(self.seed >= 0, "seed", f"the seed {self.seed}", "0 or more")
        _hold(0 <= self.female <= 1, "female", f"a share of {self.female:g}", "0 to 1")
        unknown = sorted(set(self.ancestry) - set(POPULATIONS))
        _hold(not unknown, "ancestry", ", ".join(unknown), f"shares of {', '.join(POPULATIONS)}")
        fine = all(v >= 0 for v in self.ancestry.values()) and math.isclose(sum(self.ancestry.values()), 1.0)
        _hold(fine, "ancestry", f"shares that sum to {sum(self.ancestry.values()):g}", "shares that sum to 1")
        told = f"{facts.ages[0]:g} to {facts.ages[1]:g} years, for which {facts.name} has facts"
        within = facts.ages[0] <= low < high <= facts.ages[1]
        _hold(within, "age", f"{low:g} to {high:g} years ({_why_not(facts, low, high)})", told)
        unlisted = sorted(set(self.genes) - set(gene_names()))
        _hold(not unlisted, "genes", ", ".join(unlisted), "genes with facts")
        for condition in self.conditions:
            _hold(condition.low < condition.high, "conditions", f"{condition}", "low below high")
        standing = (v for v in self.given.values() if isinstance(v, str))
        for name in (*self.covariates, *(c.covariate for c in self.conditions), *standing):
            check_covariate(facts, name, low)

    @property
    def facts(self) -> PopulationFacts:
        """The facts that physiology is drawn from."""
        return population_facts(self.physiology)


def check_covariate(facts: PopulationFacts, name: str, youngest: float) -> None:
    """Refuse, by name, a covariate that cannot be drawn for people from an age on.

    Raises
    ------
    InputError
        ``population.covariate``, with the reason of the facts where they name one.
    """
    if name in GIVEN:
        return
    needs = DERIVED[name].needs if name in DERIVED else (name,)
    for need in needs:
        if need in GIVEN:
            continue
        if need not in facts.measures:
            why = facts.unknown.get(need.replace("_", " "), "no source in the facts")
            raise _refused(name, f"{need}: {why}", sorted({*facts.measures, *DERIVED, *GIVEN}))
        start = facts.measured_from(need)
        if youngest < start:
            why = facts.unknown.get(f"{need} under {start:g} years", "not measured")
            raise _refused(name, f"{need} of people from {youngest:g} years ({why})", [f"{start:g} years on"])


def _refused(name: str, found: str, expected: list[str]) -> InputError:
    return InputError(
        "population.covariate",
        found=found,
        expected="a covariate with a published distribution: " + ", ".join(expected),
        where=f"covariate {name}",
        remedy="narrow the ages, choose another model, say it under `given`, or add a source to the facts",
    )


def _why_not(facts: PopulationFacts, low: float, high: float) -> str:
    reasons = []
    if low < facts.ages[0]:
        reasons.append(facts.unknown.get(f"under {facts.ages[0]:g} years", "no facts"))
    if high > facts.ages[1]:
        reasons.append(facts.unknown.get(f"from {facts.ages[1]:g} years", "no facts"))
    return "; ".join(reasons) or "from not below to"


def _hold(fine: bool, field: str, found: str, expected: str) -> None:
    if not fine:
        raise InputError(
            f"population.{field}",
            found=found,
            expected=expected,
            where=f"the field `{field}` of a population",
            remedy="correct the field",
        )
