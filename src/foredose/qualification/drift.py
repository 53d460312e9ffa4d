"""What moved on the board since an earlier release."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["Changed", "Drift", "Figures", "Moved", "Row", "Table", "drift"]

TOLERANCE = 0.01
"""A prediction has moved where its logarithm did by more: 1 %, as the gate has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A prediction beside what was observed; NaN where there is none, or where the release does not tell it."""

    id: str
    what: str
    predicted: float
    observed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A context as it was scored: its figures in words, and its verdict."""

    name: str
    shown: str
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of a release: rows and contexts by name; a table of figures alone has no rows."""

    name: str
    rows: Mapping[str, Row]
    contexts: Mapping[str, Figures]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A row whose prediction, or whose observed number, is another."""

    before: Row
    now: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A context with other figures or another verdict; ``None`` on the side where it is not."""

    name: str
    before: Figures | None
    now: Figures | None

    @property
    def other_verdict(self) -> bool:
        """Whether it was qualified and no longer is, or the other way round."""
        sides = [x is not None and x.verdict == "qualified" for x in (self.before, self.now)]
        return sides[0] != sides[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """One table of an earlier release beside that of this one."""

    table: str
    compared: int
    new: tuple[Row, ...]
    gone: tuple[Row, ...]
    moved: tuple[Moved, ...]
    changed: tuple[Changed, ...]


def drift(before: Table, now: Table) -> Drift:
    """Compare a table with that of an earlier release."""
    both = [i for i in now.rows if i in before.rows]
    contexts = dict.fromkeys([*before.contexts, *now.contexts])
    sides = (Changed(name=c, before=before.contexts.get(c), now=now.contexts.get(c)) for c in contexts)
    return Drift(
        table=now.name,
        compared=len(both),
        new=_only(now.rows, before.rows),
        gone=_only(before.rows, now.rows),
        moved=tuple(
            Moved(before=before.rows[i], now=now.rows[i]) for i in both if _moved(before.rows[i], now.rows[i])
        ),
        changed=tuple(c for c in sides if c.before != c.now),
    )


def _only(here: Mapping[str, Row], there: Iterable[str]) -> tuple[Row, ...]:
    known = set(there)
    return tuple(row for i, row in here.items() if i not in known)


def _moved(before: Row, now: Row) -> bool:
    told_before = not math.isnan(before.observed)
    return _apart(before.predicted, now.predicted) or (told_before and _apart(before.observed, now.observed))


def _apart(one: float, other: float) -> bool:
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) != math.isnan(other)
    return abs(math.log(one / other)) > TOLERANCE
