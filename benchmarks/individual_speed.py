"""How long an update takes: two compartments by mouth, four random effects, five levels, warm."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from benchmarks.individual.nonmem import MODEL
from foredose.core import Citation
from foredose.models import dose_events
from foredose.models.declaration import Compartment, Flow, Parameter, Residual
from foredose.numerics.estimation import find_mode
from foredose.twin.individual import History, Level, individualise, individualise_all
from foredose.twin.individual.evidence import evidence_of
from foredose.twin.individual.foretelling import prior_draws
from foredose.twin.individual.prediction import compiled_of, predict

PEOPLE = 1000
TIMES = (48.5, 49.5, 51.0, 54.0, 59.9)
_HERE = Citation(key="benchmark", locus="made up")
TWO = replace(
    MODEL,
    name="two_compartments",
    compartments=(*MODEL.compartments, Compartment(name="peripheral", holds="drug")),
    parameters=tuple(
        Parameter(name=n, value=v, unit=u, source=_HERE, iiv=0.1)
        for n, v, u in (("CL", 5.0, "L/h"), ("V", 40.0, "L"), ("ka", 1.2, "1/h"), ("Q", 8.0, "L/h"))
    )
    + (Parameter(name="V2", value=60.0, unit="L", source=_HERE),),
    flows=(
        *MODEL.flows,
        Flow(source="central", destination="peripheral", rate="Q/V*central"),
        Flow(source="peripheral", destination="central", rate="Q/V2*peripheral"),
    ),
    residuals=(Residual(output="level", source=_HERE, proportional=0.1, additive=0.02),),
)


def people() -> list[History]:
    """Return people with five levels each in the fifth interval of 12 h."""
    rng = np.random.default_rng(0)
    events = dose_events(TWO, 100.0, interval_h=12, additional=9)
    one = History(events=tuple(events))
    many = predict(compiled_of(TWO), [one] * PEOPLE, asked=[[(t, "level") for t in TIMES]] * PEOPLE)
    levels = many.levels(prior_draws(many.effects, PEOPLE, rng)).reshape(PEOPLE, -1)
    noisy = levels * (1 + 0.1 * rng.standard_normal(levels.shape))
    return [
        replace(
            one,
            levels=tuple(
                Level(time=t, output="level", value=float(v), unit="mg/L")
                for t, v in zip(TIMES, row, strict=True)
            ),
        )
        for row in noisy
    ]


def timed(f: Callable[[], object], times: int) -> tuple[float, float]:
    """Return median and best of some runs, after one that is not counted (ms)."""
    f()
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        f()
        took.append(1000 * (time.perf_counter() - begun))
    return float(np.median(took)), min(took)


def main() -> int:
    """Print the table."""
    all_people = people()
    one = all_people[0]
    evidence = evidence_of(compiled_of(TWO), [one])
    prior = evidence.prediction.effects.covariance
    whole = evidence_of(compiled_of(TWO), all_people)
    rows = (
        (
            "one person: mode and Laplace, from arrays",
            lambda: find_mode(evidence.prediction, evidence.measured, prior),
            30,
        ),
        (
            "one person: checks, mode, 1,000 draws, parameters",
            lambda: individualise(TWO, one, method="map", check=False),
            30,
        ),
        ("one person: the same and the fit to the model", lambda: individualise(TWO, one, method="map"), 30),
        (
            "one person: posterior of 1,000 draws and the fit",
            lambda: individualise(TWO, one, method="posterior"),
            30,
        ),
        (
            f"{PEOPLE} people: modes and Laplace, from arrays",
            lambda: find_mode(whole.prediction, whole.measured, prior),
            5,
        ),
        (
            f"{PEOPLE} people: checks, modes, 200 draws, parameters",
            lambda: individualise_all(TWO, all_people, method="map", check=False, draws=200),
            3,
        ),
    )
    print("| What | Median (ms) | Best (ms) |\n|---|---|---|")
    for name, f, times in rows:
        median, best = timed(f, times)
        print(f"| {name} | {median:.0f} | {best:.0f} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
