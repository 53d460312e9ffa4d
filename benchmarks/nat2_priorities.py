"""NAT2 without phase: does the haplotype prior lead with the diplotype that PharmCAT prefers?

Run: ``FOREDOSE_DATA=... [FOREDOSE_PHARMCAT=folder] python -m benchmarks nat2_priorities [--write]``.

Of diplotypes that share one unphased genotype, PharmCAT prefers one by the frequencies of UK Biobank; each row of its
table lists the preferred one first. Here each row's genotype is built from the definitions and called unphased, and our
leading diplotype, weighed by the haplotypes of the 1000 Genomes panel, is compared with the preferred one. With a
checkout of PharmCAT under ``FOREDOSE_PHARMCAT`` the rows of its sheet of NAT2 genotypes are called too: agreement is
the picked diplotype, or one of the listed ones, leading; a row that PharmCAT does not call agrees where we name no
diplotype or do not report it.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.pharmcat.inputs import Built, call, write
from benchmarks.pharmcat.rule import is_called, leading, pair_of
from foredose.core import InputError
from foredose.genome.call import GeneCall
from foredose.genome.panel import Prior
from foredose.genome.phenotype import phenotype
from foredose.knowledge.gene_facts import gene_facts
from foredose.sources.external import external_path

GENE = "NAT2"
CHECKOUT = "FOREDOSE_PHARMCAT"
SHEET = "src/test/resources/org/pharmgkb/pharmcat/haplotype/NAT2/tests.tsv"


@dataclass(frozen=True)
class Row:
    """One unphased genotype: what is preferred or allowed, and what we answer."""

    label: str
    wanted: tuple[tuple[str, ...], ...]
    answer: GeneCall

    @property
    def agrees(self) -> bool:
        if not self.wanted:
            return not is_called(self.answer) or not self.answer.reportable
        return leading(self.answer) in self.wanted

    @property
    def same_phenotype(self) -> bool:
        facts = gene_facts(GENE)
        return any(phenotype(facts, *pair) == self.answer.phenotypes[0].name for pair in self.wanted)


def priorities() -> list[list[str]]:
    """Return the rows of the table, the preferred diplotype first."""
    text = external_path("nat2_unphased_priorities", check=True).read_text(encoding="utf-8")
    cells = [cell for line in text.splitlines() for cell in line.split("|") if "__" in cell]
    return [re.findall(r"\*\d+/\*\d+", cell.replace("\\", "").replace("_", "")) for cell in cells]


def unphased(diplotype: str) -> Built:
    """Return the unphased input of a diplotype, from its definitions."""
    definition = gene_facts(GENE).definition
    cores = {allele.name: allele.core for allele in definition.alleles}
    built = Built(genes=[GENE])
    for index, position in enumerate(definition.positions):
        words = [
            next(iter(cores[name][index])) if index in cores[name] else position.ref
            for name in diplotype.split("/")
        ]
        built.edits[GENE, str(position.rsid)] = (tuple(sorted(words)), None)
    return built


def called(built: Built, prior: Prior = "population") -> GeneCall:
    with tempfile.TemporaryDirectory() as folder:
        return call(write(built, Path(folder) / "nat2.vcf"), [GENE], prior)[GENE]


def table_rows(prior: Prior = "population") -> list[Row]:
    return [
        Row(", ".join(row), (pair_of(GENE, row[0]),), called(unphased(row[0]), prior)) for row in priorities()
    ]


def sheet_rows(sheet: Path) -> list[Row]:
    head, *lines = [line.split("\t") for line in sheet.read_text(encoding="utf-8").splitlines()]
    found = []
    for cells in lines:
        built = Built(genes=[GENE])
        for rsid, words in zip(head[2:7], cells[2:7], strict=True):
            built.edits[GENE, rsid] = (tuple(words.split("/")), None)
        for rsid in re.findall(r"rs\d+", cells[0]):
            built.edits[GENE, rsid] = ((), None)
        pick = cells[8] if len(cells) > 8 and cells[8] else cells[7]
        listed = [] if pick == "not called" else re.split(r"\s+or\s+", pick)
        label = f"{', '.join(f'{r} {w}' for r, w in zip(head[2:7], cells[2:7], strict=True))}: {cells[7]}"
        found.append(Row(label, tuple(pair_of(GENE, name) for name in listed), called(built)))
    return found


def section(title: str, rows: Sequence[Row]) -> list[str]:
    other = [row for row in rows if not row.agrees]
    lines = [f"{title}: {len(rows) - len(other)} of {len(rows)} agree."]
    for row in other:
        shown = ", ".join(f"{d.name} {d.probability:.3f}" for d in row.answer.diplotypes[:3])
        lines.append(f"- {row.label}; ours {shown}; {'same' if row.same_phenotype else 'another'} phenotype")
    return [*lines, ""]


def report() -> str:
    lines = section("Rows of the table of priorities", table_rows())
    lines += section("The same, weighed by the panel's Europeans as UK Biobank mostly is", table_rows("EUR"))
    checkout = os.environ.get(CHECKOUT)
    sheet = Path(checkout) / SHEET if checkout else None
    if sheet is not None and sheet.exists():
        lines += section("Rows of the sheet of genotypes", sheet_rows(sheet))
    else:
        lines.append(f"The sheet of genotypes was not run: {CHECKOUT} is not set.")
    return "\n".join(lines)


def main() -> int:
    try:
        print(report())
    except InputError as error:
        print(f"skipped: {error}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
