"""Genotype, Haplotype and Variant observations of one gene."""

from __future__ import annotations

from dataclasses import dataclass

from foredose.genome import GeneCall
from foredose.knowledge.gene_facts import gene_facts, gene_names
from foredose.knowledge.gene_schema import Assembly, GeneFacts, Position
from foredose.surfaces.fhir_out import codes
from foredose.surfaces.fhir_out.codec import extensions
from foredose.surfaces.fhir_out.elements import (
    Frame,
    Json,
    coded,
    component,
    gene_studied,
    reference,
    text_of,
)
from foredose.surfaces.fhir_out.wording import caveat, gene_conclusion, genotype_text

__all__ = ["Changed", "changed_positions", "findings"]

_SEVERAL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One alternate allele that was observed at a defining position."""

    index: int
    position: Position
    alternate: str
    copies: int
    genotype: str


def findings(frame: Frame, gene: GeneCall) -> dict[str, Json]:
    """Return the observations of one gene by their names in the bundle, the genotype first.

    A gene without a diplotype becomes an observation of the genotype's code with ``dataAbsentReason``: the Genotype
    profile demands a value, so it is not claimed. Haplotypes stand only under a call that may be reported.
    """
    facts = gene_facts(gene.gene) if gene.gene in gene_names() else None
    changed = changed_positions(gene, facts) if facts is not None else ()
    variants = {frame.url("variant", gene.gene, one.position.label, one.alternate): one for one in changed}
    haplotypes: dict[str, Json] = {}
    for name in _haplotypes(gene):
        own = [url for url, one in variants.items() if facts is not None and _carries(facts, name, one)]
        haplotypes[frame.url("haplotype", gene.gene, name)] = _haplotype(frame, gene, name, own)
    found = {frame.url("genotype", gene.gene): _genotype(frame, gene, [*haplotypes, *variants])} | haplotypes
    if facts is not None:
        found |= {url: _variant(frame, facts, one) for url, one in variants.items()}
    return found


def changed_positions(gene: GeneCall, facts: GeneFacts) -> tuple[Changed, ...]:
    """Read the evidence of a call (``"rs4244285 G/A"``) back into positions of the gene's definition.

    A text that names no position of the definition is left out; it stands in the extension all the same.
    """
    known = {position.label: (index, position) for index, position in enumerate(facts.definition.positions)}
    found = []
    for text in gene.evidence:
        label, _, genotype = text.rpartition(" ")
        copies = genotype.replace("|", "/").split("/")
        if label not in known or len(copies) != _SEVERAL:
            continue
        index, position = known[label]
        for alternate in sorted(
            {copy for copy in copies if copy and set(copy) <= set("ACGT")} - {position.ref}
        ):
            found.append(
                Changed(
                    index=index,
                    position=position,
                    alternate=alternate,
                    copies=copies.count(alternate),
                    genotype=genotype,
                )
            )
    return tuple(found)


def _haplotypes(gene: GeneCall) -> tuple[str, ...]:
    """Return the two alleles of a reportable diplotype, each once."""
    if not gene.reportable or not gene.diplotypes:
        return ()
    alleles = gene.diplotypes[0].name.split("/")
    return tuple(dict.fromkeys(alleles)) if len(alleles) == _SEVERAL and all(alleles) else ()


def _carries(facts: GeneFacts, name: str, one: Changed) -> bool:
    core = next((allele.core for allele in facts.definition.alleles if allele.name == name), {})
    allowed = core.get(one.index, frozenset())
    return one.alternate in allowed and one.position.ref not in allowed


def _genotype(frame: Frame, gene: GeneCall, rests_on: list[str]) -> Json:
    made = frame.observation(
        "genotype",
        final=gene.reportable,
        components=(
            gene_studied(gene.gene),
            component("conclusion-string", valueString=gene_conclusion(gene)),
        ),
    )
    made["extension"] = extensions(codes.GENE_URL, gene)
    if gene.diplotypes:
        made["valueCodeableConcept"] = {"text": genotype_text(gene)}
    else:
        del made["meta"]
        made["dataAbsentReason"] = _absent(gene)
    if not gene.reportable:
        made["interpretation"] = [{"text": text_of(caveat(gene))}]
    if rests_on:
        made["derivedFrom"] = [reference(url) for url in rests_on]
    return made


def _absent(gene: GeneCall) -> Json:
    """Say why there is no genotype: it failed, or nothing is known; never that it is reference."""
    seen = gene.positions
    code, display = ("error", "Error") if seen.failed and not seen.observed else ("unknown", "Unknown")
    what = "statements on single alleles only" if gene.statements else "a phenotype only"
    why = gene.reason or (f"reported as {what}" if gene.phenotypes else "not assayed")
    concept = coded(codes.SYSTEMS["absent"], code, display)
    return concept | {"text": text_of(f"{why}; this is not a reference result")}


def _haplotype(frame: Frame, gene: GeneCall, name: str, variants: list[str]) -> Json:
    made = frame.observation("haplotype", final=gene.reportable, components=(gene_studied(gene.gene),))
    made["valueCodeableConcept"] = {"text": text_of(f"{gene.gene} {name}")}
    if variants:
        made["derivedFrom"] = [reference(url) for url in variants]
    return made


def _variant(frame: Frame, facts: GeneFacts, one: Changed) -> Json:
    assembly: Assembly = "GRCh37" if frame.call.assembly == "GRCh37" else "GRCh38"
    place, ref = one.position.place(assembly)
    if place is None or ref != one.position.ref:  # the change is one from the reference of the definition
        assembly, place, ref = "GRCh38", one.position.grch38, one.position.ref
    made = frame.observation("variant", final=True, components=_described(facts, one, assembly, place, ref))
    made["valueCodeableConcept"] = codes.loinc(*codes.PRESENCE)
    return made


def _described(facts: GeneFacts, one: Changed, assembly: Assembly, place: int, ref: str) -> list[Json]:
    number = facts.chromosome.removeprefix("chr")
    described = {
        "chromosome-identifier": codes.loinc(codes.CHROMOSOMES[number], f"Chromosome {number}"),
        "reference-sequence-assembly": codes.loinc(codes.ASSEMBLIES[assembly], assembly),
        "coordinate-system": codes.loinc(*codes.ONE_BASED),
    }
    if facts.caller == "named_alleles":  # where copies are not counted, two alike may be one
        state = "homozygous" if one.copies == _SEVERAL else "heterozygous"
        described["allelic-state"] = codes.loinc(codes.ALLELIC_STATE[state], state)
    rows = [component(name, valueCodeableConcept=concept) for name, concept in described.items()]
    if one.position.rsid is not None:
        rs = coded(codes.SYSTEMS["dbsnp"], one.position.rsid, one.position.rsid)
        rows.append(component("variation-code", valueCodeableConcept=rs))
    span = {"low": {"value": place}, "high": {"value": place + len(ref) - 1}}
    return [
        gene_studied(facts.gene),
        *rows,
        component("ref-allele", valueString=ref),
        component("alt-allele", valueString=one.alternate),
        component("exact-start-end", valueRange=span),
    ]
