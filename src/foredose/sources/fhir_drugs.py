"""A coded drug to its ingredients: by RxNorm, by ATC, else by its name."""

from __future__ import annotations

from foredose.knowledge.drug_names import Product, drug_names, find_product, split_product
from foredose.sources.fhir_elements import CodeableConcept

__all__ = ["ATC", "RXNORM", "drug_contents"]

RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
ATC = "http://www.whocc.no/atc"


def drug_contents(concept: CodeableConcept) -> tuple[str, str | None, Product]:
    """Return a concept's words, its RxNorm or ATC code, and what it contains: by code, else by its name.

    The name decides where the code is not in the vocabulary; a component that neither knows is in ``others``.
    """
    codes = concept.codes(RXNORM) + concept.codes(ATC)
    known = next((p for p in map(find_product, concept.codes(RXNORM)) if p is not None), None)
    coded = known or _by_atc(concept.codes(ATC))
    product = _joined(coded, _by_name(concept)) if coded else _by_name(concept)
    return concept.words(), codes[0] if codes else None, product


def _joined(coded: Product, named: Product) -> Product:
    """Take what the name tells beside the code: where they disagree, either may be what the person takes."""
    more = tuple(name for name in named.ingredients if name not in coded.ingredients)
    return Product(ingredients=(*coded.ingredients, *more), others=coded.others)


def _by_atc(codes: list[str]) -> Product | None:
    found = [
        d.ingredient for d in drug_names().values() for code in codes if code in d.atc and len(code) == 7
    ]
    return Product(ingredients=tuple(found), others=()) if len(found) == 1 else None


def _by_name(concept: CodeableConcept) -> Product:
    names = [concept.text, *(c.display for c in concept.coding)]
    readings = [split_product(name) for name in names if name]
    whole = [r for r in readings if r.ingredients and not r.others]
    partly = [r for r in readings if r.ingredients]
    return next(
        iter(whole + partly + readings), Product(ingredients=(), others=("a product without a name",))
    )
