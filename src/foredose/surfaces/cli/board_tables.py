"""The contexts of the board on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foredose.surfaces.cli.tables import plain_table
from foredose.surfaces.words import clean

if TYPE_CHECKING:
    from foredose.qualification.board import Board
    from foredose.qualification.score import Rate

__all__ = ["exact", "print_board"]


_RATIOS = ("Context", "Split", "Rows", "Drugs", "Not", "GMFE", "2-fold (95 %)", "Guest", "In 90 %", "Width",
           "Qualified")  # fmt: skip
_MODELS = (
    "Context",
    "Rows",
    "Models",
    "Numbers",
    "Studies",
    "GMFE",
    "Bias",
    "2-fold (95 %)",
    "Guest",
    "Qualified",
)
_MONITORING = (
    "Context",
    "From",
    "Levels",
    "People",
    "GMFE",
    "2-fold (95 %)",
    "In 90 % (95 %)",
    "Width",
    "Qualified",
)


def print_board(found: Board) -> None:
    """Print the contexts of ratios, of library models, and of forecasts of levels."""
    rows = [
        (
            c.name, c.split[:3], str(s.number), str(s.victims), str(c.not_predicted), f"{s.gmfe:.2f}",
            exact(s.within_two), f"{s.within_guest.value:.0%}", f"{s.covered.value:.0%}", f"{s.fold_width:.1f}",
            _answer(c.verdict) if c.split == "validation" else "-",
        )
        for c in found.contexts
        if (s := c.score) is not None
    ]  # fmt: skip
    print(clean("Predicted against observed AUC ratios; validation victims lend nothing to any parameter."))
    plain_table(_RATIOS, rows)
    _print_models()
    _print_monitoring()
    print(
        "\nNot: rows without a prediction. --drug shows rows of a drug; --by drug or --by ancestry gathers them; "
        "--json says why what is not qualified."
    )


def _print_models() -> None:
    from foredose.qualification.model_contexts import committed_model_contexts

    rows = [
        (
            c.name, str(e.number) if e else "0", str(c.models), str(c.numbers), str(c.studies),
            f"{e.gmfe:.2f}" if e else "-", f"{e.bias:.2f}" if e else "-", exact(e.within_two) if e else "-",
            f"{c.within_guest.value:.0%}" if c.within_guest else "-", _answer(c.verdict),
        )
        for c in committed_model_contexts()
        for e in (c.errors,)
    ]  # fmt: skip
    print("\nLibrary models against numbers of studies that did not build them, in the typical person.")
    plain_table(_MODELS, rows, whole_first=True)


def _print_monitoring() -> None:
    from foredose.qualification.monitoring import committed_monitoring

    rows = [
        (
            m.name if f is m.own else "", f.by, str(f.within_two.of), str(f.people), f"{f.gmfe:.2f}",
            exact(f.within_two), exact(f.covered) if f.covered else "-",
            f"{f.fold_width:.1f}" if f.covered else "-", _answer(m.verdict) if f is m.own else "",
        )
        for m in committed_monitoring()
        for f in (m.own, *m.rules)
    ]  # fmt: skip
    print()
    print(clean("Next levels of real people, by models of other people, beside two simple rules."))
    plain_table(_MONITORING, rows, whole_first=True)


def exact(of: Rate) -> str:
    """Return a rate with its exact 95 % interval."""
    return f"{of.value:.0%} ({of.low:.0%}-{of.high:.0%})"


def _answer(verdict: str) -> str:
    return "yes" if verdict == "qualified" else "no"
