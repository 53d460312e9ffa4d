"""Cyrius: CYP2D6 alone, one row a sample, as TSV or JSON.

Read after the "Interpreting the output" section of its README (github.com/Illumina/Cyrius): columns Sample, Genotype,
Filter; genotypes that cannot be told apart stand together with ``;``; ``None`` is a call that was tried and not made.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from foredose.sources.outside.rows import CallerFile, Row
from foredose.sources.outside.tables import Table

__all__ = ["from_json", "from_table"]

_GENE = "CYP2D6"
_NO_CALL = ("none", "")


def from_table(table: Table) -> CallerFile | None:
    """Return the rows when the columns are Cyrius's."""
    if table.columns[:3] != ("sample", "genotype", "filter"):
        return None
    rows = tuple(_row(row["sample"], row["genotype"], row["filter"]) for row in table.rows)
    return CallerFile(caller="Cyrius", rows=rows)


def from_json(document: Mapping[str, Any]) -> CallerFile | None:
    """Return the rows when every member is a sample with a genotype."""
    samples = list(document.values())
    if not samples or not all(isinstance(each, dict) and "Genotype" in each for each in samples):
        return None
    rows = tuple(
        _row(name, str(each["Genotype"]), str(each.get("Filter", "PASS"))) for name, each in document.items()
    )
    return CallerFile(caller="Cyrius", rows=rows)


def _row(sample: str, genotype: str, given: str) -> Row:
    filters = given.strip()
    doubt = None if filters == "PASS" else f"filter {filters[:60]}"
    if genotype.strip().lower() in _NO_CALL:
        return Row(gene=_GENE, sample=sample, answers=(), doubt="no call")
    if "_" in genotype:
        # Alleles that were not assigned to two chromosomes have no diplotype.
        return Row(
            gene=_GENE, sample=sample, answers=(), doubt=f"{genotype.strip()[:60]}, {doubt or 'filter'}"
        )
    answers = tuple(dict.fromkeys(part.strip() for part in genotype.split(";") if part.strip()))
    return Row(gene=_GENE, sample=sample, answers=answers, doubt=doubt)
