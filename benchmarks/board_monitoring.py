"""The next level of real people, forecast from their earlier levels, beside two simple rules.

``python -m benchmarks board_monitoring`` takes every level but the first of each person and forecasts it from those
before it. With ``--keep`` the figures become ``knowledge/board_monitoring.tsv``; the levels themselves are not kept.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

import foredose.knowledge
from benchmarks.individual.real import Set, phenobarbital, quinidine, theophylline
from benchmarks.individual_real import Scored, clustered
from foredose.qualification.forecasts import (
    LAST_LEVEL,
    LEVELS,
    POPULATION,
    Forecast,
    forecast,
    forecasts_text,
)
from foredose.qualification.monitoring import monitoring_of
from foredose.sources.external import external_registry
from foredose.twin.individual import Foretold, Individualised, foretell, foretell_before, individualise

DRAWS = 2000
Row = tuple[float, float, float, float]
"""Low, middle and high of a forecast, and what was measured; NaN bounds where a rule has none."""


def forecasts_of(of: Set) -> tuple[Forecast, ...]:
    """Forecast every level but the first of each person, three ways, on the same levels."""
    found: dict[str, list[Row]] = {LEVELS: [], POPULATION: [], LAST_LEVEL: []}
    people: list[int] = []
    for number, person in enumerate(of.people):
        levels = sorted(person.levels, key=lambda v: v.time)
        blind = replace(person, levels=())
        for at in range(1, len(levels)):
            truth = levels[at].value
            assert truth is not None
            asked = [(levels[at].time, levels[at].output)]
            known = individualise(
                of.model, replace(person, levels=tuple(levels[:at])), method="auto", draws=DRAWS
            )
            assert isinstance(known, Individualised)
            for name, told in (
                (LEVELS, foretell(known, asked, history=blind)),
                (POPULATION, foretell_before(of.model, blind, asked, draws=DRAWS)),
            ):
                assert isinstance(told, Foretold)
                low, middle, high = told.interval()[:, 0]
                found[name].append((low, middle, high, truth))
            found[LAST_LEVEL].append((np.nan, levels[at - 1].value or np.nan, np.nan, truth))
            people.append(number)
    return tuple(_forecast(of, name, np.array(rows), np.array(people)) for name, rows in found.items())


def _forecast(of: Set, name: str, rows: np.ndarray, person: np.ndarray) -> Forecast:
    low, middle, high, truth = rows.T
    held = (low <= truth) & (truth <= high)
    bounds = (np.nan, np.nan)
    if not np.isnan(low).any():
        bounds = clustered(Scored(person=person, held=held, error=middle / truth - 1))
    return forecast(
        drug=of.model.drug, data=external_registry()[of.model.drug].origin, model=of.model.name, by=name,
        people=len(np.unique(person)), predicted=middle, observed=truth, low=low, high=high, resampled=bounds,
    )  # fmt: skip


def main(argv: list[str]) -> None:
    """Score, print a table, keep the figures where asked."""
    found: list[Forecast] = []
    for of in (theophylline(), phenobarbital(), quinidine()):
        found += forecasts_of(of)
        print(of.name, file=sys.stderr, flush=True)
    if "--keep" in argv:
        path = Path(foredose.knowledge.__file__).with_name("board_monitoring.tsv")
        path.write_text(forecasts_text(found), encoding="utf-8")
    print(table(found))
    print("\n" + "\n".join(f"- {m.name}: {m.verdict}" for m in monitoring_of(found)))


def table(found: Sequence[Forecast]) -> str:
    """Return the forecasts as markdown."""
    lines = [
        "| drug | forecast from | levels | people | GMFE | bias | within 2-fold | 90 % interval holds (exact; people "
        "resampled) | fold-width |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for f in found:
        two, c = f.within_two, f.covered
        held = (
            f"{c.value:.0%} ({c.low:.0%} to {c.high:.0%}; {f.resampled[0]:.0%} to {f.resampled[1]:.0%})"
            f" | {f.fold_width:.1f}"
            if c
            else " | "
        )
        lines.append(
            f"| {f.drug} | {f.by} | {two.of} | {f.people} | {f.gmfe:.2f} | {f.bias:.2f} | "
            f"{two.value:.0%} ({two.low:.0%} to {two.high:.0%}) | {held} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main(sys.argv[1:])
