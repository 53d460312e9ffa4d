"""Hepatic extraction in closed form: three ways of mixing blood with liver cells, and tanks in between.

Every function takes the blood flow ``flow`` (L/h), the unbound fraction in blood ``free`` and the intrinsic clearance
of unbound drug ``intrinsic`` (L/h), and gives the fraction extracted in one passage.
Sources: Rowland 1973 (well-stirred), Winkler 1973 (parallel tube), Roberts and Rowland 1986 (dispersion).
"""

from __future__ import annotations

import math

__all__ = ["dispersion", "parallel_tube", "tanks_in_series", "well_stirred"]

DISPERSION_NUMBER = 0.17
"""Typical of the liver (Roberts and Rowland 1986)."""
_MIXED = 1e6


def well_stirred(flow: float, free: float, intrinsic: float) -> float:
    """Return the extraction of a liver whose blood leaves at the concentration that its cells see."""
    return free * intrinsic / (flow + free * intrinsic)


def parallel_tube(flow: float, free: float, intrinsic: float) -> float:
    """Return the extraction along tubes without mixing."""
    return -math.expm1(-free * intrinsic / flow)


def dispersion(flow: float, free: float, intrinsic: float, number: float = DISPERSION_NUMBER) -> float:
    """Return the extraction with axial dispersion; ``number`` 0 is the parallel tube, infinite the well-stirred.

    Between blood vessels that are closed to dispersion, after Danckwerts.
    """
    if number <= 0:
        return parallel_tube(flow, free, intrinsic)
    if number >= _MIXED:
        return well_stirred(flow, free, intrinsic)
    efficiency = free * intrinsic / flow
    a = math.sqrt(1 + 4 * efficiency * number)
    fall = math.exp(-a / number)
    left = 4 * a / ((1 + a) ** 2 - (1 - a) ** 2 * fall) * math.exp((1 - a) / (2 * number))
    return 1 - left


def tanks_in_series(flow: float, free: float, intrinsic: float, tanks: int) -> float:
    """Return the extraction of well-stirred tanks that share the intrinsic clearance; many are the parallel tube."""
    return 1 - (1 + free * intrinsic / flow / tanks) ** -tanks
