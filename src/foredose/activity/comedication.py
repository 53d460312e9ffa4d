"""What co-medication leaves of an enzyme's activity (phenoconversion), one value per draw.

A perpetrator's strength class bounds the fraction that it leaves; the fraction is drawn evenly between the bounds.
Several inhibitors of one enzyme combine as reversible inhibitors do: the terms I/Ki add.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from foredose.core import Indeterminate
from foredose.knowledge.interaction_facts import Perpetration
from foredose.models.declaration import Model

__all__ = ["Comedication", "draw_comedication"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comedication:
    """What the other drugs do to this one.

    Parameters
    ----------
    multipliers
        Interaction variable of the model to the fraction of activity left, of shape (draw,).
    acting
        The perpetrators that were simulated.
    not_simulated
        Perpetrators of a pathway of the drug that the model cannot hold, each with the reason.
    """

    multipliers: Mapping[str, np.ndarray]
    acting: tuple[Perpetration, ...]
    not_simulated: tuple[tuple[Perpetration, Indeterminate], ...]


def draw_comedication(
    model: Model,
    pathways: Iterable[str],
    perpetrations: Iterable[Perpetration],
    n: int,
    rng_for: Callable[[str], np.random.Generator],
) -> Comedication:
    """Draw the fraction of each of the model's enzymes that the perpetrators leave.

    Parameters
    ----------
    pathways
        Enzymes and transporters that matter for the drug, whether or not the model holds them.
    rng_for
        A generator for a name, so that adding a drug does not change the draws of another.
    """
    held = {i.enzyme: i.name for i in model.interactions}
    relevant = [p for p in perpetrations if p.enzyme in held or p.enzyme in set(pathways)]
    acting, missing = [], []
    inhibition: dict[str, np.ndarray] = {}
    for p in relevant:
        obstacle = _obstacle(p, model, held)
        if obstacle is not None:
            missing.append((p, obstacle))
            continue
        assert p.residual_low is not None and p.residual_high is not None
        left = rng_for(f"{p.perpetrator}:{p.enzyme}").uniform(p.residual_low, p.residual_high, n)
        name = held[p.enzyme]
        inhibition[name] = inhibition.get(name, np.zeros(n)) + (1 / np.maximum(left, 1e-6) - 1)
        acting.append(p)
    return Comedication(
        multipliers={name: 1 / (1 + x) for name, x in inhibition.items()},
        acting=tuple(acting),
        not_simulated=tuple(missing),
    )


def _obstacle(p: Perpetration, model: Model, held: Mapping[str, str]) -> Indeterminate | None:
    if p.enzyme not in held:
        why = f"{p.perpetrator} is a {p.strength} {p.kind} of {p.enzyme}, which {model.name} does not hold"
    elif p.residual_low is None or p.residual_high is None:
        why = f"{p.perpetrator} is a {p.strength} {p.kind} of {p.enzyme}; the class has no upper bound to simulate"
    else:
        return None
    seen = [o for o in p.observed if o.victim == model.drug]
    told = f"; observed {seen[0].measure} ratio {seen[0].ratio:g} ({seen[0].source})" if seen else ""
    return Indeterminate(why=why + told, resolve=f"a level of {model.drug}, or another drug than {p.perpetrator}")
