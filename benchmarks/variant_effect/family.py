"""A family alignment on the columns of one protein, and how residues vary in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from foredose.genome.effect.aminoacids import BLOSUM62, LETTERS

Array = NDArray[np.float64]
OPEN, EXTEND = 11.0, 1.0
# The haem-binding loop of P450 enzymes: F..G.R.C.G, with the substitutions seen at the arginine.
SIGNATURE = re.compile(r"F..G.[RHPKNQA].C.G")
# Robinson 1991, as BLAST uses it, in the order of LETTERS.
BACKGROUND = np.array(
    "7.805 1.925 5.364 6.295 3.856 7.377 2.199 5.142 5.744 9.019 2.243 4.487 5.203 4.264 5.129 7.12 5.841 6.441 1.33"
    " 3.216".split(),
    dtype=float,
)
BACKGROUND /= BACKGROUND.sum()
_SCORES = np.array([[BLOSUM62[a, b] for b in LETTERS] + [-1] for a in LETTERS] + [[-1] * 21], dtype=float)


def codes(sequence: str) -> NDArray[np.int64]:
    """Return residues as numbers; 20 stands for a gap or anything else."""
    return np.array([LETTERS.find(letter) % 21 for letter in sequence])


def read_fasta(text: str) -> Iterator[tuple[str, str]]:
    """Yield (header, sequence)."""
    for block in text.split(">")[1:]:
        head, *lines = block.splitlines()
        yield head, "".join(lines)


def _tables(first: str, second: str) -> tuple[Array, Array, Array]:
    """Fill Gotoh's tables with free end gaps: best score, and best ending in a gap of either sequence."""
    score = _SCORES[np.ix_(codes(first), codes(second))]
    rows, columns = score.shape
    best, down, across = np.zeros((3, rows + 1, columns + 1))
    down[0] = across[:, 0] = across[0] = -np.inf
    ramp = EXTEND * np.arange(columns)
    for i in range(1, rows + 1):
        down[i] = np.maximum(best[i - 1] - OPEN, down[i - 1] - EXTEND)
        open_ = np.maximum(best[i - 1, :-1] + score[i - 1], down[i, 1:])
        source = np.concatenate(([0.0], open_[:-1]))
        across[i, 1:] = np.maximum.accumulate(source + ramp) - ramp - OPEN
        best[i, 1:] = np.maximum(open_, across[i, 1:])
    return best, down, across


def align(first: str, second: str) -> tuple[list[int], float]:
    """Align two proteins globally with free ends; return the place in ``second`` of each of ``first`` (-1: gap)."""
    best, down, across = _tables(first, second)
    rows, columns = len(first), len(second)
    i, j = max(
        [(rows, k) for k in range(columns + 1)] + [(k, columns) for k in range(rows + 1)],
        key=lambda at: best[at],
    )
    score, places = float(best[i, j]), [-1] * rows
    while i > 0 and j > 0:
        if best[i, j] == down[i, j]:
            while down[i, j] == down[i - 1, j] - EXTEND:
                i -= 1
            i -= 1
        elif best[i, j] == across[i, j]:
            while across[i, j] == across[i, j - 1] - EXTEND:
                j -= 1
            j -= 1
        else:
            i, j = i - 1, j - 1
            places[i] = j
    return places, score


def onto(first: str, second: str) -> tuple[str, float, float]:
    """Return ``second`` on the columns of ``first``, its share of identical residues, and the score."""
    places, score = align(first, second)
    row = "".join("-" if place < 0 else second[place] for place in places)
    kept = [a == b for a, b in zip(first, row, strict=True) if b != "-"]
    return row, sum(kept) / max(len(kept), 1), score


def _weights(rows: NDArray[np.int64], alike: float = 0.62) -> Array:
    """Return one over the number of rows that are nearly the same (Henikoff's 62 %)."""
    weights = np.zeros(len(rows))
    for i, row in enumerate(rows):
        both = (rows < 20) & (row < 20)
        same = ((rows == row) & both).sum(1) / np.maximum(both.sum(1), 1)
        weights[i] = 1 / max(1, (same > alike).sum())
    return weights


def profile(rows: list[str], pseudo: float) -> tuple[Array, Array]:
    """Return log probability of each residue at each column (BLOSUM62 pseudo-counts), and the share of gaps."""
    table = np.stack([codes(row) for row in rows])
    weights = _weights(table)
    counts = np.stack([((table == k) * weights[:, None]).sum(0) for k in range(21)], axis=1)
    seen = counts[:, :20].sum(1, keepdims=True)
    share = counts[:, :20] / np.maximum(seen, 1e-9)
    alike = np.exp(0.3176 * _SCORES[:20, :20]) * BACKGROUND
    expected = share @ (alike / alike.sum(1, keepdims=True))
    mixed = (seen * share + pseudo * expected) / (seen + pseudo)
    return np.log(np.where(seen > 0, mixed, BACKGROUND)), counts[:, 20] / weights.sum()
