"""What one outside call says, as states with shares, and how much it weighs against another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from foredose.genome.phenotype import activity_score, phenotype, score_phenotype
from foredose.genome.posterior import catalogue_order
from foredose.knowledge.gene_schema import GeneFacts
from foredose.sources.outside.types import Answer, OutsideCall

__all__ = ["State", "Voice", "met", "voice_of", "weight_of"]

# Callers that name alleles from small variants alone, so that a copy they do not name may still be there.
_BLIND_TO_COPIES = ("PharmCAT",)
_SHOWN = 3


class State(NamedTuple):
    """One possible state of a gene; ``diplotype`` and ``score`` are ``None`` where they were not reported."""

    phenotype: str
    diplotype: str | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One call: states with their shares (sum 1), or none where the caller could not tell.

    ``blind`` marks a caller that sees small variants only, and so no copies.
    """

    who: str
    weight: float
    shares: Mapping[State, float]
    blind: bool
    doubt: str | None

    @property
    def named(self) -> bool:
        """Whether every state is a diplotype."""
        return bool(self.shares) and all(state.diplotype is not None for state in self.shares)

    @property
    def said(self) -> str:
        """What it says, for people."""
        ranked = sorted(self.shares.items(), key=lambda item: (-item[1], str(item[0])))
        names = [state.diplotype or _loosely(state) for state, _ in ranked]
        return " or ".join(names[:_SHOWN]) + (
            f" or {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        )


def _loosely(state: State) -> str:
    return state.phenotype if state.score is None else f"activity score {state.score:g}"


def voice_of(facts: GeneFacts, call: OutsideCall) -> Voice:
    """Return what a call says of its gene, in this room's words."""
    shares: dict[State, float] = {}
    for answer in call.answers:
        state = _state(facts, answer)
        shares[state] = shares.get(state, 0.0) + answer.weight
    return Voice(
        who=call.who,
        weight=weight_of(facts, call.caller),
        shares=shares,
        blind=call.caller in _BLIND_TO_COPIES and not any(_shows_copies(facts, state) for state in shares),
        doubt=call.doubt,
    )


def _shows_copies(facts: GeneFacts, state: State) -> bool:
    """Whether a state names a copy number or a structure, so that its caller must have been told of one."""
    names = (state.diplotype or "").split("/")
    return any(
        "+" in name or re.search(r"x(≥?\d+|N)$", name) or name in facts.structural_alleles for name in names
    )


def weight_of(facts: GeneFacts, caller: str) -> float:
    """Return the weight of a caller in a disagreement: how often it named the reference diplotype of this gene.

    A caller that was not in the comparison weighs as much as the mean of those that were; where there is no
    comparison, each weighs 1.
    """
    if facts.concordance is None:
        return 1.0
    share = facts.concordance.share
    return share.get(caller, sum(share.values()) / len(share))


def met(one: State, other: State) -> State | None:
    """Return the state that both may mean, ``None`` where they contradict each other."""
    if one.phenotype != other.phenotype:
        return None
    if None not in (one.diplotype, other.diplotype) and one.diplotype != other.diplotype:
        return None
    if None not in (one.score, other.score) and one.score != other.score:
        return None
    score = one.score if one.score is not None else other.score
    return State(one.phenotype, one.diplotype or other.diplotype, score)


def _state(facts: GeneFacts, answer: Answer) -> State:
    if answer.alleles is None:
        named = answer.phenotype or score_phenotype(facts, answer.activity_score)
        return State(named, None, answer.activity_score)
    first, second = sorted(answer.alleles, key=catalogue_order)
    one_copy = facts.phenotype.kind == "haploid" and first == second
    name = first if one_copy else f"{first}/{second}"
    return State(phenotype(facts, first, second), name, activity_score(facts, first, second))
