"""What to measure in a person on a list of drugs, when, and the single fact that would change the judgement."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from foredose.activity.conditions import Influence
from foredose.advice.assessment import Window
from foredose.advice.change import BOUNDS, Change
from foredose.application.review_levels import prepared, usable
from foredose.application.review_regimens import ListedDrug
from foredose.core import Indeterminate
from foredose.exposure.conditions import factor_draws
from foredose.exposure.genotypes import GeneOdds
from foredose.exposure.together import Listed, levels_alone, levels_together
from foredose.knowledge.choice_facts import drug_choices
from foredose.numerics.cores import on_all_cores

__all__ = ["InWindow", "Monitoring", "Pivot", "in_window", "monitoring_of", "pivots"]

_HALF_LIVES = 5
_LEAST_H = 24.0
_TURNOVER_H = 36.0
"""Half-life of CYP3A4 in the liver (``knowledge/turnover.tsv``), for enzymes that were inactivated or induced."""
_WORTH = 0.2
"""Chance of at least twice or at most half of the reference from which a level is worth measuring; a choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InWindow:
    """Chances that the level lies below a published range, in it, above it, and above what is told to be toxic.

    ``None`` where how people differ is not known, without which a chance would be too sure.
    """

    window: Window
    below: float | None
    inside: float | None
    above: float | None
    toxic: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitoring:
    """What to measure and when (h from the last change of the list)."""

    what: str
    after_h: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pivot:
    """A gene nobody looked at, and the states of it that would change how the level is judged."""

    gene: str
    lower: str
    lower_ratio: float
    higher: str
    higher_ratio: float


def in_window(of: ListedDrug, level: Listed, *, people: bool) -> InWindow | None:
    """Hold a level against the published range of the drug, ``None`` where there is none.

    Parameters
    ----------
    people
        Whether the draws hold how people differ.
    """
    choices = drug_choices(of.inn)
    told = choices.window() if choices is not None else None
    if told is None:
        return None
    low, high, toxic, fact = told
    measured = level.trough if fact.text == "trough" else level.mean
    window = Window(
        measure="ctrough" if fact.text == "trough" else "cavg", low=low, high=high, toxic=toxic, unit="mg/L",
        source=fact.source, basis="published range of levels",
    )  # fmt: skip
    if not people:
        return InWindow(window=window, below=None, inside=None, above=None, toxic=None)
    return InWindow(
        window=window,
        below=float(np.mean(measured < low)),
        inside=float(np.mean((measured >= low) & (measured <= high))),
        above=float(np.mean(measured > high)),
        toxic=None if math.isinf(toxic) else float(np.mean(measured > toxic)),
    )


def monitoring_of(
    of: ListedDrug,
    change: Change | None,
    held: InWindow | None,
    level: Listed | None,
    causing: Sequence[Listed],
) -> Monitoring | None:
    """Return what to measure of a drug whose level may have moved, ``None`` where nothing says that it has.

    The level stands five half-lives after the drug itself, what moves it, and enzymes that are made again do.

    Parameters
    ----------
    causing
        The other drugs that move it.
    """
    if change is None or level is None or max(change.higher, change.lower) < _WORTH:
        return None
    way = "higher" if change.higher >= change.lower else "lower"
    chance = max(change.higher, change.lower)
    turned = any(a.constants.ndim == 2 and a.constants[:, (1, 3)].any() for c in causing for a in c.acts)
    longest = max([level.half_life_h, *(c.half_life_h for c in causing), *([_TURNOVER_H] if turned else [])])
    after = max(_HALF_LIVES * longest, _LEAST_H)
    if held is None:
        what = f"the effect of {of.inn} and what too {'much' if way == 'higher' else 'little'} of it does"
    else:
        what = f"the {'trough' if held.window.measure == 'ctrough' else 'level'} of {of.inn}"
    return Monitoring(what=what, after_h=after, why=f"at least two-fold {way} with a chance of {chance:.0%}")


def pivots(
    followed: Sequence[ListedDrug], genes: Mapping[str, GeneOdds], conditions: Sequence[Influence] = ()
) -> Mapping[str, Pivot]:
    """Return, of each drug, the unknown gene whose states take it through the most classes of change."""
    found: dict[str, Pivot] = {}
    drugs, taken = prepared(followed, 1, None)
    if not drugs:
        return found
    factors = factor_draws(conditions, 1, None)
    alone = {
        d.drawn.inn: levels_alone(d, t, n=1, seed=None).mean[0] for d, t in zip(drugs, taken, strict=True)
    }
    for gene, odds in genes.items():
        if odds.known or len(odds.states) < 2:
            continue
        ratios: dict[str, list[tuple[float, str]]] = {}
        each_stated = [
            {**usable(genes), gene: replace(odds, states=((1.0, state),))} for _, state in odds.states
        ]
        found_by_state = on_all_cores(
            lambda stated: levels_together(drugs, taken, stated, n=1, seed=None, factors=factors), each_stated
        )
        for (_, state), levels in zip(odds.states, found_by_state, strict=True):
            if isinstance(levels, Indeterminate):
                continue
            for inn, level in levels.items():
                ratios.setdefault(inn, []).append(
                    (float(level.mean[0] / alone[inn]), _shown(state.kind, state.name))
                )
        for inn, each in ratios.items():
            pivot = _pivot(gene, each)
            if pivot is not None and (inn not in found or _span(pivot) > _span(found[inn])):
                found[inn] = pivot
    return found


def _shown(kind: str, name: str) -> str:
    return f"activity score {name}" if kind == "score" else name


def _pivot(gene: str, each: Sequence[tuple[float, str]]) -> Pivot | None:
    (low, lower), (high, higher) = min(each), max(each)
    if _class(low) == _class(high):
        return None
    return Pivot(gene=gene, lower=lower, lower_ratio=low, higher=higher, higher_ratio=high)


def _class(ratio: float) -> int:
    return next(number for number, (_, low, high) in enumerate(BOUNDS) if low <= ratio < high)


def _span(of: Pivot) -> float:
    return math.log(of.higher_ratio / of.lower_ratio)
