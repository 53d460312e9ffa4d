"""The levels that bear on random effects, as estimation takes them; the others, set apart with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from foredose.models.compiled import CompiledModel
from foredose.models.declaration import Model
from foredose.numerics.estimation import Measured
from foredose.twin.individual.course import first_dose_h
from foredose.twin.individual.history import History, Level
from foredose.twin.individual.prediction import Prediction, predict
from foredose.twin.individual.units import factor_between

__all__ = ["Evidence", "evidence_of", "undosed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Levels of some people.

    Parameters
    ----------
    histories
        With the informative levels only.
    impossible
        For each person the levels that no effect can explain: above 0 before the first dose of a drug.
    """

    histories: tuple[History, ...]
    prediction: Prediction
    measured: Measured
    impossible: tuple[tuple[Level, ...], ...]


def evidence_of(compiled: CompiledModel, histories: Sequence[History]) -> Evidence:
    """Prepare the levels of people whose histories passed ``check_history``."""
    parted = [_parted(compiled.model, h) for h in histories]
    kept = tuple(replace(h, levels=levels) for h, (levels, _) in zip(histories, parted, strict=True))
    prediction = predict(compiled, kept)
    return Evidence(
        histories=kept,
        prediction=prediction,
        measured=_measured(compiled.model, kept),
        impossible=tuple(found for _, found in parted),
    )


def undosed(model: Model, history: History) -> bool:
    """Say whether there is nothing to learn from because no drug was given: no dose, and no level that needs none."""
    return first_dose_h(history) == np.inf and _empty(model) and not _parted(model, history)[0]


def _empty(model: Model) -> bool:
    """Say whether nothing is in the body before the first dose."""
    return all(c.initial.strip() in ("0", "0.0") for c in model.compartments)


def _parted(model: Model, history: History) -> tuple[tuple[Level, ...], tuple[Level, ...]]:
    """Return the informative levels, and the impossible ones; a level of nothing before any dose is neither."""
    begins = first_dose_h(history)
    drug = {o.name for o in model.outputs if o.role != "effect"}
    empty = _empty(model)
    early = [
        empty and v.output in drug and (v.time < begins or (v.time == begins and not v.after_dose))
        for v in history.levels
    ]
    rest = tuple(v for v, soon in zip(history.levels, early, strict=True) if not soon)
    return rest, tuple(
        v for v, soon in zip(history.levels, early, strict=True) if soon and not _below(v) and v.value
    )


def _below(level: Level) -> bool:
    return level.value is None or (level.limit is not None and level.value < level.limit)


def _measured(model: Model, histories: Sequence[History]) -> Measured:
    units = {o.name: o.unit for o in model.outputs}
    errors = {r.output: r for r in model.residuals}
    levels = [level for h in histories for level in h.levels]
    said = [(v.limit if _below(v) else v.value) or 0.0 for v in levels]
    factors = [factor_between(v.unit, units[v.output], f"time {v.time:g} h") for v in levels]

    def error(name: str) -> np.ndarray:
        return np.array([getattr(errors[v.output], name) for v in levels], dtype=float)

    return Measured(
        person=np.repeat(np.arange(len(histories)), [len(h.levels) for h in histories]),
        value=np.array(said, dtype=float) * np.array(factors, dtype=float),
        below=np.array([_below(v) for v in levels], dtype=bool),
        proportional=error("proportional"),
        additive=error("additive"),
        log_sd=error("log_sd"),
    )
