"""What matters first: the reportable genes for which a guideline changes a drug, with the drugs by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from foredose.advice.guidance import Guidance
from foredose.genome import GeneCall, GenomeCall
from foredose.knowledge.gene_facts import gene_facts, gene_names
from foredose.surfaces.genome.drugs import changes, guided_genes, open_genes
from foredose.surfaces.genome.lines import wrapped
from foredose.surfaces.genome.states import told_phenotypes
from foredose.surfaces.words import clean

__all__ = ["acting_lines"]

_TITLE = "TO ACT ON  drugs that a guideline changes or considers changing"
_LIKELY = 0.5
"""Least probability of the genotype for which a drug is named here; a choice of this project."""


def acting_lines(call: GenomeCall, guidance: Mapping[str, Sequence[Guidance]]) -> list[str]:
    """Return a line for each gene with drugs, then what is not normal without any, then what tells nothing."""
    if not guidance:
        return []
    lines, rest = ["", _TITLE], []
    for gene in call.genes.values():
        if not gene.reportable or gene.gene not in guided_genes():
            continue
        if drugs := _drugs(gene.gene, call, guidance):
            lines += _line(f"{gene.gene} {_told(gene)}: {', '.join(drugs)}")
        elif not _usual(gene):
            rest.append(f"{gene.gene} {_told(gene)}")
    lines += ["  none"] if len(lines) == 2 else []
    lines += _line(f"not normal, but no drug is changed: {', '.join(rest)}") if rest else []
    return lines + _untold(call)


def _untold(call: GenomeCall) -> list[str]:
    open_ = [gene.gene for gene in call.genes.values() if gene.phenotypes and not gene.reportable]
    asked = [name for name in open_ if name in guided_genes()]
    return _line(f"not reportable, so nothing here is of {', '.join(asked)}") if asked else []


def _drugs(name: str, call: GenomeCall, guidance: Mapping[str, Sequence[Guidance]]) -> list[str]:
    return [drug for drug, given in guidance.items() if any(_acts(one, name, call) for one in given)]


def _acts(one: Guidance, name: str, call: GenomeCall) -> bool:
    """Tell whether a likely recommendation on reportable genes, this one among them, is more than to watch."""
    condition = one.fact.genes.get(name)
    named = condition is not None and not condition.no_call
    watched = one.fact.action == "no_change" and set(one.fact.also) == {"monitor"}
    likely = one.probability >= _LIKELY and not open_genes(one, call)
    return named and likely and changes(one) and not watched


def _told(gene: GeneCall) -> str:
    """Name the phenotype; of statements on alleles those that are positive, where any is."""
    names = [one.name for one in told_phenotypes(gene)]
    positive = [name for name in names if not name.endswith("negative")] if gene.statements else names
    return "; ".join(positive or names)


def _usual(gene: GeneCall) -> bool:
    names = [one.name.lower() for one in told_phenotypes(gene)]
    if all("normal" in name or name.endswith("negative") for name in names):
        return True
    if gene.gene not in gene_names() or not gene.diplotypes:
        return False
    reference = gene_facts(gene.gene).definition.reference_allele
    return gene.diplotypes[0].name == f"{reference}/{reference}"


def _line(text: str) -> list[str]:
    return wrapped(clean(text), first="  ", later="    ")
