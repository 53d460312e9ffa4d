"""Where results go: one place that prints, one place that writes the files that were asked for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from foredose.surfaces.files import prepare_folder, write_text
from foredose.surfaces.words import printable

if TYPE_CHECKING:
    from foredose.advice.assessment import Assessment
    from foredose.genome import GenomeCall
    from foredose.sources import Record
    from foredose.surfaces.contract import Document

__all__ = ["INCOMPLETE", "STAGES", "exit_code", "note", "print_documents", "write_report", "write_stages"]

INCOMPLETE = 3
STAGES = ("genome.json", "record.json", "twin.json", "assessment.json")


def exit_code(assessment: Assessment) -> int:
    """Return 0 for a complete answer and 3 where a fact is missing."""
    return 0 if assessment.complete else INCOMPLETE


def note(text: str) -> None:
    """Tell a person something that is not the result."""
    print(printable(text), file=sys.stderr)


def print_documents(documents: Sequence[Document]) -> None:
    """Print one document over several lines, or many with one a line."""
    indent = 2 if len(documents) == 1 else None
    for document in documents:
        print(document.text(indent=indent))


def write_report(path: Path, assessment: Assessment) -> None:
    """Write the HTML report whole or not at all."""
    from foredose.surfaces.report import render

    write_text(path, render(assessment))


def write_stages(
    folder: Path, assessment: Assessment, genome: GenomeCall | None, record: Record | None
) -> None:
    """Write what each stage gave out: ``genome``, ``record``, ``twin`` and ``assessment`` as JSON files."""
    from foredose.surfaces import contract

    version = assessment.knowledge_version
    stages: dict[str, Document] = {}
    if genome is not None:
        stages["genome"] = contract.genome_document(genome, knowledge_version=version)
    if record is not None:
        stages["record"] = contract.record_document(record, knowledge_version=version)
    stages["twin"] = contract.twin_document(assessment.twin, knowledge_version=version)
    stages["assessment"] = contract.assessment_document(assessment)
    prepare_folder(folder)
    for name, document in stages.items():
        write_text(folder / f"{name}.json", document.text() + "\n")
