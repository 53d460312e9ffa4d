"""pb-StarPhase: the JSON of ``pbstarphase diplotype``.

Read after "Output call file" in its user guide (github.com/PacificBiosciences/pb-StarPhase, docs/user_guide.md):
``gene_details`` maps a gene to ``diplotypes`` (all that match), ``simple_diplotypes`` (core alleles) and
``inexact_diplotypes``; HLA alleles stand without a star; ``NO_MATCH`` is no call.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from foredose.sources.outside.rows import CallerFile, Row

__all__ = ["from_json"]

_NO_MATCH = "NO_MATCH"


def from_json(document: Mapping[str, Any]) -> CallerFile | None:
    """Return the rows when the document is pb-StarPhase's."""
    details = document.get("gene_details")
    if not isinstance(details, dict):
        return None
    rows = tuple(_row(gene, found) for gene, found in details.items())
    version = document.get("pbstarphase_version")
    return CallerFile(caller="pb-StarPhase", rows=rows, version=str(version)[:40] if version else None)


def _row(gene: str, found: Mapping[str, Any]) -> Row:
    listed = found.get("simple_diplotypes") or found.get("diplotypes") or []
    answers = tuple(dict.fromkeys(_diplotype(each) for each in listed))
    if not answers or any(_NO_MATCH in answer for answer in answers):
        return Row(gene=gene, sample=None, answers=(), doubt=_NO_MATCH)
    return Row(gene=gene, sample=None, answers=answers)


def _diplotype(each: Mapping[str, Any]) -> str:
    return "/".join(str(each[side]) for side in ("hap1", "hap2"))
