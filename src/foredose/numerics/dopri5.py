"""Non-linear systems by the Dormand-Prince 5(4) pair, people stepping together in blocks.

Tableau: Dormand & Prince 1980, J Comput Appl Math 6:19, Table 2. Within a block the step is set by the person with
the largest error; in return nothing diverges between people and the loop is one fused kernel whose arrays stay in
the cache. Blocks run on all cores and have one size, so a model compiles once for any number of people. What moves
the system from outside (``amplitudes``: states that are known in closed form) is a function of the time in the step.
Not for stiff systems: a run that needs more than ``MAX_STEPS`` between two events is reported, not returned.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Bool, Float

from foredose.numerics import runtime
from foredose.numerics.cores import on_all_cores

__all__ = ["BLOCK", "MAX_STEPS", "integrate"]

runtime.start()

BLOCK = 256
MAX_STEPS = 20_000
_FIRST_H = 0.05
_A = (
    (1 / 5,),
    (3 / 40, 9 / 40),
    (44 / 45, -56 / 15, 32 / 9),
    (19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729),
    (9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656),
    (35 / 384, 0.0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84),
)
_E = (71 / 57600, 0.0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40)

_C = (1 / 5, 3 / 10, 4 / 5, 8 / 9, 1.0, 1.0)

Rates = Callable[..., Array]


def _sum(weights: tuple[float, ...], slopes: list[Array]) -> Array:
    terms = [w * k for w, k in zip(weights, slopes, strict=False) if w]
    total: Array = sum(terms[1:], start=terms[0])
    return total


def _attempt(slope: Rates, t: Array, y: Array, h: Array, first: Array) -> tuple[Array, Array, Array]:
    slopes = [first]
    z = y
    for row, c in zip(_A, _C, strict=True):
        z = y + h * _sum(row, slopes)
        slopes.append(slope(t + c * h, z))
    return z, slopes[-1], h * _sum(_E, slopes)


def _advance(rates: Rates, y: Array, span: Array, h: Array, rtol: Array, atol: Array) -> Any:
    """Step ``rates(t, y)`` from 0 to ``span``; returns the state, the next step size and whether it got there."""

    def unfinished(s: Any) -> Array:
        going: Array = (s[0] < span) & (s[4] < MAX_STEPS)
        return going

    def body(s: Any) -> Any:
        t, y, slope, h, n = s
        step = jnp.minimum(h, span - t)
        z, last, error = _attempt(rates, t, y, step, slope)
        scale = atol[:, None] + rtol * jnp.maximum(jnp.abs(y), jnp.abs(z))
        size = jnp.sqrt(jnp.max(jnp.mean((error / scale) ** 2, axis=0)))
        good = size <= 1.0  # a NaN is never good: the step shrinks until MAX_STEPS reports it
        change = jnp.clip(0.9 * jnp.where(size > 0, size, 1e-10) ** -0.2, 0.2, 5.0)
        grown = jnp.where(jnp.isfinite(size), step * change, step * 0.2)
        kept = jnp.where(good & (step < h), jnp.maximum(h, grown), grown)
        arrived = jnp.where(step >= span - t, span, t + step)
        return (
            jnp.where(good, arrived, t),
            jnp.where(good, z, y),
            jnp.where(good, last, slope),
            kept,
            n + 1,
        )

    _, y, _, h, n = jax.lax.while_loop(
        unfinished, body, (jnp.zeros(()), y, rates(jnp.zeros(()), y), h, jnp.zeros((), dtype=int))
    )
    return y, h, n < MAX_STEPS


def _at(rates: Rates, p: Array, z: Array, t: Array, y: Array) -> Array:
    return rates(t, y, p, z)


@lru_cache(maxsize=64)
def _compiled(rates: Rates, driven: bool) -> Callable[..., tuple[Array, Array]]:
    slope: Rates = rates if driven else lambda t, y, p, z: rates(y, p)

    def run(
        p: Array, start: Array, given: tuple[Array, ...], factor: Array, rtol: Array, atol: Array
    ) -> tuple[Array, Array]:
        def event(carry: tuple[Array, Array], step: tuple[Array, ...]) -> Any:
            (y, h), (span, first, jump, z) = carry, step
            jumped = y + jump[:, None] * factor
            slopes = partial(_at, slope, p, z)
            y, h, done = _advance(slopes, jumped, span, jnp.minimum(h, first), rtol, atol)
            return (y, h), (y, done)

        states: tuple[Array, Array] = jax.lax.scan(event, (start, jnp.asarray(_FIRST_H)), given)[1]
        return states

    return jax.jit(run)


def integrate(
    rates: Rates,
    p: Float[np.ndarray, "parameter person"],
    start: Float[np.ndarray, "n person"],
    steps: Float[np.ndarray, " time"],
    jumps: Float[np.ndarray, "time n"],
    factor: Float[np.ndarray, " person"],
    amplitudes: Float[np.ndarray, "time mode person"] | None = None,
    first: Float[np.ndarray, " time"] | None = None,
    *,
    rtol: float = 1e-6,
    atol: Float[np.ndarray, " n"],
) -> tuple[Float[np.ndarray, "time n person"], Bool[np.ndarray, " time"]]:
    """Integrate every person along one schedule.

    Parameters
    ----------
    rates
        ``rates(y, p)`` with ``y`` of shape (n, person), or ``rates(t, y, p, z)`` where ``amplitudes`` are given, with
        ``t`` counted from the beginning of the step and ``z`` the amplitudes there; must be the same object for
        repeated use, since it keys the compiled kernel.
    steps
        Length of each step of the schedule (h).
    jumps, factor
        What is added at the beginning of each step for a factor of 1, and each person's factor.
    amplitudes
        What is known from outside at the beginning of each step, its jump included (see ``modes``).
    first
        Longest stride that may begin each step (h), short where something new starts: a stride that strode over a
        short pulse from outside would not see it.
    atol
        Absolute tolerance of each state, in its unit.

    Returns
    -------
    The state at the end of each step, and whether the step was reached within ``MAX_STEPS`` by everyone.
    """
    run = _compiled(rates, amplitudes is not None)
    known = np.zeros((len(steps), 0, p.shape[1])) if amplitudes is None else amplitudes
    longest = np.full(len(steps), np.inf) if first is None else first
    people = p.shape[1]
    tolerance = np.float64(rtol)

    def block(members: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        given = (steps, longest, jumps, known[:, :, members])
        x, done = run(p[:, members], start[:, members], given, factor[members], tolerance, atol)
        return np.asarray(x), np.asarray(done)

    first, *others = _blocks(people)
    results = [block(first)]  # alone, so that it compiles once and not in every thread
    results += on_all_cores(block, others)
    x = np.concatenate([r[0] for r in results], axis=2)[:, :, :people]
    return x, np.all([r[1] for r in results], axis=0)


def _blocks(people: int) -> list[np.ndarray]:
    """Cut people into blocks of one size; the last one is filled up with copies of its last member."""
    size = min(BLOCK, 1 << (people - 1).bit_length())
    starts = range(0, people, size)
    return [np.minimum(np.arange(s, s + size), people - 1) for s in starts]
