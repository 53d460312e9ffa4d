"""Which caller wrote a file, told by what stands in it; the name of the file counts only for a gene it must name."""

from __future__ import annotations

import json
import re
from typing import Any

from foredose.knowledge.gene_facts import gene_names
from foredose.sources.outside import aldy, cyrius, fhir, pharmcat, plain, pypgx, starphase, stellarpgx
from foredose.sources.outside.rows import CallerFile, file_error
from foredose.sources.outside.tables import Table, tables_in

__all__ = ["MOST_BYTES", "recognised"]

MOST_BYTES = 64 * 1024 * 1024
_JSON = (fhir.from_json, pharmcat.from_json, starphase.from_json, cyrius.from_json, plain.from_json)
_TABLES = (aldy.from_table, pharmcat.from_table, cyrius.from_table)
_KNOWN = "PharmCAT, PyPGx, Aldy, Cyrius, StellarPGx, pb-StarPhase or FHIR"


def recognised(data: bytes, where: str) -> CallerFile:
    """Return what a file says, read by the reader of the caller that wrote it.

    Raises
    ------
    InputError
        ``calls.format``, ``calls.json``, ``calls.gene`` or ``calls.size``.
    """
    if data.startswith(b"PK\x03\x04"):
        return pypgx.from_archive(data, where, MOST_BYTES)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = "bytes that are not UTF-8"
        raise file_error("format", found, "JSON or TSV", where, "export it again") from error
    return _from_json(text, where) if text.lstrip().startswith(("{", "[")) else _from_text(text, where)


def _from_json(text: str, where: str) -> CallerFile:
    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        twice = (
            sorted({name for name in names if names.count(name) > 1}) if len(set(names)) < len(names) else []
        )
        if twice:
            raise file_error(
                "json", f"the key {twice[0]!r} twice", "each key once", where, "keep the right one"
            )
        return dict(pairs)

    try:
        document = json.loads(text, object_pairs_hook=members)
    except json.JSONDecodeError as error:
        raise file_error("json", str(error), "valid JSON", where, "export it again") from error
    if not isinstance(document, dict):
        raise file_error("json", "a JSON list", "an object", where, 'write {"CYP2D6": "*1/*4"}')
    found = next((file for read in _JSON if (file := read(document)) is not None), None)
    if found is None:
        raise file_error(
            "json", "JSON of an unknown shape", f"{_KNOWN}, or a map of gene to call", where, "convert it"
        )
    return found


def _from_text(text: str, where: str) -> CallerFile:
    tables = tables_in(text)
    found = stellarpgx.from_text(text) or next(
        (file for table in tables for file in [_from_table(table, where)] if file is not None), None
    )
    found = found or plain.from_lines(text)
    if found is None:
        first = next((line for line in text.splitlines() if line.strip()), None)
        shown = repr(first[:60]) if first is not None else "an empty file"
        raise file_error("format", shown, f"a table of {_KNOWN}", where, "give the caller's result file")
    return found


def _from_table(table: Table, where: str) -> CallerFile | None:
    found = next((file for read in _TABLES if (file := read(table)) is not None), None)
    if found is None and table.has("genotype"):
        gene = _gene_in(where)
        found = pypgx.from_table(table, gene)
        if found is None and gene is None and table.has("phenotype", "haplotype1"):
            shown = "a PyPGx table that does not name its gene"
            raise file_error("gene", shown, "the gene in the file name", where, "give results.zip")
    return found


def _gene_in(where: str) -> str | None:
    found = [gene for gene in gene_names() if _as_a_word(gene.lower()).search(where.lower())]
    return found[0] if len(found) == 1 else None


def _as_a_word(gene: str) -> re.Pattern[str]:
    """Return what finds a symbol in a name but not inside a word: POR is part of "report"."""
    end = r"(?![0-9])" if gene[-1].isdigit() else r"(?![a-z0-9])"
    return re.compile(rf"(?<![a-z0-9]){re.escape(gene)}{end}")
