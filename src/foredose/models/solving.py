"""Choose the solver of a compiled model: exact where its states move linearly, adaptive where they do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from foredose.core import Indeterminate
from foredose.models.compiled import CompiledModel
from foredose.models.expression import names_in
from foredose.numerics.plan import CLEAR, OBSERVE, Plan, SharedPlan

__all__ = ["RTOL", "blanked", "solve_each", "solve_together"]

RTOL = 1e-6
"""Relative tolerance of models that are not linear, unless told otherwise."""
States = Sequence[np.ndarray]
"""One entry for each state of the model; NaN alone where no output asks for it."""
Failed = Mapping[int, Indeterminate]


def solve_together(
    compiled: CompiledModel, p: np.ndarray, start: np.ndarray, plan: Plan | SharedPlan, *, areas: bool
) -> tuple[States, Failed]:
    """Return the observed states of people who share their events, each of shape (observation, person).

    Parameters
    ----------
    p
        Individual quantities, of shape (kernel name, person).
    start
        States before the first action, of shape (person, state), running integrals last.
    areas
        Whether the running integrals are followed as well.
    """
    if isinstance(plan, SharedPlan) and _moves_linearly(compiled, areas):
        from foredose.numerics.together import follow_together

        keep, size = _kept(compiled, areas), _size(compiled, areas)
        matrices = compiled.matrix(p)[:, :size, :size]
        own = len(compiled.model.compartments)
        found = follow_together(matrices, start[:, :size], plan, keep, own=own)
        # what is not finite stays so, unless the amounts are cleared on the way
        last = found if (plan.one.kind == CLEAR).any() else found[:, -1:]
        odd = np.flatnonzero(~np.isfinite(last.sum(axis=(0, 1))))
        return _spread(compiled, keep, found), {int(i): _not_finite(compiled) for i in odd}
    spread = plan.spread() if isinstance(plan, SharedPlan) else plan
    states, failed = solve_each(compiled, p, start, spread, areas=areas)
    return [x if x.ndim == 0 else x.reshape(p.shape[1], -1).T for x in states], failed


def solve_each(
    compiled: CompiledModel,
    p: np.ndarray,
    start: np.ndarray,
    plan: Plan,
    *,
    areas: bool,
    rtol: float = RTOL,
) -> tuple[States, Failed]:
    """Return the observed states of people with events of their own, each of shape (observation,).

    Parameters
    ----------
    p
        Individual quantities, of shape (kernel name, row), for the rows that the plan names.
    """
    keep, size = _kept(compiled, areas), _size(compiled, areas)
    if _moves_linearly(compiled, areas):
        from foredose.numerics.exact import follow

        own = len(compiled.model.compartments)
        matrices = np.ascontiguousarray(compiled.matrix(p)[:, :size, :size])
        found = follow(matrices, np.ascontiguousarray(start[:, :size]), plan, own=own)
        return _spread(compiled, keep, found.T[keep]), _not_finite_in(compiled, found[:, keep].real, plan)
    return _adaptively(compiled, p, start[:, :size], plan, keep, size, rtol)


def _adaptively(
    compiled: CompiledModel,
    p: np.ndarray,
    start: np.ndarray,
    plan: Plan,
    keep: np.ndarray,
    size: int,
    rtol: float,
) -> tuple[States, Failed]:
    from foredose.models.kernels import System, build_kernel
    from foredose.numerics.lanes import solve

    states = compiled.states[:size]
    system = System(
        states=states,
        rates=compiled.rate_texts[:size],
        parameters=compiled.kernel_names,
        kept=tuple(compiled.states[i] for i in keep),
    )
    solved = solve(build_kernel(system), p.T, start, plan, rtol=rtol)
    failed = {f.person: _why(compiled, f.cause, f.time) for f in solved.failures}
    return _spread(compiled, keep, solved.states.T), failed


def _not_finite_in(compiled: CompiledModel, found: np.ndarray, plan: Plan) -> Failed:
    """Return the people whose amounts are not finite."""
    odd = ~np.isfinite(found.sum(axis=1))
    if not odd.any():
        return {}
    seen = np.concatenate([[0], np.cumsum(plan.kind == OBSERVE)])[plan.offset]
    person = np.repeat(np.arange(plan.people), np.diff(seen))
    return {int(i): _not_finite(compiled) for i in np.unique(person[odd])}


def blanked(outputs: Mapping[str, np.ndarray], lost: np.ndarray) -> Mapping[str, np.ndarray]:
    """Return outputs whose last axis is NaN where ``lost``: nothing of a person who could not be solved is used."""
    return {n: np.where(lost, np.nan, x) for n, x in outputs.items()} if lost.any() else outputs


def _not_finite(compiled: CompiledModel) -> Indeterminate:
    return Indeterminate(
        why=f"{compiled.model.name} has no finite amounts: a volume of 0, or a steady state of what never leaves",
        resolve="check parameters and covariates; ask for additional doses and not a steady state",
    )


def _why(compiled: CompiledModel, cause: str, reached: float) -> Indeterminate:
    return Indeterminate(
        why=f"{compiled.model.name} could not be solved beyond {reached:g} h: {cause}",
        resolve="check the person's doses and covariates against the people that the model was built on",
    )


def _size(compiled: CompiledModel, areas: bool) -> int:
    return len(compiled.states) if areas else len(compiled.model.compartments)


def _moves_linearly(compiled: CompiledModel, areas: bool) -> bool:
    return set(compiled.states[: _size(compiled, areas)]) <= set(compiled.core)


@lru_cache(maxsize=256)
def _asked(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*(names_in(t) for t in texts))


def _kept(compiled: CompiledModel, areas: bool) -> np.ndarray:
    """Return which states the outputs ask for, and the running integrals where they are followed."""
    asked = _asked(compiled.output_texts)
    wanted = asked | set(compiled.integrals if areas else ())
    return np.array([i for i, s in enumerate(compiled.states) if s in wanted], dtype=np.int64)


def _spread(compiled: CompiledModel, keep: np.ndarray, found: np.ndarray) -> States:
    states = [np.array(np.nan)] * len(compiled.states)
    for at, values in zip(keep, found, strict=True):
        states[at] = values
    return states
