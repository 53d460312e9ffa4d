"""One person's parameters as draws, beside those of the reference twin.

Each draw holds a genotype state, the model's uncertain typical values, between-subject variability, what
co-medication leaves, and any covariate that is missing. The reference twin has the same draws of everything except
genes (normal function) and co-medication (none), so their ratio holds only what genes and drugs change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from foredose.activity import Comedication, GenotypeDraws, draw_comedication, draw_states, states_of
from foredose.core import Indeterminate
from foredose.knowledge.interaction_facts import Perpetration
from foredose.models import level_of
from foredose.models.declaration import Covariate, Model, Parameter
from foredose.models.draws import draw_between, generator
from foredose.models.effects import vary
from foredose.twin.snapshot import Twin

__all__ = [
    "Individual",
    "Ordinary",
    "draw_individual",
    "draw_ordinary",
    "person_covariates",
    "with_own_genes",
]


NOTHING_TOLD: Mapping[str, float] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Individual:
    """Draws for one person and the reference twin.

    Parameters
    ----------
    own, reference
        Name to a scalar or an array of shape (draw,): everything that the model's equations use.
    genotypes
        The genotype states drawn, per gene of the model.
    missing
        Covariates that were not known, with the values drawn for them.
    """

    model: Model
    draws: int
    own: Mapping[str, Any]
    reference: Mapping[str, Any]
    genotypes: tuple[GenotypeDraws, ...]
    comedication: Comedication
    missing: Mapping[str, np.ndarray]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordinary:
    """Draws of people with the person's covariates, ordinary genes and no other drugs.

    Parameters
    ----------
    values, missing, notes
        As ``Individual.reference``, ``missing`` and ``notes``.
    """

    values: Mapping[str, Any]
    missing: Mapping[str, np.ndarray]
    notes: tuple[str, ...]


def draw_ordinary(
    model: Model, twin: Twin, *, draws: int, seed: int, told: Mapping[str, float] | None = None
) -> Ordinary | Indeterminate:
    """Draw the parameters of people like this one, whose genes function as most people's and who take nothing else.

    Parameters
    ----------
    told
        Covariates that are known from elsewhere, such as the list of drugs.

    Returns
    -------
    The draws, or ``Indeterminate`` where the person is outside the people that the model speaks for, or where
    covariates are not known well enough to simulate.
    """
    rng_for = generator(seed)
    placed = _age_fits(model, twin)
    if isinstance(placed, Indeterminate):
        return placed
    covariates = person_covariates(model, twin, draws, rng_for, told or {})
    if isinstance(covariates, Indeterminate):
        return covariates
    told_of, missing = covariates
    shared = {**_parameters(model, draws, rng_for), **told_of, **missing}
    levels = {e.name: level_of(e, e.reference, shared) for e in model.genotypes}
    return Ordinary(
        values={**shared, **levels, **{i.name: 1.0 for i in model.interactions}},
        missing=missing,
        notes=placed,
    )


def with_own_genes(
    model: Model, twin: Twin, ordinary: Ordinary, *, draws: int, seed: int
) -> tuple[Mapping[str, Any], frozenset[str], tuple[str, ...]] | Indeterminate:
    """Return ordinary draws with the person's genes, which of the model's genes are known, and what stands for others.

    Returns
    -------
    ``Indeterminate`` where a gene is known to be in a state that the model's source did not study.
    """
    own, known, untold = dict(ordinary.values), set[str](), list[str]()
    for effect in model.genotypes:
        if isinstance(states_of(effect, twin.genome), Indeterminate):
            untold.append(f"{effect.gene} not told: taken as {effect.reference_shown or effect.reference}")
            continue
        drawn = draw_states(effect, twin.genome, draws, generator(seed)("genotype:" + effect.gene))
        if isinstance(drawn, Indeterminate):
            return drawn
        known.add(effect.gene)
        own[effect.name] = _levels(drawn, ordinary.values)
    return own, frozenset(known), tuple(dict.fromkeys(untold))


def draw_individual(
    model: Model,
    twin: Twin,
    pathways: Iterable[str],
    perpetrations: Iterable[Perpetration],
    *,
    draws: int,
    seed: int,
) -> Individual | Indeterminate:
    """Draw one person's parameters.

    Returns
    -------
    The draws, or ``Indeterminate`` where the person is outside the people that the model speaks for, or where
    genotype or covariates are not known well enough to simulate.
    """
    ordinary = draw_ordinary(model, twin, draws=draws, seed=seed)
    if isinstance(ordinary, Indeterminate):
        return ordinary
    rng_for = generator(seed)
    comedication = draw_comedication(model, pathways, perpetrations, draws, rng_for)
    own, genotypes = dict(ordinary.values), []
    for effect in model.genotypes:
        drawn = draw_states(effect, twin.genome, draws, rng_for("genotype:" + effect.gene))
        if isinstance(drawn, Indeterminate):
            return drawn
        genotypes.append(drawn)
        own[effect.name] = _levels(drawn, ordinary.values)
    for interaction in model.interactions:
        own[interaction.name] = comedication.multipliers.get(interaction.name, 1.0)
    return Individual(
        model=model,
        draws=draws,
        own=own,
        reference=ordinary.values,
        genotypes=tuple(genotypes),
        comedication=comedication,
        missing=ordinary.missing,
        notes=ordinary.notes,
    )


def person_covariates(
    model: Model, twin: Twin, draws: int, rng_for: Any, told: Mapping[str, float] = NOTHING_TOLD
) -> tuple[dict[str, float], dict[str, np.ndarray]] | Indeterminate:
    """Return the person's covariates, and draws for those that are missing; ``told`` are known from elsewhere."""
    known: dict[str, float] = {}
    missing: dict[str, np.ndarray] = {}
    for covariate in model.covariates:
        value = told.get(covariate.name, _value(twin, covariate))
        if isinstance(value, Indeterminate):
            if covariate.typical is None:
                return value
            low, high = covariate.studied
            missing[covariate.name] = rng_for("covariate:" + covariate.name).triangular(
                low, covariate.typical, high, draws
            )
        elif not covariate.studied[0] <= value <= covariate.studied[1]:
            return Indeterminate(
                why=f"{covariate.name} {value:g} {covariate.unit} is outside the {covariate.studied[0]:g}–"
                f"{covariate.studied[1]:g} {covariate.unit} that {model.name} was built on",
                resolve="a model of people like this one, or a measured level",
            )
        else:
            known[covariate.name] = value
    return known, missing


def _value(twin: Twin, covariate: Covariate) -> float | Indeterminate:
    if covariate.name == "age":
        return twin.age_years
    if covariate.name == "female":
        return twin.sex if isinstance(twin.sex, Indeterminate) else float(twin.sex == "female")
    if covariate.name == "smoker":
        smokes = twin.statuses["smoking"]
        return smokes if isinstance(smokes, Indeterminate) else float(smokes)
    found = twin.covariates.get(covariate.name)
    if found is None:
        return Indeterminate(
            why=f"{covariate.name} is not in the record"
            if twin.has_record
            else f"{covariate.name} was not stated",
            resolve=f"measure {covariate.name} ({covariate.unit})",
        )
    return found if isinstance(found, Indeterminate) else found.value


def _age_fits(model: Model, twin: Twin) -> tuple[str, ...] | Indeterminate:
    low, high = model.population.used_for_years
    if isinstance(twin.age_years, Indeterminate):
        return twin.age_years
    if not low <= twin.age_years <= high:
        return Indeterminate(
            why=f"age {twin.age_years:.3g} years is outside {low:g}–{high:g} years, the people that {model.name} "
            f"speaks for ({model.population.studied})",
            resolve="a model of that age group",
        )
    studied = model.population.age_years
    if studied is not None and not studied[0] <= twin.age_years <= studied[1]:
        return (
            f"{model.name} was built on people of {studied[0]:g}–{studied[1]:g} years; used here because "
            f"{model.population.used_because}",
        )
    return ()


def _parameters(model: Model, draws: int, rng_for: Any) -> dict[str, Any]:
    """Draw typical values (lognormal, by their relative standard error) and random effects around them."""
    each = draw_between(model, draws, rng_for)
    return {p.name: _individual(p, each.get(p.name), draws, rng_for) for p in model.parameters}


def _individual(parameter: Parameter, effect: np.ndarray | None, draws: int, rng_for: Any) -> Any:
    value: Any = parameter.value
    if parameter.rse:
        spread = np.sqrt(np.log1p(parameter.rse**2))
        value = value * np.exp(spread * rng_for("theta:" + parameter.name).standard_normal(draws))
    return value if effect is None else vary(parameter, value, effect)


def _levels(drawn: GenotypeDraws, shared: Mapping[str, Any]) -> np.ndarray:
    """Return the level of each draw's genotype state; states that were not studied are never drawn."""
    n = len(drawn.index)
    rows: list[Any] = [level_of(drawn.effect, s.name, shared) for s in drawn.states]
    levels = np.stack([np.broadcast_to(np.asarray(row, dtype=float), (n,)) for row in rows])
    return np.asarray(levels[drawn.index, np.arange(n)])
