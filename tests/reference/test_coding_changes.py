"""Named changes of residues come out as named: every one of pypgx's table in a gene whose residues are known here."""

from __future__ import annotations

import csv
import gzip
import re

import pytest

from foredose.genome.beyond.carried import CarriedChange
from foredose.genome.beyond.unlisted import coding_change
from foredose.genome.variants import Variant
from foredose.knowledge.gene_facts import gene_names
from foredose.knowledge.transcripts import transcript
from foredose.sources.external import external_path

GENES = [g for g in gene_names() if (known := transcript(g)) and known.protein]
# What the table says does not follow from its base by the genetic code (of L30V and R57E it makes F and K).
ODD = {("NUDT15", "L30V"), ("G6PD", "R57E")}


@pytest.mark.parametrize("gene", GENES)
@pytest.mark.parametrize("assembly", ["GRCh38", "GRCh37"])
def test_named_changes_are_among_the_possible(gene: str, assembly: str) -> None:
    known = transcript(gene)
    assert known is not None
    told = 0
    for row in rows(gene):
        change = Variant(int(row[f"{assembly}Position"]), row[f"{assembly}Allele"], row["Variant"])
        one = CarriedChange(written="", variant=change, copies=1, record=0)
        bases = {change.position: change.deleted}
        found = coding_change(known, assembly, one, others=(), bases=bases)  # type: ignore[arg-type]
        assert found is not None, row
        words = {f"{c.wild}{c.position}{c.mutant or '*'}" for c in found.possible}
        if (gene, row["Impact"]) not in ODD:
            beside = found.kind in ("start_lost", "stop_lost")
            assert beside or row["Impact"].replace("X", "*") in words, (row, words)
            told += 1
    assert told


def rows(gene: str) -> list[dict[str, str]]:
    """Exchanges of one base with a named residue, where both assemblies carry the same base."""
    path = external_path("pypgx_variants")
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        return [
            row
            for row in csv.DictReader(handle)
            if row["Gene"] == gene
            and re.fullmatch(r"[A-Z]\d+[A-Z*]", row["Impact"])
            and len(row["GRCh38Allele"] + row["Variant"]) == 2
            and row["GRCh38Allele"] == row["GRCh37Allele"]
        ]
