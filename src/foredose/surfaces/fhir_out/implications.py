"""TherapeuticImplication observations and MedicationRecommendation tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from foredose.advice.guidance import Guidance
from foredose.genome import GeneCall
from foredose.knowledge.drug_facts import load_drug
from foredose.knowledge.guideline_facts import magnitude_text
from foredose.surfaces.fhir_out import codes
from foredose.surfaces.fhir_out.elements import Frame, Json, component, gene_studied, reference, text_of
from foredose.surfaces.fhir_out.wording import caveat, spread
from foredose.surfaces.words import action, percent

__all__ = ["LIKELY", "drug_implications", "phenotype_implication"]

LIKELY = 0.5
"""Least probability of the genotype for which a task is proposed; a choice of this project."""
_NO_TASK = ("none", "no_change")
_FROM_GENES = (
    "Proposed from the genes alone: how old the person is, whether they take the drug, for what, at which dose and"
    " beside which others was not known."
)


def phenotype_implication(frame: Frame, gene: GeneCall) -> dict[str, Json]:
    """Return the phenotype of a gene as an implication without a drug; nothing where there is no phenotype.

    A code stands only where the call may be reported and the guide has one for this phenotype.
    """
    if not gene.phenotypes:
        return {}
    told = gene.phenotypes if gene.statements else gene.phenotypes[:1]
    lead = "; ".join(f"{one.name} ({percent(one.probability)})" for one in told)
    shown = f"{gene.gene} {lead}" if gene.reportable else f"{gene.gene}: not reportable; likeliest {lead}"
    said = f"{caveat(gene)} {gene.gene} phenotype: {spread(gene.phenotypes)}."
    made = frame.observation(
        "therapeutic-implication",
        final=gene.reportable,
        components=(
            gene_studied(gene.gene),
            component("therapeutic-implication", valueCodeableConcept=_phenotype(gene, shown)),
            component("conclusion-string", valueString=text_of(said)),
        ),
    )
    made["derivedFrom"] = [reference(frame.url("genotype", gene.gene))]
    return {frame.url("phenotype", gene.gene): made}


def _phenotype(gene: GeneCall, shown: str) -> Json:
    name = gene.phenotypes[0].name
    code = codes.IMPLICATIONS.get(name.lower())
    known = codes.loinc(code, name.capitalize()) if code is not None and gene.reportable else {}
    return known | {"text": text_of(shown)}


def drug_implications(
    frame: Frame, guidance: Mapping[str, Sequence[Guidance]]
) -> tuple[dict[str, Json], dict[str, Json]]:
    """Return what guidelines say as implications, and as tasks where an action is proposed.

    No task is proposed on a gene that may not be reported, for a genotype of less than half the probability, or where
    the guideline changes or recommends nothing.
    """
    implied: dict[str, Json] = {}
    tasks: dict[str, Json] = {}
    for drug, given in guidance.items():
        for one in given:
            url = frame.url("implication", drug, one.fact.id)
            genes = [frame.call.genes[name] for name in one.fact.genes if name in frame.call.genes]
            implied[url] = _implication(frame, drug, one, genes)
            sure = all(gene.reportable for gene in genes) and one.probability >= LIKELY
            if sure and one.fact.action not in _NO_TASK:
                tasks[frame.url("task", drug, one.fact.id)] = _task(frame, one, url)
    return implied, tasks


def _implication(frame: Frame, drug: str, one: Guidance, genes: list[GeneCall]) -> Json:
    final = all(gene.reportable for gene in genes)
    doubts = " ".join(f"{gene.gene}: {caveat(gene)}" for gene in genes if not gene.reportable)
    said = f"{doubts} {one.advice.sentence} Probability of this genotype: {percent(one.probability)}."
    rows = [
        component("medication-assessed", valueCodeableConcept=_drug(drug)),
        component("evidence-level", valueCodeableConcept={"text": f"{one.fact.source}: {one.fact.strength}"}),
        component("conclusion-string", valueString=text_of(said)),
    ]
    if one.fact.indications:
        rows.append(
            component(
                "phenotypic-treatment-context", valueCodeableConcept={"text": text_of(one.fact.indication)}
            )
        )
    made = frame.observation("therapeutic-implication", final=final, components=rows)
    made["extension"] = [_artifact(one)]
    made["derivedFrom"] = [reference(frame.url("genotype", gene.gene), gene.gene) for gene in genes]
    return made


def _artifact(one: Guidance) -> Json:
    """Point at the guideline (R4 extension workflow-relatedArtifact, as the guide asks)."""
    shown = f"{one.advice.source} {one.advice.version}"
    return {
        "url": "http://hl7.org/fhir/StructureDefinition/workflow-relatedArtifact",
        "valueRelatedArtifact": {"type": "citation", "display": text_of(shown), "url": one.fact.url},
    }


def _drug(drug: str) -> Json:
    """Return a drug by RxNorm and ATC where its file has them, and always by name."""
    coding = []
    facts = load_drug(drug)
    if facts is not None:
        if facts.rxnorm:
            coding.append({"system": codes.SYSTEMS["rxnorm"], "code": facts.rxnorm, "display": drug})
        coding += [{"system": codes.SYSTEMS["atc"], "code": code} for code in facts.atc]
    return ({"coding": coding} if coding else {}) | {"text": text_of(drug)}


def _task(frame: Frame, one: Guidance, reason: str) -> Json:
    fact = one.fact
    much = magnitude_text(fact.magnitude) if fact.magnitude else None
    made: Json = {
        "resourceType": "Task",
        "meta": {"profile": [codes.profile("medication-recommendation")]},
        "status": "requested",
        "intent": "proposal",
        "description": text_of(f"{one.advice.sentence} (Action: {action(fact.action, much)}.)"),
        "reasonReference": reference(reason),
        "note": [{"text": _FROM_GENES}],
    }
    if fact.indications:
        made["reasonCode"] = {"text": text_of(fact.indication)}
    if fact.action in codes.RECOMMENDATIONS:
        made["code"] = codes.loinc(*codes.RECOMMENDATIONS[fact.action])
    if frame.subject is not None:
        made["for"] = {"reference": text_of(frame.subject)}
    return made
