"""PharmCAT: the matcher's and the phenotyper's JSON, and the calls-only table of its reporter.

Read from what PharmCAT v3.1.1 writes (github.com/PharmGKB/PharmCAT): ``metadata`` or ``matcherMetadata`` with
``sampleId`` and the version; ``results`` with a list of diplotypes a gene, or ``geneReports`` with
``sourceDiplotypes``; a table with Gene, Source Diplotype and, where given, Sample ID, whose alternatives are joined by
``OR``. A gene that PharmCAT could not match for want of positions was not looked at and has no row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from foredose.sources.outside.rows import CallerFile, Row, merged
from foredose.sources.outside.tables import Table

__all__ = ["from_json", "from_table"]

_NOT_CALLED = {
    "",
    "unknown",
    "unknown/unknown",
    "no call",
    "no result",
    "n/a",
    "none",
    "uncalled",
    "not called",
}
_TITLE = re.compile(r"^PharmCAT v?(\d\S*)")


def from_json(document: Mapping[str, Any]) -> CallerFile | None:
    """Return the rows when the document is PharmCAT's."""
    if isinstance(document.get("results"), list):
        told = document.get("metadata") or {}
        found = list(_matched(document["results"]))
    elif isinstance(document.get("geneReports"), dict):
        told = document.get("matcherMetadata") or {}
        found = list(_reported(document["geneReports"]))
    else:
        return None
    given, version = told.get("sampleId"), told.get("namedAlleleMatcherVersion")
    sample = None if given in (None, "") else str(given)
    rows = merged([Row(gene=gene, sample=sample, answers=(name,)) for gene, name in found if _called(name)])
    return CallerFile(
        caller="PharmCAT", rows=rows, version=str(version).removeprefix("v")[:40] if version else None
    )


def from_table(table: Table) -> CallerFile | None:
    """Return the rows when the columns are those of the calls-only table."""
    if not table.has("gene", "source diplotype"):
        return None
    rows = [
        Row(gene=row["gene"].upper(), sample=row.get("sample id"), answers=(part.strip(),))
        for row in table.rows
        for part in row["source diplotype"].split(" OR ")
        if _called(part)
    ]
    titles = [match[1] for line in table.before if (match := _TITLE.match(line))]
    return CallerFile(caller="PharmCAT", rows=merged(rows), version=titles[0] if titles else None)


def _called(name: str) -> bool:
    return name.strip().lower() not in _NOT_CALLED


def _matched(results: list[Any]) -> Iterator[tuple[str, str]]:
    for result in results:
        for diplotype in result.get("diplotypes", []):
            yield str(result.get("gene")), str(diplotype.get("name", ""))


def _reported(reports: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Read the genes; older releases nest them under the guideline's source, alike under each."""
    for key, report in reports.items():
        if "sourceDiplotypes" not in report:
            yield from _reported(report)
            continue
        for diplotype in report["sourceDiplotypes"]:
            yield str(report.get("geneSymbol", key)), _name(diplotype)


def _name(diplotype: Mapping[str, Any]) -> str:
    names = [(diplotype.get(side) or {}).get("name", "") for side in ("allele1", "allele2")]
    if all(names):
        return "/".join(names)
    phenotypes = [str(each) for each in diplotype.get("phenotypes") or [] if _called(str(each))]
    return names[0] or (phenotypes[0] if len(phenotypes) == 1 else "")
