"""``foredose board``: predicted against observed exposure ratios, per context of use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foredose.surfaces.cli import options as o
from foredose.surfaces.cli.output import print_documents

if TYPE_CHECKING:
    from foredose.qualification.board import Board

__all__ = ["board"]


def board(
    *,
    drug: Annotated[str | None, typer.Option(metavar="DRUG", help="Only the rows of this drug.")] = None,
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
    """Show predicted against observed exposure ratios, per context of use, with the verdict of each."""
    from foredose.qualification.board import committed_board
    from foredose.surfaces.files import refuse_target, write_text

    refuse_target(html)
    if card is not None:
        _show_card(card, drug, html, json)
        return
    found = committed_board()
    if html is not None:
        from foredose.surfaces.board_page import board_page

        write_text(html, board_page(found))
    if json:
        from foredose.knowledge import version
        from foredose.surfaces.contract.board import board_document

        print_documents([board_document(found, knowledge_version=version())])
    else:
        _print_board(found, drug)


def _show_card(context: str, drug: str | None, html: Path | None, json: bool) -> None:
    from foredose.core import InputError
    from foredose.qualification.credibility import context_record
    from foredose.surfaces.cli.cards import show_card

    if drug is not None:
        raise InputError(
            "board.options", found="--card and --drug", expected="one of them", where="foredose board",
            remedy="a card is of a context of use; `foredose board --drug` shows the rows of a drug",
        )  # fmt: skip
    show_card(context_record(context), html=html, json=json)


def _print_board(found: Board, drug: str | None) -> None:
    from foredose.surfaces.cli.tables import plain_table
    from foredose.surfaces.words import clean, number

    if drug:
        from foredose.application.ratio_given import ingredient_given

        inn = ingredient_given(drug)
        of_drug = [
            (
                "validation" if x.row.validates else "calibration",
                x.row.asked or "-",
                " + ".join(f"{p.inn} {p.dose_mg:g} mg every {p.interval_h:g} h" for p in x.row.perpetrators)
                or "-",
                number(x.row.ratio),
                x.why_not or f"{number(x.predicted)} ({number(x.low)} to {number(x.high)})",
                x.row.source.key,
            )
            for x in found.lines
            if x.row.victim == inn
        ]
        if not of_drug:
            print(f"no measured ratio of {inn} is known here")
            return
        plain_table(("Split", "Genotype", "With", "Observed", "Predicted (90 %)", "Source"), of_drug)
        return
    rows = [
        (
            c.name, c.split[:3], str(s.number), str(s.victims), str(c.not_predicted), f"{s.gmfe:.2f}",
            f"{s.within_two.value:.0%} ({s.within_two.low:.0%}-{s.within_two.high:.0%})",
            f"{s.within_guest.value:.0%}", f"{s.covered.value:.0%}", f"{s.fold_width:.1f}",
            "yes" if c.verdict == "qualified" else "no" if c.split == "validation" else "-",
        )
        for c in found.contexts
        if (s := c.score) is not None
    ]  # fmt: skip
    head = (
        "Context",
        "Split",
        "Rows",
        "Drugs",
        "Not",
        "GMFE",
        "2-fold (95 %)",
        "Guest",
        "In 90 %",
        "Width",
        "Qualified",
    )
    print(clean("Predicted against observed AUC ratios; validation victims lend nothing to any parameter."))
    plain_table(head, rows)
    print(
        "\nNot: rows without a prediction. --drug shows rows of a drug; --json says why what is not qualified."
    )
