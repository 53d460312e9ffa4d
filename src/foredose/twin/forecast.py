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
        The same regimen pattern at other maintenance doses (mg).
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

    Notes
    -----
    A linear model is simulated once at 1 mg and scaled, which is exact; a non-linear one is simulated at each dose.
    """
    same = np.array_equal(timeline.dose_times, pattern.dose_times)
    maintenance = float(timeline.dose_mg[-1])
    own = sorted({*own_doses, *([maintenance] if same else [])})
    reference = sorted({*reference_doses, *([maintenance] if same else [])})
    own_at, reference_at = _at_doses(individual, pattern, own, reference)
    if same:
        ordered, normal = own_at[maintenance], reference_at[maintenance]
    else:
        blocks = _run(individual, timeline, [("own", 1.0), ("reference", 1.0)])
        ordered, normal = blocks
    return Forecast(timeline=timeline, ordered=ordered, reference=normal, own_at=own_at, reference_at=reference_at)


def _at_doses(
    individual: Individual, pattern: Timeline, own: Sequence[float], reference: Sequence[float]
) -> tuple[dict[float, Trajectory], dict[float, Trajectory]]:
    compiled = compile_model(individual.model.name)
    if compiled.linear:
        unit_own, unit_reference = _run(individual, pattern, [("own", 1.0), ("reference", 1.0)])
        return (
            {d: _scaled(unit_own, d) for d in own},
            {d: _scaled(unit_reference, d) for d in reference},
        )
    wanted = [("own", d) for d in own] + [("reference", d) for d in reference]
    blocks = _run(individual, pattern, wanted)
    return dict(zip(own, blocks[: len(own)], strict=True)), dict(zip(reference, blocks[len(own) :], strict=True))


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


def _map(t: Trajectory, f: Any) -> Trajectory:
    return Trajectory(
        times=t.times,
        outputs={k: f(v) for k, v in t.outputs.items()},
        areas={k: f(v) for k, v in t.areas.items()},
    )
