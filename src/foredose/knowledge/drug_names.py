"""The drug vocabulary: names, salts and brands to ingredients, product codes to ingredients.

``drugs/names.tsv`` and ``drugs/products.tsv`` are written by ``scripts/import_drug_names.py``;
``drugs/names_more.tsv`` is written by hand for names that those sources lack. Each row names its source.
"""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from foredose.core import KnowledgeError

__all__ = [
    "DrugName",
    "Product",
    "drug_names",
    "find_ingredients",
    "find_product",
    "nearest_names",
    "split_product",
]

DRUGS = Path(__file__).parent / "drugs"
_SPACES = re.compile(r"[\s_]+")
_STRENGTH = re.compile(r"\s+\d[\d.,]*\s*(?:mg|mcg|ug|g|unt|meq|ml|%)\b.*$")
_JOINED = re.compile(r"\s*(?:/|\+|&|;)\s*|\s+(?:and|with|plus)\s+")
_AMOUNT = re.compile(r"\s*\d[\d.,]*\s*(?:mg|mcg|ug|g|unt|meq|ml|%)(?:\s*/\s*\d*\s*ml)?\b.*$")
_LEAD = re.compile(r"^\d+\s*(?:hr|h)\s+")
_BRAND = re.compile(r"\s*\[[^\]]*\]\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugName:
    """One ingredient: its name, RxNorm ingredient code (``""`` if unknown), ATC codes, names, source."""

    ingredient: str
    rxcui: str
    atc: tuple[str, ...]
    synonyms: tuple[str, ...]
    brands: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product code: the ingredients of the vocabulary in it, and the components that are not in it."""

    ingredients: tuple[str, ...]
    others: tuple[str, ...]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DRUGS / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t")


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


def _merged(old: DrugName | None, row: dict[str, str]) -> DrugName:
    synonyms, brands, atc = _listed(row["synonyms"]), _listed(row["brands"]), _listed(row["atc"])
    if not row["source"]:
        raise KnowledgeError(
            "drugs.source",
            found=f"no source for {row['ingredient']}",
            expected="a source in every row",
            where="knowledge/drugs",
            remedy="add the source",
        )
    return DrugName(
        ingredient=row["ingredient"],
        rxcui=row["rxcui"] or (old.rxcui if old else ""),
        atc=(old.atc if old else ()) + atc,
        synonyms=(old.synonyms if old else ()) + synonyms,
        brands=(old.brands if old else ()) + brands,
        source=f"{old.source}; {row['source']}" if old else row["source"],
    )


@cache
def drug_names() -> Mapping[str, DrugName]:
    """Return every ingredient of the vocabulary by its name (INN, lower case)."""
    names: dict[str, DrugName] = {}
    for table in ("names.tsv", "names_more.tsv"):
        for row in _rows(table):
            names[row["ingredient"]] = _merged(names.get(row["ingredient"]), row)
    return MappingProxyType(names)


@cache
def _index() -> Mapping[str, tuple[str, ...]]:
    """Every spelling to its ingredients: a name of an ingredient itself wins over another one's synonym."""
    index: dict[str, tuple[str, ...]] = {}
    for drug in drug_names().values():
        for spelling in (*drug.synonyms, *drug.brands):
            index[spelling] = (*index.get(spelling, ()), drug.ingredient)
    return MappingProxyType(index | {name: (name,) for name in drug_names()})


@cache
def _salts() -> frozenset[str]:
    """Words that follow an ingredient in a known salt ("sodium" of "warfarin sodium")."""
    words: set[str] = set()
    for drug in drug_names().values():
        for synonym in drug.synonyms:
            if synonym.startswith(drug.ingredient + " "):
                words.update(synonym.removeprefix(drug.ingredient).split())
    return frozenset(words)


def _folded(text: str) -> str:
    return _SPACES.sub(" ", text.strip().lower()).replace("’", "'")


def find_ingredients(name: str) -> tuple[str, ...]:
    """Return the ingredients that a drug name, salt or brand stands for; empty when it is not known."""
    words = _folded(name).split(" ")
    while words:
        found = _index().get(" ".join(words))
        if found:
            return found
        if words[-1] not in _salts():
            break
        words.pop()
    return ()


def nearest_names(name: str, count: int = 3) -> tuple[str, ...]:
    """Return up to ``count`` known spellings that resemble ``name``, nearest first."""
    return tuple(difflib.get_close_matches(_folded(name)[:60], list(_index()), n=count, cutoff=0.6))


@cache
def _products() -> Mapping[str, Product]:
    rows = _rows("products.tsv")
    coded = {
        r["rxcui"]: Product(ingredients=_listed(r["ingredients"]), others=_listed(r["others"])) for r in rows
    }
    ingredient = {
        d.rxcui: Product(ingredients=(d.ingredient,), others=()) for d in drug_names().values() if d.rxcui
    }
    return MappingProxyType(coded | ingredient)


def find_product(rxcui: str) -> Product | None:
    """Return what an RxNorm code (product or ingredient) contains; ``None`` when the code is not known."""
    product = _products().get(rxcui)
    return None if product is None else _with_components_found(product)


def _with_components_found(product: Product) -> Product:
    parts = [(part, find_ingredients(part)) for part in product.others]
    found = tuple(name for _, names in parts for name in names if name not in product.ingredients)
    return Product(
        ingredients=product.ingredients + found, others=tuple(p for p, names in parts if not names)
    )


def split_product(text: str) -> Product:
    """Read a product name ("Verapamil Hydrochloride 40 MG") component by component, by name alone."""
    body = _BRAND.sub("", _folded(text))
    whole = _with_components_found(_product(body.split(" / "), _STRENGTH))
    if whole.ingredients and not _JOINED.search(body):
        return whole
    apart = _with_components_found(_product(_JOINED.split(body), _AMOUNT))
    return apart if len(apart.ingredients) > len(whole.ingredients) else whole


def _product(parts: list[str], amount: re.Pattern[str]) -> Product:
    """Return a product of components without lead-in and strength."""
    named = (_LEAD.sub("", amount.sub("", part.strip())).strip() for part in parts)
    return Product(ingredients=(), others=tuple(name for name in named if name))
