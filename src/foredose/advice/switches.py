"""The best set of switches for a whole list of drugs, found by looking at every one.

A list is scored by how far each drug's level leaves the reference person's, beyond what is no effect, by what
guidelines or stops speak against, and by how many drugs are switched: a switch has to be worth as much as the least
effect that counts. Drugs that cannot act on each other are searched apart, since their scores add up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from foredose.exposure.choices import Choice, Setting, mean_levels
from foredose.knowledge.contraindicated_facts import forbidden_together

__all__ = ["BestLists", "Place", "ScoredList", "best_lists", "score_lists"]

NO_EFFECT = float(np.log(1.25))
"""Of the natural logarithm of a ratio: the bound of a weak interaction (see ``advice.change``)."""
AGAINST = float(np.log(5.0))
"""What a guideline or stop that speaks against a drug counts: as a strong interaction; this project's choice."""
MOST_LISTS = 2048
_KEPT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place of the list: the drug that is taken first, then what may stand in for it.

    Parameters
    ----------
    alone
        Mean level (mg/L) of each choice by itself in the reference person.
    against
        For each choice, whether a guideline or a stop speaks against it in this person.
    """

    choices: tuple[Choice, ...]
    alone: tuple[float, ...]
    against: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredList:
    """A list: which choice each place holds (0 is what is taken), its score, and each level beside the reference."""

    held: tuple[int, ...]
    score: float
    ratios: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BestLists:
    """The list as it is, the best lists, best first, and whether every list was looked at."""

    taken: ScoredList
    best: tuple[ScoredList, ...]
    looked_at: int
    exact: bool


def best_lists(
    places: Sequence[Place],
    setting: Setting,
) -> BestLists:
    """Search all lists of a person."""
    groups = _apart(places)
    parts = [_search([places[i] for i in group], setting) for group in groups]
    exact = all(p.exact for p in parts)
    joined = [_whole(groups, combination, len(places)) for combination in product(*(p.best for p in parts))]
    joined = [s for s in joined if _each_once(places, s.held)]
    best = tuple(sorted(joined, key=lambda s: (round(s.score, 6), s.held))[:_KEPT])
    taken = _whole(groups, [p.taken for p in parts], len(places))
    return BestLists(taken=taken, best=best, looked_at=sum(p.looked_at for p in parts), exact=exact)


def _apart(places: Sequence[Place]) -> list[list[int]]:
    """Part the places into groups of which no choice acts on what carries, or is forbidden beside, one of another."""
    acted = [{a.enzyme for c in p.choices for a in c.drug.acts} for p in places]
    carried = [{e for c in p.choices for _, e in c.drug.drawn.shares} for p in places]
    named = [{c.named for c in p.choices} for p in places]
    group = list(range(len(places)))
    for i in range(len(places)):
        for j in range(len(places)):
            apart = not (acted[i] & carried[j] or named[i] & named[j] or _speaks(places[i], places[j]))
            if i != j and not apart:
                old, new = group[j], group[i]
                group = [new if g == old else g for g in group]
    return [[i for i, g in enumerate(group) if g == name] for name in dict.fromkeys(group)]


def _speaks(one: Place, other: Place) -> bool:
    """Return whether a label speaks against any two drugs that the places may hold."""
    return any(forbidden_together(a.named, b.named) for a in one.choices for b in other.choices)


def _search(places: Sequence[Place], setting: Setting) -> BestLists:
    kept, exact = _fewer(places, setting)
    lists = np.array([held for held in product(*kept) if _each_once(places, held)], dtype=int)
    scored = score_lists(places, lists, setting)
    taken = next(s for s in scored if not any(s.held))
    best = tuple(sorted(scored, key=lambda s: (round(s.score, 6), s.held))[:_KEPT])
    return BestLists(taken=taken, best=best, looked_at=len(lists), exact=exact)


def _each_once(places: Sequence[Place], held: Sequence[int]) -> bool:
    """Return whether no drug stands in two places of a list."""
    names = [place.choices[choice].drug.drawn.inn for place, choice in zip(places, held, strict=True)]
    return len(set(names)) == len(names)


def _fewer(places: Sequence[Place], setting: Setting) -> tuple[list[list[int]], bool]:
    """Return the choices of each place; where there are too many lists, those that are best as the only switch."""
    kept = [list(range(len(p.choices))) for p in places]
    if np.prod([float(len(k)) for k in kept]) <= MOST_LISTS:
        return kept, True
    single = [
        tuple(choice if i == place else 0 for i in range(len(places)))
        for place, k in enumerate(kept)
        for choice in k
    ]
    score = {s.held: s.score for s in score_lists(places, np.array(sorted(set(single))), setting)}

    def alone(place: int, choice: int) -> float:
        return score[tuple(choice if i == place else 0 for i in range(len(places)))]

    while np.prod([float(len(k)) for k in kept]) > MOST_LISTS:
        place = max(range(len(kept)), key=lambda i: len(kept[i]))
        worst = max(kept[place][1:], key=lambda choice: alone(place, choice))
        kept[place].remove(worst)
    return kept, False


def score_lists(
    places: Sequence[Place],
    lists: np.ndarray,
    setting: Setting,
) -> list[ScoredList]:
    """Score lists, of shape (list, place): which choice each place holds."""
    alone = np.stack([np.array(p.alone)[lists[:, i]] for i, p in enumerate(places)], axis=1)
    against = np.stack([np.array(p.against)[lists[:, i]] for i, p in enumerate(places)], axis=1)
    ratios = mean_levels([p.choices for p in places], lists, setting) / alone
    beyond = np.maximum(np.abs(np.log(ratios)) - NO_EFFECT, 0.0)
    together = _forbidden(places, lists)
    score = (
        beyond.sum(axis=1) + AGAINST * (against.sum(axis=1) + together) + NO_EFFECT * (lists > 0).sum(axis=1)
    )
    return [
        ScoredList(held=tuple(int(x) for x in held), score=float(s), ratios=tuple(float(x) for x in r))
        for held, s, r in zip(lists, score, ratios, strict=True)
    ]


def _forbidden(places: Sequence[Place], lists: np.ndarray) -> np.ndarray:
    """Return how many pairs of each list a label speaks against, of shape (list,)."""
    count = np.zeros(len(lists))
    for i, one in enumerate(places):
        for j in range(i + 1, len(places)):
            table = np.array([
                [forbidden_together(a.named, b.named) is not None for b in places[j].choices] for a in one.choices
            ])  # fmt: skip
            count += table[lists[:, i], lists[:, j]]
    return count


def _whole(groups: Sequence[Sequence[int]], parts: Sequence[ScoredList], count: int) -> ScoredList:
    held, ratios = [0] * count, [1.0] * count
    for group, part in zip(groups, parts, strict=True):
        for at, place in enumerate(group):
            held[place], ratios[place] = part.held[at], part.ratios[at]
    return ScoredList(held=tuple(held), score=sum(p.score for p in parts), ratios=tuple(ratios))
