"""Allergies and intolerances by ingredient; that none is known is believed only where nothing else is said."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pydantic import Field

from foredose.knowledge.drug_names import split_product
from foredose.sources.fhir_bundle import Entry
from foredose.sources.fhir_drugs import NamedDrug, drug_contents
from foredose.sources.fhir_elements import CodeableConcept, Coding, Element, checked
from foredose.sources.fhir_judged import Judged
from foredose.sources.record import Allergy

__all__ = ["names_an_allergy", "read_allergies", "states_none"]

# Codes and words that state that no allergy is known. That nothing was asked ("no-allergy-info") is not among them.
_NONE_KNOWN: Mapping[str, tuple[str, ...]] = {
    "http://snomed.info/sct": ("716186003", "409137002", "160244002", "429625007", "428607008"),
    "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips": (
        "no-known-allergies",
        "no-known-medication-allergies",
        "no-known-food-allergies",
        "no-known-environmental-allergies",
    ),
}
_KIND = r"(?:known|drug|medication|medicine|food|environmental|latex|other)"
_REACTION = r"(?:allerg(?:y|ies|ic reactions?)|(?:drug )?intolerances?|(?:drug )?hypersensitivit(?:y|ies))"
# The whole text, and nothing besides: "No known drug allergies except codeine" states an allergy.
_NONE_SAID = re.compile(
    rf"(?:nk(?:d|f)?a|none(?: known)?"
    rf"|no (?:known )?(?:history of )?(?:{_KIND} (?:or |and )?){{0,4}}{_REACTION}(?: (?:and|or|/) {_REACTION})?"
    rf"(?: known)?(?: to (?:drugs?|medications?|medicines?|foods?))?)"
    rf"\s*(?:\((?:situation|finding|disorder|nkd?a)\))?\s*\.?",
    re.IGNORECASE,
)
_ALLERGY = re.compile(
    r"\ballerg(?:y|ies|ic to)\b|\banaphyla\w+|\bhypersensitivity (?:to|reaction)\b|\badverse (?:drug )?reaction\b"
    r"|\bintolerance to\b|\b(?:drug|medication) (?:intolerance|hypersensitivity)\b",
    re.IGNORECASE,
)
_NO_DRUG = re.compile(
    r"\b(?:pollen|grass|tree|weed|ragweed|dust|mites?|moulds?|molds?|animal|cat|dog|dander|hair|bee|wasp|venom|sting|insect"
    r"|foods?|\w*nuts?|eggs?|milk|dairy|fish|shellfish|seafood|soya?|wheat|lactose|gluten|latex|seasonal|environmental)\b",
    re.IGNORECASE,
)


class _Reaction(Element):
    substance: CodeableConcept | None = None


class _Allergy(Judged):
    category: list[str] = Field(default_factory=list)
    reaction: list[_Reaction] = Field(default_factory=list)

    def only_food_or_environment(self) -> bool:
        return bool(self.category) and not set(self.category) - {"food", "environment"}


def states_none(concept: CodeableConcept) -> bool:
    """Whether all of a concept states that no allergy is known ("NKDA"): every code of it and all its words."""
    said = concept.text.strip()
    if said and not _NONE_SAID.fullmatch(said):
        return False
    return bool(said or concept.coding) and all(map(_codes_none, concept.coding))


def _codes_none(coding: Coding) -> bool:
    if coding.code in _NONE_KNOWN.get(coding.system, ()):
        return not split_product(coding.display).ingredients
    return _NONE_SAID.fullmatch((coding.display or coding.code).strip()) is not None


def names_an_allergy(concept: CodeableConcept) -> bool:
    """Whether a diagnosis is an allergy that may be to a drug ("Allergy to codeine", Z88 of ICD-10)."""
    if states_none(concept):
        return False
    words = [concept.text, *(c.display for c in concept.coding)]
    coded = any(_is_drug_allergy(c) for c in concept.coding)
    told = [text for text in words if _ALLERGY.search(text)]
    harmless = bool(told) and all(
        _NO_DRUG.search(text) and not split_product(text).ingredients for text in told
    )
    return (coded or bool(told)) and not harmless


def _is_drug_allergy(coding: Coding) -> bool:
    code = coding.plain_code()
    if coding.system == "http://snomed.info/sct":
        return re.fullmatch(r"29[34]\d{6}", code) is not None
    return coding.system == "http://hl7.org/fhir/sid/icd-10-cm" and code.startswith("Z88")


def read_allergies(entries: list[Entry], notes: list[str]) -> tuple[Allergy, ...]:
    """Return allergies and intolerances by ingredient, without refuted, wrong, resolved and food ones."""
    found: list[Allergy] = []
    for entry in entries:
        seen = checked(_Allergy, entry.data, entry.where)
        none = states_none(seen.code)
        substances = [r.substance for r in seen.reaction if r.substance is not None and r.substance.words()]
        own = [] if none or not seen.code.words() else [seen.code]
        drugs = [drug_contents(concept) for concept in (*own, *substances)]
        words = ", ".join(drug.text for drug in drugs)[:80] or seen.code.words()[:80] or "no substance"
        refuted = seen.refuted_as(entry, notes)
        if refuted:
            notes.append(f"{entry.id}: {words}, {refuted}, not used")
        elif not seen.present(entry, notes):
            notes.append(f"{entry.id}: {words}, an allergy no longer present, not used")
        elif not drugs and none:
            notes.append(f"{entry.id}: states that no such allergy is known ({words})")
        elif not drugs:
            notes.append(f"not judged: {entry.id} is an allergy that names no substance")
        elif seen.only_food_or_environment() and not any(drug.product.ingredients for drug in drugs):
            notes.append(f"{entry.id}: {words}, not to a drug, not used")
        else:
            found += _allergies(drugs, entry, notes)
    return tuple(found)


def _allergies(drugs: list[NamedDrug], entry: Entry, notes: list[str]) -> list[Allergy]:
    """Return one allergy for each component that any of the names tells."""
    found: dict[str, Allergy] = {}
    for drug in drugs:
        if drug.disagrees:
            notes.append(
                f"{entry.id}: code and text disagree; {' and '.join(drug.product.ingredients)} are kept"
            )
        for ingredient, words in drug.parts():
            allergy = Allergy(ingredient=ingredient, text=drug.text, code=drug.code, resource=entry.id)
            found.setdefault(ingredient or words, allergy)
    return list(found.values())
