"""Predicted against observed exposure ratios, by genotype and co-medication, beside simple rules.

``python -m benchmarks board`` predicts every row anew; with ``--keep`` the lines become ``knowledge/board.tsv``, which
``foredose board`` shows and the tests hold each release against.
"""

from __future__ import annotations

import sys
from pathlib import Path

import foredose.knowledge
from foredose.qualification.baselines import BASELINES
from foredose.qualification.board import Board, board_text, make_board
from foredose.qualification.score import Score


def main(argv: list[str]) -> None:
    """Score, print a table, keep the lines where asked."""
    board = make_board(progress=_progress)
    if "--keep" in argv:
        path = Path(foredose.knowledge.__file__).with_name("board.tsv")
        path.write_text(board_text(board), encoding="utf-8")
    print(table(board))


def table(board: Board) -> str:
    """Return the contexts as markdown, each with its rules below."""
    lines = [
        "| context | split | rows | drugs | GMFE | bias | within 2-fold | Guest | 90 % interval holds | fold-width | verdict |",  # noqa: E501
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for c in board.contexts:
        lines.append(f"| {c.name} | {c.split} |{_cells(c.score)} {c.verdict} |".replace("||", "|"))
        if ":" not in c.name:
            lines += [f"| - {rule} | {c.split} |{_cells(c.rules[rule])} |" for rule in BASELINES]
    return "\n".join(lines)


def _cells(s: Score | None) -> str:
    if s is None:
        return " 0 | | | | | | | |"
    two, guest, covered = (
        f"{r.value:.0%} ({r.low:.0%} to {r.high:.0%})" for r in (s.within_two, s.within_guest, s.covered)
    )
    errors = f"{s.gmfe:.2f} | {s.bias:.2f} | {two} | {guest} | {covered} | {s.fold_width:.1f}"
    return f" {s.number} | {s.victims} | {errors} |"


def _progress(done: float) -> None:
    if sys.stderr.isatty():
        print(f"\r{done:.0%}", end="", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
