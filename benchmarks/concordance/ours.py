"""Our calls of one gene, and the same with a prior that never saw the samples or their families."""

from __future__ import annotations

import json
import os
from unittest.mock import patch

from scripts import count_haplotypes

from benchmarks.peers.pypgx import bundle
from foredose.genome import Assumptions, call_genome, caller
from foredose.genome.naming import Naming
from foredose.genome.posterior import make_naming
from foredose.knowledge.gene_facts import gene_facts
from foredose.knowledge.gene_schema import GeneFrequencies
from foredose.sources.genotypes import Genotypes


def our_calls(gene: str, genotypes: dict[str, Genotypes], **options: object) -> dict[str, str]:
    calls = {}
    for sample, read in genotypes.items():
        call = call_genome(read, genes=[gene], assumed=Assumptions(**options)).genes[gene]  # type: ignore[arg-type]
        calls[sample] = call.diplotypes[0].name if call.diplotypes else "no call"
    return calls


def naming_without(gene: str, people: set[str]) -> Naming:
    """Return naming tables whose haplotypes are counted again, without some people."""
    counted = {name: at for name, at in count_haplotypes.populations().items() if name not in people}
    with (
        patch.dict(os.environ, FOREDOSE_PANEL=str(bundle() / "1kgp")),
        patch.object(count_haplotypes, "populations", lambda: counted),
    ):
        text = count_haplotypes.dump(count_haplotypes.frequencies(gene) | {"alleles": {}, "unassigned": 0.0})
    frequencies = GeneFrequencies.model_validate(json.loads(text))
    return make_naming(gene_facts(gene).model_copy(update={"frequencies": frequencies}), "population")


def our_calls_without(gene: str, genotypes: dict[str, Genotypes], people: set[str]) -> dict[str, str]:
    """Return the calls of a prior without some people, absent positions declared reference."""
    naming = naming_without(gene, people)
    with patch.object(caller, "naming_for", lambda *_: naming):
        return our_calls(gene, genotypes, absent="reference")
