"""The codes of a genomics report, each with the place where it was read.

The guide is HL7 Genomics Reporting 3.0.0 (STU3, FHIR R4 4.0.1), as tagged ``3.0.0-published`` in
HL7/genomics-reporting (2b78de59, 2024-12-12). "IG" below is ``input/fsh`` of that tag: profiles in ``CGGeneral``,
``CGFindings`` and ``CGImplications``, value sets in ``CGValueSets``, own codes in ``CGCodeSystem``, systems in
``Aliases``. LOINC codes are © Regenstrief Institute, used under the LOINC licence.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = [
    "ALLELIC_STATE",
    "ASSEMBLIES",
    "CHROMOSOMES",
    "COMPONENT",
    "GENE_URL",
    "GENOME_URL",
    "HGNC",
    "IG",
    "IG_VERSION",
    "IMPLICATIONS",
    "LOINC",
    "OBSERVATION_CODE",
    "PRESENCE",
    "RECOMMENDATIONS",
    "SYSTEMS",
    "TBD",
    "loinc",
    "profile",
    "structure",
]

IG = "http://hl7.org/fhir/uv/genomics-reporting"
IG_VERSION = "3.0.0"
LOINC = "http://loinc.org"
TBD = f"{IG}/CodeSystem/tbd-codes-cs"
"""Codes of the guide that wait for LOINC (CGCodeSystem, TbdCodesCS)."""

GENOME_URL = "urn:foredose:fhir:genome-call:1"
GENE_URL = "urn:foredose:fhir:gene-call:1"
"""Extensions of this project. They are names, not addresses: no domain belongs to the project. The fields inside are
those of ``foredose schema genome-call``."""

SYSTEMS: Mapping[str, str] = {
    "category": "http://terminology.hl7.org/CodeSystem/observation-category",
    "service": "http://terminology.hl7.org/CodeSystem/v2-0074",
    "absent": "http://terminology.hl7.org/CodeSystem/data-absent-reason",
    "note": f"{IG}/CodeSystem/coded-annotation-types-cs",
    "hgnc": "http://www.genenames.org",
    "rxnorm": "http://www.nlm.nih.gov/research/umls/rxnorm",
    "atc": "http://www.whocc.no/atc",
    "dbsnp": "http://www.ncbi.nlm.nih.gov/projects/SNP",
}
"""IG, Aliases; ATC and data-absent-reason: hl7.org/fhir/R4 (terminologies-systems, codesystem-data-absent-reason)."""

OBSERVATION_CODE: Mapping[str, tuple[str, str, str]] = {
    "genotype": (LOINC, "84413-4", "Genotype display name"),
    "haplotype": (LOINC, "84414-2", "Haplotype name"),
    "variant": (LOINC, "69548-6", "Genetic variant assessment"),
    "therapeutic-implication": (TBD, "therapeutic-implication", "Therapeutic Implication"),
    "genomic-report": (LOINC, "51969-4", "Genetic analysis report"),
}
"""What each profile fixes ``code`` to: IG CGFindings (three findings), CGImplications, CGGeneral (report)."""

COMPONENT: Mapping[str, tuple[str, str, str]] = {
    "gene-studied": (LOINC, "48018-6", "Gene studied [ID]"),
    "reference-sequence-assembly": (LOINC, "62374-4", "Human reference sequence assembly version"),
    "chromosome-identifier": (LOINC, "48000-4", "Chromosome"),
    "variation-code": (LOINC, "81252-9", "Discrete genetic variant"),
    "ref-allele": (LOINC, "69547-8", "Genomic ref allele"),
    "alt-allele": (LOINC, "69551-0", "Genomic alt allele"),
    "coordinate-system": (LOINC, "92822-6", "Genomic coordinate system"),
    "exact-start-end": (LOINC, "81254-5", "Variant exact start-end"),
    "allelic-state": (LOINC, "53034-5", "Allelic state"),
    "medication-assessed": (LOINC, "51963-7", "Medication assessed"),
    "evidence-level": (LOINC, "93044-6", "Level of evidence"),
    "phenotypic-treatment-context": (LOINC, "81259-4", "Phenotypic treatment context"),
    "therapeutic-implication": (TBD, "therapeutic-implication", "Therapeutic Implication"),
    "conclusion-string": (TBD, "conclusion-string", "Conclusion Text"),
}
"""Component slices: IG CGFindings, CGImplications, CGGeneral; displays as its examples have them."""

PRESENCE = ("LA9633-4", "Present")
"""Of LL1971-2, which the Variant profile requires (IG CGFindings and examples)."""
ALLELIC_STATE = {"homozygous": "LA6705-3", "heterozygous": "LA6706-1"}
ASSEMBLIES = {"GRCh38": "LA26806-2", "GRCh37": "LA14029-5"}
ONE_BASED = ("LA30102-0", "1-based character counting")

CHROMOSOMES: Mapping[str, str] = dict(
    zip(
        (*map(str, range(1, 23)), "X"),
        (
            *("LA21254-0", "LA21255-7", "LA21256-5", "LA21257-3", "LA21258-1", "LA21259-9", "LA21260-7"),
            *("LA21261-5", "LA21262-3", "LA21263-1", "LA21264-9", "LA21265-6", "LA21266-4", "LA21267-2"),
            *("LA21268-0", "LA21269-8", "LA21270-6", "LA21271-4", "LA21272-2", "LA21273-0", "LA21274-8"),
            *("LA21275-5", "LA21276-3"),
        ),
        strict=True,
    )
)
"""LL2938-0, required by the findings: 3, 9, 16 and X in the IG's examples, the run between them in public software
that lists the whole answer list (several independent sources, alike)."""

IMPLICATIONS: Mapping[str, str] = {
    "ultrarapid metabolizer": "LA10315-2",
    "rapid metabolizer": "LA25390-8",
    "normal metabolizer": "LA25391-6",
    "intermediate metabolizer": "LA10317-8",
    "poor metabolizer": "LA9657-3",
    "increased function": "LA25392-4",
    "normal function": "LA25393-2",
    "decreased function": "LA25395-7",
    "poor function": "LA25394-0",
}
"""IG CGValueSets, GeneticTherapeuticImplicationsVS (extensible); a phenotype without a code there is text."""

RECOMMENDATIONS: Mapping[str, tuple[str, str]] = {
    "avoid": ("LA26421-0", "Consider alternative medication"),
    "alternative": ("LA26421-0", "Consider alternative medication"),
    "reduce_dose": ("LA26422-8", "Decrease dose"),
    "increase_dose": ("LA26423-6", "Increase dose"),
}
"""Our actions in LL4049-4, which the MedicationRecommendation requires: the three answers in the IG's examples. An
action without one leaves ``Task.code`` out and says it in ``Task.description``."""

HGNC: Mapping[str, str] = {
    "CYP2C19": "HGNC:2621",
    "CYP2C9": "HGNC:2623",
    "CYP2D6": "HGNC:2625",
    "CYP3A5": "HGNC:2638",
    "SLCO1B1": "HGNC:10959",
    "VKORC1": "HGNC:23663",
}
"""CYP2C19, CYP2C9, CYP2D6, VKORC1: IG examples; CYP3A5, SLCO1B1: public pharmacogenomic software. No number was read
for other genes, which are given by symbol alone."""


def structure(name: str) -> str:
    """Return the address of a profile or extension of the guide."""
    return f"{IG}/StructureDefinition/{name}"


def profile(name: str) -> str:
    """Return what ``meta.profile`` claims: the profile with the version of the guide pinned."""
    return f"{structure(name)}|{IG_VERSION}"


def loinc(code: str, display: str) -> dict[str, Any]:
    """Return a LOINC concept."""
    return {"coding": [{"system": LOINC, "code": code, "display": display}]}
