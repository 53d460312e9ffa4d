"""What GeT-RM's laboratories agreed on, and when a call is the same as it."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import yaml

from foredose.genome import phenotype_of
from foredose.genome.posterior import naming_for
from foredose.sources.external import external_path

HARMONISATION = Path(__file__).resolve().parents[1] / "harmonisation.yaml"


def truths() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    with external_path("getrm_truth").open(encoding="utf-8") as handle:
        for row in csv.DictReader(handle, delimiter="\t"):
            found[row["gene"]][row["sample"]] = row["diplotype"]
    return found


def harmonisation() -> dict[str, dict[str, str]]:
    document = yaml.safe_load(HARMONISATION.read_text(encoding="utf-8"))
    return {gene: {row["old"]: row["new"] for row in rows} for gene, rows in document["genes"].items()}


def panel_reading() -> dict[str, dict[str, str]]:
    """What the truth's assays make of alleles they do not test, by gene."""
    document = yaml.safe_load(HARMONISATION.read_text(encoding="utf-8"))
    return {
        gene: {allele: seen for seen, alleles in entry["read_as"].items() for allele in alleles}
        for gene, entry in document["panel"].items()
    }


def same(one: str, other: str, names: dict[str, str]) -> bool:
    """Whether two diplotypes are equal without regard to order, after renaming whole alleles."""
    sides = [sorted(names.get(a.strip(), a.strip()) for a in text.split("/")) for text in (one, other)]
    return sides[0] == sides[1]


def same_phenotype(gene: str, called: str, expected: str, names: dict[str, str]) -> bool:
    """Whether both diplotypes have one phenotype by the gene's rule, names of today; no call has none."""
    first, second = (
        "/".join(names.get(a.strip(), a.strip()) for a in text.split("/")) for text in (called, expected)
    )
    return "/" in called and phenotype_of(gene, first) == phenotype_of(gene, second)


def tellable(gene: str, diplotype: str, seen: set[int], names: dict[str, str]) -> bool:
    rows: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    for row in naming_for(gene, "population").rows:
        rows[row.name].append(row.informative if row.outside else ())
    for allele in diplotype.split("/"):
        name = names.get(allele, allele)
        if name not in rows or not any(set(places) <= seen for places in rows[name]):
            return False
    return not re.search(r"x\d|\+", diplotype)
