"""What moved since an earlier release, on a terminal."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from foredose.surfaces.cli.tables import plain_table
from foredose.surfaces.words import clean, number

if TYPE_CHECKING:
    from foredose.qualification.drift import Changed, Drift, Figures

__all__ = ["print_drift"]


def print_drift(found: Sequence[Drift]) -> None:
    """Print, table by table, rows that moved and contexts whose figures or verdict are others."""
    for one in found:
        told = f"{len(one.new)} new, {len(one.gone)} gone, {len(one.moved)} of {one.compared} moved by more than 1 %"
        changed = sum(c.other_verdict for c in one.changed)
        contexts = f"{len(one.changed)} contexts with other figures, {changed} qualified on one side alone"
        print(clean(f"{one.table}: {f'{told}; ' if one.compared or one.new or one.gone else ''}{contexts}"))
        _print_rows(one)
        if one.changed:
            plain_table(
                ("Context", "", "Figures", "Verdict"), [row for c in one.changed for row in _sides(c)]
            )
        print()


def _print_rows(of: Drift) -> None:
    rows = [
        (
            m.now.id, m.now.what, _told(m.before.predicted), _told(m.now.predicted),
            _told(m.now.observed) + _other(m.before.observed, m.now.observed),
        )
        for m in of.moved
    ]  # fmt: skip
    rows += [(r.id, r.what, "new", _told(r.predicted), _told(r.observed)) for r in of.new]
    rows += [(r.id, r.what or "-", _told(r.predicted), "gone", _told(r.observed)) for r in of.gone]
    if rows:
        plain_table(("Row", "Of", "Before", "Now", "Observed"), rows)


def _sides(of: Changed) -> list[tuple[str, str, str, str]]:
    return [
        (of.name, "before", *_figures(of.before)),
        ("", "now", *_figures(of.now)),
    ]


def _figures(of: Figures | None) -> tuple[str, str]:
    return (of.shown, of.verdict) if of else ("-", "not on the board")


def _told(value: float) -> str:
    return "-" if math.isnan(value) else number(value)


def _other(before: float, now: float) -> str:
    known = not math.isnan(before) and not math.isnan(now)
    return f" (was {number(before)})" if known and abs(math.log(before / now)) > 0.001 else ""
