"""Builds small VCF files from a gene's own definition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from foredose.knowledge.gene_facts import gene_facts
from foredose.knowledge.gene_schema import Assembly

HEADER = "##fileformat=VCFv4.2\n##reference={assembly}\n"
COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS1\n"


def record(chromosome: str, position: int, ref: str, alt: str, gt: str, filters: str = "PASS") -> str:
    return f"{chromosome}\t{position}\t.\t{ref}\t{alt}\t50\t{filters}\t.\tGT\t{gt}\n"


def gene_records(
    gene: str,
    genotypes: Mapping[str, str],
    *,
    background: str | None = "*1",
    assembly: Assembly = "GRCh38",
    prefix: str = "chr",
) -> list[str]:
    """Return records of a gene: ``genotypes`` maps a position's label to words such as ``"G/A"`` or ``"./."``.

    Every other position carries the background allele on both copies, or is left out where it is ``None``.
    """
    facts = gene_facts(gene)
    full = next((a.core for a in facts.definition.alleles if a.name == background), None)
    chromosome = prefix + facts.chromosome.removeprefix("chr")
    lines = []
    for index, position in enumerate(facts.definition.positions):
        place, reference = position.place(assembly)
        words = genotypes.get(position.label)
        if words is None and full is not None:
            word = position.ref if position.ref in full[index] else min(full[index])
            words = f"{word}/{word}"
        if place is None or words is None:
            continue
        reference = reference or position.ref
        separator = "|" if "|" in words else "/"
        copies = words.split(separator)
        alternates = sorted({*copies, *position.alts, position.ref} - {reference, "."})
        order = [reference, *alternates]
        gt = separator.join("." if copy == "." else str(order.index(copy)) for copy in copies)
        lines.append(record(chromosome, place, reference, ",".join(alternates), gt))
    return lines


def write_vcf(path: Path, lines: Sequence[str], *, assembly: str = "GRCh38") -> Path:
    path.write_text(HEADER.format(assembly=assembly) + COLUMNS + "".join(lines), encoding="utf-8")
    return path
