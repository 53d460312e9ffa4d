"""What co-medication leaves of an enzyme's activity (phenoconversion), one value per draw.

Where a perpetrator's effect on this very drug was measured, that is drawn; otherwise its strength class bounds the
fraction that it leaves, drawn evenly between the bounds. Several inhibitors of one enzyme combine as reversible
ones do (the terms I/Ki add), several inducers by adding what each adds to the enzyme.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from foredose.core import Indeterminate
from foredose.knowledge.interaction_facts import Perpetration
from foredose.models.declaration import Interaction, Model

__all__ = ["Comedication", "combine", "draw_comedication", "left_by"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comedication:
    """What the other drugs do to this one.

    Parameters
    ----------
    multipliers
        Interaction variable of the model to the fraction of activity left, of shape (draw,).
    acting
        The perpetrators that were simulated, each with what it leaves (lowest, highest) and the source.
    not_simulated
        Perpetrators of a pathway of the drug that the model cannot hold, each with the reason.
    """

    multipliers: Mapping[str, np.ndarray]
    acting: tuple[tuple[Perpetration, float, float, str], ...]
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
    held = {i.enzyme: i for i in model.interactions}
    concerned = set(pathways) | set(held)
    acting, missing = [], []
    drawn: dict[str, list[np.ndarray]] = {}
    for p in (p for p in perpetrations if p.enzyme in concerned):
        bounds = left_by(p, model, held.get(p.enzyme))
        if isinstance(bounds, Indeterminate):
            missing.append((p, bounds))
            continue
        low, high, source = bounds
        values = rng_for(f"{p.perpetrator}:{p.enzyme}").uniform(low, high, n)
        drawn.setdefault(held[p.enzyme].name, []).append(values)
        acting.append((p, low, high, source))
    return Comedication(
        multipliers={name: combine(values) for name, values in drawn.items()},
        acting=tuple(acting),
        not_simulated=tuple(missing),
    )


def combine(fractions: list[np.ndarray]) -> np.ndarray:
    """Return what several perpetrators together leave of one enzyme, from what each leaves alone."""
    inhibited = sum(1 / np.clip(f, 1e-6, 1.0) - 1 for f in fractions)
    induced = sum(np.maximum(f, 1.0) - 1 for f in fractions)
    return np.asarray((1 + induced) / (1 + inhibited))


def left_by(
    p: Perpetration, model: Model, interaction: Interaction | None
) -> tuple[float, float, str] | Indeterminate:
    """Return the lowest and highest fraction of activity that a perpetrator leaves, and the source.

    Returns
    -------
    ``Indeterminate`` where the model has no place for the enzyme, or the class has no bounds to draw from.
    """
    if interaction is None:
        return _told(p, model, f"which {model.name} does not hold")
    seen = [o for o in p.observed if o.victim == model.drug and o.clearance_ratio is not None]
    if seen and interaction.share is not None:
        ratios = [r for o in seen for r in (o.clearance_ratio or ())]
        low, high = (max(0.0, 1 - (1 - r) / interaction.share) for r in (min(ratios), max(ratios)))
        return low, high, "measured with this drug: " + "; ".join(str(o.source) for o in seen)
    if p.residual_low is None or p.residual_high is None:
        no_bound = "the class has no upper bound" if p.kind == "inducer" else "its strength is not classified"
        return _told(p, model, no_bound)
    return p.residual_low, p.residual_high, str(p.source)


def _told(p: Perpetration, model: Model, because: str) -> Indeterminate:
    strength = "" if p.strength == "unclassified" else f"{p.strength} "
    seen = [o for o in p.observed if o.victim == model.drug]
    told = f"; observed {seen[0].measure} ratio {seen[0].ratio:g} ({seen[0].source})" if seen else ""
    return Indeterminate(
        why=f"{p.perpetrator} is a {strength}{p.kind} of {p.enzyme}, {because}{told}",
        resolve=f"a level of {model.drug}, or another drug than {p.perpetrator}",
    )
