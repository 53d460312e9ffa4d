"""Show one answered order: the card or the JSON, and the files that were asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from foredose.surfaces.cli.output import exit_code, note, print_documents, write_report, write_stages

if TYPE_CHECKING:
    from foredose.application.assess import AssessedOrder

__all__ = ["present"]


def present(answered: AssessedOrder, *, html: Path | None, stages: Path | None, as_json: bool) -> int:
    """Write the files first, so that nothing is printed when one of them cannot be written."""
    assessment = answered.assessment
    if html is not None:
        write_report(html, assessment)
        _told("report", html, as_json=as_json)
    if stages is not None:
        write_stages(stages, assessment, answered.genome, answered.record)
        _told("stages", stages, as_json=as_json)
    if as_json:
        from foredose.surfaces.contract import assessment_document

        print_documents([assessment_document(assessment)])
    else:
        from foredose.surfaces.card import print_card

        print_card(assessment)
    return exit_code(assessment)


def _told(what: str, path: Path, *, as_json: bool) -> None:
    """Name what was written to a person; a program that asked for JSON reads nothing beside it."""
    if not as_json:
        note(f"{what}: {path}")
