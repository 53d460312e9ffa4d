"""Several models of one drug beside each other: how much each is believed after the levels, and what they say together.

Bayesian model averaging by the evidence of each model (Hoeting et al. 1999, Stat Sci 14:382): a model that foretold the
levels better before it saw them weighs more.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from foredose.core import Indeterminate, InputError
from foredose.twin.individual.foretelling import Foretold, foretell
from foredose.twin.individual.history import History
from foredose.twin.individual.units import factor_between
from foredose.twin.individual.update import Individualised

__all__ = ["Averaged", "average", "foretell_average"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Averaged:
    """One person in several models, with the probability of each given the levels."""

    people: tuple[Individualised, ...]
    probability: tuple[float, ...]
    notes: tuple[str, ...] = ()


def average(
    people: Sequence[Individualised], *, believed: Mapping[str, float] | None = None
) -> Averaged | Indeterminate:
    """Weigh models of the same levels.

    Parameters
    ----------
    believed
        Model name to its probability before any level, in any scale, 0 where not named; alike unless given.

    Raises
    ------
    InputError
        ``average.levels`` for people who do not show the same levels, ``average.believed`` for beliefs that are none,
        ``level.*`` where the unit of a model's output cannot be converted to that of the levels.
    """
    seen = {tuple((v.time, v.value, v.limit, v.unit) for v in p.history.levels) for p in people}
    if len(seen) != 1:
        raise InputError(
            "average.levels",
            found=f"{len(seen)} different sets of levels",
            expected="one person's levels in every model",
            where="models to average",
            remedy="individualise every model with the same levels",
        )
    prior = _prior([p.model.name for p in people], believed)
    logs = np.array([p.log_evidence + _to_levels(p) for p in people])
    failing = ~np.isfinite(logs)
    notes = tuple(
        f"{p.model.name} is left out: it gives these levels no density"
        for p, bad in zip(people, failing, strict=True)
        if bad
    )
    kept = ~failing & (prior > 0)
    if not kept.any():
        return Indeterminate(
            why="no model that is believed gives these levels a density",
            resolve="check doses, times and units of the levels, or choose other models",
        )
    logs = np.where(kept, logs, -np.inf)
    weights = np.where(kept, prior * np.exp(logs - logs.max()), 0.0)
    return Averaged(people=tuple(people), probability=tuple((weights / weights.sum()).tolist()), notes=notes)


def _prior(names: Sequence[str], believed: Mapping[str, float] | None) -> np.ndarray:
    if believed is None:
        return np.ones(len(names))
    faults = [f"{n}, which is not averaged" for n in sorted(set(believed) - set(names))]
    faults += [f"{n} {v:g}" for n, v in believed.items() if not (math.isfinite(v) and v >= 0)]
    if not faults and not any(believed.values()):
        faults = ["no belief above 0"]
    if faults:
        raise InputError(
            "average.believed",
            found=faults[0],
            expected=f"a number, 0 or more, for each of {', '.join(dict.fromkeys(names))}",
            where="beliefs in the models",
            remedy="correct the name or the number",
        )
    return np.array([believed.get(n, 0.0) for n in names])


def _to_levels(person: Individualised) -> float:
    """Return what makes the log density by the outputs' units one by the levels' own units."""
    units = {o.name: o.unit for o in person.model.outputs}
    factors = [
        factor_between(v.unit, units[v.output], f"model {person.model.name}, time {v.time:g} h")
        for v in person.history.levels
        if v.value is not None and (v.limit is None or v.value >= v.limit)
    ]
    return float(np.log(factors).sum()) if factors else 0.0


def foretell_average(
    of: Averaged,
    asked: Sequence[tuple[float, Sequence[str]]],
    *,
    histories: Sequence[History] | None = None,
    seed: int = 0,
) -> Foretold | Indeterminate:
    """Foretell levels with every model in proportion to its probability.

    Parameters
    ----------
    asked
        Times (h), and for each the name of the output in each model; the first one's names stand in the answer.
    histories
        For each model, as of ``foretell``.
    """
    rng = np.random.default_rng(seed)
    used = [n for n, share in enumerate(of.probability) if share > 0]
    total = min(len(of.people[n].draws) for n in used)
    which = rng.choice(len(of.people), total, p=of.probability)
    wanted = [_unit(of.people[0], names[0]) for _, names in asked]
    levels, measured = [], []
    for number in used:
        person = of.people[number]
        history = None if histories is None else histories[number]
        own = [(t, names[number]) for t, names in asked]
        factors = np.array(
            [
                factor_between(_unit(person, n), u, f"model {person.model.name}")
                for (_, n), u in zip(own, wanted, strict=True)
            ]
        )
        mine = foretell(person, own, history=history, seed=seed)
        if isinstance(mine, Indeterminate):
            return Indeterminate(why=f"{person.model.name}: {mine.why}", resolve=mine.resolve)
        at = np.flatnonzero(which == number)
        levels.append(mine.levels[at] * factors)
        measured.append(mine.measured[at] * factors)
    return Foretold(
        times=np.array([t for t, _ in asked]),
        outputs=tuple(names[0] for _, names in asked),
        levels=np.concatenate(levels),
        measured=np.concatenate(measured),
    )


def _unit(person: Individualised, output: str) -> str:
    return next((o.unit for o in person.model.outputs if o.name == output), "")
