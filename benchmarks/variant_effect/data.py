"""The measurements: four deep mutational scans, star alleles of known function, and other predictors' scores."""

from __future__ import annotations

import csv
import gzip
import io
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from foredose.core import InputError
from foredose.genome.effect.aminoacids import LETTERS
from foredose.genome.effect.consequence import Consequence, parse_protein
from foredose.sources.external import external_path

__all__ = ["SCANS", "Measured", "StarAllele", "archive", "predictors", "scan", "star_alleles", "table"]

_FOLDER = "gym_single"
# Name of the scan -> file in the ProteinGym archive; CYP2C9 is read from the authors' own table.
SCANS = {
    "TPMT": "TPMT_HUMAN_Matreyek_2018",
    "NUDT15": "NUD15_HUMAN_Suiter_2020",
    "VKORC1": "VKOR1_HUMAN_Chiasson_abundance_2020",
    "VKORC1 activity": "VKOR1_HUMAN_Chiasson_activity_2020",
}
_FUNCTIONS = {"No Function": 0.0, "Decreased Function": 0.5, "Normal Function": 1.0}


@dataclass(frozen=True, slots=True)
class Measured:
    """One missense variant and its score: 1 as the reference protein, 0 as a truncated one."""

    change: Consequence
    score: float


@dataclass(frozen=True, slots=True)
class StarAllele:
    """A named allele of known function and the consequences of all that defines it."""

    gene: str
    name: str
    function: float
    changes: tuple[Consequence, ...]
    splice: bool
    unread: tuple[str, ...]


def table(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a registered CSV file, compressed or not."""
    path = external_path(name, check=True)
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from csv.DictReader(io.StringIO(content.decode("utf-8")))


@cache
def archive(member: str) -> str:
    """Return one text file of the ProteinGym archive."""
    with tarfile.open(external_path("proteingym_single_sites", check=True)) as whole:
        found = whole.extractfile(f"{_FOLDER}/{member}")
        assert found is not None
        return io.TextIOWrapper(found, encoding="utf-8").read()


def scan(name: str) -> list[Measured]:
    """Return the missense variants of a scan: ``CYP2C9 activity``, ``CYP2C9 abundance`` or one of ``SCANS``."""
    if name.startswith("CYP2C9 "):
        column = f"{name.split()[1]}_score"
        rows = [(r["variant"], r[column]) for r in table("cyp2c9_scan") if r["class"] == "missense"]
    else:
        read = csv.DictReader(io.StringIO(archive(f"mutant/{SCANS[name]}.csv")))
        rows = [(r["mutant"], r["score"]) for r in read]
    return [
        Measured(_missense(word), float(score))
        for word, score in rows
        if score != "NA" and word[-1] in LETTERS and ":" not in word
    ]


def _missense(word: str) -> Consequence:
    return Consequence(kind="missense", position=int(word[1:-1]), wild=word[0], mutant=word[-1])


def predictors() -> dict[str, dict[str, float]]:
    """Return CADD, PolyPhen-2 and SIFT of CYP2C9 variants, turned so that more means more function."""
    turned = {"CADD_score": -1, "PolyPhen2_score": -1, "SIFT_score": 1}
    found: dict[str, dict[str, float]] = {}
    for r in table("cyp2c9_predictors"):
        found[r["variant"]] = {c.split("_")[0]: s * float(r[c]) for c, s in turned.items() if r[c] != "NA"}
    return found


def star_alleles() -> list[StarAllele]:
    """Return named alleles of no, decreased or normal function, read from pypgx's tables."""
    impact = {(r["Gene"], r["GRCh38Name"]): r["Impact"].strip() for r in table("pypgx_variants")}
    found = []
    for r in table("pypgx_alleles"):
        if r["Function"] not in _FUNCTIONS or r["SV"] == "TRUE":
            continue
        names = [n for column in ("GRCh38Core", "GRCh38Tag") for n in r[column].split(",") if n != "N/A"]
        words = [impact.get((r["Gene"], n), "N/A") for n in names]
        if names:
            found.append(_allele(r["Gene"], r["StarAllele"], _FUNCTIONS[r["Function"]], words))
    return found


def _allele(gene: str, name: str, function: float, words: list[str]) -> StarAllele:
    changes, unread = [], []
    for word in words:
        try:
            changes.append(parse_protein(re.sub("#$", "*", word)))
        except InputError:
            unread.append(word)
    return StarAllele(gene, name, function, tuple(changes), "Splice Defect" in words, tuple(unread))
