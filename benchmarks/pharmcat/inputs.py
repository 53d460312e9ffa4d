"""The inputs of a case: the operations of PharmCAT's test builder, written out as VCF.

A builder starts from GRCh38's base at every defining position of the genes it names, and edits single positions:

- ``variation gene rsid words...`` (or ``gene chromosome position words...``): the copies carried there, as VCF alleles;
  ``.`` is a copy not called; one word on the X chromosome of a man;
- ``variationInPhaseSet gene rsid set words...``: the same, in a phase set;
- ``missing gene rsids...``: no record; ``reference gene``: the gene is in the file;
- ``phased``: every genotype ordered; ``male``, ``female``: one X chromosome, or two;
- ``allowUnknownAllele``: words that no definition lists are written as they are.

A case with several builders lists their operations one after the other; a new one begins at ``phased`` after an edit,
or where a position is edited for the second time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from foredose.genome import Assumptions, call_genome
from foredose.genome.call import GeneCall
from foredose.genome.panel import Prior
from foredose.knowledge.gene_facts import gene_facts
from foredose.knowledge.gene_schema import Position
from foredose.sources.vcf import read_vcf

Op = Sequence[str]
EDITS = ("variation", "variationInPhaseSet", "missing")
HEADER = (
    "##fileformat=VCFv4.2\n##reference=GRCh38\n"
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tPharmCAT\n"
)


@dataclass
class Built:
    """What one builder was told."""

    genes: list[str] = field(default_factory=list)
    edits: dict[tuple[str, str], tuple[tuple[str, ...], str | None]] = field(default_factory=dict)
    phased: bool = False
    male: bool = False

    def add(self, op: Op) -> None:
        name = op[0]
        if name == "phased":
            self.phased = True
        elif name in ("male", "female"):
            self.male = name == "male"
        elif name == "reference":
            self._in_file(op[1])
        elif name in EDITS:
            self._in_file(op[1])
            for place, words, phase_set in edits_of(op):
                self.edits[op[1], place] = (words, phase_set)
        elif name != "allowUnknownAllele":
            raise ValueError(f"unknown operation {name}")

    def _in_file(self, gene: str) -> None:
        if gene not in self.genes:
            self.genes.append(gene)

    def records(self) -> Iterator[str]:
        for gene in self.genes:
            facts = gene_facts(gene)
            used = set()
            for position in facts.definition.positions:
                keys = [(gene, position.rsid or ""), (gene, f"{facts.chromosome}:{position.grch38}")]
                key = next((k for k in keys if k in self.edits), None)
                used |= {key}
                words, phase_set = (
                    self.edits[key] if key else (self._reference(facts.chromosome, position), None)
                )
                if words:
                    yield self._record(facts.chromosome, position, words, phase_set)
            lost = {key for key in self.edits if key[0] == gene} - used
            if lost:
                raise ValueError(f"no defining position for {lost}")

    def _reference(self, chromosome: str, position: Position) -> tuple[str, ...]:
        return (position.ref,) * (1 if self.male and chromosome == "chrX" else 2)

    def _record(
        self, chromosome: str, position: Position, words: tuple[str, ...], phase_set: str | None
    ) -> str:
        listed = [position.ref, *position.alts]
        listed += [word for word in dict.fromkeys(words) if word not in listed and word != "."]
        joiner = "|" if self.phased or phase_set else "/"
        sample = joiner.join("." if word == "." else str(listed.index(word)) for word in words)
        if phase_set:
            sample += f":{phase_set}"
        alternates = ",".join(listed[1:])
        columns = [
            chromosome,
            position.grch38,
            position.rsid or ".",
            position.ref,
            alternates,
            ".",
            "PASS",
            ".",
        ]
        return "\t".join(map(str, [*columns, "GT:PS" if phase_set else "GT", sample])) + "\n"


def edits_of(op: Op) -> list[tuple[str, tuple[str, ...], str | None]]:
    """Return place, words and phase set of each edit of an operation; no words where the position is missing."""
    if op[0] == "missing":
        return [(place, (), None) for place in op[2:]]
    if op[0] == "variationInPhaseSet":
        return [(op[2], tuple(op[4:]), op[3])]
    if op[2].startswith("chr"):
        return [(f"{op[2]}:{op[3]}", tuple(op[4:]), None)]
    return [(op[2], tuple(op[3:]), None)]


def builders(ops: Sequence[Op]) -> list[Built]:
    """Return the builders of a case in their order."""
    found: list[Built] = []
    for op in ops:
        again = op[0] == "phased" and bool(found) and bool(found[-1].edits)
        if op[0] in EDITS and found:
            again = any((op[1], place) in found[-1].edits for place, _, _ in edits_of(op))
        if not found or again:
            found.append(Built())
        found[-1].add(op)
    return found


def write(built: Built, path: Path) -> Path:
    path.write_text(HEADER + "".join(built.records()), encoding="utf-8")
    return path


def call(path: Path, genes: Sequence[str], prior: Prior = "population") -> dict[str, GeneCall]:
    """Call genes of a VCF, absent positions unknown."""
    return dict(call_genome(read_vcf(path), genes=genes, assumed=Assumptions(prior=prior)).genes)
