"""A called genome in the shape of PharmCAT's ``phenotype.json``.

Field names and nesting are those of PharmCAT 3.1.1 (PharmGKB/PharmCAT@5431bf1: ``Phenotyper``, ``GeneReport``,
``Diplotype``, ``Haplotype``, ``VariantReport``, ``MessageAnnotation``, and its example phenotype JSON). PharmCAT has no
place for a probability. So a call that may not be reported is ``Unknown/Unknown`` here, as PharmCAT writes a gene
without a result, and a message says why and what was likely; ``matchScore``, which only PharmCAT's matcher has, is
left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from foredose import __version__
from foredose.genome import GeneCall, GenomeCall, SeenPosition, unlisted_caveat
from foredose.genome.phenotype import activity_score, activity_text, phenotype
from foredose.knowledge.gene_facts import gene_facts
from foredose.knowledge.gene_schema import GeneFacts
from foredose.surfaces.genome.states import told_phenotypes
from foredose.surfaces.words import clean, percent, printable

__all__ = ["pharmcat_document"]

Json = dict[str, Any]
_UNKNOWN = "Unknown"


def pharmcat_document(
    call: GenomeCall, positions: Mapping[str, Sequence[SeenPosition]] | None = None
) -> Json:
    """Return the document of one sample.

    Parameters
    ----------
    positions
        Defining positions by gene, as ``genome.seen_positions`` gives them; ``None`` leaves ``variants`` empty.
    """
    seen = positions or {}
    metadata = {
        "namedAlleleMatcherVersion": f"foredose {__version__}",
        "genomeBuild": call.assembly,
        "inputFilename": _text(call.source),
        "timestamp": None,
        "topCandidatesOnly": True,
        "findCombinations": False,
        "callCyp2d": False,
        "sampleId": _text(call.sample),
        "sampleProps": None,
    }
    return {
        "matcherMetadata": metadata,
        "geneReports": {name: _gene(gene, seen.get(name, ())) for name, gene in sorted(call.genes.items())},
        "unannotatedGeneCalls": [],
    }


def _text(text: str) -> str:
    return clean(printable(text))


def _gene(gene: GeneCall, positions: Sequence[SeenPosition]) -> Json:
    facts = gene_facts(gene.gene)
    diplotypes = [_diplotype(gene, facts)]
    return {
        "alleleDefinitionVersion": facts.definition.upstream,
        "alleleDefinitionSource": "CLINPGX",
        "phenotypeVersion": facts.function.date.isoformat(),
        "geneSymbol": gene.gene,
        "chr": facts.chromosome,
        "phased": any("|" in (one.genotype or "") for one in positions),
        "effectivelyPhased": False,
        "callSource": _source(gene),
        "uncalledHaplotypes": [],
        "messages": _messages(gene),
        "relatedDrugs": [],
        "sourceDiplotypes": diplotypes,
        "matcherComponentHaplotypes": [],
        "matcherHomozygousComponentHaplotypes": [],
        "recommendationDiplotypes": diplotypes,
        "variants": [_variant(gene.gene, one) for one in positions],
        "variantsOfInterest": [],
        "hasUndocumentedVariations": False,
        "treatUndocumentedVariationsAsReference": False,
    }


def _source(gene: GeneCall) -> str:
    if not gene.diplotypes and not gene.phenotypes:
        return "NONE"
    return "MATCHER" if gene.origin.startswith("vcf") else "OUTSIDE"


def _messages(gene: GeneCall) -> list[Json]:
    """Say in a message what PharmCAT's fields cannot: that a call may not be reported, and how sure it is."""
    texts = {}
    if not gene.reportable:
        resolve = f" To resolve: {gene.resolve}." if gene.resolve else ""
        texts["foredose-not-reportable"] = f"Not reportable: {gene.reason or 'no reason given'}.{resolve}"
    if likely := gene.phenotypes if gene.statements else gene.diplotypes:
        shown = ", ".join(f"{one.name} {percent(one.probability)}" for one in likely)
        texts["foredose-probability"] = f"Probabilities: {shown}."
    if beyond := unlisted_caveat(gene):
        texts["foredose-unlisted"] = f"{beyond}."
    return [
        {
            "rule_name": name,
            "version": "1",
            "matches": None,
            "exception_type": "note",
            "message": _text(text),
        }
        for name, text in texts.items()
    ]


def _diplotype(gene: GeneCall, facts: GeneFacts) -> Json:
    alleles = gene.diplotypes[0].name.split("/") if gene.diplotypes else []
    known = gene.reportable and len(alleles) == 2
    first, second = alleles if known else (_UNKNOWN, _UNKNOWN)
    named, score, lookup = _meaning(gene, facts, (first, second) if known else None)
    return {
        "allele1": _haplotype(facts, first),
        "allele2": _haplotype(facts, second),
        "gene": gene.gene,
        "phenotypes": named,
        "outsidePhenotype": bool(named) and not known,
        "outsidePhenotypeMismatch": None,
        "activityScore": score,
        "outsideActivityScore": score is not None and not known,
        "outsideActivityScoreMismatch": None,
        "variant": None,
        "lookupKey": lookup,
        "label": f"{first}/{second}",
        "inferred": False,
        "inferredSourceDiplotypes": None,
        "combination": False,
        "diplotypeKey": {first: 2.0} if first == second else {first: 1.0, second: 1.0},
    }


def _meaning(
    gene: GeneCall, facts: GeneFacts, alleles: tuple[str, str] | None
) -> tuple[list[str], str | None, list[str]]:
    """Return phenotypes, activity score and lookup key; a phenotype that was all that was reported stands alone."""
    if alleles is not None:
        scored = activity_score(facts, *alleles) is not None
        score = activity_text(facts, *alleles) if scored else None
        named = phenotype(facts, *alleles)
        return [named], score, [score or named]
    if gene.reportable and gene.phenotypes:
        score = None if gene.activity_score is None else str(round(gene.activity_score, 2))
        told = [one.name for one in told_phenotypes(gene)]
        return told, score, [score] if score else told
    return [], None, ["No Result"]


def _haplotype(facts: GeneFacts, name: str) -> Json:
    function = facts.function.alleles.get(name)
    scored = facts.phenotype.kind == "activity_score"
    value = None
    if function is not None:
        value = str(function.activity) if scored and function.activity is not None else "n/a"
    return {
        "gene": facts.gene,
        "name": name,
        "function": None if function is None else function.function,
        "reference": name == facts.definition.reference_allele,
        "activityValue": value,
    }


def _variant(gene: str, one: SeenPosition) -> Json:
    return {
        "gene": gene,
        "chromosome": one.chromosome,
        "position": one.position,
        "dbSnpId": one.label if one.label.startswith("rs") else None,
        "call": one.genotype,
        "alleles": list(one.alleles),
        "phased": "|" in (one.genotype or ""),
        "phaseSet": None,
        "referenceAllele": one.reference,
        "hasUndocumentedVariations": False,
        "warnings": [one.reason] if one.reason else [],
    }
