"""The samples' files with the phase removed, and the panel with the samples' families removed."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

from foredose.sources.external import external_path

FIXED = 9  # the columns of a VCF before its samples


def without_phase(source: Path, target: Path) -> None:
    """Copy a VCF with every ``a|b`` written ``a/b``, the lower number first; nothing else changes."""
    with gzip.open(source, "rt", encoding="utf-8") as lines, target.open("w", encoding="utf-8") as copy:
        copy.writelines(line if line.startswith("#") else _unordered(line) for line in lines)


def _unordered(line: str) -> str:
    cells = line.rstrip("\n").split("\t")
    for index, cell in enumerate(cells[FIXED:], FIXED):
        genotype, *rest = cell.split(":")
        cells[index] = ":".join(["/".join(sorted(genotype.split("|"), key=_number)), *rest])
    return "\t".join(cells) + "\n"


def _number(allele: str) -> int:
    return int(allele) if allele.isdigit() else -1


def samples_of(source: Path) -> list[str]:
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        head = next(line for line in lines if line.startswith("#CHROM"))
    return head.split()[FIXED:]


def families(samples: list[str]) -> set[str]:
    """The samples and everyone of the 1000 Genomes in a family with one of them."""
    with external_path("kgp_samples", check=True).open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t"))
    own = {row["fid"] for row in rows if row["id"] in samples}
    return {row["id"] for row in rows if row["fid"] in own} | set(samples)


def without_people(source: Path, target: Path, people: set[str]) -> None:
    """Copy a VCF without the columns of some people."""
    with gzip.open(source, "rt", encoding="utf-8") as lines, target.open("w", encoding="utf-8") as copy:
        kept: list[int] = []
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if line.startswith("#CHROM"):
                kept = [i for i, cell in enumerate(cells) if cell not in people]
            copy.write(line if line.startswith("##") else "\t".join(cells[i] for i in kept) + "\n")
