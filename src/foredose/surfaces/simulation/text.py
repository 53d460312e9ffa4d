"""A simulated regimen on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from foredose.surfaces.cli.tables import plain_table
from foredose.surfaces.words import clean, interval, measure, number, unit

if TYPE_CHECKING:
    from foredose.application.simulation import Simulation
    from foredose.models.declaration import Output

__all__ = ["asked", "print_simulation"]

_LOWS, _ROWS = 6, 8
"""Lows before doses, and times of the last interval, that are shown of each output."""


def print_simulation(of: Simulation) -> None:
    """Print who was simulated, each output at some times, and what the last interval comes to."""
    who = "the typical person" if of.people == 1 else f"{of.people:,} virtual people, seed {of.seed}"
    print(clean(f"{of.model.name} · {of.regimen} · {of.route} · {who}"))
    print(clean(f"Source: {of.model.source}"))
    if told := asked(of):
        print(clean(f"Given: {told}"))
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


def asked(of: Simulation) -> str:
    """Return in words what was given of the person and the dose."""
    told = [f"{name} {number(value)}" for name, value in of.given.items()]
    told += [f"{gene} {state}" for gene, state in of.genotypes.items()]
    return ", ".join([*told, *([f"infused over {number(of.infused_h)} h"] if of.infused_h else [])])


def _rows(of: Simulation) -> np.ndarray:
    """Return which times to show: all that were asked for, or the lows before doses and the last dosing interval."""
    times = of.trajectory.times
    if of.times_h:
        return np.arange(len(times))
    doses = sorted({e.time + n * e.interval for e in of.events if e.gives for n in range(e.additional + 1)})
    lows = [t for t in doses if t <= times[-1]][-_LOWS:]
    begin = lows[-1] if lows and lows[-1] < times[-1] else times[0]
    wanted = [times[0], *lows, begin + 2e-6, *np.linspace(begin, times[-1], _ROWS)]
    return np.unique([int(np.argmin(np.abs(times - t))) for t in wanted])


def _hours(time: float) -> str:
    """Write a time; a look just after a dose is marked with +."""
    whole = round(time, 4)
    return f"{whole:.7g}+" if 0 < time - whole < 1e-5 else f"{time:.7g}"


def _print_output(of: Simulation, output: Output) -> None:
    values, times = of.trajectory.outputs[output.name], of.trajectory.times
    rows = _rows(of)
    low, median, high = np.nanquantile(values[rows], [0.05, 0.5, 0.95], axis=1)
    print(clean(f"\n{output.analyte}, {unit(output.unit)}"))
    spread = (f"{number(a)} to {number(b)}" for a, b in zip(low, high, strict=True))
    columns = ("Hours", "Median", "90 % of people") if of.people > 1 else ("Hours", "Value")
    shown = ((_hours(t), number(m), s) for t, m, s in zip(times[rows], median, spread, strict=True))
    plain_table(columns, (row[: len(columns)] for row in shown))
    for name, estimate in of.measures.get(output.name, {}).items():
        where = "" if name == "auc_seen" else ", last interval"
        told = interval(estimate) if of.people > 1 else f"{number(estimate.value)} {unit(estimate.unit)}"
        print(clean(f"{measure(name)}{where}: {told}"))
