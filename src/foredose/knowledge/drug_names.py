"""The drug vocabulary: names, salts and brands to ingredients, product codes to ingredients.

``drugs/names.tsv`` and ``drugs/products.tsv`` are written by ``scripts/import_drug_names.py``;
``drugs/brands.tsv`` is written by ``scripts/import_brands.py``; ``drugs/names_more.tsv`` is written by hand for names
that those sources lack. Each row names its source.
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
    "split_parts",
    "split_product",
]

DRUGS = Path(__file__).parent / "drugs"
_SPACES = re.compile(r"[\s_]+")
_UNIT = r"(?:mg|mcg|ug|µg|ng|g|unt|units?|iu|meq|mmol|ml|l|%)"
_PER = r"(?:mg|ml|g|l|kg|m2|actuat|actuation|dose|spray|puff|tablet|capsule|hr|h|hour|day|d)"
# One strength ("500 mg", "50/1000 mg", "0.09 MG/ACTUAT", "10 mg/5 ml"), and nothing of what follows it.
_STRENGTH = re.compile(
    rf"(?<![\d.,])\d[\d.,]*(?:\s*[/-]\s*\d[\d.,]*)*\s*-?\s*{_UNIT}(?![a-z0-9])"
    rf"(?:\s*/\s*(?:\d[\d.,]*\s*)?{_PER}(?![a-z0-9]))?"
)
_BRAND = re.compile(r"\[([^\]]*)\]")
_TOKEN = re.compile(r"[/+&;,|(){}\[\]]|[^\s/+&;,|(){}\[\]]+")
_JOINS = frozenset("/+&;,|(){}[]") | {"and", "with", "plus"}
# Words of a product name that name no substance: forms, routes, packs, times and how it is taken.
_FORM_WORDS = """
    oral orally tablet tablets tab tabs capsule capsules cap caps caplet pill pills solution suspension syrup
    elixir drops drop injection injectable infusion intravenous intramuscular subcutaneous subcut transdermal
    topical rectal vaginal nasal ophthalmic otic sublingual buccal inhalation inhaler inhalant intrauterine
    implant patch patches gel cream ointment lotion foam spray powder dry metered nebulizer nebuliser granules
    granule sachet sachets lozenge suppository suppositories enema film films coated enteric gastro-resistant
    effervescent soluble dispersible chewable disintegrating orodispersible extended delayed modified prolonged
    sustained immediate controlled slow release extended-release delayed-release immediate-release
    sustained-release modified-release prolonged-release film-coated actuat actuation actuations dose doses unit
    units mg mcg ml kit pack packs box bottle vial vials ampoule ampule cartridge pen pens syringe prefilled
    pre-filled auto-injector autoinjector system liquid concentrate lyophilisate reconstituted preservative free
    preservative-free sugar-free product products generic brand strength extra forte low high low-dose high-dose
    hr hour hours day days week weeks month months once twice thrice daily nightly weekly monthly every each per
    morning evening night noon bedtime meal meals food water take takes taken taking one two three four half as
    needed prn for pain fever by mouth at in the of or to on a an po iv im sc od bd bid tds tid qid qd qds qhs
    inert ingredients containing maximum minimum max then until
    additional adult adults children child pediatric paediatric infant medication drug therapy treatment
    allergy allergic intolerance hypersensitivity sensitivity reaction adverse finding disorder substance mucosal
    """
_NO_SUBSTANCE = frozenset(_FORM_WORDS.split())
# Salts and hydrates beside those that the vocabulary itself shows.
_SALT_WORDS = """
    hcl hbr besylate besilate mesylate mesilate bitartrate tosylate dihydrate monohydrate trihydrate anhydrous
    hemihydrate dihydrochloride monohydrochloride sulphate nitrate dinitrate mononitrate lactate propionate
    furoate valerate butyrate dipropionate pivalate xinafoate bicarbonate carbonate chloride oxalate gluconate
    magnesium zinc disodium trometamol tromethamine erbumine arginine axetil proxetil mofetil alafenamide
    hyclate acid base salt hydrate nicotinate decanoate enanthate palmitate aspartate recombinant human
    """
_MORE_SALTS = frozenset(_SALT_WORDS.split())
# What a name ends with that says how the drug is released.
_RELEASE = frozenset("xr er sr cr la xl xt dr ir mr ec odt".split())
_BETWEEN_PARTS = re.compile(r"[/+&]|\b(?:and|with|plus)\b", re.IGNORECASE)
# What a product name ends with that says that another drug is in it.
_HOLDS_MORE = frozenset({"pe", "d", "pm", "dm", "hc", "hct", "comp"})
_JOINED = re.compile(r"\s*[/+]\s*|\s+and\s+")
_MOST_WORDS = 6


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
    for table in ("names.tsv", "names_more.tsv", "brands.tsv"):
        for row in _rows(table):
            names[row["ingredient"]] = _merged(names.get(row["ingredient"]), row)
    return MappingProxyType(names)


@cache
def _index() -> Mapping[str, tuple[str, ...]]:
    """Every spelling to its ingredients: a name of an ingredient itself wins over another one's synonym."""
    index: dict[str, tuple[str, ...]] = {}
    for drug in drug_names().values():
        for spelling in (*drug.synonyms, *drug.brands):
            index[spelling] = tuple(dict.fromkeys((*index.get(spelling, ()), drug.ingredient)))
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
    """Return the ingredients that a drug name, salt, brand or combination of such stands for.

    Empty when it is not known; a combination ("carbidopa/levodopa") is known where each of its parts is.
    """
    body = _folded(name)
    found = _without_salt(body)
    parts = _JOINED.split(body) if not found else []
    of_parts = [_without_salt(part.strip()) for part in parts] if len(parts) > 1 else []
    return found or (tuple(dict.fromkeys(i for p in of_parts for i in p)) if all(of_parts) else ())


def _without_salt(body: str) -> tuple[str, ...]:
    words = body.split(" ")
    while words:
        found = _index().get(" ".join(words))
        if found:
            return found
        if words[-1] not in _salts() and words[-1] not in _MORE_SALTS and words[-1] not in _RELEASE:
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
    """Read a product name part by part ("Paracetamol 500 mg/Codeine 30 mg"), by name alone.

    Strengths, forms and ways of taking are passed over; words that are neither these nor a known drug are
    components that are not known.
    """
    body = _folded(text)
    brands = _BRAND.findall(body)
    ingredients, others = _read_words(_BRAND.sub(" / ", body))
    for brand in () if ingredients else brands:
        ingredients += find_ingredients(brand)
    if not ingredients and not others and body:
        others = (body,)
    return Product(ingredients=tuple(dict.fromkeys(ingredients)), others=tuple(dict.fromkeys(others)))


def _read_words(body: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the known ingredients of a name, and the runs of words that are no known drug."""
    words = _words(_STRENGTH.sub(" ; ", body) if not find_ingredients(body) else body)
    ingredients: tuple[str, ...] = ()
    others: list[str] = []
    run: list[str] = []
    at = 0
    while at < len(words):
        count, found = _longest(words, at)
        if not found and _says_more(words, at, bool(ingredients)):
            others.append(f"what {words[at]!r} says of it")
        elif found or words[at] in _JOINS:
            others += [" ".join(run)] if run else []
            run = []
            ingredients += found
        elif not _says_no_substance(words[at], bool(ingredients)):
            run.append(words[at])
        at += count
    return ingredients, (*others, " ".join(run)) if run else tuple(others)


def _says_more(words: list[str], at: int, follows_drug: bool) -> bool:
    """Return whether a word behind a drug says that the product holds more than the name ("PE", "PM", "#3")."""
    word, last = words[at], at == len(words) - 1
    return (follows_drug and not words[at - 1].isdigit()) and (
        word in _HOLDS_MORE or re.fullmatch(r"#\d", word) is not None or (word == "plus" and last)
    )


def _words(body: str) -> list[str]:
    """Return words and joints; a hyphen joins where it stands beside a known drug ("amoxicillin-clavulanate")."""
    words: list[str] = []
    for word in (w.strip(".:") or w for w in _TOKEN.findall(body)):
        parts = word.split("-")
        whole = len(parts[-1]) < 3 or (word,) in _spellings()  # "Aleve-D" holds more than Aleve
        known = len(parts) > 1 and not whole and any((p,) in _spellings() for p in parts)
        words += [piece for part in parts for piece in (part, "/") if part] if known else [word]
    return words


def split_parts(text: str) -> tuple[str, ...]:
    """Return the parts of "X 500 mg + Y 30 mg" as written where two or more of them start with a known drug."""
    parts = [part for part in _BETWEEN_PARTS.split(text) if part.strip()]
    known = [part for part in parts if _longest(_words(_folded(part)), 0)[1]]
    return tuple(part.strip() for part in parts) if len(known) > 1 else (text,)


@cache
def _spellings() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    return MappingProxyType({tuple(_TOKEN.findall(name)): found for name, found in _index().items()})


def _longest(words: list[str], at: int) -> tuple[int, tuple[str, ...]]:
    """Return how many words from ``at`` are one spelling, and its ingredients; ``(1, ())`` where none is."""
    for count in range(min(_MOST_WORDS, len(words) - at), 0, -1):
        found = _spellings().get(tuple(words[at : at + count]))
        if found:
            return count, found
    return 1, ()


def _says_no_substance(word: str, follows_drug: bool) -> bool:
    letters = sum(letter.isalpha() for letter in word)
    is_salt = follows_drug and (word in _MORE_SALTS or word in _salts())
    return is_salt or letters < 3 or word in _NO_SUBSTANCE or re.fullmatch(r"nda\d+", word) is not None
