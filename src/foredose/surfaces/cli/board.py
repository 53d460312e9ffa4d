"""``foredose board``: predicted against observed, per context of use."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from foredose.surfaces.cli import options as o
from foredose.surfaces.cli.output import print_documents

__all__ = ["board"]


class GroupedBy(StrEnum):
    """What rows can be gathered by, besides contexts."""

    DRUG = "drug"
    ANCESTRY = "ancestry"


def board(
    *,
    drug: Annotated[str | None, typer.Option(metavar="DRUG", help="Only the rows of this drug.")] = None,
    by: Annotated[
        GroupedBy | None, typer.Option(help="Gather rows by drug, or by the ancestry told.")
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="What moved since an earlier release: its board.tsv, or a folder."),
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a page with a chart and all rows.")
    ] = None,
    card: Annotated[
        str | None,
        typer.Option(
            metavar="CONTEXT", help="How far to believe one context of use, and what it would take."
        ),
    ] = None,
    json: o.Json = False,
) -> None:
    """Show predictions against what people observed, per context of use, with the verdict of each."""
    from foredose.qualification.board import committed_board
    from foredose.qualification.groups import groups
    from foredose.qualification.model_lines import committed_model_lines
    from foredose.qualification.monitoring import committed_monitoring
    from foredose.qualification.releases import against as compared
    from foredose.surfaces.files import refuse_target, write_text

    refuse_target(html)
    if card is not None:
        _show_card(card, html, json, others=(drug, by, against))
        return
    found = committed_board()
    gathered = groups(by.value, found, committed_model_lines(), committed_monitoring()) if by else ()
    drifts = compared(against) if against is not None else ()
    if html is not None:
        from foredose.surfaces.board_page import board_page

        write_text(html, board_page(found))
    if json:
        from foredose.knowledge import version
        from foredose.surfaces.contract.board import board_document

        print_documents([board_document(found, knowledge_version=version(), groups=gathered, drifts=drifts)])
        return
    from foredose.surfaces.cli.board_rows import print_drug, print_groups
    from foredose.surfaces.cli.board_tables import print_board

    if drug:
        print_drug(found, drug)
    if by:
        print_groups(gathered, by.value)
    if not (drug or by or drifts):
        print_board(found)
    if drifts:
        from foredose.surfaces.cli.board_drift import print_drift

        print_drift(drifts)


def _show_card(context: str, html: Path | None, json: bool, *, others: tuple[object, ...]) -> None:
    from foredose.core import InputError
    from foredose.qualification.credibility import context_record
    from foredose.surfaces.cli.cards import show_card

    if any(x is not None for x in others):
        raise InputError(
            "board.options", found="--card with --drug, --by or --against", expected="--card alone",
            where="foredose board",
            remedy="a card is of a context of use; `foredose board --drug` shows the rows of a drug",
        )  # fmt: skip
    show_card(context_record(context), html=html, json=json)
