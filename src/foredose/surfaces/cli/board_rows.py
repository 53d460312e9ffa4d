"""Rows of the board on a terminal: of one drug, or gathered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from foredose.surfaces.cli.board_tables import exact
from foredose.surfaces.cli.tables import plain_table
from foredose.surfaces.words import number

if TYPE_CHECKING:
    from foredose.qualification.board import Board
    from foredose.qualification.groups import Group

__all__ = ["print_drug", "print_groups"]


def print_groups(found: Sequence[Group], by: str) -> None:
    """Print rows gathered by drug or ancestry."""
    rows = [
        (
            g.name, g.family, g.split[:3], str(g.number), str(g.not_predicted), f"{g.gmfe:.2f}", exact(g.within_two),
            f"{g.within_guest.value:.0%}" if g.within_guest else "-", f"{g.covered.value:.0%}" if g.covered else "-",
            f"{g.fold_width:.1f}" if g.covered else "-",
        )
        for g in found
    ]  # fmt: skip
    if by == "ancestry":
        print("Ancestry is told only where the study names a people; where it was held tells none.")
    plain_table(
        (by.capitalize(), "Of", "Split", "Rows", "Not", "GMFE", "2-fold (95 %)", "Guest", "In 90 %", "Width"),
        rows,
    )


def print_drug(found: Board, drug: str) -> None:
    """Print every row of a drug: ratios, then what its library models are held against."""
    from foredose.application.ratio_given import ingredient_given
    from foredose.qualification.model_lines import committed_model_lines
    from foredose.surfaces.board_page_models import observed_shown

    inn = ingredient_given(drug)
    ratios = [
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
    if ratios:
        plain_table(("Split", "Genotype", "With", "Observed", "Predicted (90 %)", "Source"), ratios)
    else:
        print(f"no measured ratio of {inn} is known here")
    models = [
        (
            x.model, x.what, observed_shown(x),
            f"not counted: {x.why_not}" if x.why_not else number(x.predicted), x.source.split(",", maxsplit=1)[0],
        )
        for x in committed_model_lines()
        if x.drug == inn
    ]  # fmt: skip
    if models:
        print()
        plain_table(("Model", "What", "Observed", "Predicted", "Source"), models)
