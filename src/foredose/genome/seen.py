"""What a file shows at each defining position of a gene, and which named alleles it speaks for; for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from foredose.genome.assumptions import PLAIN, Assumptions
from foredose.genome.merge import Site
from foredose.genome.observe import observe
from foredose.knowledge.gene_facts import gene_facts
from foredose.knowledge.gene_schema import GeneFacts, Position
from foredose.sources.genotypes import Genotypes

__all__ = ["SeenPosition", "seen_positions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPosition:
    """One defining position in one sample.

    Parameters
    ----------
    label
        The rs number, or the GRCh38 position.
    position
        1-based place on the file's assembly, ``None`` where it is not known.
    state
        ``"observed"``, ``"failed"`` or ``"not_assayed"``; a position that was declared to be reference is still
        ``"not_assayed"``.
    genotype
        ``"G/A"``, or ``"G|A"`` where phased; ``None`` unless observed.
    changed
        True when a copy differs from the reference.
    alleles
        Of an observed change: the named alleles that it defines. Of a position that was not seen: those that cannot
        be told without it. Else empty.
    frequency
        Share of chromosomes that carry one of ``alleles``, by the panel that weighs positions not seen; 0 without any.
    """

    label: str
    chromosome: str
    position: int | None
    reference: str
    state: Literal["observed", "failed", "not_assayed"]
    genotype: str | None
    changed: bool
    alleles: tuple[str, ...]
    frequency: float
    reason: str | None


def seen_positions(genotypes: Genotypes, gene: str, assumed: Assumptions = PLAIN) -> tuple[SeenPosition, ...]:
    """Return every defining position of a gene, in the order of the definition.

    Raises
    ------
    InputError
        When REF bases are not those of the assembly.
    """
    facts = gene_facts(gene)
    observation = observe(genotypes, facts, assumed)
    rows = enumerate(zip(facts.definition.positions, observation.sites, strict=True))
    return tuple(
        _seen(facts, index, position, site, position.place(genotypes.assembly)[0])
        for index, (position, site) in rows
    )


def _seen(facts: GeneFacts, index: int, position: Position, site: Site, place: int | None) -> SeenPosition:
    observed = site.state == "observed"
    common = facts.frequencies.alleles
    changed = observed and set(site.copies) != {position.ref}
    alleles = _defined_by(facts, index, position, site) if changed or not observed else ()
    return SeenPosition(
        label=position.label,
        chromosome=facts.chromosome,
        position=place,
        reference=position.ref,
        state=site.state,
        genotype=("|" if site.phase is not None else "/").join(map(str, site.copies)) if observed else None,
        changed=changed,
        alleles=alleles,
        frequency=min(1.0, sum(common.get(name, 0.0) for name in alleles)),
        reason=site.reason,
    )


def _defined_by(facts: GeneFacts, index: int, position: Position, site: Site) -> tuple[str, ...]:
    """Return the alleles that a change here defines: those seen, or all where nothing was seen."""
    other = set(site.copies) - {position.ref, None} if site.state == "observed" else None
    names = []
    for allele in facts.definition.alleles:
        allowed = allele.core.get(index, frozenset())
        if allowed and position.ref not in allowed and (other is None or allowed & other):
            names.append(allele.name)
    return tuple(names)
