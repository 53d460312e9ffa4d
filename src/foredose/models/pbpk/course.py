"""The course of amounts in a whole-body model: implicit integration between doses, with its sparse Jacobian.

The equations are stiff (blood passes an organ in seconds, drug stays for days), which an explicit integrator cannot
afford; this one serves until the batch kernel takes such models.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np

from foredose.core import InputError, SolveError
from foredose.models.compiled import CompiledModel
from foredose.models.expression import TIME, compile_vector, evaluate, names_in
from foredose.models.pbpk.parts import SOLID
from foredose.models.pbpk.process_numbers import released
from foredose.models.pbpk.slopes import slope

__all__ = ["Course", "Dose", "course"]

_RELEASED = 0.99
"""Part of a dosage form that has to be released before the next one is taken, since all are released by one clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """An amount (mg) by a route of the model at a time (h), over ``duration`` h where it is an infusion."""

    time: float
    mg: float
    route: str
    duration: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Times (h), states of shape (state, time), and each output over time."""

    times: np.ndarray
    states: np.ndarray
    outputs: Mapping[str, np.ndarray]


def course(
    compiled: CompiledModel,
    values: Mapping[str, float],
    doses: Sequence[Dose],
    observed: np.ndarray,
    *,
    rtol: float = 1e-6,
) -> Course:
    """Integrate one person from the first dose.

    The clock of the equations starts anew with each dosage form that has to release the drug.

    Raises
    ------
    InputError
        ``pbpk.release`` for a dosage form taken while an earlier one still releases the drug.
    SolveError
        When the integrator does not reach the last observation.
    """
    known = compiled.individual(values)
    p = tuple(float(known[n]) for n in compiled.kernel_names)
    x = compiled.initial(known, 1)[:, 0]
    moves, taken = _moves(compiled, known, doses), _taken(doses, values)
    edges = np.unique(np.concatenate([[0.0], [m[0] for m in moves], observed]))
    edges = edges[edges <= observed.max() + 1e-12]
    stops = np.unique([0.0, *(m[0] for m in moves if m[0] <= edges[-1]), edges[-1]])
    rate, kept = np.zeros(len(x)), {0.0: x.copy()}
    size = max((m[3] for m in moves if m[1] in ("add", "total")), default=1e-6)
    atol = np.full(len(x), 1e-9 * max(size, 1e-6))
    for begin, end in pairwise(stops):
        for _, kind, state, amount in (m for m in moves if m[0] == begin and m[1] != "total"):
            (x if kind == "add" else rate)[state] += amount
        inside = edges[(edges > begin) & (edges <= end)]
        clock = max((t for t in taken if t <= begin), default=0.0)
        seen = _stretch(compiled, p, x, rate, begin, end, inside, rtol, atol, clock)
        kept.update(zip(inside, seen.T, strict=True))
        x = seen[:, -1].copy()
    times = np.unique(np.concatenate([[0.0], observed]))
    states = np.stack([kept[t] for t in times], axis=1)
    outputs = compiled.outputs(states[:, :, None], np.array(p)[:, None])
    return Course(
        times=times,
        states=states,
        outputs={n: np.broadcast_to(v[:, 0], times.shape) for n, v in outputs.items()},
    )


def _moves(
    compiled: CompiledModel, known: Mapping[str, Any], doses: Sequence[Dose]
) -> list[tuple[float, str, int, float]]:
    moves = []
    for dose in doses:
        ways = [r for r in compiled.model.routes if r.name == dose.route]
        if not ways:
            raise SolveError(
                "pbpk.route",
                found=f"no route {dose.route!r}",
                expected=f"one of {', '.join(sorted({r.name for r in compiled.model.routes}))}",
                where=f"model {compiled.model.name}",
                remedy="name a route of the model",
            )
        for way in ways:
            amount = dose.mg * float(evaluate(way.fraction, known, {}))
            state = compiled.states.index(way.compartment)
            if dose.duration > 0:
                speed = amount / dose.duration
                moves += [
                    (dose.time, "rate", state, speed),
                    (dose.time + dose.duration, "rate", state, -speed),
                ]
                moves.append((dose.time, "total", state, amount))
            else:
                moves.append((dose.time, "add", state, amount))
    return moves


def _taken(doses: Sequence[Dose], values: Mapping[str, float]) -> list[float]:
    """Return when dosage forms are taken that have to release the drug."""
    taken = sorted({d.time for d in doses if d.route.split()[0] in SOLID})
    for before, after in pairwise(taken):
        share = released(values, after - before)
        if share < _RELEASED:
            raise InputError(
                "pbpk.release",
                found=f"a dosage form at {after:g} h, {100 * share:.2f} % of the one at {before:g} h being released",
                expected=f"{100 * _RELEASED:g} % or more released before the next is taken",
                where="the doses",
                remedy="a longer interval, or a solution",
            )
    return taken


def _stretch(
    compiled: CompiledModel,
    p: tuple[float, ...],
    x: np.ndarray,
    rate: np.ndarray,
    begin: float,
    end: float,
    inside: np.ndarray,
    rtol: float,
    atol: np.ndarray,
    clock: float,
) -> np.ndarray:
    """Return the states at the times inside; ``clock`` is when the time of the equations starts."""
    from scipy.integrate import solve_ivp  # type: ignore[import-untyped]

    f, jacobian = _functions(compiled)
    solved = solve_ivp(
        lambda t, y: np.asarray(f(y.tolist(), p, (t - clock,))) + rate,
        (begin, end),
        x,
        method="BDF",
        t_eval=inside,
        rtol=rtol,
        atol=atol,
        jac=lambda t, y: jacobian(y.tolist(), p, (t - clock,)),
    )
    if solved.status != 0 or not np.isfinite(solved.y).all():
        raise SolveError(
            "pbpk.unreached",
            found=str(solved.message),
            expected=f"a solution to {end:g} h",
            where=f"model {compiled.model.name}",
            remedy="check the compound file and the doses",
        )
    return np.asarray(solved.y)


@lru_cache(maxsize=32)
def _kept(texts: tuple[str, ...], states: tuple[str, ...], names: tuple[str, ...]) -> tuple[Any, Any]:
    import math

    from scipy.sparse import csc_matrix  # type: ignore[import-untyped]

    functions = {"exp": math.exp, "log": math.log, "sqrt": math.sqrt, "min": min, "max": max}
    functions["step"] = lambda v: 1.0 if v >= 0 else 0.0
    arguments = {"x": states, "p": names, "t": (TIME,)}
    rates = compile_vector(texts, arguments, functions)
    entries = [
        (i, j, slope(text, s))
        for i, text in enumerate(texts)
        for j, s in enumerate(states)
        if s in names_in(text)
    ]
    slopes = compile_vector([e[2] for e in entries], arguments, functions)
    rows, columns = [e[0] for e in entries], [e[1] for e in entries]
    shape = (len(states), len(states))

    def jacobian(*at: Any) -> Any:
        return csc_matrix((slopes(*at), (rows, columns)), shape=shape)

    return rates, jacobian


def _functions(compiled: CompiledModel) -> tuple[Any, Any]:
    return _kept(compiled.rate_texts, compiled.states, compiled.kernel_names)
