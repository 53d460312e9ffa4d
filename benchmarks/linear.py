"""Two compartments with absorption, 10,000 people x 20 doses x 200 outputs: ours beside three other solvers.

Run: ``python -m benchmarks linear [--write]``. Ours is a declared model through ``simulate_people``, on all cores and
on one; the error is that of the central amount against LSODA at rtol 1e-10, largest over 20 people, relative to the
value or to a thousandth of its peak. Ours is exact, so each other solver runs at rtol 1e-9, which is less; their times
are extrapolated from few people. libRoadRunner runs in the interpreter that FOREDOSE_ROADRUNNER_PYTHON names.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from benchmarks.lanes import peers
from benchmarks.lanes.models import Case
from benchmarks.nonlinear import COMPARED, PEOPLE, error
from foredose.core import Citation
from foredose.models import dose_events, simulate_people
from foredose.models.compiled import compile_declaration
from foredose.models.declaration import Model, Output, Parameter, Population, Route
from foredose.models.structures import mammillary
from foredose.sources.event_record import Event

HERE = Path(__file__).resolve().parent
SOURCE = Citation(key="none", locus="a benchmark")
RTOL = 1e-9


def case(looks: int = 10, doses: int = 20) -> Case:
    medians = {"ka": 1.0, "CL": 5.0, "V": 30.0, "Q": 4.0, "V2": 60.0}
    return Case(
        title="two compartments, oral",
        states={
            "depot": "-ka*depot",
            "central": "ka*depot - (CL + Q)/V*central + Q/V2*peripheral1",
            "peripheral1": "Q/V*central - Q/V2*peripheral1",
        },
        medians=medians,
        spread=dict.fromkeys(medians, 0.3),
        start={},
        dose=100.0,
        every=8.0,
        doses=doses,
        looks=looks,
        seen=("central",),
    )


def declared(of: Case) -> Model:
    compartments, flows = mammillary("drug", exchange=[("Q", "V2")])
    return Model(
        name="benchmark",
        drug="none",
        title="two compartments with absorption",
        source=SOURCE,
        verified="made up",
        population=Population(
            studied="nobody", n=None, age_years=None, used_for_years=(0, 1), used_because="", not_for=(), source=SOURCE
        ),
        compartments=compartments,
        parameters=tuple(Parameter(name=n, value=v, unit="1", source=SOURCE) for n, v in of.medians.items()),
        covariates=(),
        genotypes=(),
        interactions=(),
        derived=(),
        flows=flows,
        pathways=(),
        outputs=(Output(name="amount", analyte="drug", role="parent", expression="central", unit="mg"),),
        residuals=(),
        routes=(Route(name="oral", compartment="depot"),),
        horizon_h=160.0,
        checks=(),
    )  # fmt: skip


def ours(of: Case, people: int) -> tuple[np.ndarray, float]:
    """Return the central amounts, of shape (person, look, 1), and the best time of five."""
    model = declared(of)
    compiled, rows = compile_declaration(model), of.people(people)
    values = dict(zip(of.medians, rows.T, strict=True))
    within = np.arange(1, of.looks + 1) * of.every / of.looks
    times = (np.arange(of.doses)[:, None] * of.every + within).ravel()
    doses = dose_events(model, of.dose, interval_h=of.every, additional=of.doses - 1)
    # an observation at the time of the next dose stands before it, as the others see it
    events = [*doses, *(Event(time=float(t) - 1e-9 * (t % of.every == 0)) for t in times)]
    took = []
    for _ in range(5):
        begin = time.perf_counter()
        found = simulate_people(compiled, values, events, people=people)
        took.append(time.perf_counter() - begin)
    return found.outputs["amount"].T[:, :, None], min(took)


def one_core() -> float:
    """Return the time of ours in a process that may use one core."""
    code = f"from benchmarks.linear import case, ours; print(ours(case(), {PEOPLE})[1])"
    command = ["taskset", "-c", "0", sys.executable, "-c", code]
    return float(subprocess.run(command, capture_output=True, text=True, check=True, cwd=HERE.parent).stdout)


def main() -> None:
    """Print the tables."""
    of = case()
    truth, _ = peers.lsoda(of, of.people(PEOPLE)[:COMPARED], 1e-10)
    found, seconds = ours(of, PEOPLE)
    print(f"{PEOPLE:,} people x {of.doses} doses x {of.doses * of.looks} outputs, float64.\n")
    print("| solver | s | error | times as long as ours |\n|---|---|---|---|")
    print(f"| foredose, {os.cpu_count()} cores | {seconds:.4f} | {error(found, truth):.0e} | 1 |")
    print(
        f"| foredose, one core | {(alone := one_core()):.4f} | the same | {alone / seconds:.1f} |", flush=True
    )
    runs = [("scipy LSODA", peers.lsoda, 10), ("diffrax Tsit5 vmap", peers.diffrax, 200)]
    if peers.ROADRUNNER_VARIABLE in os.environ:
        runs.append(("libRoadRunner, one process", peers.roadrunner, 200))
    for name, run, people in runs:
        theirs, took = run(of, of.people(PEOPLE)[:people], RTOL)
        whole = took / people * PEOPLE
        print(
            f"| {name} | {whole:.3g} | {error(theirs[:COMPARED], truth[: len(theirs)]):.0e} | {whole / seconds:,.0f} |"
        )
    if len(runs) < 3:
        print(f"\nlibRoadRunner was not run: {peers.ROADRUNNER_VARIABLE} is not set.")
    print("\nHow the cost grows, s on all cores:\n\n| people | outputs | s |\n|---|---|---|")
    for people, looks in ((1_000, 10), (PEOPLE, 10), (100_000, 10), (PEOPLE, 1), (PEOPLE, 50)):
        print(f"| {people:,} | {looks * of.doses:,} | {ours(case(looks), people)[1]:.4f} |", flush=True)


if __name__ == "__main__":
    main()
