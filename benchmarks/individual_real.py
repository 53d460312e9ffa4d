"""Later levels of real people, foretold with parameters of other people, before and after their first levels."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.individual.real import Set, phenobarbital, quinidine, theophylline
from foredose.twin.individual import Individualised, foretell, foretell_before, individualise

DRAWS = 2000
BOOTSTRAP = 4000


@dataclass(frozen=True, kw_only=True)
class Scored:
    """Every later level: whose, whether the interval of 90 % holds it, and the relative error of the middle."""

    person: np.ndarray
    held: np.ndarray
    error: np.ndarray


def scored(of: Set, seen: int, known: int) -> tuple[Scored, int]:
    """Score the levels behind the first ``seen``, after learning from the first ``known`` of them."""
    rows: list[tuple[int, bool, float]] = []
    strange = 0
    for number, person in enumerate(of.people):
        levels = sorted(person.levels, key=lambda v: v.time)
        later = levels[seen:]
        if not later:
            continue
        asked = [(v.time, v.output) for v in later]
        blind = replace(person, levels=())
        if known:
            found = individualise(
                of.model, replace(person, levels=tuple(levels[:known])), method="auto", draws=DRAWS
            )
            assert isinstance(found, Individualised)
            strange += found.fit is not None and found.fit.fits is False
            told = foretell(found, asked, history=blind)
        else:
            told = foretell_before(of.model, blind, asked, draws=DRAWS)
        low, middle, high = told.interval()
        for level, a, m, b in zip(later, low, middle, high, strict=True):
            assert level.value is not None
            rows.append((number, a <= level.value <= b, m / level.value - 1))
    table = np.array(rows, dtype=float)
    return Scored(person=table[:, 0], held=table[:, 1], error=table[:, 2]), strange


def clustered(of: Scored) -> tuple[float, float]:
    """Return the interval of 95 % of the coverage, people drawn with all their levels."""
    rng = np.random.default_rng(0)
    people = np.unique(of.person)
    held = np.array([of.held[of.person == p].sum() for p in people])
    size = np.array([(of.person == p).sum() for p in people])
    drawn = rng.integers(0, len(people), (BOOTSTRAP, len(people)))
    low, high = np.quantile(held[drawn].sum(axis=1) / size[drawn].sum(axis=1), [0.025, 0.975])
    return float(low), float(high)


def lines(of: Set, known: tuple[int, ...]) -> list[str]:
    """Return one line for each number of known levels, all on the same later levels."""
    found = []
    for k in known:
        result, strange = scored(of, max(known), k)
        low, high = clustered(result)
        found.append(
            f"| {of.name} | {k} | {len(result.held)} in {len(np.unique(result.person))} | "
            f"{100 * result.held.mean():.0f} % ({100 * low:.0f}-{100 * high:.0f}) | "
            f"{100 * result.error.mean():+.0f} % | {100 * np.sqrt((result.error**2).mean()):.0f} % | "
            f"{100 * np.median(np.abs(result.error)):.0f} % | {strange} |"
        )
    return found


def main() -> int:
    """Print the table."""
    print(
        "| Data (model) | Levels known | Later levels | Held by 90 % (95 % interval, people resampled) | Mean error | "
        "Root mean square | Median absolute | People the model does not fit |\n|---|---|---|---|---|---|---|---|"
    )
    newborns, hearts = phenobarbital(), quinidine()
    for of, known in (
        (theophylline(), (0, 1, 2, 3)),
        (newborns, (0, 1)),
        (newborns, (0, 1, 2)),
        (hearts, (0, 1)),
        (hearts, (0, 1, 2)),
    ):
        print("\n".join(lines(of, known)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
