"""Many lists of drugs at once: each place of the list holds one of some drugs, and every list is followed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from foredose.exposure.conditions import NOTHING, Factors
from foredose.exposure.joined import Joined, Prepared, join
from foredose.exposure.ratio import drawn_turnover
from foredose.exposure.taken import Taken
from foredose.exposure.together import STEP_H
from foredose.numerics.network import Network, follow

__all__ = ["Choice", "Setting", "mean_levels"]

_DAY_H = 24.0
_MOST_DAYS = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A drug that may stand in a place of the list, in the middle of what is known (one draw), and its regimen."""

    drug: Prepared
    taken: Taken

    @property
    def named(self) -> str:
        """Name of the drug."""
        return self.drug.drawn.inn


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The person, and for how long lists are followed.

    Parameters
    ----------
    activities
        (drug, gene) to its activity beside the reference, of shape (1,).
    factors
        What the person's conditions leave, of shape (1,).
    span
        Window and end (h), as ``together.span_of`` gives them for all that may be taken.
    """

    activities: Mapping[tuple[str, str], np.ndarray]
    span: tuple[float, float]
    factors: Factors = field(default_factory=lambda: NOTHING)


def mean_levels(places: Sequence[Sequence[Choice]], lists: np.ndarray, setting: Setting) -> np.ndarray:
    """Return the mean concentration (mg/L) over the window at the end, of shape (list, place).

    Parameters
    ----------
    places
        For each place of the list what it may hold; a drug may be a choice of several places.
    lists
        Of shape (list, place): which choice each place holds; -1 for nothing.
    """
    flat = [_at(place, choice) for place, choices in enumerate(places) for choice in choices]
    genes = {
        (_name(name, place), gene): value
        for (name, gene), value in setting.activities.items()
        for place in range(len(places))
    }
    first = np.cumsum([0, *(len(place) for place in places)])[:-1]
    window, end = setting.span
    joined = join(
        [c.drug for c in flat], [c.taken for c in flat], genes=genes, turnover=drawn_turnover(1, None),
        until_h=end, fixed=False, factors=setting.factors,
    )  # fmt: skip
    held = np.where(lists >= 0, first + lists, first)
    net = _placed(joined, held, lists >= 0, len(flat))
    course = follow(net, until_h=end, from_h=end - window, step_h=STEP_H, draws=len(lists))
    return np.where(lists >= 0, course.area / window, np.nan)


def _name(inn: str, place: int) -> str:
    return f"{inn} in place {place}"


def _at(place: int, choice: Choice) -> Choice:
    """Return a choice under a name of its own, so that two places may hold the same drug in different lists."""
    name = _name(choice.drug.drawn.inn, place)
    return Choice(
        drug=Prepared(
            drawn=replace(choice.drug.drawn, inn=name),
            acts=tuple(replace(a, inn=name) for a in choice.drug.acts),
        ),
        taken=replace(choice.taken, inn=name),
    )


def _placed(joined: Joined, held: np.ndarray, filled: np.ndarray, choices: int) -> Network:
    """Return the network whose drugs are places, each draw a list."""
    net = joined.network
    place_of = np.full(choices, -1)
    for place in range(held.shape[1]):
        place_of[held[:, place]] = place
    doses = net.doses.copy()
    which = doses[:, 1].astype(int)
    doses[:, 1] = np.maximum(place_of[which], 0)
    given = np.zeros((len(held), len(doses)))
    for row, choice in enumerate(which):
        if place_of[choice] >= 0:
            place = place_of[choice]
            given[:, row] = (held[:, place] == choice) & filled[:, place]
    gene = net.gene[0, held]
    _leave(gene, joined, held, filled)
    return Network(
        drug=net.drug[0, held], potency=net.potency[0, held], gene=gene, turnover=net.turnover,
        share=net.share[0, held], links=net.links, doses=doses, flows=net.flows, fluid=net.fluid,
        given=given,
    )  # fmt: skip


def _leave(gene: np.ndarray, joined: Joined, held: np.ndarray, filled: np.ndarray) -> None:
    """Take off, in each list, what its drugs leave of enzymes for the other places where they leave a fixed part."""
    for act in (a for a in joined.acts if a.kind != "dynamic"):
        choice, enzyme = joined.drugs.index(act.inn), joined.enzymes.index(act.enzyme)
        holds = (held == choice) & filled
        others = holds.any(axis=1)[:, None] & ~holds
        gene[..., enzyme] *= np.where(others, act.constants[0], 1.0)
