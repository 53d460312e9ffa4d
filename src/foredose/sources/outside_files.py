"""Files of other callers: PharmCAT, PyPGx, Aldy, Cyrius, and a plain JSON map of gene to call.

Told apart by their content. Genes without facts here, and genes the caller itself left undetermined, are
passed over, as are unknown alleles of genes that callers name apart; everything else must be a name the gene knows.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from foredose.core import InputError
from foredose.knowledge.gene_facts import gene_facts, gene_names
from foredose.sources.outside_calls import OutsideCall, parse_value
from foredose.sources.special_file import refuse_special

__all__ = ["outside_samples", "read_outside_calls"]

# Gene, sample, what was reported.
Row = tuple[str, str | None, str]
_UNDETERMINED = {
    "",
    "none",
    "indeterminate",
    "unknown/unknown",
    "unknown",
    "n/a",
    "nan",
    "no call",
    "uncalled",
}
_MAX_BYTES = 64 * 1024 * 1024


def read_outside_calls(path: str | Path, *, sample: str | None = None) -> tuple[OutsideCall, ...]:
    """Read the calls of one sample from a file.

    Parameters
    ----------
    path
        JSON (PharmCAT, Cyrius, or ``{"CYP2D6": "*1/*4"}``), TSV (PharmCAT, PyPGx, Aldy, Cyrius) or a PyPGx
        ``results.zip``.
    sample
        Needed when the file holds several.

    Raises
    ------
    InputError
        ``calls.*`` for the file, ``call.*`` for a name that is not known.
    """
    source = Path(path)
    caller, rows = _rows(source)
    samples = sorted({name for _, name, _ in rows if name is not None})
    if sample is None and len(samples) > 1:
        raise _error(
            "sample",
            f"{len(samples)} samples",
            "one of: " + ", ".join(samples[:20]),
            source,
            "name the sample",
        )
    if sample is not None and samples and sample not in samples:
        raise _error(
            "sample", f"no sample {sample!r}", "one of: " + ", ".join(samples[:20]), source, "name another"
        )
    wanted = [row for row in rows if sample is None or row[1] in (None, sample)]
    return _unique(caller, wanted, source)


def _unique(caller: str, rows: list[Row], source: Path) -> tuple[OutsideCall, ...]:
    calls: dict[str, OutsideCall] = {}
    for gene, _, value in rows:
        undetermined = value.strip().lower() in _UNDETERMINED
        if undetermined or (gene not in gene_names() and caller != _OWN):
            continue
        try:
            call = parse_value(gene, value.strip(), caller=caller, where=source.name)
        except InputError as error:
            if caller == _OWN or error.code != "call.allele" or not _named_apart(gene):
                raise
            continue
        if calls.setdefault(gene, call) != call:
            both = f"{gene} twice: {calls[gene].alleles} and {call.alleles}"
            raise _error(
                "ambiguous", both, "one call a gene", source, f"choose one with --call {gene}=DIPLOTYPE"
            )
    return tuple(calls.values())


_OWN = "file of calls"


def _named_apart(gene: str) -> bool:
    """Whether callers name alleles of the gene by catalogues of their own, and no phenotype hangs on it here.

    So it is where no source assigns a phenotype, and where one variant of many is read.
    """
    facts = gene_facts(gene)
    weak = facts.evidence is None or facts.evidence.cpic not in ("A", "A/B", "B")
    return weak and (facts.phenotype.kind == "unassigned" or len(facts.definition.positions) == 1)


def outside_samples(path: str | Path) -> tuple[str, ...]:
    """Return the sample names that a file of calls gives, sorted; empty where it names none."""
    return tuple(sorted({name for _, name, _ in _rows(Path(path))[1] if name is not None}))


def _rows(source: Path) -> tuple[str, list[Row]]:
    refuse_special(source, "a file of calls")
    try:
        return _parsed(source)
    except (
        TypeError,
        AttributeError,
        KeyError,
        IndexError,
        ValueError,
        RuntimeError,
        csv.Error,
        zlib.error,
    ) as error:
        found = f"content that cannot be read ({type(error).__name__})"
        raise _error("format", found, "the result of a caller", source, "export it again") from error


def _parsed(source: Path) -> tuple[str, list[Row]]:
    try:
        if source.stat().st_size > _MAX_BYTES:
            raise _error(
                "size", "a file over 64 MiB", "the calls of a caller", source, "give its result file"
            )
        data = source.read_bytes()
    except OSError as error:
        found = (error.strerror or "an unreadable file").lower()
        raise _error("unreadable", found, "a file of calls", source, "check the path") from error
    if data.startswith(b"PK\x03\x04"):
        return "PyPGx", list(_pypgx_archive(data, source))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _error(
            "format", "bytes that are not UTF-8", "JSON or TSV", source, "export it again"
        ) from error
    return _from_json(text, source) if text.lstrip().startswith(("{", "[")) else _from_table(text, source)


def _from_json(text: str, source: Path) -> tuple[str, list[Row]]:
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise _error("json", str(error), "valid JSON", source, "export it again") from error
    if not isinstance(document, dict):
        raise _error("json", "a JSON list", "an object", source, 'write {"CYP2D6": "*1/*4"}')
    if isinstance(document.get("results"), list):
        return "PharmCAT", list(_pharmcat_match(document))
    if isinstance(document.get("geneReports"), dict):
        return "PharmCAT", list(_pharmcat_reports(document["geneReports"]))
    if document and all(isinstance(value, dict) and "Genotype" in value for value in document.values()):
        _refuse_filtered(
            [(name, str(value.get("Filter", "PASS"))) for name, value in document.items()], source
        )
        return "Cyrius", [("CYP2D6", name, str(value["Genotype"])) for name, value in document.items()]
    if all(isinstance(value, str) for value in document.values()):
        return _OWN, [(gene.upper(), None, value) for gene, value in document.items()]
    raise _error(
        "json", "JSON of an unknown shape", "PharmCAT, Cyrius or a map of gene to call", source, "convert it"
    )


def _pharmcat_match(document: Mapping[str, Any]) -> Iterator[Row]:
    for result in document["results"]:
        for diplotype in result.get("diplotypes", []):
            yield str(result.get("gene")), None, str(diplotype.get("name", ""))


def _pharmcat_reports(reports: Mapping[str, Any]) -> Iterator[Row]:
    """Read ``phenotype.json``; older releases nest the genes under the guideline's source."""
    for key, report in reports.items():
        if "sourceDiplotypes" not in report:
            yield from _pharmcat_reports(report)
            return
        for diplotype in report["sourceDiplotypes"]:
            names = [(diplotype.get(side) or {}).get("name", "") for side in ("allele1", "allele2")]
            yield str(report.get("geneSymbol", key)), None, "/".join(names) if all(names) else ""


def _from_table(text: str, source: Path) -> tuple[str, list[Row]]:
    lines = [line for line in text.splitlines() if line.strip()]
    for index, line in enumerate(lines[:5]):
        header = [name.strip().lower().lstrip("#") for name in line.split("\t")]
        body = [item.split("\t") for item in lines[index + 1 :] if not item.startswith("#")]
        found = _known_table(header, [dict(zip(header, fields, strict=False)) for fields in body], source)
        if found is not None:
            return found
    if lines and all(line.split("\t")[0] in gene_names() and "\t" in line for line in lines):
        return "outside calls", [_outside_row(line.split("\t")) for line in lines]
    shown = repr(lines[0][:60]) if lines else "an empty file"
    expected = "a table of PharmCAT, PyPGx, Aldy or Cyrius"
    raise _error("format", shown, expected, source, "give the caller's result file")


def _known_table(header: list[str], rows: list[dict[str, str]], source: Path) -> tuple[str, list[Row]] | None:
    """Return caller and rows when the columns are those of a known caller."""
    columns = set(header)
    if {"gene", "solutionid", "major"} <= columns:
        return "Aldy", _columns(rows, "gene", "sample", "major")
    if {"gene", "source diplotype"} <= columns:
        return "PharmCAT", _columns(rows, "gene", "sample id", "source diplotype")
    if {"gene", "genotype"} <= columns:
        return "PyPGx", _columns(rows, "gene", "sample", "genotype")
    if header[:3] == ["sample", "genotype", "filter"]:
        _refuse_filtered([(row.get("sample"), row.get("filter", "")) for row in rows], source)
        return "Cyrius", [("CYP2D6", *row[1:]) for row in _columns(rows, "", "sample", "genotype")]
    if {"genotype", "phenotype", "haplotype1"} <= columns:
        gene = _gene_in(source)
        return "PyPGx", [(gene, *row[1:]) for row in _columns(rows, "", header[0], "genotype")]
    return None


def _refuse_filtered(filters: list[tuple[str | None, str]], source: Path) -> None:
    """Refuse a file of one sample whose caller did not pass its own call; ``None`` and empty mean not called."""
    failing = [(name, given) for name, given in filters if given.strip() not in ("PASS", "None", "")]
    if failing and len(filters) == 1:
        found = f"filter {failing[0][1][:40]!r} for {failing[0][0]}"
        raise _error(
            "filter", found, "a call that its caller passed", source, "have it confirmed, then use --call"
        )


def _columns(rows: list[dict[str, str]], gene: str, sample: str, value: str) -> list[Row]:
    """Pick three columns; a row that ends early has empty cells."""
    return [(row.get(gene, "").strip().upper(), row.get(sample), row.get(value, "").strip()) for row in rows]


def _outside_row(fields: list[str]) -> Row:
    """Read PharmCAT's input for outside calls: gene, diplotype, phenotype, score; the first that is given."""
    score = f"AS:{fields[3]}" if len(fields) > 3 and fields[3].strip() else ""
    return fields[0], None, next((field for field in (*fields[1:3], score) if field.strip()), "")


def _pypgx_archive(data: bytes, source: Path) -> Iterator[Row]:
    """Read ``results.zip``: ``metadata.txt`` names the gene, ``data.tsv`` holds one row a sample."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {Path(name).name: name for name in archive.namelist()}
            if any(archive.getinfo(name).file_size > _MAX_BYTES for name in names.values()):
                raise _error("size", "a member over 64 MiB", "PyPGx results", source, "make it smaller")
            metadata = archive.read(names["metadata.txt"]).decode("utf-8")
            table = archive.read(names["data.tsv"]).decode("utf-8")
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError) as error:
        raise _error(
            "format",
            "a ZIP that is not PyPGx results",
            "metadata.txt and data.tsv",
            source,
            "give results.zip",
        ) from error
    gene = next((line[5:].strip() for line in metadata.splitlines() if line.startswith("Gene=")), source.name)
    for row in csv.DictReader(io.StringIO(table), delimiter="\t"):
        yield gene, next(iter(row.values())), row.get("Genotype", "")


def _gene_in(source: Path) -> str:
    name = source.name.lower()
    found = [gene for gene in gene_names() if _as_a_word(gene.lower()).search(name)]
    if len(found) == 1:
        return found[0]
    shown = "a PyPGx table that does not name its gene"
    raise _error("gene", shown, "the gene in the file name", source, "give results.zip")


def _as_a_word(gene: str) -> re.Pattern[str]:
    """Return what finds a symbol in a name but not inside a word: POR is part of "report"."""
    end = r"(?![0-9])" if gene[-1].isdigit() else r"(?![a-z0-9])"
    return re.compile(rf"(?<![a-z0-9]){re.escape(gene)}{end}")


def _error(kind: str, found: str, expected: str, source: Path, remedy: str) -> InputError:
    return InputError(f"calls.{kind}", found=found, expected=expected, where=source.name, remedy=remedy)
