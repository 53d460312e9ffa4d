"""Exponential, logarithm and power without branches, so that a loop over lanes becomes vector code.

A vector maths library is not at hand everywhere; these need none. Within a few units in the last place over the whole
range of doubles (tested), with three limits said here: ``exp`` is 0 below -708 and infinite above 709.4; ``log`` takes
an argument below 1e-300 for 1e-300; ``power`` of such a base is that of 1e-300, unless the exponent is whole. So a
compartment that rounding left a little below empty acts as an empty one. NaN stays NaN. The text of this file becomes
the head of every generated kernel; it is not imported from here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from numba import extending, njit, types

__all__ = ["exp", "inverse", "largest", "log", "power", "smallest", "step", "where_larger"]

_TINY = 1e-300
_LN2_HIGH = 6.93147180369123816490e-01
_LN2_LOW = 1.90821492927058770002e-10
_ROUND = 6755399441055744.0
"""Adding 1.5 * 2**52 leaves the nearest integer in the low bits."""
_ROUND_BITS = 0x4338000000000000
_FRACTION = 0x000FFFFFFFFFFFFF
_ONE = 0x3FF0000000000000
_SQRT2 = 1.4142135623730951
_INFINITY = float("inf")


F = TypeVar("F", bound=Callable[..., Any])
_njit: Any = njit
_extending: Any = extending
intrinsic: Callable[[Any], Any] = _extending.intrinsic


@intrinsic
def _bits(context: Any, x: Any) -> Any:
    def generate(ctx: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], ctx.get_value_type(types.int64))

    return types.int64(types.float64), generate


@intrinsic
def _number(context: Any, x: Any) -> Any:
    def generate(ctx: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], ctx.get_value_type(types.float64))

    return types.float64(types.int64), generate


@intrinsic
def _fma(context: Any, x: Any, y: Any, z: Any) -> Any:
    def generate(ctx: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.fma(*arguments)

    return types.float64(types.float64, types.float64, types.float64), generate


_inlined: Callable[[F], F] = _njit(error_model="numpy", inline="always")


@_inlined
def _exp_sum(high: float, low: float) -> float:
    """Return exp(high + low), low being much smaller."""
    x = 709.4 if high > 709.4 else high
    x = -708.0 if x < -708.0 else x
    shifted = x * 1.4426950408889634 + _ROUND
    n = shifted - _ROUND
    r = (x - n * _LN2_HIGH) - n * _LN2_LOW + low
    p = r * (1 / 6227020800.0) + 1 / 479001600.0
    p = p * r + 1 / 39916800.0
    p = p * r + 1 / 3628800.0
    p = p * r + 1 / 362880.0
    p = p * r + 1 / 40320.0
    p = p * r + 1 / 5040.0
    p = p * r + 1 / 720.0
    p = p * r + 1 / 120.0
    p = p * r + 1 / 24.0
    p = p * r + 1 / 6.0
    p = p * r + 0.5
    p = (p * r) * r + r
    whole = _number((_bits(shifted) - _ROUND_BITS + 1023) << 52)
    grown = p * whole + whole
    grown = _INFINITY if high > 709.4 else grown
    return 0.0 if high < -708.0 else grown


@_inlined
def exp(x: float) -> float:
    """Return e to the power x."""
    return _exp_sum(x, 0.0)


@_inlined
def _log_parts(x: float) -> tuple[float, float]:
    """Return log(x) for x >= 1e-300 as a sum of two numbers, the second much smaller."""
    bits = _bits(x)
    m = _number((bits & _FRACTION) | _ONE)
    big = m > _SQRT2
    m = m * 0.5 if big else m
    e = _number(((bits >> 52) & 0x7FF) + _ROUND_BITS) - _ROUND - (1022.0 if big else 1023.0)
    t = m - 1.0
    d = m + 1.0
    s = t / d
    rest = _fma(-s, d, t) - s * (m - (d - 1.0))
    s2 = s * s
    p = s2 * (1 / 23.0) + 1 / 21.0
    p = p * s2 + 1 / 19.0
    p = p * s2 + 1 / 17.0
    p = p * s2 + 1 / 15.0
    p = p * s2 + 1 / 13.0
    p = p * s2 + 1 / 11.0
    p = p * s2 + 1 / 9.0
    p = p * s2 + 1 / 7.0
    p = p * s2 + 1 / 5.0
    p = p * s2 + 1 / 3.0
    small = 2.0 * (rest / d + s * (s2 * p)) + e * _LN2_LOW
    large = e * _LN2_HIGH
    high = large + 2.0 * s
    return high, (2.0 * s - (high - large)) + small


@_inlined
def log(x: float) -> float:
    """Return the natural logarithm of x, or of 1e-300 where x is smaller."""
    high, low = _log_parts(_TINY if x < _TINY else x)
    value = high + low
    return value if x < _INFINITY else x


@_inlined
def power(x: float, g: float) -> float:
    """Return x to the power g; of 1e-300 where x is smaller, unless g is whole."""
    nearest = (g + _ROUND) - _ROUND
    half = nearest * 0.5
    odd = (half + _ROUND) - _ROUND != half
    whole = nearest == g
    size = -x if x < 0.0 else x
    base = size if whole else x
    high, low = _log_parts(_TINY if base < _TINY else base)
    product = g * high
    value = _exp_sum(product, _fma(g, high, -product) + g * low)
    value = -value if (x < 0.0 and whole and odd) else value
    return value if x < _INFINITY else x * value


@_inlined
def inverse(x: float) -> float:
    """Return 1/x, and 0 where ``log`` and ``power`` are flat."""
    size = -x if x < 0.0 else x
    return 0.0 if size < _TINY else 1.0 / x


@_inlined
def largest(a: float, b: float) -> float:
    """Return the larger of two; NaN where b is."""
    return a if a > b else b


@_inlined
def smallest(a: float, b: float) -> float:
    """Return the smaller of two; NaN where b is."""
    return a if a < b else b


@_inlined
def where_larger(a: float, b: float) -> float:
    """Return 1 where a > b, else 0."""
    return 1.0 if a > b else 0.0


@_inlined
def step(x: float) -> float:
    """Return 1 from x = 0 on, else 0."""
    return 1.0 if x >= 0.0 else 0.0
