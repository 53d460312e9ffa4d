"""Aldy: the ``.aldy`` table, one row a mutation of each solution.

Read after the "Output" section of its README (github.com/0xTCG/aldy): columns Sample, Gene, SolutionID, Major, Minor,
Copy, Allele and so on. Solutions that Aldy cannot tell apart have numbers of their own; ``-like`` marks an allele that
carries a functional change its name does not define.
"""

from __future__ import annotations

from foredose.sources.outside.rows import CallerFile, Row, merged
from foredose.sources.outside.tables import Table

__all__ = ["from_table"]

_LIKE = "-like"


def from_table(table: Table) -> CallerFile | None:
    """Return the rows when the columns are Aldy's; each solution is one of the answers."""
    if not table.has("gene", "solutionid", "major"):
        return None
    rows = [_row(row["gene"].upper(), row.get("sample"), row["major"]) for row in table.rows]
    return CallerFile(caller="Aldy", rows=merged(rows))


def _row(gene: str, sample: str | None, major: str) -> Row:
    answers = (major.replace(_LIKE, ""),) if major else ()
    doubt = f"{major[:60]} carries a change that the named allele does not define" if _LIKE in major else None
    return Row(gene=gene, sample=sample, answers=answers, doubt=doubt if answers else "no call")
