"""How the cost of simulation grows with people, outputs and compartments, as three pictures and a table.

Run: ``python -m benchmarks growth [--write]``. Linear models go through ``simulate_people``, non-linear ones through
the generated kernel, all on every core, best of three; the pictures are ``benchmarks/results/growth_*.svg``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from benchmarks import linear
from benchmarks.lanes.growth import growth
from benchmarks.lanes.models import Case, saturable
from foredose.models.kernels import build_kernel
from foredose.numerics.lanes import solve

RESULTS = Path(__file__).resolve().parent / "results"
PEOPLE = (1_000, 3_000, 10_000, 30_000, 100_000)
LOOKS = (1, 5, 10, 50)
CHAIN = (2, 4, 8, 16)


def chain(compartments: int, *, saturable_end: bool) -> Case:
    """A chain of compartments of which the last eliminates, in a straight line or with a limit."""
    names = [f"a{i}" for i in range(compartments)]
    states = {names[0]: f"-k*{names[0]}"}
    states |= {b: f"k*{a} - k*{b}" for a, b in pairwise(names[:-1])}
    out = f"vmax*{names[-1]}/(km + {names[-1]})" if saturable_end else f"k*{names[-1]}"
    states[names[-1]] = f"k*{names[-2]} - {out}"
    medians = {"k": 0.8} | ({"vmax": 30.0, "km": 20.0} if saturable_end else {})
    return Case(
        title=f"chain of {compartments}", states=states, medians=medians, spread=dict.fromkeys(medians, 0.3), start={},
        dose=100.0, every=8.0, doses=10, looks=10, seen=(names[-1],),
    )  # fmt: skip


def kernel_time(case: Case, people: int, looks: int | None = None) -> float:
    kernel = build_kernel(case.system)
    rows, start, plan = case.people(people), case.starts(people), case.plan(people, looks)
    return best(lambda: solve(kernel, rows, start, plan))


def chain_time(case: Case, people: int) -> float:
    """Solve a linear chain exactly."""
    from foredose.numerics.plan import SharedPlan
    from foredose.numerics.together import follow_together

    size, rows = len(case.states), case.people(people)
    matrices = np.zeros((people, size, size))
    for i in range(size):
        matrices[:, i, i] = -rows[:, 0]
        if i:
            matrices[:, i, i - 1] = rows[:, 0]
    plan = SharedPlan(one=case.plan(1), rows=1, factor=np.ones((people, size)))
    keep = np.array([size - 1])
    return best(lambda: follow_together(matrices, np.zeros((people, size)), plan, keep, own=size))


def best(run: Callable[[], object]) -> float:
    took = []
    for _ in range(3):
        begin = time.perf_counter()
        run()
        took.append(time.perf_counter() - begin)
    return min(took)


def table(title: str, sizes: Sequence[int], rows: dict[str, list[tuple[float, float]]]) -> None:
    print(f"\n| {title} | " + " | ".join(f"{s:,}" for s in sizes) + " |\n|" + "---|" * (len(sizes) + 1))
    for name, line in rows.items():
        print(f"| {name}, s | " + " | ".join(f"{seconds:.3g}" for _, seconds in line) + " |", flush=True)
    growth(RESULTS / f"growth_{title.split(maxsplit=1)[0]}.svg", title, rows)


def main() -> None:
    """Print the tables and draw the pictures."""
    print(
        "Two compartments with absorption, exact (20 doses), and two compartments with saturation (28 doses)."
    )
    two = saturable()
    table("people (200 outputs)", PEOPLE, {
        "linear": [(n, linear.ours(linear.case(), n)[1]) for n in PEOPLE],
        "saturable": [(n, kernel_time(two, n)) for n in PEOPLE],
    })  # fmt: skip
    table("outputs a dose (10,000 people)", LOOKS, {
        "linear": [(k, linear.ours(linear.case(k), 10_000)[1]) for k in LOOKS],
        "saturable": [(k, kernel_time(two, 10_000, k)) for k in LOOKS],
    })  # fmt: skip
    table("compartments (10,000 people, 100 outputs)", CHAIN, {
        "linear chain": [(n, chain_time(chain(n, saturable_end=False), 10_000)) for n in CHAIN],
        "saturable chain": [(n, kernel_time(chain(n, saturable_end=True), 10_000)) for n in CHAIN],
    })  # fmt: skip


if __name__ == "__main__":
    main()
