"""Linear systems dx/dt = A x between events, exactly, for many people at once.

The propagator exp(A dt) is computed once per person and distinct step length (scaling and squaring with the
[6/6] Padé approximant; Moler & Van Loan 2003, method 3), then applied along the schedule.
"""

from __future__ import annotations

from functools import partial

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, Int

__all__ = ["matrix_exponential", "propagate"]

_PADE = (1.0, 1 / 2, 5 / 44, 1 / 66, 1 / 792, 1 / 15840, 1 / 665280)
_NORM_LIMIT = 0.5


def matrix_exponential(a: Float[Array, "*batch n n"]) -> Float[Array, "*batch n n"]:
    """Return exp(a) for a batch of square matrices.

    One number of squarings serves the whole batch, so the cost follows the matrix of largest norm.
    """
    norm = jnp.max(jnp.sum(jnp.abs(a), axis=-2))
    squarings = jnp.maximum(0, jnp.ceil(jnp.log2(jnp.maximum(norm, 1e-300) / _NORM_LIMIT))).astype(int)
    scaled = a / 2.0**squarings
    power = jnp.broadcast_to(jnp.eye(a.shape[-1]), a.shape)
    upper = _PADE[0] * power
    lower = _PADE[0] * power
    for k, coefficient in enumerate(_PADE[1:], start=1):
        power = power @ scaled
        upper = upper + coefficient * power
        lower = lower + (-1) ** k * coefficient * power
    root = jnp.linalg.solve(lower, upper)
    return jax.lax.fori_loop(0, squarings, lambda _, m: m @ m, root)


@partial(jax.jit, donate_argnums=())
def propagate(
    a: Float[Array, "person n n"],
    start: Float[Array, "person n"],
    steps: Float[Array, " kind"],
    kind_of: Int[Array, " time"],
    jumps: Float[Array, "time n"],
    factor: Float[Array, " person"],
) -> Float[Array, "time n person"]:
    """Carry every person along one schedule.

    Parameters
    ----------
    a
        System matrices (1/h).
    start
        State before the first event.
    steps, kind_of
        The distinct step lengths (h), and which of them each step of the schedule has.
    jumps
        What is added to the state at the beginning of each step, for a ``factor`` of 1.
    factor
        Each person's multiplier of the jumps (bioavailability).

    Returns
    -------
    The state at the end of each step, before the next jump.
    """
    propagators = jax.vmap(lambda h: matrix_exponential(a * h))(steps)

    def step(state: Array, given: tuple[Array, Array]) -> tuple[Array, Array]:
        kind, jump = given
        after = jnp.einsum("pij,pj->pi", propagators[kind], state + factor[:, None] * jump)
        return after, after.T

    return jax.lax.scan(step, start, (kind_of, jumps))[1]
