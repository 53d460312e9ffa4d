"""Library models beside numbers of studies that did not build them, per drug.

``python -m benchmarks board_models`` predicts every number anew; with ``--keep`` the lines become
``knowledge/board_models.tsv``, which ``foredose board`` shows and the tests hold each release against.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import foredose.knowledge
from foredose.qualification.model_contexts import ModelContext, model_contexts
from foredose.qualification.model_lines import model_text
from foredose.qualification.model_scoring import predicted_lines
from foredose.qualification.score import Rate


def main(argv: list[str]) -> None:
    """Score, print a table, keep the lines where asked."""
    lines = predicted_lines()
    if "--keep" in argv:
        path = Path(foredose.knowledge.__file__).with_name("board_models.tsv")
        path.write_text(model_text(lines), encoding="utf-8")
    print(table(model_contexts(lines)))


def table(contexts: Sequence[ModelContext]) -> str:
    """Return the contexts as markdown."""
    lines = [
        "| context | predictions | models | observed numbers | studies | not counted | GMFE | bias | within 2-fold "
        "| Guest (ratios) | verdict |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for c in contexts:
        e = c.errors
        told = f"{e.gmfe:.2f} | {e.bias:.2f} | {_rate(e.within_two)}" if e else " | | "
        many = f"{e.number if e else 0} | {c.models} | {c.numbers} | {c.studies} | {c.not_counted}"
        lines.append(
            f"| {c.name} | {many} | {told} | "
            f"{_rate(c.within_guest) if c.within_guest else ''} | {c.verdict} |"
        )
    return "\n".join(lines)


def _rate(of: Rate) -> str:
    return f"{of.value:.0%} ({of.low:.0%} to {of.high:.0%})"


if __name__ == "__main__":
    main(sys.argv[1:])
