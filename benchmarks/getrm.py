"""GeT-RM concordance, gene by gene, phased and with phase removed, with PyPGx on the same files in the same run.

Run: ``FOREDOSE_DATA=... [FOREDOSE_PYPGX_PYTHON=.../python] python -m benchmarks getrm [--write]``.

The panel lists only places where someone in it varies, so absent places are declared reference, which is
what PyPGx takes for granted. "Strict" compares names as printed; "harmonised" first applies
``harmonisation.yaml`` to both sides; "phenotype" compares phenotypes by the gene's rule in this project. "Not
tellable" counts truths that name a structural allele, a copy number, or an allele one of whose places is not in the
panel: no caller can tell them from this input.

With the phase removed (every ``a|b`` written ``a/b``, lower number first) both read the same file. PyPGx phases it with
Beagle against the haplotypes of its bundle; ours weighs the arrangements by haplotype frequencies counted from the
same panel. All samples are in that panel, so both are scored again with the samples and everyone listed in a family of
one of them left out of it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.concordance.score import score_gene
from benchmarks.concordance.tables import (
    PHASED,
    REMOVED,
    WHAT,
    Scored,
    apart_lines,
    miss_line,
    phased_row,
    removed_row,
    table,
)
from benchmarks.concordance.truth import harmonisation, panel_reading, truths
from foredose.core import InputError

GENES = (
    *("CYP2C19", "CYP2C9", "CYP3A5", "CYP4F2", "SLCO1B1", "CYP2D6"),
    *("CYP2B6", "CYP3A4", "NUDT15", "TPMT", "UGT1A1"),
    *("CYP1A2", "CYP2A6", "CYP2C8", "CYP2E1", "NAT1", "UGT2B15", "UGT2B7"),
)
NOTE = """VKORC1 has no truth in GeT-RM. Columns are explained in `benchmarks/getrm.py`. The two CYP4F2
samples called *1/*19 carry rs3952537, an allele newer than the tables of PyPGx 0.27.0 and than the
assays behind the truth. The two CYP2A6 samples called *1/outside the catalogue carry rs143731390 (N438Y)
alone, by the documentation of PyPGx *35, which it leaves out for the variant's high rate of false positives,
likely reads of CYP2A7, and so reads as *1. Here the change stays in sight.
In SLCO1B1, NA19035 (truth *1/*1) is *37/*53 here and *14/*37 in PyPGx 0.27.0, which has no *53; no function is
given for *53, so the phenotype stays open and counts as a difference. In CYP2D6 copies cannot be seen: the
weight of the deletion *5 finds three truths with *5 and loses NA06989, *9/*9.
"""
LEAK = """The same files with every `a|b` written `a/b`. The four numbers are matches: {what}.

**The input leaks.** All 89 samples of these files are columns of the panel that PyPGx's Beagle phases against (3,202
people of the 1000 Genomes, families included), so it finds each sample's own two haplotypes there. Ours weighs
arrangements by haplotype frequencies counted from the 2,504 unrelated people of the same panel, 71 of the samples
among them: counts rather than persons, but a haplotype that only a sample carries is in them too. In the last two
columns the samples and everyone listed in a family of one of them (218 people) are left out of both: of PyPGx's panel
and of our counts. Only these say what either does for a person it has not met. One child listed under another family
(NA18913, of NA19238) stays in, and more distant kin may.
"""


def scores() -> dict[str, Scored]:
    truth, maps, panels = truths(), harmonisation(), panel_reading()
    found = {}
    for gene in GENES:
        found[gene] = score_gene(gene, truth[gene], maps.get(gene, {}), panels.get(gene, {}))
        print(f"{gene} done", file=sys.stderr, flush=True)
    return found


def report() -> str:
    found = scores()
    reasons = sorted({why for _, skipped, _ in found.values() for why in skipped.values()})
    differing = [line for gene, (score, _, _) in found.items() for line in apart_lines(gene, score)]
    parts = [
        *("## Phase as it stands in the files", ""),
        *table(PHASED, [phased_row(gene, scored) for gene, scored in found.items()]),
        *("", "## Phase removed", "", LEAK.format(what=WHAT)),
        *table(REMOVED, [removed_row(gene, scored) for gene, scored in found.items()]),
        *([f"\nPyPGx skipped: {'; '.join(reasons)}"] if reasons else []),
        *("", "With the phase removed, one side right after harmonisation and the other not:", ""),
        *(differing or ["- none"]),
        *("", "## Differences from the truth after harmonisation, phased (truth, then ours)", ""),
        *(miss_line(gene, score) for gene, (score, _, _) in found.items()),
    ]
    return "\n".join(parts)


def main() -> int:
    try:
        text = report()
    except InputError as error:
        print(f"skipped: {error}", file=sys.stderr)
        return 0
    print(text)
    if "--write" in sys.argv:
        kept = Path(__file__).resolve().parent / "results" / "getrm.md"
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(f"# GeT-RM concordance\n\n{NOTE}\n{text}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
