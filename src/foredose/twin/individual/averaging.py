"""Several models of one drug beside each other: how much each is believed after the levels, and what they say together.

Bayesian model averaging by the evidence of each model (Hoeting et al. 1999, Stat Sci 14:382): a model that foretold the
levels better before it saw them weighs more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from foredose.core import InputError
from foredose.twin.individual.foretelling import Foretold, foretell
from foredose.twin.individual.history import History
from foredose.twin.individual.update import Individualised

__all__ = ["Averaged", "average", "foretell_average"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Averaged:
    """One person in several models, with the probability of each given the levels."""

    people: tuple[Individualised, ...]
    probability: tuple[float, ...]


def average(people: Sequence[Individualised], *, believed: Mapping[str, float] | None = None) -> Averaged:
    """Weigh models of the same levels.

    Parameters
    ----------
    believed
        Model name to its probability before any level, in any scale; alike unless given.

    Raises
    ------
    InputError
        ``average.levels`` for people who do not show the same levels.
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
    prior = [1.0 if believed is None else believed.get(p.model.name, 0.0) for p in people]
    logs = np.array([p.log_evidence for p in people]) + np.log(np.maximum(prior, 1e-300))
    weights = np.exp(logs - logs.max())
    return Averaged(people=tuple(people), probability=tuple((weights / weights.sum()).tolist()))


def foretell_average(
    of: Averaged,
    asked: Sequence[tuple[float, Sequence[str]]],
    *,
    histories: Sequence[History] | None = None,
    seed: int = 0,
) -> Foretold:
    """Foretell levels with every model in proportion to its probability.

    Parameters
    ----------
    asked
        Times (h), and for each the name of the output in each model; the first one's names stand in the answer.
    histories
        For each model, as of ``foretell``.
    """
    rng = np.random.default_rng(seed)
    total = min(len(p.draws) for p in of.people)
    which = rng.choice(len(of.people), total, p=of.probability)
    parts = []
    for number, person in enumerate(of.people):
        history = None if histories is None else histories[number]
        mine = foretell(person, [(t, names[number]) for t, names in asked], history=history, seed=seed)
        at = np.flatnonzero(which == number)
        parts.append((mine, mine.levels[at], mine.measured[at]))
    return Foretold(
        times=parts[0][0].times,
        outputs=parts[0][0].outputs,
        levels=np.concatenate([levels for _, levels, _ in parts]),
        measured=np.concatenate([measured for _, _, measured in parts]),
    )
