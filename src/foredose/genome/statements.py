"""Genes whose alleles are carried or not (HLA): one statement for each allele, each with its own probability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from foredose.core import Candidate, InputError
from foredose.genome.call import GeneCall
from foredose.genome.judgement import OTHER_PHENOTYPE_MASS
from foredose.genome.voices import weight_of
from foredose.knowledge.gene_schema import GeneFacts
from foredose.sources.outside.presence import INDETERMINATE, NEGATIVE, POSITIVE
from foredose.sources.outside.types import BY_HAND, OutsideCall

__all__ = ["statements_call"]


def statements_call(facts: GeneFacts, calls: Sequence[OutsideCall], base: GeneCall) -> GeneCall:
    """Return the statements on every allele that a guideline names and a caller speaks of.

    For each allele the callers that conclude are averaged by weight; one that leaves it open counts only where none
    concludes. Reportable while every statement has at least 95 %, and no caller doubts its own call.

    Raises
    ------
    InputError
        ``call.twice`` when two statements by hand contradict each other.
    """
    by_hand = [call for call in calls if call.caller == BY_HAND]
    found: list[Candidate] = []
    open_: list[str] = []
    for allele in facts.phenotype.carriers:
        if {POSITIVE, NEGATIVE} <= set(_shares(facts, by_hand, allele)):
            raise _two_by_hand(facts, allele)
        shares = _shares(facts, calls, allele)
        found += [Candidate(name=f"{allele} {told}", probability=share) for told, share in shares.items()]
        if _settled(shares) is False:
            open_.append(allele)
    doubts = [f"{call.who}: {call.doubt}" for call in calls if call.doubt is not None]
    why = [f"{allele} is not settled by {_who(calls)}" for allele in open_] + doubts
    return replace(
        base,
        phenotypes=tuple(
            sorted(found, key=lambda c: (not c.name.endswith(POSITIVE), -c.probability, c.name))
        ),
        reportable=bool(found) and not why,
        reason="; ".join(why)
        or (None if found else f"{_who(calls)} tells nothing of the alleles that count"),
        resolve="type the gene at two fields or more, with a second method" if why or not found else None,
        origin=_who(calls),
        statements=True,
    )


def _who(calls: Sequence[OutsideCall]) -> str:
    return " and ".join(dict.fromkeys(call.who for call in calls))


def _shares(facts: GeneFacts, calls: Sequence[OutsideCall], allele: str) -> dict[str, float]:
    """Return what is told of one allele; empty where no caller speaks of it."""
    weights = dict.fromkeys((POSITIVE, NEGATIVE, INDETERMINATE), 0.0)
    for call in calls:
        for told, share in _told(call, allele).items():
            weights[told] += share * weight_of(facts, call.caller)
    concluded = weights[POSITIVE] + weights[NEGATIVE]
    if not concluded:
        return {INDETERMINATE: 1.0} if weights[INDETERMINATE] else {}
    return {told: weights[told] / concluded for told in (POSITIVE, NEGATIVE) if weights[told]}


def _told(call: OutsideCall, allele: str) -> dict[str, float]:
    """Return what one call tells of an allele; where one of its answers leaves it open, the call does."""
    shares: dict[str, float] = {}
    for answer in call.answers:
        for told in (POSITIVE, NEGATIVE, INDETERMINATE):
            if f"{allele} {told}" in answer.statements:
                shares[told] = shares.get(told, 0.0) + answer.weight
    return {INDETERMINATE: 1.0} if INDETERMINATE in shares else shares


def _settled(shares: dict[str, float]) -> bool | None:
    """Whether an allele is concluded on beyond doubt; ``None`` where nothing is told of it."""
    if not shares:
        return None
    return INDETERMINATE not in shares and max(shares.values()) >= 1 - OTHER_PHENOTYPE_MASS


def _two_by_hand(facts: GeneFacts, allele: str) -> InputError:
    return InputError(
        "call.twice",
        found=f"{facts.gene} {allele} both carried and not, by hand",
        expected="one",
        where="--call",
        remedy="give the one that is right",
    )
