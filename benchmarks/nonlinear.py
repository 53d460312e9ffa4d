"""Non-linear models for 10,000 people: seconds per core at equal accuracy, ours beside three other solvers.

Run: ``python -m benchmarks nonlinear [--write]``. The error is that of all kept states against LSODA at rtol 1e-10,
largest over 20 people, relative to the value or to a thousandth of its peak. Ours runs at its default tolerance on one
thread; each other solver at the loosest of a ladder of tolerances whose error is no larger, or at its tightest.
libRoadRunner runs in the interpreter that FOREDOSE_ROADRUNNER_PYTHON names, one process; the others' times are
extrapolated from few people. What a first use costs is measured in new processes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.lanes import peers
from benchmarks.lanes.models import CASES, Case
from foredose.models.kernels import build_kernel
from foredose.numerics.lanes import solve

PEOPLE, COMPARED = 10_000, 20
TOLERANCES = (1e-5, 3e-6, 1e-6, 3e-7, 1e-7, 5e-8, 3e-8, 2e-8, 1e-8, 3e-9, 1e-9)
Solver = Callable[[Case, np.ndarray, float], tuple[np.ndarray, float]]


def error(found: np.ndarray, truth: np.ndarray) -> float:
    """Return the largest error of the people in common."""
    size = np.maximum(np.abs(truth), 1e-3 * np.abs(truth).max(axis=1, keepdims=True))
    return float((np.abs(found[: len(truth)] - truth) / size).max())


def ours(
    case: Case, people: int, *, looks: int | None = None, rtol: float = 1e-6
) -> tuple[np.ndarray, float]:
    """Return what is seen by our solver and its best time of three on one thread."""
    kernel = build_kernel(case.system)
    rows, start, plan = case.people(people), case.starts(people), case.plan(people, looks)
    took = []
    for _ in range(3):
        begin = time.perf_counter()
        solution = solve(kernel, rows, start, plan, threads=1, rtol=rtol)
        took.append(time.perf_counter() - begin)
    assert solution.failures == ()
    return solution.states.reshape(people, -1, len(case.seen)), min(took)


def matched(run: Solver, case: Case, people: int, truth: np.ndarray, wanted: float) -> str:
    """Return seconds per 10,000 people at the loosest tolerance that is as exact, with its error."""
    for rtol in TOLERANCES:
        found, seconds = run(case, case.people(people), rtol)
        reached = error(found, truth[: len(found)])
        if reached <= wanted:
            break
    return f"{seconds / people * PEOPLE:.3g} ({reached:.1e}, rtol {rtol:.0e})"


FIRST = """
import time
from benchmarks.lanes.models import {case}
case = {case}()
begin = time.perf_counter()
from foredose.models.kernels import build_kernel
from foredose.numerics.lanes import solve
loaded = time.perf_counter()
solve(build_kernel(case.system), case.people(8), case.starts(8), case.plan(8))
print(time.perf_counter() - loaded)
"""


def first_use(case: Callable[[], Case]) -> list[float]:
    """Return seconds of the first solution, the imports left out: nothing cached, the driver cached, all cached."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "FOREDOSE_CACHE": folder}

        def run(name: str) -> float:
            code = FIRST.format(case=name)
            done = subprocess.run(
                [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
            )
            return float(done.stdout)

        name = case.__name__
        cold = run(name)
        for path in Path(folder, "lanes").glob("foredose_kernel*"):
            path.unlink()
        return [cold, run(name), run(name)]


def main() -> None:
    """Print the tables."""
    others: dict[str, tuple[Solver, int]] = {"scipy LSODA": (peers.lsoda, 4)}
    if peers.ROADRUNNER_VARIABLE in os.environ:
        others["libRoadRunner"] = (peers.roadrunner, 40)
    print("Seconds per 10,000 people and core (error, tolerance):\n")
    print(
        "| model | foredose | "
        + " | ".join([*others, "diffrax vmap (all cores)"])
        + " | over libRoadRunner |"
    )
    print("|---" * (4 + len(others)) + "|")
    for make in CASES:
        case = make()
        truth, _ = peers.lsoda(case, case.people(PEOPLE)[:COMPARED], 1e-10)
        found, seconds = ours(case, PEOPLE)
        wanted = error(found, truth)
        cells = [f"{seconds:.3g} ({wanted:.1e}, rtol 1e-06)"]
        for run, people in others.values():
            sample = case.people(PEOPLE)[:people]
            cells.append(
                matched(lambda c, _, r, run=run, s=sample: run(c, s, r), case, people, truth, wanted)
            )
        cells.append(_diffrax(case, truth, wanted))
        roadrunner = cells[1 + list(others).index("libRoadRunner")] if "libRoadRunner" in others else ""
        gain = f"{float(roadrunner.split()[0]) / seconds:.0f} times" if roadrunner else "not measured"
        print(f"| {case.title} | " + " | ".join([*cells, gain]) + " |", flush=True)
    print("\nFirst use in a new process, s, imports left out:\n")
    print("| model | nothing cached | driver cached | all cached |\n|---|---|---|---|")
    for make in CASES:
        print(f"| {make().title} | " + " | ".join(f"{s:.2f}" for s in first_use(make)) + " |", flush=True)
    print("\nHow the cost grows, s on one thread:\n")
    print("| model | states | 1,000 people | 10,000 people | 10,000, one output a dose |")
    print("|---|---|---|---|---|")
    for make in CASES:
        case = make()
        few, many, blind = ours(case, 1000)[1], ours(case, PEOPLE)[1], ours(case, PEOPLE, looks=1)[1]
        print(f"| {case.title} | {len(case.states)} | {few:.3g} | {many:.3g} | {blind:.3g} |")


def _diffrax(case: Case, truth: np.ndarray, wanted: float) -> str:
    """Run diffrax at the tolerance of ours only: where it is stiff each run takes minutes."""
    people = 16 if case.stiff else 64
    found, seconds = peers.diffrax(case, case.people(PEOPLE)[:people], 1e-6)
    return f"{seconds / people * PEOPLE:.3g} ({error(found, truth[: len(found)]):.1e}, rtol 1e-06)"


if __name__ == "__main__":
    main()
