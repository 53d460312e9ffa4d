"""Simulate a population into a folder: block by block in this process, or on Dask workers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from foredose.core import InputError
from foredose.population.folder import RunFolder, write_block
from foredose.population.individuals import SIMULATED
from foredose.population.plan import PopulationRun
from foredose.population.streams import Block

__all__ = ["Outcome", "simulate_population"]

AHEAD = 2
"""Blocks that each worker has waiting: neither idle workers nor a long queue."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a finished run holds.

    Parameters
    ----------
    people, simulated
        How many there are, and how many were simulated.
    left_out
        Cause to the number of people that were not.
    continued
        How many of the blocks were there before.
    peak_MiB
        Highest resident memory of each worker alive at the end; empty where there was none, or it cannot be read.
    """

    people: int
    simulated: int
    left_out: Mapping[str, int]
    continued: int
    peak_MiB: tuple[float, ...]  # noqa: N815


def simulate_population(
    run: PopulationRun, out: Path, *, workers: int, progress: Progress | None = None
) -> Outcome:
    """Simulate what is left of a run.

    Parameters
    ----------
    out
        The run's folder: new, empty, or of the same run, which then goes on where it stopped.
    workers
        Dask workers, each a process with one thread; 0: this process alone, without Dask.
    progress
        Called with the blocks done and the blocks there are.

    Raises
    ------
    InputError
        ``population.workers`` for fewer than none; ``population.folder`` for a folder of something else;
        ``population.dask`` without Dask.
    """
    if workers < 0:
        raise InputError(
            "population.workers",
            found=f"{workers} workers",
            expected="0 (this process alone) or more",
            where="workers",
            remedy="correct the number",
        )
    folder = RunFolder(out, run)
    left = folder.left()
    total = len(run.blocks)
    peaks: list[float] = []
    made = _on_dask(run, left, out, workers, peaks) if workers and left else _here(run, left, out)
    tell = progress or (lambda done, of: None)
    tell(total - len(left), total)
    for done, _ in enumerate(made, start=total - len(left) + 1):
        tell(done, total)
    causes = folder.causes()
    simulated = causes.pop(SIMULATED, 0)
    return Outcome(
        people=run.population.n,
        simulated=simulated,
        left_out=dict(causes.most_common()),
        continued=total - len(left),
        peak_MiB=tuple(peaks),
    )


def _here(run: PopulationRun, left: list[Block], out: Path) -> Iterator[int]:
    for block in left:
        yield write_block(run, block, str(out))


def _on_dask(
    run: PopulationRun, left: list[Block], out: Path, workers: int, peaks: list[float]
) -> Iterator[int]:
    distributed = _distributed()
    cluster = distributed.LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0"
    )
    with cluster, distributed.Client(cluster) as client:
        waiting = iter(left)
        first = [_submit(client, run, block, out) for block in islice(waiting, AHEAD * workers)]
        finished = distributed.as_completed(first)
        for future in finished:
            yield future.result()
            future.release()
            following = next(waiting, None)
            if following is not None:
                finished.add(_submit(client, run, following, out))
        peaks.extend(p for p in client.run(_peak_MiB).values() if p)


def _submit(client: Any, run: PopulationRun, block: Block, out: Path) -> Any:
    return client.submit(write_block, run, block, str(out.resolve()), pure=False)


def _distributed() -> Any:
    try:
        import distributed
    except ImportError:
        raise InputError(
            "population.dask",
            found="no Dask",
            expected="the extra that runs populations on workers",
            where="workers",
            remedy="install foredose[population], or use 0 workers",
        ) from None
    return distributed


def _peak_MiB() -> float:  # noqa: N802
    """Return the highest resident memory of this process, 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return 0.0
    lines = status.read_text(encoding="utf-8").splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)
