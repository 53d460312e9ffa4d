"""A simulated regimen on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from foredose.surfaces.cli.tables import plain_table
from foredose.surfaces.words import clean, interval, measure, number, unit

if TYPE_CHECKING:
    from foredose.application.simulation import Simulation
    from foredose.models.declaration import Output

__all__ = ["print_simulation"]

_ROWS = 12
"""Times that are shown of each output."""


def print_simulation(of: Simulation) -> None:
    """Print who was simulated, each output at some times, and what the last interval comes to."""
    who = "the typical person" if of.people == 1 else f"{of.people:,} virtual people, seed {of.seed}"
    print(clean(f"{of.model.name} · {of.regimen} · {of.route} · {who}"))
    print(clean(f"Source: {of.model.source}"))
    for one in of.assumed:
        print(clean(f"Not given: {one.name}; taken as {one.value} ({one.because})"))
    for caution in of.cautions:
        print(clean(f"CAUTION: {caution}"))
    for output in of.model.outputs:
        _print_output(of, output)
    causes = sorted({f"{one.why}: {one.resolve}" for one in of.trajectory.failed.values()})
    for cause in causes:
        print(
            clean(f"NOT SOLVED, {len(of.trajectory.failed)} people left out of every figure above: {cause}")
        )
    print(clean(f"Not for: {'; '.join(of.model.population.not_for)}"))


def _print_output(of: Simulation, output: Output) -> None:
    values, times = of.trajectory.outputs[output.name], of.trajectory.times
    rows = np.unique(np.linspace(0, len(times) - 1, _ROWS).round().astype(int))
    low, median, high = np.nanquantile(values[rows], [0.05, 0.5, 0.95], axis=1)
    print(clean(f"\n{output.analyte}, {unit(output.unit)}"))
    spread = (f"{number(a)} to {number(b)}" for a, b in zip(low, high, strict=True))
    columns = ("Hours", "Median", "90 % of people") if of.people > 1 else ("Hours", "Value")
    shown = ((number(t), number(m), s) for t, m, s in zip(times[rows], median, spread, strict=True))
    plain_table(columns, (row[: len(columns)] for row in shown))
    for name, estimate in of.measures.get(output.name, {}).items():
        told = interval(estimate) if of.people > 1 else f"{number(estimate.value)} {unit(estimate.unit)}"
        print(clean(f"{measure(name)}, last interval: {told}"))
