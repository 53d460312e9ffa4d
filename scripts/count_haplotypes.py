"""Write knowledge/genes/GENE/frequencies.json: the haplotypes of unrelated people of the 1000 Genomes panel.

Run: ``FOREDOSE_DATA=... FOREDOSE_PANEL=... python scripts/count_haplotypes.py [GENE ...]``, where ``FOREDOSE_PANEL`` is
the folder ``1kgp`` of github.com/sbslee/pypgx-bundle (919279a). The same inputs give the same bytes.

A haplotype is what a chromosome carries at the gene's defining positions, read by the package's own reader of
positions. The panel lists only places where somebody differs, so a position without a record is the reference in all
of them, except where the panel could not be typed at all (``UNTYPED``). Of a gene without a file nothing is counted.
"""

from __future__ import annotations

import csv
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cyvcf2

from foredose.core import Indeterminate
from foredose.genome.observe import observe
from foredose.genome.posterior import naming_for
from foredose.knowledge.gene_facts import gene_facts, gene_folder
from foredose.knowledge.gene_schema import POPULATIONS
from foredose.sources.external import external_path
from foredose.sources.genotypes import Genotype, Genotypes

# The GRCh38 file of DPYD is not in the bundle; GRCh37 holds the 2,504 people of phase 3.
GRCH37 = ("DPYD",)
UNTYPED = {"CYP2B6": ("rs2279343",), "IFNL3": ("rs12979860",)}
EMPTY: dict[str, Any] = {
    "chromosomes": [0] * 5,
    "untyped": [],
    "haplotypes": [],
    "alleles": {},
    "unassigned": 1.0,
}
UNCOUNTED = {"upstream": "none: github.com/sbslee/pypgx-bundle 919279a has no file of this gene"}


def populations() -> dict[str, int]:
    """Sample -> index of its superpopulation, for the 2,504 unrelated people."""
    with external_path("kgp_samples", check=True).open(encoding="utf-8") as handle:
        rows = csv.DictReader(handle, delimiter="\t")
        return {r["id"]: POPULATIONS.index(r["reg"]) for r in rows if r["phase3"] == "TRUE"}


def columns(gene: str) -> Iterator[tuple[Any, list[tuple[int, ...]]]]:
    """Each record that touches a defining position, with the copies of each sample."""
    assembly = "GRCh37" if gene in GRCH37 else "GRCh38"
    facts = gene_facts(gene)
    wanted: set[int] = set()
    for position in facts.definition.positions:
        place, _ = position.place(assembly)
        if place is not None:
            wanted |= set(range(place - 60, place + len(position.ref) + 60))
    for variant in panel(gene):
        if any(p in wanted for p in range(variant.POS, variant.end + 1)):
            yield variant, [tuple(g[:-1]) for g in variant.genotypes]


def panel_path(gene: str) -> Path:
    folder = "GRCh37" if gene in GRCH37 else "GRCh38"
    return Path(os.environ["FOREDOSE_PANEL"]) / folder / f"{gene}.vcf.gz"


def panel(gene: str) -> Any:
    return cyvcf2.VCF(str(panel_path(gene)), strict_gt=True)


def strands(gene: str) -> Counter[tuple[int, tuple[int, ...]]]:
    """Count (population, alleles by record) over chromosomes."""
    people = populations()
    samples = panel(gene).samples
    copies: list[list[list[int]]] = [[[], []] for _ in samples]
    for _, calls in columns(gene):
        for own, call in zip(copies, calls, strict=True):
            for side, allele in enumerate(call):
                own[side].append(allele)
    counted: Counter[tuple[int, tuple[int, ...]]] = Counter()
    for name, own in zip(samples, copies, strict=True):
        for strand in own:
            if name in people and (strand or not any(own)):
                counted[people[name], tuple(strand)] += 1
    return counted


def words(gene: str, strand: tuple[int, ...], records: list[Any]) -> dict[int, str]:
    """What a chromosome carries other than the reference, by position."""
    facts = gene_facts(gene)
    assembly = "GRCh37" if gene in GRCH37 else "GRCh38"
    made = tuple(
        Genotype(
            chromosome=facts.chromosome,
            position=r.POS,
            end=r.POS + len(r.REF) - 1,
            reference=r.REF,
            alternates=tuple(r.ALT),
            alleles=(a, a),
            phased=True,
            phase_set=None,
            failed=None,
            line=0,
        )
        for r, a in zip(records, strand, strict=True)
    )
    unknown = Indeterminate(why="one chromosome", resolve="")
    seen = Genotypes(sample=gene, source="panel", assembly=assembly, records=made, sex=unknown)
    found = {}
    for index, (site, position) in enumerate(
        zip(observe(seen, facts).sites, facts.definition.positions, strict=True)
    ):
        if site.copies[0] not in (None, position.ref) and site.copies[0] in position.alts:
            found[index] = str(site.copies[0])
    return found


def frequencies(gene: str) -> dict[str, Any]:
    facts = gene_facts(gene)
    records = [record for record, _ in columns(gene)]
    merged: dict[tuple[tuple[int, str], ...], list[int]] = {}
    for (population, strand), count in strands(gene).items():
        key = tuple(sorted(words(gene, strand, records).items()))
        merged.setdefault(key, [0] * len(POPULATIONS))[population] += count
    totals = [sum(counts[i] for counts in merged.values()) for i in range(len(POPULATIONS))]
    untyped = [i for i, p in enumerate(facts.definition.positions) if p.rsid in UNTYPED.get(gene, ())]
    ranked = sorted(merged.items(), key=lambda item: (-sum(item[1]), item[0]))
    return head(gene) | {
        "chromosomes": totals,
        "untyped": untyped,
        "haplotypes": [[dict(key), counts] for key, counts in ranked],
    }


def head(gene: str) -> dict[str, Any]:
    build = "GRCh37" if gene in GRCH37 else "GRCh38"
    return {
        "gene": gene,
        "written_by": "scripts/count_haplotypes.py",
        "upstream": f"github.com/sbslee/pypgx-bundle 1kgp/{build} 919279a, 2,504 unrelated people (1000 Genomes)",
        "pooling": "mean over the superpopulations " + ", ".join(POPULATIONS),
    }


def shares(gene: str) -> tuple[dict[str, float], float]:
    """Share of chromosomes of each named allele, and of those that no name fits."""
    naming = naming_for(gene, "population")
    found: dict[str, float] = {}
    for index, share in enumerate(naming.panel.shares):
        for name, part in naming.names_of_panel(index).items():
            found[name] = found.get(name, 0.0) + float(share) * part
    defined = {a.name for a in gene_facts(gene).definition.alleles}
    named = {n: round(found[n], 6) for n in sorted(found) if n in defined and found[n] >= 5e-7}
    return named, round(max(0.0, 1.0 - sum(named.values())), 6) if found else 0.0


def dump(document: dict[str, Any]) -> str:
    """One line a haplotype, so that a difference between releases reads well."""
    lines = []
    for key, value in document.items():
        if key == "haplotypes":
            rows = ",\n".join("  " + json.dumps(row, separators=(",", ":")) for row in value)
            lines.append(f' "haplotypes": [\n{rows}\n ]' if value else ' "haplotypes": []')
        else:
            lines.append(f" {json.dumps(key)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> None:
    for gene in sys.argv[1:] or sorted(p.parent.name for p in gene_folder().glob("*/definition.json")):
        target = gene_folder() / gene / "frequencies.json"
        if not target.exists() or "haplotypes" not in json.loads(target.read_text(encoding="utf-8")):
            target.write_text(dump(head(gene) | EMPTY), encoding="utf-8")  # so that the gene's facts load
        if not panel_path(gene).exists():
            target.write_text(dump(head(gene) | UNCOUNTED | EMPTY), encoding="utf-8")
            print(f"{gene}: not in the panel")
            continue
        counted = frequencies(gene)
        target.write_text(dump(counted | {"alleles": {}, "unassigned": 0.0}), encoding="utf-8")
        gene_facts.cache_clear()
        naming_for.cache_clear()
        counted["alleles"], counted["unassigned"] = shares(gene)
        target.write_text(dump(counted), encoding="utf-8")
        print(f"{gene}: {len(counted['haplotypes'])} haplotypes, unnamed {counted['unassigned']:.2%}")


if __name__ == "__main__":
    main()
