"""What every surface says of a gene's states in the same way."""

from __future__ import annotations

import re

from foredose.core import Candidate
from foredose.genome import GeneCall, GenomeCall
from foredose.knowledge.gene_facts import gene_facts, gene_names

__all__ = ["AS_IF", "first_clause", "may_end_protein", "sex_text", "shown_phenotypes", "told_phenotypes"]

AS_IF = "as if the change were not there: "
_LIKELY = 0.5
_CLAUSE = re.compile(r"[:;] ")


def shown_phenotypes(gene: GeneCall) -> tuple[Candidate, ...]:
    """Return what is printed: the likeliest phenotype, or every statement where they stand beside each other."""
    return gene.phenotypes if gene.statements else gene.phenotypes[:1]


def told_phenotypes(gene: GeneCall) -> tuple[Candidate, ...]:
    """Return what holds: the likeliest phenotype, or of each allele the likelier statement."""
    if not gene.statements:
        return gene.phenotypes[:1]
    return tuple(one for one in gene.phenotypes if one.probability >= _LIKELY) or gene.phenotypes


def may_end_protein(gene: GeneCall) -> bool:
    """Tell whether a change that no definition knows may leave no working protein, which the phenotype ignores."""
    return any(one.ends_protein or one.kind == "structural" for one in gene.unlisted)


def first_clause(reason: str) -> str:
    """Cut a reason at its first colon or semicolon, but not inside a place such as ``chr10:94942300``."""
    return _CLAUSE.split(reason, maxsplit=1)[0]


def sex_text(call: GenomeCall) -> str:
    """Say what the X chromosome tells of the sex; empty where it tells nothing and no gene lies on it."""
    if isinstance(call.sex, str):
        return f" · sex from X: {call.sex}"
    asked = any(gene_facts(name).chromosome == "chrX" for name in call.genes if name in gene_names())
    return f" · sex from X: not told: {call.sex.why}" if asked else ""
