"""Machine code for one declared system: derivatives by computer algebra, then one straight-line step for eight people.

``build_kernel`` takes a ``System`` of texts; ``numerics.lanes.solve`` takes its kernel.
"""

from foredose.models.expression import TIME
from foredose.models.kernels.build import build_kernel
from foredose.models.kernels.sensitivity import with_sensitivities
from foredose.models.kernels.system import System

__all__ = ["TIME", "System", "build_kernel", "with_sensitivities"]
