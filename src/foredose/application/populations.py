"""Use case: simulate a declared population under a regimen of a library model, into a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from foredose.population import Outcome, PopulationRun, Regimen, read_population, simulate_population

__all__ = ["BLOCK_PEOPLE", "simulate_declared"]

BLOCK_PEOPLE = 10_000
"""People of one file: a worker holds about 380 MiB with it; what is drawn does not hang on it."""


def simulate_declared(
    declaration: Path,
    out: Path,
    *,
    model: str,
    regimen: Regimen,
    workers: int,
    progress: Callable[[int, int], None] | None = None,
) -> Outcome:
    """Read a population, and simulate what is left of the run.

    Parameters
    ----------
    declaration
        A YAML file, as ``read_population``.
    workers
        Dask workers; 0: this process alone.

    Raises
    ------
    InputError
        For a declaration, model or regimen that cannot be simulated, or a folder of another run.
    """
    population = read_population(declaration)
    run = PopulationRun(population=population, model=model, regimen=regimen, block_people=BLOCK_PEOPLE)
    return simulate_population(run, out, workers=workers, progress=progress)
