"""Whether intervals after measured levels hold what they say, in people simulated from library models."""

from __future__ import annotations

import sys
import time
from dataclasses import replace

import numpy as np

from foredose.models import dose_events
from foredose.models.catalogue import find_model
from foredose.models.compiled import compile_model
from foredose.models.declaration import Model
from foredose.models.effects import Effects
from foredose.sources.event_record import Event
from foredose.twin.individual import History, Individualised, Level, individualise_all
from foredose.twin.individual.fit import with_error
from foredose.twin.individual.foretelling import errors_of, prior_draws
from foredose.twin.individual.prediction import compiled_of, predict

PEOPLE = 600
HOURS = (0.5, 1.5, 4.0, 8.0, 11.9)
"""After a dose at steady state, one model's people differ in how many of them they have."""
CASES: dict[str, tuple[float, float]] = {
    "Woillard2011_tacrolimus": (3.0, 12.0),
    "Liu2022_escitalopram": (10.0, 24.0),
    "Stillemans2022_atorvastatin": (40.0, 24.0),
    "Jung2024_clopidogrel": (75.0, 24.0),
    "Ashraf2024_codeine": (30.0, 8.0),
    "Hennig2008_tobramycin": (110.0, 12.0),
    "Goti2018_vancomycin": (1000.0, 12.0),
}
"""Model to dose (mg) and interval (h). With effects between occasions, the last interval is a second occasion."""


def typical(model: Model) -> dict[str, float | str]:
    """Return the covariates of a middle person, and the reference genotype."""
    found: dict[str, float | str] = {
        c.name: c.typical if c.typical is not None else sum(c.studied) / 2 for c in model.covariates
    }
    return found | {g.name: g.reference for g in model.genotypes}


def simulated(model: Model, dose: float, interval: float, seed: int) -> tuple[list[History], np.ndarray]:
    """Return people with levels drawn from the model, and the effects that they were drawn with."""
    rng = np.random.default_rng(seed)
    events: tuple[Event, ...] = tuple(
        dose_events(
            model, dose, interval_h=interval, additional=9, duration_h=0.5 if _by_vein(model) else 0.0
        )
    )
    start = 9 * interval
    outputs = [r.output for r in model.residuals if _is_level(model, r.output)]
    parted = any(p.iov for p in model.parameters)
    effects = prior_draws(Effects(model=model, occasions=1 + parted), PEOPLE, rng)
    history = History(events=events, values=typical(model), occasions=(start,) if parted else ())
    hours = (*HOURS, *(h - interval for h in HOURS)) if parted else HOURS
    asked = [(start + h, o) for h in hours for o in outputs]
    many = predict(compiled_of(model), [history] * PEOPLE, asked=[asked] * PEOPLE)
    levels = many.levels(effects).reshape(PEOPLE, len(asked))
    noisy = with_error(errors_of(model, [o for _, o in asked], PEOPLE), levels, rng)
    units = {o.name: o.unit for o in model.outputs}
    people = []
    for person in range(PEOPLE):
        kept = rng.permutation(len(hours))[: rng.integers(2, len(HOURS) + 1)]
        said = [
            Level(time=t, output=o, value=float(noisy[person, i]), unit=units[o])
            for i, (t, o) in enumerate(asked)
            if i // len(outputs) in kept and noisy[person, i] > 0
        ]
        people.append(replace(history, levels=tuple(said)))
    return people, effects


def _by_vein(model: Model) -> bool:
    return model.routes[0].name == "intravenous"


def _is_level(model: Model, name: str) -> bool:
    return next(o.role for o in model.outputs if o.name == name) != "effect"


def coverage(found: list[Individualised], effects: np.ndarray, kind: str) -> np.ndarray:
    """Return for each person and effect whether the interval of 90 % holds the truth."""
    if kind == "laplace":
        spread = np.array([np.sqrt(np.diag(f.covariance)) for f in found])
        middle = np.array([f.eta for f in found])
        return np.abs(effects - middle) <= 1.6448536269514722 * spread
    low, high = np.quantile(np.array([f.draws for f in found]), [0.05, 0.95], axis=1)
    return (low <= effects) & (effects <= high)


def row(name: str) -> str:
    """Return one model's line."""
    model = find_model(name)
    people, effects = simulated(model, *CASES[name], seed=1)
    begun = time.perf_counter()
    result = individualise_all(model, people, method="auto", draws=1000)
    took = time.perf_counter() - begun
    settled = [i for i, f in enumerate(result) if isinstance(f, Individualised)]
    found = [f for f in result if isinstance(f, Individualised)]
    truth = effects[settled]
    laplace, used = coverage(found, truth, "laplace"), coverage(found, truth, "used")
    posterior = sum(f.method == "posterior" for f in found) / len(found)
    strange = sum(f.fit is not None and f.fit.fits is False for f in found) / len(found)
    each = ", ".join(
        f"{n} {100 * a:.0f}/{100 * b:.0f}"
        for n, a, b in zip(found[0].effects, laplace.mean(axis=0), used.mean(axis=0), strict=True)
    )
    return (
        f"| {name} | {'exact' if compile_model(name).linear else 'not linear'} | {len(found)} of {len(result)} | "
        f"{100 * laplace.mean():.1f} % | {100 * used.mean():.1f} % | {100 * posterior:.0f} % | "
        f"{100 * strange:.1f} % | {each} | {took:.0f} |"
    )


def main(argv: list[str]) -> int:
    """Print the table."""
    print(
        f"{PEOPLE} people a model, each with 2 to {len(HOURS)} times of levels; intervals of 90 % of every random "
        "effect: Laplace's, and the one that the answer uses (the posterior's where Laplace's misses). "
        "All people are of the model: the check of fit should turn away about 1 %.\n"
    )
    print(
        "| Model | Solved | Settled | Laplace holds | Answer holds | From posterior | Told not to fit "
        "| Laplace/answer, % | s |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for name in [a for a in argv if not a.startswith("-")] or list(CASES):
        print(row(name), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
