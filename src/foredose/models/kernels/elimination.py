"""Gaussian elimination without pivoting, unrolled over the entries that are not zero.

The diagonal holds 1/(GAMMA h), so that a smaller step always makes the pivots good; a bad one shows as a step whose
error is too large or not finite.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Elimination", "eliminate"]

Entry = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Elimination:
    """Statements that factor the matrix of entries ``m_i_j``, and what solving with the factors needs."""

    order: tuple[int, ...]
    statements: tuple[str, ...]
    filled: frozenset[Entry]

    def solve(self, stage: int) -> list[str]:
        """Return statements from the right-hand side ``b_i`` to the solution ``k{stage}_i``."""
        lines = []
        for at, i in enumerate(self.order):
            before = [j for j in self.order[:at] if (i, j) in self.filled]
            lines.append(f"w_{i} = b_{i}" + "".join(f" - m_{i}_{j} * w_{j}" for j in before))
        for at, i in reversed(tuple(enumerate(self.order))):
            after = [j for j in self.order[at + 1 :] if (i, j) in self.filled]
            rest = "".join(f" - m_{i}_{j} * k{stage}_{j}" for j in after)
            lines.append(f"k{stage}_{i} = (w_{i}{rest}) * d_{i}")
        return lines


def eliminate(size: int, entries: Iterable[Entry]) -> Elimination:
    """Factor a matrix of that pattern, taking next the pivot that can fill the fewest entries (Markowitz 1957)."""
    filled = {*entries, *((i, i) for i in range(size))}
    left, order, lines = set(range(size)), [], []
    while left:
        pivot = min(sorted(left), key=lambda k: _cost(k, left, filled))
        left.remove(pivot)
        order.append(pivot)
        lines.append(f"d_{pivot} = 1.0 / m_{pivot}_{pivot}")
        for i in sorted(r for r in left if (r, pivot) in filled):
            lines += _row(i, pivot, left, filled)
    return Elimination(order=tuple(order), statements=tuple(lines), filled=frozenset(filled))


def _cost(k: int, left: set[int], filled: set[Entry]) -> int:
    below = sum((i, k) in filled for i in left) - 1
    beside = sum((k, j) in filled for j in left) - 1
    return below * beside


def _row(i: int, pivot: int, left: set[int], filled: set[Entry]) -> list[str]:
    """Take the pivot's row out of row i; an entry that was zero is filled."""
    lines = [f"m_{i}_{pivot} = m_{i}_{pivot} * d_{pivot}"]
    for j in sorted(c for c in left if (pivot, c) in filled):
        old = f"m_{i}_{j}" if (i, j) in filled else ""
        lines.append(f"m_{i}_{j} = {old} - m_{i}_{pivot} * m_{pivot}_{j}")
        filled.add((i, j))
    return lines
