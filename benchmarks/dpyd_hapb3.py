"""DPYD's HapB3 beside other variants: PharmCAT's sheet of genotypes, phased and unphased.

Run: ``FOREDOSE_PHARMCAT=folder python -m benchmarks dpyd_hapb3 [--write]``.

Each row of the sheet gives seven genotypes, the expected diplotypes, and the pair that guidance is looked up by; each
is run phased and unphased. The rule is that of ``pharmcat/rule.py``: the expected diplotype leads, or the leading
diplotype carries exactly the listed variants; the expected pair has our leading phenotype and our activity score. The
sheet is read from the checkout of PharmCAT in the folder that ``FOREDOSE_PHARMCAT`` names.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.pharmcat.inputs import Built, call, write
from benchmarks.pharmcat.rule import (
    holds_diplotypes,
    holds_list,
    holds_recommended,
    is_pair,
    pair_of,
    recommended_pair,
    said,
)
from foredose.genome.call import GeneCall
from foredose.knowledge.gene_facts import gene_facts

GENE = "DPYD"
CHECKOUT = "FOREDOSE_PHARMCAT"
SHEET = "src/test/resources/org/pharmgkb/pharmcat/haplotype/DPYD/hapb3.tsv"
RSIDS = ("rs56038477", "rs75017182", "rs72549310", "rs67376798", "rs1801265", "rs186169810", "rs115232898")
HAPB3, CAUSE = "c.1129-5923C>G, c.1236G>A (HapB3)", "c.1129-5923C>G"
# What the sheet's one column of a base that no allele defines stands for.
UNDEFINED = {"rs186169810": "G"}


def own_words(text: str) -> list[str]:
    """Return the sheet's names as the definitions write them."""
    text = re.sub(r"(\S)\+(\S)", r"\1 + \2", text)
    text = re.sub(r"\bref\b", "Reference", text)
    names = [name.strip() for name in text.split(",")]
    return [re.sub("HapB3Intron|HapB3", lambda m: CAUSE if m[0] != "HapB3" else HAPB3, n) for n in names]


def build(cells: Sequence[str], *, phased: bool) -> Built:
    built = Built(genes=[GENE], phased=phased)
    positions = {position.rsid: position for position in gene_facts(GENE).definition.positions}
    for rsid, cell in zip(RSIDS, cells, strict=True):
        copies = () if cell.lower() == "missing" else tuple(re.split(r"[/|]", cell))
        alternate = UNDEFINED.get(rsid, positions[rsid].alts[0])
        words = tuple(positions[rsid].ref if copy == "0" else alternate for copy in copies)
        built.edits[GENE, rsid] = (words, None)
    return built


def holds(answer: GeneCall, expected: Sequence[str], pair: Sequence[str]) -> tuple[bool, bool]:
    """Return whether the diplotypes and whether the pair for guidance are as expected."""
    if any(is_pair(name) for name in expected):
        named = holds_diplotypes(answer, [pair_of(GENE, name) for name in expected])
    else:
        named = holds_list(answer, [name for name in expected if name != "Reference"])
    return named, holds_recommended(answer, recommended_pair(GENE, pair, male=False))


def rows(sheet: Path) -> Iterator[tuple[str, GeneCall, bool, bool]]:
    """Yield genotypes, our answer, and whether names and pair hold."""
    lines = [line.split("\t") for line in sheet.read_text(encoding="utf-8").splitlines()]
    if tuple(lines[2][:7]) != RSIDS:
        raise ValueError(f"{sheet.name} has other positions: {lines[2][:7]}")
    with tempfile.TemporaryDirectory() as folder:
        for cells in lines[3:]:
            phased_call, phased_pair, unphased_call, unphased_pair = cells[7:11]
            for phased in (True, False):
                expected = phased_call if phased else unphased_call or phased_call
                pair = (phased_pair if phased else unphased_pair or phased_pair) or expected
                built = build(cells[:7], phased=phased)
                answer = call(write(built, Path(folder) / "row.vcf"), [GENE])[GENE]
                held = holds(answer, own_words(expected), own_words(pair))
                shown = f"{' '.join(cells[:7])} {'phased' if phased else 'unphased'}"
                yield shown, answer, *held


def report(sheet: Path) -> str:
    found = list(rows(sheet))
    lines = ["| | as expected | inputs |", "|---|---|---|"]
    lines.append(f"| diplotypes | {sum(row[2] for row in found)} | {len(found)} |")
    lines.append(f"| pair for guidance | {sum(row[3] for row in found)} | {len(found)} |")
    lines += [
        "",
        "Where the marker was not seen, PharmCAT names the cause alone; we name HapB3, with the same function. Where a",
        "second loss may lie on either chromosome, PharmCAT takes the worse arrangement; we lead with the likelier one",
        f"by the panel and do not rely on it. Genotypes of {', '.join(RSIDS)}; our answer.",
        "",
    ]
    lines += [
        f"- {shown}: {'' if named else 'named otherwise; '}{'' if pair else 'looked up otherwise; '}{said(answer)}"
        for shown, answer, named, pair in found
        if not (named and pair)
    ]
    return "\n".join(lines)


def main() -> int:
    checkout = os.environ.get(CHECKOUT)
    if not checkout or not (Path(checkout) / SHEET).exists():
        print(f"skipped: {CHECKOUT} does not name a checkout of PharmCAT", file=sys.stderr)
        return 0
    print(report(Path(checkout) / SHEET))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
