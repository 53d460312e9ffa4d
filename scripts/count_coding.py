"""Write knowledge/genes/GENE/coding_changes.json: changes of coding bases that are common, though no allele lists them.

Run: ``FOREDOSE_DATA=... FOREDOSE_PANEL=... python scripts/count_coding.py [GENE ...]``, where ``FOREDOSE_PANEL`` is the
folder ``1kgp`` of github.com/sbslee/pypgx-bundle (919279a). The same inputs give the same bytes.

Counted are the unrelated people of the 1000 Genomes panel, as in ``count_haplotypes.py``. A change is common where at
least ``COMMON`` of the chromosomes of one superpopulation carry it.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from typing import Any

from count_haplotypes import GRCH37, head, panel, populations

from foredose.genome.beyond.carried import CarriedChange
from foredose.genome.beyond.unlisted import coding_change, listed_changes
from foredose.genome.observe import known_bases
from foredose.genome.variants import Variant, is_symbolic, normalise
from foredose.knowledge.gene_facts import gene_facts, gene_folder, gene_names
from foredose.knowledge.gene_schema import POPULATIONS
from foredose.knowledge.transcripts import transcript

COMMON = 0.01


def counts(gene: str) -> tuple[dict[Variant, list[int]], list[int]]:
    """Carried changes of coding bases that no allele lists -> copies by superpopulation; and the chromosomes."""
    facts, known = gene_facts(gene), transcript(gene)
    assembly = "GRCh37" if gene in GRCH37 else "GRCh38"
    assert known is not None
    told = populations()
    people = [told.get(name) for name in panel(gene).samples]
    bases = known_bases((), facts, assembly)
    listed = listed_changes(facts, assembly, bases)
    found: dict[Variant, list[int]] = defaultdict(lambda: [0] * len(POPULATIONS))
    for record in panel(gene):
        for number, alt in enumerate(record.ALT, start=1):
            variant = None if is_symbolic(alt) else normalise(record.POS, record.REF, alt, bases)
            if variant is None or variant in listed:
                continue
            told = CarriedChange(written="", variant=variant, copies=1, record=0)
            if coding_change(known, assembly, told, others=(), bases={}) is None:
                continue
            for person, call in zip(people, record.genotypes, strict=True):
                if person is not None:
                    found[variant][person] += call[:-1].count(number)
    chromosomes = [2 * sum(p == i for p in people) for i in range(len(POPULATIONS))]
    return found, chromosomes


def document(gene: str) -> dict[str, Any]:
    facts, known = gene_facts(gene), transcript(gene)
    assert known is not None
    found, chromosomes = counts(gene)
    rows = []
    for variant, copies in sorted(found.items()):
        shares = [c / n for c, n in zip(copies, chromosomes, strict=True)]
        here = known.on_grch38("GRCh37" if gene in GRCH37 else "GRCh38", variant.position)
        if max(shares) >= COMMON and here is not None:
            rows.append([here, variant.deleted, variant.inserted, [round(s, 4) for s in shares]])
    started = head(gene)
    return {
        "gene": facts.gene,
        "written_by": "scripts/count_coding.py",
        "upstream": started["upstream"],
        "populations": list(POPULATIONS),
        "chromosomes": chromosomes,
        "columns": ["grch38", "deleted", "inserted", "share by population"],
        "common": rows,
    }


def main(genes: list[str]) -> None:
    for gene in genes or gene_names():
        if transcript(gene) is None:
            continue
        made = document(gene)
        lines = ",\n  ".join(json.dumps(row) for row in made.pop("common"))
        text = json.dumps(made, indent=1)[:-2] + f',\n "common": [\n  {lines}\n ]\n}}\n'
        (gene_folder() / gene / "coding_changes.json").write_text(text, encoding="utf-8")
        print(gene, lines.count("\n") + bool(lines))


if __name__ == "__main__":
    main(sys.argv[1:])
