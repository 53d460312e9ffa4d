"""Which drugs of a list might be switched: each alternative as the only switch, and the best set of switches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from foredose.activity.conditions import Influence
from foredose.advice.switches import BestLists, Place, ScoredList, best_lists, score_lists
from foredose.application.review_levels import prepared_drug, usable
from foredose.application.review_options import Alternative
from foredose.application.review_regimens import ListedDrug
from foredose.core import Indeterminate
from foredose.exposure.choices import Choice, Setting
from foredose.exposure.conditions import factor_draws
from foredose.exposure.genotypes import GeneOdds, activity_draws
from foredose.exposure.together import levels_alone, span_of

__all__ = ["Search", "SwitchedList", "Switching", "Tried", "best_switches", "search_of", "switching"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One alternative as the only switch.

    Parameters
    ----------
    ratio
        Its level beside the reference person's, in the middle of what is known.
    gain
        How much better the whole list scores; below 0 it is worse.
    """

    instead_of: str
    alternative: Alternative
    ratio: float
    gain: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchedList:
    """A list after switches: (drug taken, drug instead) and each drug's level beside the reference person's."""

    switches: tuple[tuple[str, str], ...]
    score: float
    ratios: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Switching:
    """The best sets of switches, best first; ``exact`` says whether every list of the alternatives was looked at."""

    taken: SwitchedList
    best: tuple[SwitchedList, ...]
    looked_at: int
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What may stand in each place, by name and drawn, and the person."""

    names: tuple[tuple[str, ...], ...]
    places: tuple[Place, ...]
    setting: Setting


def switching(
    followed: Sequence[ListedDrug],
    against: Mapping[str, bool],
    alternatives: Mapping[str, Sequence[Alternative]],
    genes: Mapping[str, GeneOdds],
    conditions: Sequence[Influence] = (),
) -> tuple[Tried, ...]:
    """Return every alternative tried as the only switch, those that gain most first.

    Parameters
    ----------
    against
        Drug of the list to whether a guideline or a stop speaks against it.
    """
    search = search_of(followed, against, alternatives, genes, conditions)
    lists = [(0,) * len(followed)]
    tried = [(place, number) for place, names in enumerate(search.names) for number in range(1, len(names))]
    lists += [tuple(number if i == place else 0 for i in range(len(followed))) for place, number in tried]
    if not tried:
        return ()
    scored = score_lists(search.places, np.array(lists), search.setting)
    found = [
        Tried(
            instead_of=followed[place].inn,
            alternative=alternatives[followed[place].inn][number - 1],
            ratio=one.ratios[place],
            gain=scored[0].score - one.score,
        )
        for (place, number), one in zip(tried, scored[1:], strict=True)
    ]
    return tuple(sorted(found, key=lambda t: (t.instead_of, -t.gain)))


def best_switches(
    followed: Sequence[ListedDrug],
    against: Mapping[str, bool],
    alternatives: Mapping[str, Sequence[Alternative]],
    genes: Mapping[str, GeneOdds],
    conditions: Sequence[Influence] = (),
) -> Switching:
    """Search all lists that the alternatives allow."""
    search = search_of(followed, against, alternatives, genes, conditions)
    found: BestLists = best_lists(search.places, search.setting)
    return Switching(
        taken=_named(search, found.taken), best=tuple(_named(search, one) for one in found.best),
        looked_at=found.looked_at, exact=found.exact,
    )  # fmt: skip


def _named(search: Search, of: ScoredList) -> SwitchedList:
    held = [names[number] for names, number in zip(search.names, of.held, strict=True)]
    switched = tuple(
        (names[0], name) for names, name in zip(search.names, held, strict=True) if name != names[0]
    )
    return SwitchedList(switches=switched, score=of.score, ratios=tuple(zip(held, of.ratios, strict=True)))


def search_of(
    followed: Sequence[ListedDrug],
    against: Mapping[str, bool],
    alternatives: Mapping[str, Sequence[Alternative]],
    genes: Mapping[str, GeneOdds],
    conditions: Sequence[Influence] = (),
) -> Search:
    """Lay out the places of a list and what may stand in each."""
    drugs = [[one, *(a.drug for a in alternatives.get(one.inn, ()))] for one in followed]
    choices = [tuple(_choice(d) for d in place) for place in drugs]
    flat, factors = [c for place in choices for c in place], factor_draws(conditions, 1, None)
    span = span_of([c.drug for c in flat], [c.taken for c in flat], factors)
    places = tuple(
        Place(
            choices=place,
            alone=tuple(_alone(c, span) for c in place),
            against=(against.get(one.inn, False), *(bool(a.against) for a in alternatives.get(one.inn, ()))),
        )
        for one, place in zip(followed, choices, strict=True)
    )
    activities: dict[tuple[str, str], np.ndarray] = {}
    for name in {c.named for c in flat}:
        found = activity_draws(usable(genes), name, 1, None)
        activities |= {} if isinstance(found, Indeterminate) else found
    return Search(
        names=tuple(tuple(d.inn for d in place) for place in drugs), places=places,
        setting=Setting(activities=activities, span=span, factors=factors),
    )  # fmt: skip


def _alone(choice: Choice, span: tuple[float, float]) -> float:
    return float(levels_alone(choice.drug, choice.taken, n=1, seed=None, span=span).mean[0])


def _choice(of: ListedDrug) -> Choice:
    assert of.table is not None
    assert of.taken is not None
    return Choice(drug=prepared_drug(of.table.inn, 1, None), taken=of.taken)
