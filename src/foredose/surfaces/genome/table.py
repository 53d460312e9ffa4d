"""One row a sample and gene, tab-separated, with the caveat in a column of its own."""

from __future__ import annotations

from collections.abc import Iterable

from foredose.core import Candidate
from foredose.genome import GeneCall, GenomeCall, unlisted_caveat
from foredose.surfaces.genome.states import may_end_protein, told_phenotypes
from foredose.surfaces.words import clean, printable

__all__ = ["COLUMNS", "gene_tsv"]

COLUMNS = (
    "sample",
    "gene",
    "diplotype",
    "diplotype_probability",
    "phenotype",
    "phenotype_probability",
    "activity_score",
    "positions_observed",
    "positions_not_assayed",
    "positions_failed",
    "positions_defining",
    "reportable",
    "caveat",
    "origin",
)


def gene_tsv(calls: Iterable[GenomeCall]) -> str:
    """Return the table with its header line; a cell that is not known is empty.

    ``diplotype`` and ``phenotype`` are the likeliest; statements that hold beside each other (HLA) stand in one cell,
    joined by ``;``, with the probability of the least sure of them. Where ``reportable`` is ``no``, ``caveat`` says
    why and what would resolve it, and the row is no result; else it lists changes that no definition of the gene
    knows, if any. Where such a change may leave no working protein, phenotype and score are empty, for they would be
    those of a person without it; the diplotype is named as if it were not there.
    """
    rows = [COLUMNS, *(_row(call.sample, gene) for call in calls for gene in call.genes.values())]
    return "".join("\t".join(map(_cell, row)) + "\n" for row in rows)


def _row(sample: str, gene: GeneCall) -> tuple[str, ...]:
    seen = gene.positions
    misleads = not gene.reportable and may_end_protein(gene)
    told = () if misleads else told_phenotypes(gene)
    return (
        _sheet_safe(sample),
        gene.gene,
        *_cells(gene.diplotypes[:1]),
        *_cells(told),
        "" if gene.activity_score is None or misleads else f"{gene.activity_score:g}",
        *(str(count) for count in (seen.observed, seen.not_assayed, seen.failed, seen.defining)),
        "yes" if gene.reportable else "no",
        _caveat(gene),
        gene.origin,
    )


def _cells(candidates: tuple[Candidate, ...]) -> tuple[str, str]:
    """Return the names in one cell, and the probability of the least sure of them."""
    if not candidates:
        return "", ""
    return "; ".join(one.name for one in candidates), f"{min(one.probability for one in candidates):.6g}"


def _caveat(gene: GeneCall) -> str:
    beyond = unlisted_caveat(gene)
    if gene.reportable:
        return beyond
    resolve = f"; to resolve: {gene.resolve}" if gene.resolve else ""
    return f"{gene.reason or 'not reportable'}{resolve}" + (f"; {beyond}" if beyond else "")


def _sheet_safe(name: str) -> str:
    """Quote a name from outside that a spreadsheet would take for a formula."""
    return f"'{name}" if name.startswith(("=", "+", "-", "@")) else name


def _cell(text: str) -> str:
    """Make a cell one line without tabs."""
    return clean(printable(text))
