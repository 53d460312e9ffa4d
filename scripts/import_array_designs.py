"""Write benchmarks/designs.yaml: which defining positions of the benchmark's genes real arrays and a panel type.

Run: ``python -m scripts.import_array_designs MANIFESTS PANEL``. The same inputs give the same bytes.

``MANIFESTS`` is the folder ``data/Array_manifests_bed_hg38`` of github.com/datngu/SNP_array_comparison (c390558): for
each array and chromosome, chromosome and GRCh38 position of the markers in the manufacturer's manifest. ``PANEL`` is a
text file with the rsIDs of a clinical panel, as its laboratory's page (``PAGE``) lists them. Neither is kept here.

The lists name no alleles. A position with single bases is typed where the list has it. A position with an insertion or
deletion is typed where the list has its first base or the next one, by either habit of manifests, unless the next one
is a defining position itself. Whether a probe works, and which alleles it tells apart, the lists do not say; each holds
a place once, and whether its authors left markers out is not stated (CYP2D6 rs3892097 is in one of the eight lists).
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from benchmarks.designs.seen import FILE, GENES

from foredose.knowledge.gene_facts import gene_facts
from foredose.knowledge.gene_schema import Position

ORIGIN = "github.com/datngu/SNP_array_comparison c390558 data/Array_manifests_bed_hg38"
PAPER = "Nguyen et al. 2022, doi 10.1038/s41598-022-22215-y"
PAGE = (
    "massgeneralbrigham.org/en/research-and-innovation/centers-and-programs/personalized-medicine"
    "/molecular-medicine/tests/genome"
)
ARRAYS = {
    "Illumina GSA v3": "global-screening-array-v.3",
    "Illumina GDA v1": "infinium-global-diversity-array-v1.0",
    "Illumina MEGA v1": "multi-ethnic-global-v1.0",
    "Illumina Omni2.5 v1.5": "infinium-omni2.5.v1.5",
    "Illumina Core v1.2": "infinium-core-v1.2",
    "Axiom PMDA": "Axiom_PMDA",
    "Axiom UK Biobank": "Axiom_UKB_WCSG",
    "Affymetrix SNP 6.0": "GenomeWideSNP_6.0",
}
HEAD = """\
# Which defining positions of the benchmark's genes real arrays and a clinical panel type, as positions on GRCh38.
# Written by scripts/import_array_designs.py, which says how positions are matched. A gene without one is left out.
# "markers" is how many places of the upstream list were compared; "typed" how many of our positions are among them.
"""


def markers(folder: Path) -> dict[str, set[int]]:
    """Chromosome -> positions that an array types."""
    return {
        f"chr{file.stem.removeprefix('chr')}": {int(line.split()[1]) for line in file.open(encoding="utf-8")}
        for file in sorted(folder.glob("chr*.txt"))
    }


def is_typed(position: Position, places: set[int], own: set[int]) -> bool:
    here = position.grch38
    if all(len(word) == 1 for word in (position.ref, *position.alts)):
        return here in places
    return here in places or (here + 1 in places and here + 1 not in own)


def by_place(found: dict[str, set[int]]) -> dict[str, list[int]]:
    genes = {}
    for gene in GENES:
        definition = gene_facts(gene).definition
        own = {p.grch38 for p in definition.positions}
        places = found.get(gene_facts(gene).chromosome, set())
        genes[gene] = [p.grch38 for p in definition.positions if is_typed(p, places, own)]
    return {gene: typed for gene, typed in genes.items() if typed}


def by_rsid(rsids: set[str]) -> dict[str, list[int]]:
    genes = {gene: gene_facts(gene).definition.positions for gene in GENES}
    typed = {gene: [p.grch38 for p in own if p.rsid in rsids] for gene, own in genes.items()}
    known = {p.rsid for own in genes.values() for p in own}
    print(f"panel: no position of {', '.join(sorted(rsids - known)) or 'none'}")
    return {gene: places for gene, places in typed.items() if places}


def design(source: str, licence: str, count: int, genes: dict[str, list[int]]) -> dict[str, Any]:
    typed = sum(map(len, genes.values()))
    return {"source": source, "licence": licence, "markers": count, "typed": typed, "genes": genes}


def designs(folder: Path, panel: Path) -> dict[str, dict[str, Any]]:
    made = {}
    for name, own in ARRAYS.items():
        found = markers(folder / own)
        count = sum(map(len, found.values()))
        made[name] = design(f"{ORIGIN}/{own} ({PAPER})", "none stated", count, by_place(found))
    rsids = set(re.findall(r"\brs\d+\b", panel.read_text(encoding="utf-8")))
    made["MGB genome panel"] = design(f"{PAGE} (undated), by rsID", "none stated", len(rsids), by_rsid(rsids))
    return made


def dump(made: dict[str, dict[str, Any]]) -> str:
    """One line a gene, so that a difference between releases reads well."""
    lines = []
    for name, entry in made.items():
        lines.append(f"{name}:")
        lines += [f'  {key}: "{entry[key]}"' for key in ("source", "licence")]
        lines += [f"  {key}: {entry[key]}" for key in ("markers", "typed")]
        lines.append("  genes:")
        lines += [f"    {gene}: {places}" for gene, places in entry["genes"].items()]
    return HEAD + "\n".join(lines) + "\n"


def main() -> None:
    if len(sys.argv) != 3:
        raise SystemExit("usage: python -m scripts.import_array_designs MANIFESTS PANEL")
    FILE.write_text(dump(designs(Path(sys.argv[1]), Path(sys.argv[2]))), encoding="utf-8")
    print(f"wrote {FILE.name}")


if __name__ == "__main__":
    main()
