"""PyPGx: ``results.zip``, its ``data.tsv``, or a table of several genes.

Read after the README (github.com/sbslee/pypgx): an archive holds ``metadata.txt`` (``Gene=``, ``SemanticType=``) and
``data.tsv`` with Genotype, Phenotype, Haplotype1, Haplotype2, AlternativePhase, VariantData, CNV. AlternativePhase
lists alleles that would be there were the statistical phase wrong; which diplotype they would make is not stated, so
they are a doubt and no answer.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath

from foredose.sources.outside.rows import CallerFile, Row, file_error
from foredose.sources.outside.tables import Table

__all__ = ["from_archive", "from_table"]

_COULD_NOT_TELL = ("indeterminate", "")
_SEMANTIC = "SampleTable[Results]"


def from_table(table: Table, gene: str | None) -> CallerFile | None:
    """Return the rows when the columns are PyPGx's; ``gene`` is for a table without a column for it."""
    if table.has("gene", "genotype"):
        rows = [_row(row["gene"].upper(), row.get("sample"), row) for row in table.rows]
    elif table.has("genotype", "phenotype", "haplotype1") and gene is not None:
        rows = [_row(gene, row[table.columns[0]], row) for row in table.rows]
    else:
        return None
    return CallerFile(caller="PyPGx", rows=tuple(rows))


def from_archive(data: bytes, where: str, most_bytes: int) -> CallerFile:
    """Read ``results.zip``; a member over ``most_bytes`` or another kind of archive is refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {PurePosixPath(name).name: name for name in archive.namelist()}
            if any(info.file_size > most_bytes for info in archive.infolist()):
                raise file_error("size", "a member over 64 MiB", "PyPGx results", where, "make it smaller")
            metadata = archive.read(names["metadata.txt"]).decode("utf-8")
            table = archive.read(names["data.tsv"]).decode("utf-8")
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError) as error:
        found = "a ZIP that is not PyPGx results"
        raise file_error("format", found, "metadata.txt and data.tsv", where, "give results.zip") from error
    told = dict(line.split("=", 1) for line in metadata.splitlines() if "=" in line)
    if told.get("SemanticType", _SEMANTIC) != _SEMANTIC or "Gene" not in told:
        found = f"a PyPGx archive of {told.get('SemanticType', 'no gene')}"
        raise file_error("format", found, _SEMANTIC, where, "give results.zip")
    read = csv.DictReader(io.StringIO(table), delimiter="\t", restval="")
    rows = tuple(_row(told["Gene"], next(iter(row.values())), _lower(row)) for row in read)
    return CallerFile(caller="PyPGx", rows=rows)


def _lower(row: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in row.items() if name}


def _row(gene: str, sample: str | None, row: Mapping[str, str]) -> Row:
    genotype = row["genotype"].strip()
    if genotype.lower() in _COULD_NOT_TELL:
        cnv = row.get("cnv", "").strip()
        doubt = "Indeterminate" + (f" (CNV {cnv[:40]})" if cnv else "")
        return Row(gene=gene, sample=sample, answers=(), doubt=doubt)
    other = row.get("alternativephase", "").strip().strip(";")
    doubt_of_phase = f"in another phase it would carry {other[:60]}" if other else None
    return Row(gene=gene, sample=sample, answers=(genotype,), doubt=doubt_of_phase)
