"""Non-linear systems for many people: eight at a time in the lanes of vector registers, each at its own step.

A ``Kernel`` is one system's step, generated and compiled elsewhere (``models.kernels``); ``solve`` leads every person
of a ``Plan`` through it.
"""

from foredose.numerics.lanes.layout import LANES, Kernel, Layout
from foredose.numerics.lanes.solve import BLOCK, MAX_STEPS, Failure, Solution, Status, solve
from foredose.numerics.lanes.store import digest_of, maths_text, stored_module

__all__ = [
    "BLOCK",
    "LANES",
    "MAX_STEPS",
    "Failure",
    "Kernel",
    "Layout",
    "Solution",
    "Status",
    "digest_of",
    "maths_text",
    "solve",
    "stored_module",
]
