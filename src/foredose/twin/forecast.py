"""What the ordered regimen, and each dose that could be offered instead, will do in this person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from foredose.models import Trajectory, compile_model, simulate
from foredose.twin.parameters import Individual
from foredose.twin.regimen import Timeline

__all__ = ["Forecast", "forecast"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Simulated courses, each of shape (time, draw).

    Parameters
    ----------
    ordered, reference
        The ordered regimen in this person and in the reference twin.
    own_at, reference_at
        The maintenance pattern at other doses (mg): the target output in its last interval.
    """

    timeline: Timeline
    ordered: Trajectory
    reference: Trajectory
    own_at: Mapping[float, Trajectory]
    reference_at: Mapping[float, Trajectory]


def forecast(
    individual: Individual,
    timeline: Timeline,
    *,
    pattern: Timeline,
    target: str,
    own_doses: Sequence[float],
    reference_doses: Sequence[float],
) -> Forecast:
    """Simulate one person.

    Parameters
    ----------
    timeline
        The ordered regimen.
    pattern
        The maintenance pattern at a dose of 1 mg, in which ``own_doses`` and ``reference_doses`` are compared.
    target
        The output that is compared.

    Notes
    -----
    A linear model is simulated once at 1 mg and scaled, which is exact; a non-linear one is simulated at each dose.
    """
    maintenance = float(timeline.dose_mg[-1])
    same = np.array_equal(timeline.dose_times, pattern.dose_times) and np.all(timeline.dose_mg == maintenance)
    own = sorted({*own_doses, *([maintenance] if same else [])})
    reference = sorted({*reference_doses, *([maintenance] if same else [])})

    def last(whole: Trajectory) -> Trajectory:
        return _tail(whole, target, pattern.last_start)

    if compile_model(individual.model.name).linear:
        unit, normal = _run(individual, pattern, [("own", 1.0), ("reference", 1.0)])
        own_at = {d: _scaled(last(unit), d) for d in own}
        reference_at = {d: _scaled(last(normal), d) for d in reference}
        ordered = [_scaled(unit, maintenance), _scaled(normal, maintenance)] if same else []
    else:
        blocks = _run(
            individual, pattern, [*(("own", d) for d in own), *(("reference", d) for d in reference)]
        )
        whole_own = dict(zip(own, blocks[: len(own)], strict=True))
        whole_reference = dict(zip(reference, blocks[len(own) :], strict=True))
        own_at = {d: last(t) for d, t in whole_own.items()}
        reference_at = {d: last(t) for d, t in whole_reference.items()}
        ordered = [whole_own[maintenance], whole_reference[maintenance]] if same else []
    if not ordered:
        ordered = _run(individual, timeline, [("own", 1.0), ("reference", 1.0)])
    return Forecast(
        timeline=timeline, ordered=ordered[0], reference=ordered[1], own_at=own_at, reference_at=reference_at
    )


def _run(individual: Individual, timeline: Timeline, blocks: Sequence[tuple[str, float]]) -> list[Trajectory]:
    """Simulate (who, dose multiple) blocks side by side in one batch."""
    n = individual.draws
    people = {"own": individual.own, "reference": individual.reference}
    values = {
        name: np.concatenate([np.broadcast_to(people[who][name], (n,)) for who, _ in blocks])
        for name in individual.own
        if _varies(name, individual)
    }
    values.update({k: v for k, v in individual.own.items() if k not in values})
    whole = simulate(
        compile_model(individual.model.name),
        values,
        people=n * len(blocks),
        dose_times=timeline.dose_times,
        dose_mg=timeline.dose_mg,
        observed=timeline.observed,
        scale=np.repeat([scale for _, scale in blocks], n),
    )
    return [_cut(whole, slice(i * n, (i + 1) * n)) for i in range(len(blocks))]


def _varies(name: str, individual: Individual) -> bool:
    own, reference = individual.own[name], individual.reference[name]
    return bool(np.ndim(own) or np.ndim(reference) or own != reference)


def _cut(whole: Trajectory, part: slice) -> Trajectory:
    return _map(whole, lambda a: a[:, part])


def _scaled(unit: Trajectory, dose: float) -> Trajectory:
    return _map(unit, lambda a: a * dose)


def _tail(whole: Trajectory, output: str, since_h: float) -> Trajectory:
    keep = whole.times >= since_h - 1e-6
    return Trajectory(
        times=whole.times[keep],
        outputs={output: whole.outputs[output][keep]},
        areas={k: v[keep] for k, v in whole.areas.items() if k == output},
    )


def _map(t: Trajectory, f: Any) -> Trajectory:
    return Trajectory(
        times=t.times,
        outputs={k: f(v) for k, v in t.outputs.items()},
        areas={k: f(v) for k, v in t.areas.items()},
    )
