"""Any number of voices on one gene to one distribution.

1. Voices that can all be true at once are sharpened: only states that every voice allows stay, and those that name
   diplotypes are averaged over them, by weight. A caller that does not see copies allows every state that looks like
   its own; a phenotype or a score allows every state that has it.
2. Voices that cannot all be true are averaged as they are, by weight (a linear pool).
3. Voices that the VCF refutes are never dropped: they are averaged with those it does not refute, to whose side the
   VCF adds the mean weight of a refuted voice; alone against the VCF they are averaged with what the VCF shows.

The order of the voices changes nothing; one more voice whose only answer is a state never lowers it; like voices that
the VCF does not refute equal one of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from foredose.genome.call import GeneCall
from foredose.genome.visible import Pairs, looks_like
from foredose.genome.voices import State, Voice, met
from foredose.knowledge.gene_schema import GeneFacts

__all__ = ["Consensus", "agree", "unrefuted", "weigh"]

Shares = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consensus:
    """Diplotypes and phenotypes with their shares.

    Parameters
    ----------
    score
        Activity score of the leading state.
    weights
        What each voice counted, in the order given, standing before refuted; with ``vcf`` they sum to 1.
    vcf
        What the VCF counted.
    split
        False where all could be true at once.
    """

    diplotypes: Shares
    phenotypes: Shares
    score: float | None
    weights: tuple[float, ...]
    vcf: float
    split: bool


def unrefuted(facts: GeneFacts, voice: Voice, own: GeneCall, pairs: Pairs) -> Mapping[State, float]:
    """Return the shares of the states that what the VCF shows allows, scaled to 1; empty where it refutes all."""
    sees_all = facts.caller != "named_alleles_without_copy_number"
    possible = {candidate.name for candidate in own.phenotypes}

    def allowed(state: State) -> bool:
        if state.diplotype is not None:
            return looks_like(facts, state.diplotype, pairs)
        return not sees_all or state.phenotype in possible

    return _scaled({state: share for state, share in voice.shares.items() if allowed(state)})


def agree(facts: GeneFacts, voices: Sequence[Voice]) -> Mapping[State, float]:
    """Return the states that every voice allows with the averaged shares; empty where the voices contradict."""
    sighted = [v for v in voices if v.named and not v.blind] or [v for v in voices if v.named]
    loose = [v for v in voices if not v.named]
    blind = [v for v in voices if v.named and v not in sighted]
    states = reduce(_meetings, ([*v.shares] for v in (*sighted, *loose)))
    kept = [s for s in states if all(_seen_by(facts, v, s) for v in blind)]
    telling = [_scaled({s: _share(v, s) for s in kept}) for v in sighted or loose]
    return _pooled(telling, [v.weight for v in sighted or loose]) if kept else {}


def weigh(
    facts: GeneFacts, standing: Sequence[Voice], refuted: Sequence[Voice], own: GeneCall | None
) -> Consensus:
    """Return the distribution over what all voices say.

    Parameters
    ----------
    standing, refuted
        Voices that the VCF allows, and those it refutes; sorted, not both empty.
    own
        What the VCF shows; needed where a voice is refuted.
    """
    one = _together(facts, standing) if standing else None
    if not refuted:
        assert one is not None
        return one
    other = _pool(refuted)
    vcf = sum(v.weight for v in refuted) / len(refuted)
    mine = sum(v.weight for v in standing) + vcf
    theirs = sum(v.weight for v in refuted)
    diplotypes, phenotypes = (one.diplotypes, one.phenotypes) if one is not None else _shown(own)
    return Consensus(
        diplotypes=_mixed(diplotypes, other.diplotypes, mine, theirs),
        phenotypes=_mixed(phenotypes, other.phenotypes, mine, theirs),
        score=None,
        weights=tuple(v.weight / (mine + theirs) for v in (*standing, *refuted)),
        vcf=vcf / (mine + theirs),
        split=True,
    )


def _together(facts: GeneFacts, voices: Sequence[Voice]) -> Consensus:
    agreed = agree(facts, voices)
    return _consensus(agreed, voices, split=False) if agreed else _pool(voices)


def _pool(voices: Sequence[Voice]) -> Consensus:
    shares = _pooled([v.shares for v in voices], [v.weight for v in voices])
    return _consensus(shares, voices, split=len(voices) > 1)


def _consensus(shares: Mapping[State, float], voices: Sequence[Voice], *, split: bool) -> Consensus:
    diplotypes: dict[str, float] = {}
    phenotypes: dict[str, float] = {}
    for state, share in shares.items():
        phenotypes[state.phenotype] = phenotypes.get(state.phenotype, 0.0) + share
        if state.diplotype is not None:
            diplotypes[state.diplotype] = diplotypes.get(state.diplotype, 0.0) + share
    lead = max(shares, key=lambda state: (shares[state], str(state)))
    total = sum(v.weight for v in voices)
    return Consensus(
        diplotypes=diplotypes,
        phenotypes=phenotypes,
        score=lead.score,
        weights=tuple(v.weight / total for v in voices),
        vcf=0.0,
        split=split,
    )


def _meetings(states: list[State], others: list[State]) -> list[State]:
    found = (met(one, other) for one in states for other in others)
    return list(dict.fromkeys(state for state in found if state is not None))


def _share(voice: Voice, state: State) -> float:
    return sum(share for said, share in voice.shares.items() if met(said, state) is not None)


def _seen_by(facts: GeneFacts, blind: Voice, state: State) -> bool:
    pairs = [_pair(said.diplotype) for said in blind.shares if said.diplotype is not None]
    return state.diplotype is None or looks_like(facts, state.diplotype, pairs)


def _pair(diplotype: str) -> tuple[str, str]:
    first, _, second = diplotype.partition("/")
    return first, second or first


def _pooled(shares: Sequence[Mapping[State, float]], weights: Sequence[float]) -> Mapping[State, float]:
    pooled: dict[State, float] = {}
    for each, weight in zip(shares, weights, strict=True):
        for state, share in each.items():
            pooled[state] = pooled.get(state, 0.0) + share * weight
    return _scaled(pooled)


def _scaled(shares: Mapping[State, float]) -> Mapping[State, float]:
    total = sum(shares.values())
    return {state: share / total for state, share in shares.items()} if total else {}


def _shown(own: GeneCall | None) -> tuple[Shares, Shares]:
    assert own is not None
    diplotypes, phenotypes = (
        {c.name: c.probability for c in each} for each in (own.diplotypes, own.phenotypes)
    )
    return diplotypes, phenotypes


def _mixed(one: Shares, other: Shares, weight: float, weight_of_other: float) -> Shares:
    share = weight / (weight + weight_of_other)
    names = dict.fromkeys((*one, *other))
    return {name: share * one.get(name, 0.0) + (1 - share) * other.get(name, 0.0) for name in names}
