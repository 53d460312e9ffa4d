"""What people write by hand: a JSON map of gene to call, and PharmCAT's table of outside calls.

The table is that of "Outside Call Format" in PharmCAT's documentation (github.com/PharmGKB/PharmCAT): gene, diplotype
or single allele, phenotype, activity score, tab-separated, without a header; lines with ``#`` are comments. The first
field that is given counts. pb-StarPhase writes two of the columns under ``#gene diplotype``, for every gene it knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from foredose.knowledge.gene_facts import gene_names
from foredose.sources.outside.rows import CallerFile, Row

__all__ = ["from_json", "from_lines"]

_NOT_CALLED = {"", "none", "unknown", "unknown/unknown", "n/a", "nan", "no call", "uncalled", "no result"}
_STARPHASE = "#gene\tdiplotype"
_COULD_NOT_TELL = {"indeterminate", "multiple/multiple", "no_match/no_match", "no_call"}


def from_json(document: Mapping[str, Any]) -> CallerFile | None:
    """Return the rows when every member is a text."""
    if not all(isinstance(value, str) for value in document.values()):
        return None
    rows = [_row(gene.upper(), value) for gene, value in document.items()]
    return CallerFile(caller="file of calls", rows=tuple(row for row in rows if row), strict=True)


def from_lines(text: str) -> CallerFile | None:
    """Return the rows when every line that is not a comment starts with a gene known here."""
    by_caller = text.startswith(_STARPHASE)
    lines = [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if not lines or not all(
        len(line) > 1 and (by_caller or line[0].strip() in gene_names()) for line in lines
    ):
        return None
    rows = [_row(line[0].strip(), _first(line)) for line in lines]
    caller = "pb-StarPhase" if by_caller else "outside calls"
    return CallerFile(caller=caller, rows=tuple(row for row in rows if row), strict=not by_caller)


def _first(fields: list[str]) -> str:
    score = f"AS:{fields[3].strip()}" if len(fields) > 3 and fields[3].strip() else ""
    return next((field for field in (*fields[1:3], score) if field.strip()), "")


def _row(gene: str, value: str) -> Row | None:
    said = value.strip()
    if said.lower() in _NOT_CALLED:
        return None
    if said.lower() in _COULD_NOT_TELL:
        return Row(gene=gene, sample=None, answers=(), doubt=said)
    return Row(gene=gene, sample=None, answers=(said,))
