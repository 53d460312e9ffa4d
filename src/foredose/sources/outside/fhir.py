"""Genotypes in a FHIR bundle of somebody else, after HL7 Genomics Reporting: outside calls, as text to be parsed.

Read are observations of LOINC 84413-4 (genotype) that are final, with their gene (component 48018-6) and value. Passed
over are those that their sender calls preliminary, withdrawn or without a result. Nothing is read from extensions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from foredose.core import InputError
from foredose.knowledge.gene_facts import gene_names
from foredose.sources.outside.rows import CallerFile, Row, merged

__all__ = ["fhir_genotypes", "from_json", "is_fhir"]

_LOINC = "http://loinc.org"
_GENOTYPE, _GENE = "84413-4", "48018-6"
_SAID = ("final", "amended", "corrected")

Json = Mapping[str, Any]


def is_fhir(document: Json) -> bool:
    """Tell whether a JSON object is a FHIR resource that can hold genotypes."""
    return document.get("resourceType") in ("Bundle", "DiagnosticReport", "Observation")


def from_json(document: Json) -> CallerFile | None:
    """Return the rows when the document is FHIR."""
    if not is_fhir(document):
        return None
    found = fhir_genotypes(document, where="the FHIR resource")
    rows = merged([Row(gene=gene, sample=None, answers=(name,)) for gene, name in found])
    subjects = _subjects(_genotypes(document))
    return CallerFile(caller="FHIR", rows=rows, subject=min(subjects, default=None))


def fhir_genotypes(document: Json, *, where: str) -> Iterator[tuple[str, str]]:
    """Return gene and diplotype of each genotype that stands.

    Parameters
    ----------
    document
        A ``Bundle``, a ``DiagnosticReport`` with contained observations, or one ``Observation``.
    where
        Name of the file, for errors.

    Raises
    ------
    InputError
        ``calls.subject`` when the genotypes are of several people.
    """
    found = _genotypes(document)
    subjects = _subjects(found)
    if len(subjects) > 1:
        raise InputError(
            "calls.subject",
            found=f"genotypes of {len(subjects)} people",
            expected="one person",
            where=where,
            remedy="give a bundle of one person",
        )
    for one in found:
        gene = _gene(one)
        value = _value(one, gene)
        if gene and value:
            yield gene, value


def _genotypes(document: Json) -> list[Json]:
    return [one for one in _resources(document) if _is_genotype(one)]


def _subjects(found: list[Json]) -> set[str]:
    """Return who the genotypes are of: a reference, or what else a file says where there is none."""
    given = [one["subject"] for one in found if isinstance(one.get("subject"), Mapping)]
    return {str(subject.get("reference") or dict(subject)) for subject in given}


def _resources(document: Json) -> Iterator[Json]:
    yield document
    for entry in document.get("entry") or ():
        resource = entry.get("resource")
        if isinstance(resource, Mapping):
            yield from _resources(resource)
    for contained in document.get("contained") or ():
        if isinstance(contained, Mapping):
            yield contained


def _is_genotype(one: Json) -> bool:
    stands = one.get("resourceType") == "Observation" and one.get("status") in _SAID
    return stands and _has_code(one.get("code"), _GENOTYPE)


def _has_code(concept: Any, code: str) -> bool:
    given = concept.get("coding") or () if isinstance(concept, Mapping) else ()
    return any(coding.get("system") == _LOINC and coding.get("code") == code for coding in given)


def _words(concept: Any) -> list[str]:
    """Return what a concept says, the plainest first: text, displays, codes."""
    if not isinstance(concept, Mapping):
        return []
    given = concept.get("coding") or ()
    said = [concept.get("text"), *(c.get("display") for c in given), *(c.get("code") for c in given)]
    return [word.strip() for word in said if isinstance(word, str) and word.strip()]


def _gene(one: Json) -> str:
    """Return the symbol of the gene that was studied; empty where there is none or several."""
    parts = [part for part in one.get("component") or () if _has_code(part.get("code"), _GENE)]
    words = [_words(part.get("valueCodeableConcept")) for part in parts]
    if len(words) != 1 or not words[0]:
        return ""
    known = [word.upper() for word in words[0] if word.upper() in gene_names()]
    return known[0] if known else words[0][0]


def _value(one: Json, gene: str) -> str:
    """Return the diplotype without the gene's name before it: of ``"CYP2C9 *4/*35"`` the ``"*4/*35"``."""
    for word in _words(one.get("valueCodeableConcept")):
        bare = re.sub(rf"^{re.escape(gene)}[\s:]*", "", word, flags=re.IGNORECASE)
        if "/" in bare:
            return re.sub(r"\s*/\s*", "/", bare)
    return ""
