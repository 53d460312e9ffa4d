"""Calls made elsewhere, alone or beside what the VCF shows, as one call of the gene."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from foredose.core import InputError
from foredose.genome.call import GeneCall, Positions
from foredose.genome.consensus import Consensus, unrefuted, weigh
from foredose.genome.doubts import contradictions, unsettled
from foredose.genome.judgement import uncatalogued
from foredose.genome.observe import Observation
from foredose.genome.phenotype import activity_score
from foredose.genome.statements import statements_call
from foredose.genome.summary import candidates
from foredose.genome.visible import visible_pairs
from foredose.genome.voices import Voice, voice_of
from foredose.knowledge.gene_facts import gene_facts
from foredose.knowledge.gene_schema import GeneFacts
from foredose.sources.outside.types import BY_HAND, OutsideCall

__all__ = ["reconcile"]


def reconcile(
    calls: Sequence[OutsideCall], own: GeneCall | None = None, observation: Observation | None = None
) -> GeneCall:
    """Return one call from any number of outside calls of one gene and what the VCF shows of it.

    Where the VCF has nothing to say, or refutes none of them, the outside calls stand: they may know copy number and
    phase. See ``consensus`` for how they are weighed, ``doubts`` for when the result may be relied on.

    Raises
    ------
    InputError
        ``call.twice`` when two different calls of the gene were given by hand.
    """
    facts = gene_facts(calls[0].gene)
    told = _each_once(calls)
    base = own if own is not None else _unread(facts)
    if facts.phenotype.kind == "presence":
        return statements_call(facts, told, base)
    _refuse_two_by_hand(told)
    voices = [voice_of(facts, call) for call in told]
    speaking = [voice for voice in voices if voice.shares]
    if not speaking:
        return _without_answers(base, voices)
    standing, refuted = _parted(facts, speaking, own, observation)
    found = weigh(facts, standing, refuted, own)
    silent = [voice for voice in voices if not voice.shares]
    called = _called(facts, base, found, (standing, refuted, silent))
    return called if observation is None else called.unless(uncatalogued(facts, observation))


def _each_once(calls: Sequence[OutsideCall]) -> list[OutsideCall]:
    """Sort the calls, so that their order cannot matter; the same call of the same caller is one."""
    alike = {(call.who, repr(call.answers), call.doubt or ""): call for call in calls}
    return [alike[key] for key in sorted(alike)]


def _refuse_two_by_hand(calls: Sequence[OutsideCall]) -> None:
    if sum(call.caller == BY_HAND for call in calls) > 1:
        raise InputError(
            "call.twice",
            found=f"two different calls of {calls[0].gene} by hand",
            expected="one",
            where="--call",
            remedy="give the one that is right",
        )


def _unread(facts: GeneFacts) -> GeneCall:
    """Return the empty call of a gene of which no VCF was given."""
    count = len(facts.definition.positions)
    return GeneCall(
        gene=facts.gene,
        diplotypes=(),
        phenotypes=(),
        activity_score=None,
        positions=Positions(defining=count, observed=0, not_assayed=count, failed=0),
        reportable=False,
        reason=None,
        resolve=None,
        origin="",
    )


def _parted(
    facts: GeneFacts, voices: Sequence[Voice], own: GeneCall | None, observation: Observation | None
) -> tuple[list[Voice], list[Voice]]:
    """Return the voices that the VCF allows, less the states it refutes, and those it refutes altogether."""
    if own is None or observation is None or not own.diplotypes:
        return list(voices), []
    pairs = visible_pairs(facts.gene, observation)
    left = [(voice, unrefuted(facts, voice, own, pairs)) for voice in voices]
    standing = [replace(voice, shares=shares) for voice, shares in left if shares]
    return standing, [voice for voice, shares in left if not shares]


def _without_answers(base: GeneCall, voices: Sequence[Voice]) -> GeneCall:
    """Keep what the VCF shows; a caller that looked and could not tell is a doubt."""
    silent = "; ".join(f"{voice.who} gives no call ({voice.doubt})" for voice in voices)
    reason = f"{base.reason}; {silent}" if base.reason else silent
    resolve = base.resolve or f"give the call of another method with --call {base.gene}=DIPLOTYPE"
    origin = base.origin or " and ".join(voice.who for voice in voices)
    return replace(base, reportable=False, reason=reason, resolve=resolve, origin=origin)


def _called(
    facts: GeneFacts,
    base: GeneCall,
    found: Consensus,
    voices: tuple[list[Voice], list[Voice], list[Voice]],
) -> GeneCall:
    standing, refuted, silent = voices
    diplotypes, phenotypes = candidates(dict(found.diplotypes)), candidates(dict(found.phenotypes))
    verdict = contradictions(facts, base, found, standing, refuted) or unsettled(facts, phenotypes, *voices)
    callers = [*(["vcf"] if refuted else []), *dict.fromkeys(v.who for v in (*standing, *refuted, *silent))]
    lead = diplotypes[0].name.split("/") if diplotypes else []
    return replace(
        base,
        diplotypes=diplotypes,
        phenotypes=phenotypes,
        activity_score=activity_score(facts, *lead) if len(lead) == 2 else found.score,
        reportable=verdict is None,
        reason=None if verdict is None else verdict.why,
        resolve=None if verdict is None else verdict.resolve,
        origin=" and ".join(callers),
    )
