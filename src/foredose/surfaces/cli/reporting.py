"""Write called genomes in the format that was asked for: to a file, whole or not at all, or to the terminal."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foredose.core import InputError
from foredose.surfaces.cli.options import ReportFormat
from foredose.surfaces.cli.output import note
from foredose.surfaces.files import write_text
from foredose.surfaces.words import printable

if TYPE_CHECKING:
    from foredose.application.genome_report import ReportedGenome

__all__ = ["deliver", "refuse_many", "refuse_options"]

MOST_PEOPLE = 3
"""People in one printed text at most: a person has hundreds of lines; a choice of this project."""
_REFERENCE = re.compile(r"(https?://\S+/|)Patient/[A-Za-z0-9.\-]{1,64}|urn:uuid:[0-9a-f-]{36}")


def refuse_options(wanted: ReportFormat, subject: str | None) -> None:
    """Refuse a subject where it has no place, or one that is no reference to a patient.

    Raises
    ------
    InputError
        ``report.subject``.
    """
    if subject is None or (wanted is ReportFormat.FHIR and _REFERENCE.fullmatch(subject)):
        return
    raise InputError(
        "report.subject",
        found=repr(subject),
        expected="a reference such as Patient/123, with --format fhir",
        where="--subject",
        remedy="give the id that the server knows the patient by, or leave it out",
    )


def refuse_many(path: Path, sample: str | None, *, instead: str) -> None:
    """Refuse to print a text of many people, before any of them is called.

    Parameters
    ----------
    instead
        What holds many people, for the remedy.

    Raises
    ------
    InputError
        ``report.people``; what keeps the header from being read.
    """
    from foredose.sources.vcf import vcf_samples

    names = () if sample is not None else vcf_samples(path)
    if len(names) <= MOST_PEOPLE:
        return
    raise InputError(
        "report.people",
        found=f"{len(names)} samples",
        expected=f"at most {MOST_PEOPLE} people in one text",
        where=path.name,
        remedy=f"choose with --sample {names[0]}, or use {instead}",
    )


def deliver(
    found: Sequence[ReportedGenome], wanted: ReportFormat, *, out: Path | None, subject: str | None
) -> None:
    """Print the report, or write it and name the file to a person.

    Raises
    ------
    InputError
        ``report.samples`` for several samples in a format of one; ``output.*`` for a path that cannot be written.
    """
    text = _text(found, wanted, subject)
    if out is None:
        print(printable(text), end="")
        return
    write_text(out, text)
    note(f"report: {out}")


def _text(found: Sequence[ReportedGenome], wanted: ReportFormat, subject: str | None) -> str:
    from foredose.surfaces.genome import gene_tsv, genome_text

    if wanted is ReportFormat.TEXT:
        return "\n".join(genome_text(one.call, one.guidance) for one in found)
    if wanted is ReportFormat.TSV:
        return gene_tsv(one.call for one in found)
    if len(found) != 1:
        raise InputError(
            "report.samples",
            found=f"{len(found)} samples",
            expected=f"one sample in a report of format {wanted.value}",
            where="the genome file",
            remedy=f"choose with --sample {found[0].call.sample}" if found else "give a file with a sample",
        )
    return (
        json.dumps(_document(found[0], wanted, subject), indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    )


def _document(one: ReportedGenome, wanted: ReportFormat, subject: str | None) -> dict[str, Any]:
    if wanted is ReportFormat.PHARMCAT:
        from foredose.surfaces.genome import pharmcat_document

        return pharmcat_document(one.call, one.positions)
    from foredose.knowledge import version
    from foredose.surfaces.fhir_out import genomics_report

    return genomics_report(one.call, one.guidance, subject=subject, knowledge_version=version())
