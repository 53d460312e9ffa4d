"""Linear systems dx/dt = A x between events, exactly, for many people at once.

The propagator exp(A dt) is computed once per person and distinct step length (Taylor series with scaling and
squaring; Moler & Van Loan 2003, SIAM Review 45:3, methods 1 and 3), then applied along the schedule.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, Int

from foredose.numerics import runtime

__all__ = ["matrix_exponential", "propagate"]

runtime.start()

_ORDER = 12
_NORM_LIMIT = 0.35
"""With a norm below this the Taylor series to the 12th power is exact to 1e-16."""


def matrix_exponential(a: Float[Array, "*batch n n"]) -> Float[Array, "*batch n n"]:
    """Return exp(a) for a batch of square matrices.

    One number of squarings serves the whole batch, so the cost follows the matrix of largest norm.
    """
    norm = jnp.max(jnp.sum(jnp.abs(a), axis=-2))
    squarings = jnp.maximum(0, jnp.ceil(jnp.log2(jnp.maximum(norm, 1e-300) / _NORM_LIMIT))).astype(int)
    scaled = a / 2.0**squarings
    one = jnp.broadcast_to(jnp.eye(a.shape[-1]), a.shape)
    series = jax.lax.fori_loop(0, _ORDER, lambda i, m: one + scaled @ m / (_ORDER - i), one)
    squared: Array = jax.lax.fori_loop(0, squarings, lambda _, m: m @ m, series)
    return squared


@jax.jit
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
