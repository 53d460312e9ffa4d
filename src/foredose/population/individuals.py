"""What a model's equations use of each virtual person, and which people the model does not speak for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from foredose.core import Indeterminate, InputError
from foredose.genome import activity_score, phenotype_of
from foredose.knowledge.population_facts import PopulationFacts
from foredose.models import level_of
from foredose.models.declaration import Covariate, GenotypeEffect, Model
from foredose.models.studied import check_flag
from foredose.population.declaration import VirtualPopulation, check_covariate
from foredose.population.derived import DERIVED
from foredose.population.effects import draw_parameters
from foredose.population.people import VirtualPeople

__all__ = ["SIMULATED", "Individuals", "check_model", "individuals_of", "unit_of"]

SIMULATED = "simulated"
UNITS = {"age": "year", "female": "1"}


@dataclass(slots=True, kw_only=True)
class Individuals:
    """One block as a model sees it.

    Parameters
    ----------
    values
        Name to a scalar or an array of shape (person,): parameters, covariates, genotype levels, interactions.
    states
        Gene effect to the genotype state of each person, for the table.
    causes, status
        ``simulated`` and then why people are not; and for each person which of them, of shape (person,).
    """

    values: dict[str, Any]
    states: dict[str, np.ndarray] = field(default_factory=dict)
    causes: list[str] = field(default_factory=lambda: [SIMULATED])
    status: np.ndarray

    def leave_out(self, people: np.ndarray, cause: str) -> None:
        """Say of people (a mask) why they are not simulated, where nothing was said before."""
        out = people & (self.status == 0)
        if out.any():
            if cause not in self.causes:
                self.causes.append(cause)
            self.status[out] = self.causes.index(cause)

    @property
    def simulated(self) -> np.ndarray:
        """Who is simulated, as a mask."""
        mask: np.ndarray = self.status == 0
        return mask


def unit_of(facts: PopulationFacts, name: str) -> str:
    """Return the unit in which a covariate is drawn."""
    if name in UNITS:
        return UNITS[name]
    return DERIVED[name].unit if name in DERIVED else facts.measures[name].unit


def check_model(model: Model, population: VirtualPopulation) -> None:
    """Refuse a model whose covariates cannot be drawn, by name, before anybody is.

    Raises
    ------
    InputError
        ``population.given`` for a name that is no covariate of the model, ``population.covariate`` without a source,
        ``population.unit`` for another unit, ``model.flag`` for a yes-or-no covariate that is neither 0 nor 1.
    """
    known = [c.name for c in model.covariates]
    for odd in sorted(set(population.given) - set(known)):
        raise InputError(
            "population.given",
            found=f"a value of {odd!r}",
            expected=f"one of {', '.join(known)}" if known else "nothing: the model has no covariates",
            where=f"`given` with model {model.name}",
            remedy="correct the name, or leave it out",
        )
    for covariate in model.covariates:
        name = population.given.get(covariate.name, covariate.name)
        if not isinstance(name, str):
            check_flag(model, covariate.name, [name])
            continue
        check_covariate(population.facts, name, population.age_years[0])
        drawn = unit_of(population.facts, name)
        if drawn != covariate.unit and {drawn, covariate.unit} != {"year", "years"}:
            raise InputError(
                "population.unit",
                found=f"{name} for {covariate.name} in {covariate.unit}",
                expected=drawn,
                where=f"model {model.name}",
                remedy="convert the model's covariate",
            )


def individuals_of(model: Model, people: VirtualPeople, seed: int) -> Individuals:
    """Return what a model uses of a block of people."""
    count = people.block.count
    found = Individuals(
        values=draw_parameters(model, seed, people.block), status=np.zeros(count, dtype=np.int16)
    )
    _age_fits(model, people, found)
    for covariate in model.covariates:
        _covariate_fits(covariate, people.covariates[covariate.name], found)
        found.values[covariate.name] = people.covariates[covariate.name]
    for effect in model.genotypes:
        found.values[effect.name] = _levels(effect, people, found)
    found.values |= {interaction.name: 1.0 for interaction in model.interactions}
    return found


def _age_fits(model: Model, people: VirtualPeople, found: Individuals) -> None:
    low, high = model.population.used_for_years
    age = people.covariates["age"]
    found.leave_out((age < low) | (age > high), f"age outside {low:g}–{high:g} years")


def _covariate_fits(covariate: Covariate, values: np.ndarray, found: Individuals) -> None:
    low, high = covariate.studied
    known = np.isfinite(values)
    found.leave_out(~known, f"{covariate.name} unknown at this age")
    outside = known & ~((values >= low) & (values <= high))
    found.leave_out(outside, f"{covariate.name} outside {low:g}–{high:g} {covariate.unit}")


def _levels(effect: GenotypeEffect, people: VirtualPeople, found: Individuals) -> np.ndarray:
    """Return each person's level; who has a state that the model did not study is left out."""
    drawn = people.diplotypes[effect.gene]
    states = [_state(effect, name) for name in drawn.names]
    named = np.array(states, dtype=object)
    found.states[effect.gene] = named[drawn.index]
    levels = np.full(people.block.count, np.nan)
    shared: Mapping[str, Any] = found.values
    for state in dict.fromkeys(states):
        here = (named == state)[drawn.index]
        level = level_of(effect, state, shared)
        if isinstance(level, Indeterminate):
            found.leave_out(here, f"{effect.gene} state not studied: {_told(effect, state)}")
        else:
            levels[here] = np.broadcast_to(np.asarray(level, dtype=float), here.shape)[here]
    return levels


def _state(effect: GenotypeEffect, diplotype: str) -> str:
    if effect.by == "phenotype":
        return phenotype_of(effect.gene, diplotype)
    if effect.by == "activity_score":
        score = activity_score(effect.gene, diplotype, effect.scores)
        return "unknown" if score is None else f"{score:g}"
    return diplotype


def _told(effect: GenotypeEffect, state: str) -> str:
    """Return a state as a cause names it: of diplotypes there are too many."""
    return "another diplotype" if effect.by in ("allele", "diplotype") else state
