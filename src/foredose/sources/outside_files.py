"""Files of other callers: PharmCAT, PyPGx, Aldy, Cyrius, StellarPGx, pb-StarPhase, and a plain map of gene to call.

Told apart by their content. Genes without facts here are passed over in a caller's file, as are unknown alleles of
genes that callers name apart; everything else must be a name the gene knows. What a caller leaves open stays open:
alternatives become answers of one call, and a gene that it looked at without a result becomes a call without answers.
"""

from __future__ import annotations

import csv
import zlib
from pathlib import Path

from foredose.core import InputError
from foredose.knowledge.gene_facts import gene_facts, gene_names
from foredose.sources.outside.recognise import MOST_BYTES, recognised
from foredose.sources.outside.rows import CallerFile, Row, file_error
from foredose.sources.outside.types import OutsideCall
from foredose.sources.outside_calls import parse_answers
from foredose.sources.special_file import refuse_special

__all__ = ["outside_samples", "read_outside_calls"]

_UNREADABLE = (
    TypeError,
    AttributeError,
    KeyError,
    IndexError,
    ValueError,
    RuntimeError,
    csv.Error,
    zlib.error,
)
_SHOWN = 20


def read_outside_calls(path: str | Path, *, sample: str | None = None) -> tuple[OutsideCall, ...]:
    """Read the calls of one sample from a file.

    Parameters
    ----------
    path
        JSON (PharmCAT, Cyrius, pb-StarPhase, or ``{"CYP2D6": "*1/*4"}``), a table (PharmCAT, PyPGx, Aldy, Cyrius),
        StellarPGx's text, or a PyPGx ``results.zip``.
    sample
        Needed when the file holds several.

    Raises
    ------
    InputError
        ``calls.*`` for the file, ``call.*`` for a name that is not known.
    """
    source = Path(path)
    file = _read(source)
    _check_rows(file, source.name)
    _check_sample(_samples(file), sample, source.name)
    wanted = [row for row in file.rows if sample is None or row.sample in (None, sample)]
    known = [row for row in wanted if file.strict or row.gene in gene_names()]
    return _each_once(_calls(file, known, source.name), source.name)


def _calls(file: CallerFile, rows: list[Row], where: str) -> list[OutsideCall]:
    """Parse the rows; pass over alleles that are not known here of genes that callers name apart."""
    found = []
    for row in rows:
        try:
            found.append(_call(file, row, where))
        except InputError as error:
            if file.strict or error.code != "call.allele" or not _named_apart(row.gene):
                raise
    return found


def _named_apart(gene: str) -> bool:
    """Whether callers name alleles of the gene by catalogues of their own, and no phenotype hangs on it here.

    So it is where no source assigns a phenotype, and where one variant of many is read.
    """
    facts = gene_facts(gene)
    weak = facts.evidence is None or facts.evidence.cpic not in ("A", "A/B", "B")
    return weak and (facts.phenotype.kind == "unassigned" or len(facts.definition.positions) == 1)


def outside_samples(path: str | Path) -> tuple[str, ...]:
    """Return the sample names that a file of calls gives, sorted; empty where it names none."""
    return _samples(_read(Path(path)))


def _samples(file: CallerFile) -> tuple[str, ...]:
    return tuple(sorted({row.sample for row in file.rows if row.sample}))


def _check_rows(file: CallerFile, where: str) -> None:
    """Refuse a file without any call, and a row that names nobody where the file has a place for the name."""
    if not file.rows:
        found = f"no call of a gene (read as {file.caller})"
        raise file_error("empty", found, "one call or more", where, "give the result file, or leave it out")
    if any(row.sample == "" for row in file.rows):
        found = "a row without the name of its sample"
        raise file_error("sample", found, "a name in each row", where, "name the sample in the file")


def _check_sample(samples: tuple[str, ...], sample: str | None, where: str) -> None:
    listed = "one of: " + ", ".join(samples[:_SHOWN])
    if sample is None and len(samples) > 1:
        raise file_error("sample", f"{len(samples)} samples", listed, where, "name the sample")
    if sample is not None and samples and sample not in samples:
        raise file_error("sample", f"no sample {sample!r}", listed, where, "name another")


def _call(file: CallerFile, row: Row, where: str) -> OutsideCall:
    return OutsideCall(
        gene=row.gene,
        caller=file.caller,
        version=file.version,
        answers=parse_answers(row.gene, row.answers, where),
        doubt=row.doubt,
        sample=row.sample,
        subject=file.subject,
    )


def _each_once(calls: list[OutsideCall], where: str) -> tuple[OutsideCall, ...]:
    """Refuse a file in which one gene of one sample has two different rows."""
    held: dict[str, OutsideCall] = {}
    for call in calls:
        if held.setdefault(call.gene, call) != call and not _statements(call):
            remedy = f"choose one with --call {call.gene}=DIPLOTYPE"
            raise file_error("ambiguous", f"{call.gene} twice", "one call a gene", where, remedy)
    return tuple(dict.fromkeys(calls))


def _statements(call: OutsideCall) -> bool:
    """Whether a call speaks of alleles carried or not, of which a file may hold several beside each other."""
    return any(answer.statements for answer in call.answers)


def _read(source: Path) -> CallerFile:
    refuse_special(source, "a file of calls")
    data = _bytes(source)
    try:
        return recognised(data, source.name)
    except _UNREADABLE as error:
        found = f"content that cannot be read ({type(error).__name__})"
        raise file_error("format", found, "the result of a caller", source.name, "export it again") from error


def _bytes(source: Path) -> bytes:
    """Return the whole file; never more than one byte over the bound is read."""
    try:
        with source.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        found = (getattr(error, "strerror", None) or "an unreadable file").lower()
        raise file_error("unreadable", found, "a file of calls", source.name, "check the path") from error
    if len(data) > MOST_BYTES:
        found = f"a file over {MOST_BYTES // 2**20} MiB"
        raise file_error("size", found, "the calls of a caller", source.name, "give its result file")
    return data
