"""Write knowledge/drugs/names.tsv and products.tsv from two registry entries.

Reads ``clinical/drug_codes.csv`` (CPIC, CC0) and ``clinical/rxnorm_products_to_ingredient.csv.gz`` (CDS Hooks
sandbox, Apache-2.0) under ``FOREDOSE_DATA``. The output is the same for the same input. Names that neither
file holds stand, with their sources, in ``names_more.tsv``, written by hand.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from foredose.sources.external import external_path

DRUGS = Path(__file__).parents[1] / "src" / "foredose" / "knowledge" / "drugs"
STRENGTH = re.compile(r"\s+[\d.,]+\s*(?:MG|MCG|UNT|MEQ|ML|%).*$")
LEAD = re.compile(r"^\d+\s*HR\s+|^(?:Abuse-Deterrent|Once-Daily|Biweekly)\s+", re.IGNORECASE)
BRAND = re.compile(r"\[([^\]]+)\]\s*$")
# Classes and non-drugs in the CPIC table have no RxCUI of an ingredient that a person can take.
NOT_A_DRUG = {"platinum", "fluticasone/salmeterol", "sulfamethoxazole / trimethoprim", "radiotherapy"}
# One substance under two of the table's names: the salt mixture is the acid.
MERGED = {"divalproex sodium": "valproic acid"}
# The international non-proprietary name, where the CPIC table has the United States adopted name.
INN = {"cyclosporine": "ciclosporin"}
RENAMED = MERGED | INN


def ingredients() -> dict[str, tuple[str, str]]:
    rows = csv.DictReader(external_path("drug_codes").read_text(encoding="utf-8").splitlines())
    kept = (r for r in rows if r["rxcui"] and r["name"] not in NOT_A_DRUG and r["name"] not in MERGED)
    return {INN.get(r["name"], r["name"].lower()): (r["rxcui"], r["atc"]) for r in kept}


def components(product: str) -> list[str]:
    body = BRAND.sub("", product).strip()
    return [LEAD.sub("", STRENGTH.sub("", part)).strip().lower() for part in body.split(" / ")]


def products() -> dict[str, tuple[str, list[str]]]:
    found: dict[str, tuple[str, list[str]]] = {}
    with gzip.open(external_path("rxnorm_products"), "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            name = RENAMED.get(row["ingredient"], row["ingredient"])
            entry = found.setdefault(row["product_rxcui"], (row["product_name"], []))
            if name not in entry[1]:
                entry[1].append(name)
    return found


def known_as(component: str, names: list[str]) -> str | None:
    """Return the ingredient that a component is: the same word, or that word followed by a salt."""
    spelled = {old: new for old, new in RENAMED.items() if new in names} | {n: n for n in names}
    hits = [s for s in spelled if component == s or component.startswith(s + " ")]
    return spelled[max(hits, key=len)] if hits else None


def synonyms_and_brands(
    found: dict[str, tuple[str, list[str]]],
) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    salts: dict[str, set[str]] = defaultdict(set)
    brands: dict[str, set[str]] = defaultdict(set)
    for name, ingredient_names in found.values():
        parts = components(name)
        for part in parts:
            owner = known_as(part, ingredient_names)
            if owner and part != owner:
                salts[owner].add(part)
        brand = BRAND.search(name)
        if brand and len(parts) == 1 and len(ingredient_names) == 1:
            brands[ingredient_names[0]].add(brand.group(1).lower())
    return salts, brands


def write(path: Path, header: list[str], rows: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter="\t", lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    base, found = ingredients(), products()
    salts, brands = synonyms_and_brands(found)
    for name, owner in RENAMED.items():
        salts[owner].add(name)
    source = "cpicpgx/cpic-data@459e3ebd (CC0); cds-hooks/sandbox@3b7e2554 (Apache-2.0)"
    head = ["ingredient", "rxcui", "atc", "synonyms", "brands", "source"]
    rows = (
        [n, *base[n], ";".join(sorted(salts[n])), ";".join(sorted(brands[n])), source] for n in sorted(base)
    )
    write(DRUGS / "names.tsv", head, rows)
    write(DRUGS / "products.tsv", ["rxcui", "ingredients", "others"], product_rows(found))


def product_rows(found: dict[str, tuple[str, list[str]]]) -> Iterable[list[str]]:
    for code, (name, ingredient_names) in sorted(found.items(), key=lambda item: int(item[0])):
        others = [p for p in components(name) if known_as(p, ingredient_names) is None]
        # Where the only component did not match by its own name, it is the ingredient it was listed for.
        unmatched = len(components(name)) - len(ingredient_names)
        yield [code, ";".join(ingredient_names), ";".join(others) if unmatched > 0 else ""]


if __name__ == "__main__":
    main()
