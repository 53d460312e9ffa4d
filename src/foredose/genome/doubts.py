"""Whether a call that rests on outside callers may be relied on, and what would mend it."""

from __future__ import annotations

from collections.abc import Sequence

from foredose.core import Candidate, Indeterminate
from foredose.genome.call import GeneCall
from foredose.genome.consensus import Consensus
from foredose.genome.judgement import OTHER_PHENOTYPE_MASS
from foredose.genome.voices import Voice
from foredose.knowledge.gene_schema import GeneFacts
from foredose.knowledge.references import shown

__all__ = ["contradictions", "unsettled"]

_SAME_PERSON = "check that all are of the same person, and confirm the gene with a second method"


def contradictions(
    facts: GeneFacts,
    base: GeneCall,
    found: Consensus,
    standing: Sequence[Voice],
    refuted: Sequence[Voice],
) -> Indeterminate | None:
    """Return what disagrees: always where the VCF refutes a caller, else beyond 5 % on another phenotype."""
    if not refuted and not (found.split and _other_mass(candidates_of(found)) > OTHER_PHENOTYPE_MASS):
        return None
    told = [
        f"{voice.who} reports {voice.said} ({weight:.0%})"
        for voice, weight in zip((*standing, *refuted), found.weights, strict=True)
    ]
    if refuted:
        lead = base.diplotypes[0].name if any(v.named for v in refuted) else base.phenotypes[0].name
        told.insert(0, f"the VCF shows {lead} ({found.vcf:.0%})")
    return Indeterminate(
        why=f"{', '.join(told)}; {_basis(facts, len(standing) + len(refuted), refuted)}", resolve=_SAME_PERSON
    )


def candidates_of(found: Consensus) -> tuple[Candidate, ...]:
    """Return the phenotypes of a consensus by falling share."""
    ranked = sorted(found.phenotypes.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Candidate(name=name, probability=share) for name, share in ranked)


def unsettled(
    facts: GeneFacts,
    phenotypes: Sequence[Candidate],
    standing: Sequence[Voice],
    refuted: Sequence[Voice],
    silent: Sequence[Voice],
) -> Indeterminate | None:
    """Return what the callers leave open: more than 5 % on another phenotype, copies that none sees, or a doubt.

    A doubt is lifted where a caller without one gives one answer, and that is the leading phenotype.
    """
    said = " and ".join(f"{voice.who} reports {voice.said}" for voice in standing)
    other = _other_mass(phenotypes)
    if other > OTHER_PHENOTYPE_MASS:
        why = f"{said}: {other:.0%} of the probability lies on another phenotype than {phenotypes[0].name}"
        return Indeterminate(why=why, resolve="resolve it with a second method")
    if facts.caller == "named_alleles_without_copy_number" and all(v.blind for v in standing):
        why = f"{said}, from small variants only: copy number not assayed"
        return Indeterminate(why=why, resolve="give the call of a copy-number aware caller")
    doubtful = [v for v in (*standing, *refuted, *silent) if v.doubt is not None]
    if not doubtful or any(_settles(voice, phenotypes[0].name) for voice in standing):
        return None
    why = "; ".join(
        f"{v.who} reports {v.said}, but: {v.doubt}" if v.shares else f"{v.who} gives no call ({v.doubt})"
        for v in doubtful
    )
    return Indeterminate(why=why, resolve="have the call confirmed by a second method")


def _settles(voice: Voice, phenotype: str) -> bool:
    return voice.doubt is None and {state.phenotype for state in voice.shares} == {phenotype}


def _other_mass(phenotypes: Sequence[Candidate]) -> float:
    return 1.0 - phenotypes[0].probability if phenotypes else 1.0


def _basis(facts: GeneFacts, callers: int, refuted: Sequence[Voice]) -> str:
    """Say what the weights rest on."""
    own = "the VCF weighs as much as a caller it contradicts" if refuted else ""
    if facts.concordance is None or callers == 1:
        return own or "each weighs alike, for want of a comparison of callers"
    published = f"callers weigh by published concordance ({shown(facts.concordance.source)})"
    return f"{published}, {own}" if own else published
