"""Show a credibility record: as text, as a document, and as a page where one was asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foredose.qualification.credibility import CredibilityRecord, ModelCard

__all__ = ["show_card"]


def show_card(
    record: CredibilityRecord, card: ModelCard | None = None, *, html: Path | None, json: bool
) -> None:
    """Print a record, with the model card that it belongs to where it is of a model."""
    from foredose.surfaces.credibility.model import model_sections
    from foredose.surfaces.credibility.outline import record_sections
    from foredose.surfaces.credibility.page import card_page
    from foredose.surfaces.credibility.text import print_sections
    from foredose.surfaces.files import write_text

    title = f"Model card: {record.subject}" if card else f"Credibility record: {record.subject}"
    sections = (*record_sections(record), *(model_sections(card) if card else ()))
    if html is not None:
        write_text(html, card_page(title, sections))
    if json:
        _print_document(record, card)
    else:
        print_sections(title, sections)


def _print_document(record: CredibilityRecord, card: ModelCard | None) -> None:
    from foredose.knowledge import version
    from foredose.surfaces.cli.output import print_documents
    from foredose.surfaces.contract.model_card import card_document

    print_documents([card_document(record, card, knowledge_version=version())])
