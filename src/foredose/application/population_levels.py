"""The level of a listed drug by a population model of the library, where there is one that speaks for the person.

The model tells how the drug's level goes in people, how far they differ, and what the genes and conditions do that it
holds; the rest of what moves it is the ratio of the mechanistic network: with everything, over alone in a person with
just those genes and conditions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from foredose.activity.conditions import Influence
from foredose.application.library_choice import candidates, in_proportion, lacking, told_by_list, too_few
from foredose.application.review_levels import Both, prepared_drug
from foredose.application.review_regimens import ListedDrug
from foredose.core import Indeterminate
from foredose.exposure.conditions import factor_draws
from foredose.exposure.genotypes import GeneOdds
from foredose.exposure.together import STEP_H, Listed, levels_together
from foredose.models import compile_model, simulate_people
from foredose.models.compiled import CompiledModel
from foredose.models.declaration import Model, Output
from foredose.models.dosing import dose_events
from foredose.numerics.cores import on_all_cores
from foredose.qualification.model_contexts import model_verdict
from foredose.sources.event_record import Event
from foredose.twin import Twin, draw_ordinary, with_own_genes
from foredose.twin.individual.units import mg_per_litre

__all__ = ["FromModel", "Person", "levels_by_models"]

_HELD = {
    "age": "age of", "female": "sex", "smoker": "smoking", "creatinine_clearance": "kidney",
    "creatinine_clearance_indexed": "kidney", "creatinine_clearance_70kg": "kidney", "egfr_indexed": "kidney",
    "serum_creatinine": "kidney",
}  # fmt: skip
"""A model's covariate to how the condition begins that says the same of the network, and must not count twice."""
_LOOKS = 96
_LEAST_H, _MOST_H, _HALF_LIVES = 336.0, 1344.0, 7
"""For how long doses are given before the level is read: two weeks to eight, seven half-lives between."""
_NOT_LINEAR = (
    "its level is not in proportion to its dose: a slower clearance may raise it by more than the fold"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FromModel:
    """By which population model a level is, and how far to believe it.

    Parameters
    ----------
    verdict
        Of the board on the drug's models.
    notes
        What was drawn or taken because nobody told it, and where the person is unlike those studied.
    passed
        Other models of the drug that could not be used, and why.
    """

    model: str
    people: int | None
    verdict: str
    notes: tuple[str, ...]
    passed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Whom the levels are of: the twin, what its genes may be, and what its conditions leave."""

    twin: Twin
    genes: Mapping[str, GeneOdds]
    conditions: Sequence[Influence]


def levels_by_models(
    followed: Sequence[ListedDrug], person: Person, levels: Mapping[str, Both], seed: int
) -> tuple[Mapping[str, Both], Mapping[str, FromModel | Indeterminate]]:
    """Return the levels (in the person with everything, in the reference) by models, and which model or why none.

    A drug of which the library has no model is in neither.
    """
    found, told = dict[str, Both](), dict[str, FromModel | Indeterminate]()
    each = on_all_cores(lambda of: _level_by_model(of, followed, person, levels[of.inn], seed), followed)
    for of, one in zip(followed, each, strict=True):
        if isinstance(one, Indeterminate):
            told[of.inn] = one
        elif one is not None:
            found[of.inn], told[of.inn] = one
    return found, told


def _level_by_model(
    of: ListedDrug, followed: Sequence[ListedDrug], person: Person, both: Both, seed: int
) -> tuple[Both, FromModel] | Indeterminate | None:
    """Return a drug's levels by the first model that speaks for the person; ``None`` where there is no model."""
    assert of.taken is not None
    passed: list[str] = []
    models = candidates(of.inn, _route(of))
    for model, output in models:
        found = _tried(of, followed, person, both, (model, output), seed)
        if isinstance(found, Indeterminate):
            passed.append(f"{model.name}: {found.why}")
            continue
        levels, notes = found
        saturable = () if in_proportion(models) else (_NOT_LINEAR,)
        return levels, FromModel(
            model=model.name, people=model.population.n, verdict=model_verdict(of.inn),
            notes=(*notes, *saturable), passed=tuple(passed),
        )  # fmt: skip
    return Indeterminate(why="; ".join(passed), resolve="what the models ask for") if passed else None


def _tried(
    of: ListedDrug,
    followed: Sequence[ListedDrug],
    person: Person,
    both: Both,
    chosen: tuple[Model, Output],
    seed: int,
) -> tuple[Both, tuple[str, ...]] | Indeterminate:
    """Return a drug's levels by a model, and what has to be said of them."""
    model, output = chosen
    few, n = too_few(model), len(both[1].mean)
    if few:
        return Indeterminate(why=few, resolve="a larger study")
    ordinary = draw_ordinary(model, person.twin, draws=n, seed=seed, told=told_by_list(of, followed))
    if isinstance(ordinary, Indeterminate):
        return ordinary
    missing = lacking(model, ordinary.missing)
    if missing:
        return Indeterminate(why=f"not told: {', '.join(missing)}", resolve=f"{', '.join(missing)}")
    own = with_own_genes(model, person.twin, ordinary, draws=n, seed=seed)
    if isinstance(own, Indeterminate):
        return own
    values, genes, untold = own
    fold = both[0].mean / _alone_with(of, model, person, genes, n, seed)
    compiled = compile_model(model.name)
    levels = [_followed(compiled, output, v, of, both[1]) for v in (values, ordinary.values)]
    if isinstance(levels[0], Indeterminate) or isinstance(levels[1], Indeterminate):
        return next(x for x in levels if isinstance(x, Indeterminate))
    drawn = tuple(f"{name} not told: drawn from the studied people" for name in ordinary.missing)
    return (levels[0].times(fold), levels[1]), (*ordinary.notes, *drawn, *untold)


def _alone_with(
    of: ListedDrug, model: Model, person: Person, genes: frozenset[str], n: int, seed: int
) -> np.ndarray:
    """Return the network's mean level of the drug alone, with the genes and conditions that a model holds.

    Genes that nobody told are in it too: how people differ by them is in the model's people already.
    """
    assert of.taken is not None
    held = tuple({_HELD[c.name] for c in model.covariates if c.name in _HELD})
    conditions = [c for c in person.conditions if c.condition.startswith(held)] if held else []
    odds = {name: g for name, g in person.genes.items() if g.states and (name in genes or not g.known)}
    found = levels_together(
        [prepared_drug(of.inn, n, seed)], [of.taken], odds, n=n, seed=seed,
        factors=factor_draws(conditions, n, seed),
    )  # fmt: skip
    assert not isinstance(found, Indeterminate)
    return found[of.inn].mean


def _route(of: ListedDrug) -> str:
    assert of.taken is not None
    return "oral" if of.taken.by_mouth else "intravenous"


def _followed(
    compiled: CompiledModel, output: Output, values: Mapping[str, Any], of: ListedDrug, like: Listed
) -> Listed | Indeterminate:
    """Return levels (mg/L) over an interval at steady state, and their course on the clock of ``like``."""
    assert of.taken is not None
    factor = mg_per_litre(output.unit)
    assert factor is not None
    every, people = of.taken.interval_h, len(like.mean)
    wait = max(compiled.model.horizon_h, min(max(_LEAST_H, _HALF_LIVES * like.half_life_h), _MOST_H))
    begin = float(np.ceil(wait / every) * every)
    inside = begin + np.linspace(0.0, every, _LOOKS + 1)
    times = np.unique(np.round(np.concatenate([inside, begin + like.time]), 6))
    last = max(every, len(like.time) * STEP_H)
    doses = dose_events(
        compiled.model, of.taken.dose_mg, route=_route(of), interval_h=every,
        additional=int(np.ceil((begin + last) / every - 1e-9)) - 1,
    )  # fmt: skip
    events = sorted([*doses, *(Event(time=float(t)) for t in times)], key=lambda x: (x.time, x.evid != 0))
    found = simulate_people(compiled, values, events, people=people, areas=True)
    if found.failed:
        return next(iter(found.failed.values()))
    level, area = found.outputs[output.name].T * factor, found.areas[output.name].T * factor
    at = np.searchsorted(times, np.round(inside, 6))
    return replace(
        like, mean=(area[:, at[-1]] - area[:, at[0]]) / every, peak=level[:, at].max(axis=1),
        trough=level[:, at[-1]], level=level[:, np.searchsorted(times, np.round(begin + like.time, 6))],
    )  # fmt: skip
