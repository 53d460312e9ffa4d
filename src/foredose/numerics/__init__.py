"""Arrays only: schedules, exact linear systems, adaptive non-linear systems.

Takes in bare arrays (h, and the units of the caller), gives out arrays. Never knows a drug, a gene or a person.
Importing this room imports JAX and switches it to double precision.
"""

from foredose.numerics import runtime as _runtime

_runtime.start()

from foredose.numerics.dopri5 import integrate  # noqa: E402 - JAX must be configured first
from foredose.numerics.linear import matrix_exponential, propagate  # noqa: E402
from foredose.numerics.modes import Modes, modes_of  # noqa: E402
from foredose.numerics.schedule import Schedule, build_schedule  # noqa: E402

__all__ = [
    "Modes",
    "Schedule",
    "build_schedule",
    "integrate",
    "matrix_exponential",
    "modes_of",
    "propagate",
]
