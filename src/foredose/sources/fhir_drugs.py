"""A coded drug to its ingredients: by RxNorm, by ATC, else by its name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from foredose.knowledge.drug_names import Product, drug_names, find_product, split_product
from foredose.sources.fhir_elements import CodeableConcept

__all__ = ["ATC", "RXNORM", "NamedDrug", "drug_contents"]

RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
ATC = "http://www.whocc.no/atc"
_NO_NAME = Product(ingredients=(), others=("a product without a name",))


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDrug:
    """A product in words and by its RxNorm or ATC code, what is in it, and whether code and words agree."""

    text: str
    code: str | None
    product: Product
    disagrees: bool = False

    def parts(self) -> tuple[tuple[str | None, str], ...]:
        """Return each component as (ingredient, words); the ingredient is ``None`` where it is not known."""
        known = tuple((name, name) for name in self.product.ingredients)
        return (*known, *((None, other) for other in self.product.others))


def drug_contents(concept: CodeableConcept) -> NamedDrug:
    """Return what a concept contains by its codes and by its words, together where they name different drugs.

    The words decide where no code is in the vocabulary; a component that neither knows is in ``others``.
    """
    codes = concept.codes(RXNORM) + concept.codes(ATC)
    products = [p for p in map(find_product, concept.codes(RXNORM)) if p is not None]
    coded = _union(products or [p for p in map(_by_atc, concept.codes(ATC)) if p is not None])
    named = _by_name(concept)
    more = set(named.ingredients) - set(coded.ingredients)
    return NamedDrug(
        text=concept.words(),
        code=codes[0] if codes else None,
        product=_joined(coded, named),
        disagrees=bool(coded.ingredients) and bool(more),
    )


def _union(products: Iterable[Product]) -> Product:
    """Return what any of several readings holds, each component once."""
    listed = list(products)
    return Product(
        ingredients=tuple(dict.fromkeys(name for p in listed for name in p.ingredients)),
        others=tuple(dict.fromkeys(name for p in listed for name in p.others)),
    )


def _joined(coded: Product, named: Product) -> Product:
    """Take what the name tells beside the code: where they disagree, either may be what the person takes."""
    if not coded.ingredients:
        return named if named.ingredients or not coded.others else coded
    return Product(ingredients=_union([coded, named]).ingredients, others=coded.others)


def _by_atc(code: str) -> Product | None:
    found = [d.ingredient for d in drug_names().values() if code in d.atc and len(code) == 7]
    return Product(ingredients=tuple(found), others=()) if len(found) == 1 else None


def _by_name(concept: CodeableConcept) -> Product:
    """Read every name; unknown words count only where no name is understood as a whole."""
    names = [concept.text, *(c.display for c in concept.coding)]
    readings = [split_product(name) for name in dict.fromkeys(names) if name]
    whole = [r for r in readings if r.ingredients and not r.others]
    partly = [r for r in readings if r.ingredients]
    others = () if whole else (partly or readings or [_NO_NAME])[0].others
    return Product(ingredients=_union(partly).ingredients, others=others)
